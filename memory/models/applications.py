"""Who asked for money, what was decided and why. Always for named readers: competing providers are partners."""

from datetime import date

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from bcsp.people.models import Organisation, Person
from bcsp.people.roles import Role
from bcsp.records.history import remembered
from bcsp.records.models import Made, Record
from governance.models import Decision
from memory.choices import ACCEPTING, DecidedHow, Direction, Outcome, Reason
from memory.identifiers import EXAMPLES, ORG_ID
from memory.models.interventions import Intervention
from memory.models.priorities import Priority
from memory.models.rounds import Round

TEAM = frozenset({Role.COORDINATOR, Role.ANALYST, Role.CLERK})  # who may be the readers of an application
ALWAYS_NAMED = "Applications and what belongs to them are for named readers, always."

accepted_begins = pgtrigger.Trigger(
    name="accepted_begins",
    operation=pgtrigger.Insert | pgtrigger.Update,
    when=pgtrigger.After,
    timing=pgtrigger.Deferred,
    func="""
        IF EXISTS (
            SELECT FROM memory_application
            WHERE id = NEW.id AND direction = 'in' AND outcome IN ('accepted', 'in_part', 'conditions')
                AND intervention_id IS NULL
        ) THEN
            RAISE EXCEPTION 'An accepted application begins an intervention. Record both together.'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    """,
)

decided_stays = pgtrigger.Trigger(
    name="decided_stays",
    operation=pgtrigger.Update,
    when=pgtrigger.Before,
    condition=pgtrigger.Condition("OLD.outcome <> '' AND OLD.outcome <> 'reserve'"),
    func="""
        IF NEW.outcome <> OLD.outcome OR NEW.decided_on <> OLD.decided_on OR NEW.awarded IS DISTINCT FROM OLD.awarded
            OR NEW.applicant_id <> OLD.applicant_id
        THEN
            RAISE EXCEPTION 'This application was decided. A later decision is a new application.'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)


one_step = pgtrigger.Trigger(
    name="one_step",
    operation=pgtrigger.Insert | pgtrigger.Update,
    when=pgtrigger.Before,
    condition=pgtrigger.Condition("NEW.became_id IS NOT NULL"),
    func="""
        PERFORM FROM memory_applicant WHERE id = NEW.became_id FOR UPDATE;
        IF EXISTS (SELECT FROM memory_applicant WHERE id = NEW.became_id AND became_id IS NOT NULL) THEN
            RAISE EXCEPTION 'That organisation has merged into another itself. Choose the one that it became.'
                USING ERRCODE = 'check_violation';
        END IF;
        IF EXISTS (SELECT FROM memory_applicant WHERE became_id = NEW.id) THEN
            RAISE EXCEPTION 'Others merged into this organisation. They go to the other one first.'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)


@remembered()
class Applicant(Record):
    """An organisation that asked for money. Its own table, since organisations are public and who was turned down is
    not. Where the partnership knows it as one of its organisations it says so.

    A merger is one step: those that merged before go along, so that no loop can be and a family is a root with what
    `became` it. How it came about is in the history."""

    name = models.CharField("name of the organisation", max_length=150)
    identifier = models.CharField("org-id", max_length=60, blank=True, help_text="org-id.guide, such as GB-CHC-1234567")
    also_called = models.CharField("earlier or other names", max_length=300, blank=True)
    organisation = models.OneToOneField(
        Organisation, models.PROTECT, null=True, blank=True, related_name="applicant", verbose_name="known to us as"
    )
    became = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="was", verbose_name="merged into"
    )
    became_why = models.CharField("how they merged", max_length=300, blank=True)

    class Meta(Record.Meta):
        ordering = ["name"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(audience="named") & ~Q(name=""),
                name="memory_applicant_named",
                violation_error_message=ALWAYS_NAMED,
            ),
            models.UniqueConstraint(
                fields=["identifier"],
                condition=~Q(identifier=""),
                name="memory_applicant_identifier_once",
                violation_error_message="Another applicant has this identifier.",
            ),
            models.CheckConstraint(
                condition=~Q(became=F("pk")),
                name="memory_applicant_another",
                violation_error_message="An organisation can’t merge into itself.",
            ),
            models.CheckConstraint(
                condition=Q(became__isnull=True, became_why="") | (Q(became__isnull=False) & ~Q(became_why="")),
                name="memory_applicant_merged_why",
                violation_error_message="Say how they merged; where they didn’t, say nothing.",
            ),
            models.CheckConstraint(
                condition=Q(identifier="") | Q(identifier__regex=ORG_ID),
                name="memory_applicant_org_id",
                violation_error_message=f"An org-id is the code of a list, a hyphen and a number, {EXAMPLES}.",
            ),
        ]
        triggers = [one_step]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("memory:applicant_detail", args=[self.pk])

    @property
    def other_names(self) -> list[str]:
        """Earlier or other names, as `also_called` holds them: between semicolons."""
        return [name for name in (part.strip() for part in self.also_called.split(";")) if name]

    @classmethod
    def visible_q(cls, viewer) -> Q:
        """Not those in whom the viewer has declared an interest (practice.md, rule 8)."""
        declared = Interest.objects.filter(person=viewer.person_id).values("application__applicant")
        return super().visible_q(viewer) & ~Q(pk__in=declared)


