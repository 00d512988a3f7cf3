import re
from datetime import date, timedelta

import pgtrigger
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from bcsp.people.models import Organisation
from bcsp.people.roles import Role
from bcsp.records.clock import day_of, now, today
from bcsp.records.history import remembered
from bcsp.records.keeping import kept_from, not_kept_q
from bcsp.records.models import Audience, Record
from bcsp.records.stamps import stamp_pair
from governance.choices import Authority, DecisionState
from governance.limits import EARLIEST, LondonDay
from governance.models.agendas import AgendaItem
from governance.models.serving import serving_q

YEAR = timedelta(days=365)


@remembered(exclude=("search",))
class Decision(Record):
    """What a body decided, why, and under what authority. Agreed, it is locked; a change is a new, superseding row."""

    reference = models.CharField(max_length=20, blank=True, editable=False)
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="decisions")
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="decisions")
    subject_kind = models.ForeignKey(ContentType, models.PROTECT, null=True, blank=True, related_name="+")
    subject_id = models.PositiveBigIntegerField(null=True, blank=True)
    subject = GenericForeignKey("subject_kind", "subject_id")
    title = models.CharField(max_length=150)
    wording = models.TextField("what was decided", max_length=1500)
    reasons = models.TextField("why", max_length=2000)
    authority = models.CharField(max_length=10, choices=Authority.choices, default=Authority.MEETING)
    authority_detail = models.CharField("whose authority", max_length=200)
    recommended = models.CharField("what was recommended", max_length=400, blank=True, editable=False)
    departs = models.CharField("why it departs from the recommendation", max_length=400, blank=True)
    opened = models.BooleanField("checked to give nothing away of what is for named readers", default=False)
    decided_on = models.DateField("decided on")
    options = models.TextField("other options that were weighed", max_length=2000, blank=True)
    dissent = models.CharField("who disagreed, and why", max_length=600, blank=True)
    review_on = models.DateField("to be reviewed on", null=True, blank=True)
    urgent_why = models.CharField("why it could not wait for a meeting", max_length=400, blank=True)
    consulted = models.CharField("who was consulted", max_length=300, blank=True)
    ends_funding = models.BooleanField("ends or cuts funding", default=False)
    notice_on = models.DateField("notice is given on", null=True, blank=True)
    equality_impact = models.TextField("equality impact", max_length=1000, blank=True)
    seats_present = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    seats_needed = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")
    state = models.CharField(max_length=10, choices=DecisionState.choices, default=DecisionState.DRAFT)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    search = models.GeneratedField(
        expression=SearchVector("reference", "title", weight="A", config="english")
        + SearchVector("wording", "reasons", weight="B", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta(Record.Meta):
        ordering = ["-decided_on", "-pk"]
        indexes = [*Record.Meta.indexes, GinIndex(fields=["search"], name="governance_decision_search")]
        constraints = [
            *Record.Meta.constraints,
            stamp_pair("governance_decision", "agreed", "agreed"),
            models.CheckConstraint(
                condition=Q(state="draft", agreed_at__isnull=True, reference="")
                | (Q(state="agreed", agreed_at__isnull=False) & ~Q(reference="")),
                name="governance_decision_state",
                violation_error_message="An agreed decision has a reference, a day and somebody who recorded it.",
            ),
            models.CheckConstraint(
                condition=~Q(wording="") & ~Q(reasons="") & ~Q(authority_detail=""),
                name="governance_decision_says_why",
                violation_error_message="Say what was decided, why, and on whose authority.",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__gte=EARLIEST - YEAR)
                & (Q(agreed_at__isnull=True) | Q(decided_on__lte=LondonDay("agreed_at"))),
                name="governance_decision_day",
                violation_error_message="A decision is decided before it is agreed, and not before 1999.",
            ),
            models.CheckConstraint(
                condition=Q(authority__in=Authority.values),
                name="governance_decision_authority",
                violation_error_message="Say under what authority it was decided.",
            ),
            models.CheckConstraint(
                condition=(Q(authority="urgent") & ~Q(urgent_why="") & ~Q(consulted=""))
                | (~Q(authority="urgent") & Q(item__isnull=False, urgent_why="")),
                name="governance_decision_urgent",
                violation_error_message="A decision is taken under an item; an urgent one of the chair says why it "
                "could not wait, and who was consulted.",
            ),
            models.CheckConstraint(
                condition=~Q(state="agreed", ends_funding=True) | (Q(notice_on__isnull=False) & ~Q(equality_impact="")),
                name="governance_decision_ends_funding",
                violation_error_message="A decision to end or cut funding needs the day of notice and the equality "
                "impact before it is agreed.",
            ),
            models.UniqueConstraint(
                fields=["reference"],
                condition=~Q(reference=""),
                name="governance_decision_reference_once",
                violation_error_message="Another decision has this reference.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="decision_locked",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state="agreed"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}".strip()

    def get_absolute_url(self) -> str:
        return reverse("governance:decision_detail", args=[self.pk])

    def clean(self) -> None:
        """A meeting decides on its day or later; somebody with delegated authority at most a year before it, and a
        chair between meetings at most a year before today. It is reviewed on a later day."""
        if self.decided_on is None:
            return
        first, last, why = self._days()
        faults = {}
        if self.decided_on < first:
            faults["decided_on"] = f"Decided on must be {first:%-d %B %Y} or later: {why}"
        if self.decided_on > last:
            faults["decided_on"] = f"Decided on must be {last:%-d %B %Y} or earlier"
        if self.review_on and self.review_on <= self.decided_on:
            faults["review_on"] = "To be reviewed on must be after the day of the decision"
        if faults:
            raise ValidationError(faults)

    def _days(self) -> tuple[date, date, str]:
        """The first and the last day on which it can have been decided, and why not before the first."""
        if self.item_id is None:
            return day_of(self.agreed_at or now()) - YEAR, today(), "at most a year ago"
        met = self.item.meeting.day
        if self.authority == Authority.DELEGATED:
            return met - YEAR, max(met, today()), "at most a year before the meeting"
        return met, max(met, today()), "the day of the meeting"

    @property
    def kept_from(self) -> tuple[int, ...]:
        """Keys of the people who are kept away from what it is about, and so from it while it is for named readers."""
        return tuple(kept_from(self.subject_kind_id, self.subject_id)) if self.is_named and self.subject_id else ()

    @property
    def says_authority(self) -> str:
        """Such as "Under delegated authority: the scheme of 2026"."""
        return f"{self.get_authority_display()}: {self.authority_detail}"

    @property
    def gist(self) -> str:
        """The first sentence of what was decided, for a list: a title often names the problem alone."""
        line = self.wording.strip().partition("\n")[0].strip()
        return re.split(r"(?<=[.!?])\s+(?=[A-Z“‘(])", line, maxsplit=1)[0]

    @classmethod
    def released_q(cls) -> Q:
        return Q(state=DecisionState.AGREED)

    @classmethod
    def visible_q(cls, viewer) -> Q:
        """Not for who is kept away from what it is about, unless it is everybody's."""
        mine = not_kept_q(viewer, "subject_kind", "subject_id")
        return super().visible_q(viewer) & (~Q(audience=Audience.NAMED) | mine)

    @classmethod
    def makers_q(cls, viewer) -> Q:
        return serving_q(viewer, "body_id", Role.CLERK, Role.CHAIR)


class Register(models.Model):
    """The head of a register: how many seals it has and the last one's hash. Its row lock keeps one order."""

    name = models.CharField(primary_key=True, max_length=20)
    sequence = models.PositiveIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.name}: {self.sequence} {self.hash[:12]}"


class Seal(models.Model):
    """One link of the register's chain: what was locked (payload), its hash, and the hash before it."""

    register = models.ForeignKey(Register, models.PROTECT, related_name="seals")
    sequence = models.PositiveIntegerField()
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="seal")
    previous = models.CharField(max_length=64)
    payload = models.BinaryField()
    payload_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["register", "sequence"],
                name="governance_seal_once",
                violation_error_message="The register already has a seal of that number.",
            ),
            models.UniqueConstraint(
                fields=["register", "previous"],
                name="governance_seal_one_chain",
                violation_error_message="Another seal follows that one already.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="seal_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash[:12]}"