@remembered(exclude=("search",))
class Application(Record):
    """A bid for money, to us or our own to a funder. None is decided without a reason: the database sees to it."""

    reference = models.CharField(max_length=20, unique=True, editable=False)
    direction = models.CharField(max_length=5, choices=Direction.choices, default=Direction.IN)
    applicant = models.ForeignKey(Applicant, models.PROTECT, related_name="applications", verbose_name="who")
    title = models.CharField("what for", max_length=120)
    what = models.TextField("what they would do", max_length=2000, blank=True)
    asked = models.DecimalField("asked for, in pounds", max_digits=11, decimal_places=2)
    received_on = models.DateField("received on")
    round = models.ForeignKey(Round, models.PROTECT, null=True, blank=True, related_name="applications")
    priority = models.ForeignKey(Priority, models.PROTECT, null=True, blank=True, related_name="applications")
    scored_at = models.DateTimeField("when all scores were in", null=True, blank=True, editable=False)
    put_to = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", limit_choices_to={"kind": "tier"}
    )
    recommended = models.CharField("what is recommended", max_length=400, blank=True)
    outcome = models.CharField("decided", max_length=12, choices=Outcome.choices, blank=True)
    awarded = models.DecimalField("awarded, in pounds", max_digits=11, decimal_places=2, null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_how = models.CharField(max_length=10, choices=DecidedHow.choices, blank=True)
    decided_by = models.CharField("by whom", max_length=150, blank=True)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="applications")
    reasons = ArrayField(models.CharField(max_length=20, choices=Reason.choices), default=list, blank=True)
    reasons_note = models.TextField("more about why", max_length=1000, blank=True)
    conditions = models.TextField(max_length=600, blank=True)
    would_change = models.TextField("what would have changed it", max_length=600, blank=True)
    told = models.TextField("what the applicant is told", max_length=1500, blank=True)
    internal = models.TextField("for ourselves", max_length=1500, blank=True)
    intervention = models.OneToOneField(
        Intervention, models.PROTECT, null=True, blank=True, related_name="application", editable=False
    )
    named_to = TEAM
    search = models.GeneratedField(
        expression=SearchVector("reference", "title", weight="A", config="english")
        + SearchVector("what", "reasons_note", "would_change", weight="B", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta(Record.Meta):
        ordering = ["-received_on", "-pk"]
        indexes = [
            *Record.Meta.indexes,
            GinIndex(fields=["search"], name="memory_application_search"),
            # Few wait among many; that one does hides the reviews of its organisation, so it is asked often.
            models.Index(fields=["applicant"], condition=Q(outcome=""), name="memory_application_waiting"),
            # So that who may read none is told so at once: each way of being a reader has an index.
            GinIndex(fields=["reader_people"], name="memory_application_people"),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(audience="named"), name="memory_application_named", violation_error_message=ALWAYS_NAMED
            ),
            models.CheckConstraint(
                condition=Q(reader_roles__contained_by=sorted(TEAM)),
                name="memory_application_team",
                violation_error_message="Of roles, the community safety team alone reads applications.",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_on__isnull=True, decided_how="", decided_by="", reasons=[])
                | (
                    Q(outcome__in=Outcome.values, decided_on__isnull=False, decided_how__in=DecidedHow.values)
                    & Q(reasons__len__gte=1, reasons__contained_by=Reason.values)
                    & ~Q(decided_by="")
                ),
                name="memory_application_says_why",
                violation_error_message="A decided application says when, by whom and how, with at least one reason.",
            ),
            models.CheckConstraint(
                condition=(Q(outcome__in=ACCEPTING) & Q(awarded__isnull=False, awarded__gt=0))
                | (~Q(outcome__in=ACCEPTING) & Q(awarded__isnull=True)),
                name="memory_application_awarded",
                violation_error_message="Say how much was awarded where an application was accepted, and only there.",
            ),
            models.CheckConstraint(
                condition=Q(put_to__isnull=True, recommended="") | (Q(put_to__isnull=False) & ~Q(recommended="")),
                name="memory_application_put_forward",
                violation_error_message="Say to which body it is put, and what is recommended.",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.IN_PART) | Q(awarded__lt=F("asked")),
                name="memory_application_in_part",
                violation_error_message="What is accepted in part gets less than it asked for.",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.CONDITIONS) | ~Q(conditions=""),
                name="memory_application_conditions",
                violation_error_message="Say on which conditions it is accepted.",
            ),
            models.CheckConstraint(
                condition=Q(asked__gt=0) & (Q(decided_on__isnull=True) | Q(decided_on__gte=F("received_on"))),
                name="memory_application_days",
                violation_error_message="It asks for more than nothing, and is decided on the day it came or later.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="application_stays", operation=pgtrigger.Delete),
            accepted_begins,
            decided_stays,
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("memory:application_detail", args=[self.reference])

    @classmethod
    def visible_q(cls, viewer) -> Q:
        """Named readers, but for those who declared an interest: for them it is in no channel (practice.md, rule 8)."""
        declared = Interest.objects.filter(person=viewer.person_id).values("application")
        return super().visible_q(viewer) & ~Q(pk__in=declared)

    @property
    def happened(self) -> date:
        """The day by which it stands in a thread."""
        return self.decided_on or self.received_on

    @property
    def said(self) -> str:
        """How it was decided, in words."""
        return self.get_outcome_display() if self.outcome else "Waiting for a decision"


class InterestQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Those in applications that the viewer may read."""
        return self.filter(application__in=Application.objects.visible_to(viewer).values("pk"))


@remembered()
class Interest(Made):
    """A person's interest in an application. It takes the application out of everything that the person can reach."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="interests")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    what = models.CharField("what the interest is", max_length=200)

    objects = InterestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "person"],
                name="memory_interest_once",
                violation_error_message="This interest is declared already.",
            ),
            models.CheckConstraint(
                condition=~Q(what=""),
                name="memory_interest_says_what",
                violation_error_message="Say what the interest is, such as “trustee”.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.person_id}"
