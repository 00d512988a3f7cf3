"""Which providers were used, for what and for how much; and what the team says of a use, by rule 9 of practice.md."""

import pgtrigger
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from bcsp.people.models import Organisation
from bcsp.records.clock import today
from bcsp.records.history import remembered
from bcsp.records.models import Record
from memory.choices import Again, Direction
from memory.models.applications import Applicant, Application
from memory.models.interventions import Intervention

KEPT = "Reviews of providers are for named readers, always."

reviewed_stays = pgtrigger.Trigger(
    name="reviewed_stays",
    operation=pgtrigger.Update,
    when=pgtrigger.Before,
    condition=pgtrigger.Condition("OLD.provider_id <> NEW.provider_id OR OLD.intervention_id <> NEW.intervention_id"),
    func="""
        IF EXISTS (SELECT FROM memory_providerreview WHERE use_id = NEW.id) THEN
            RAISE EXCEPTION 'A review was written of this provider for this use. Add the other provider beside it.'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)

# '[removed]' is what `records.redaction` leaves in place of a text.
shown_stays = pgtrigger.Trigger(
    name="shown_stays",
    operation=pgtrigger.Update,
    when=pgtrigger.Before,
    condition=pgtrigger.Condition("OLD.shown_on IS NOT NULL AND NEW.shown_on IS NOT NULL"),
    func="""
        IF (OLD.again, OLD.shown_on, OLD.use_id) IS DISTINCT FROM (NEW.again, NEW.shown_on, NEW.use_id)
            OR (NEW.agreed <> OLD.agreed AND NEW.agreed <> '[removed]')
            OR (NEW.delivered <> OLD.delivered AND NEW.delivered <> '[removed]')
        THEN
            RAISE EXCEPTION 'The provider was shown something else. What is changed is shown to the provider again.'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)


class ProviderUseQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Those of interventions that the viewer may read."""
        return self.filter(intervention__in=Intervention.objects.visible_to(viewer).values("pk"))


@remembered()
class ProviderUse(models.Model):
    """A provider, used in a year for a purpose and a sum, within an intervention."""

    intervention = models.ForeignKey(Intervention, models.CASCADE, related_name="uses")
    provider = models.ForeignKey(Organisation, models.PROTECT, related_name="uses")
    year = models.PositiveSmallIntegerField("the year that began in April")
    what = models.CharField("for what", max_length=200)
    amount = models.DecimalField("pounds", max_digits=11, decimal_places=2)

    objects = ProviderUseQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "provider__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["intervention", "provider", "year"],
                name="memory_provideruse_once",
                violation_error_message="This provider stands there for that year already.",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0, year__range=(2000, 2100)) & ~Q(what=""),
                name="memory_provideruse_whole",
                violation_error_message="Say for what and for how much the provider was used, and in which year.",
            ),
        ]
        triggers = [reviewed_stays]

    def __str__(self) -> str:
        return f"{self.provider}, {self.year}: {self.what}"


def asking(applications: models.QuerySet[Application]) -> models.QuerySet:
    """Keys of the organisations that these applications come from, under any of their applicants' names."""
    roots = applications.annotate(root=Coalesce("applicant__became_id", "applicant_id")).values("root")
    known = Applicant.objects.filter(organisation__isnull=False).annotate(root=Coalesce("became_id", "pk"))
    return known.filter(root__in=roots).values("organisation")


def waiting(applications: models.QuerySet[Application]) -> models.QuerySet[Application]:
    """Those of them that somebody scores: asked of us, and not decided yet."""
    return applications.filter(outcome="", direction=Direction.IN)


def of_interest_to(person_id: int | None) -> models.QuerySet:
    """Keys of the organisations in whose applications a person has declared an interest."""
    return asking(Application.objects.filter(interests__person=person_id))


@remembered(exclude=("expires_on",))
class ProviderReview(Record):
    """What was agreed with a provider and what was delivered: facts, no grade, and nobody who works there by name.

    It counts from the day on which the provider was shown it, for three years (practice.md, rule 9). A Record, for
    its named readers stand in the row as those of applications do.
    """

    use = models.OneToOneField(
        ProviderUse,
        models.PROTECT,
        related_name="review",
        error_messages={"unique": "A review of this use stands there already. Look at it, then change that one."},
    )
    again = models.CharField("would we again", max_length=20, choices=Again.choices)
    agreed = models.TextField("what was agreed", max_length=800)
    delivered = models.TextField("what was delivered", max_length=800)
    shown_on = models.DateField("shown to the provider on", null=True, blank=True)
    reply = models.TextField("what the provider says", max_length=1000, blank=True)
    expires_on = models.GeneratedField(
        expression=Func(F("shown_on"), template="((%(expressions)s + interval '3 years')::date)"),
        output_field=models.DateField(null=True),
        db_persist=True,
    )

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(audience="named"), name="memory_providerreview_named", violation_error_message=KEPT
            ),
            models.CheckConstraint(
                condition=Q(again__in=Again.values) & ~Q(agreed="") & ~Q(delivered=""),
                name="memory_providerreview_whole",
                violation_error_message="Say what was agreed, what was delivered, and whether we would again.",
            ),
            models.CheckConstraint(
                condition=Q(reply="") | Q(shown_on__isnull=False),
                name="memory_providerreview_shown_first",
                violation_error_message="The provider can’t have answered what it was not shown.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="review_stays", operation=pgtrigger.Delete), shown_stays]

    def __str__(self) -> str:
        return f"Review of {self.use}"

    @classmethod
    def visible_q(cls, viewer) -> Q:
        """Of what is open to the viewer, what has not expired: the history keeps it, and no page does."""
        return cls.open_q(viewer) & (Q(shown_on__isnull=True) | Q(expires_on__gt=today()))

    @classmethod
    def open_q(cls, viewer) -> Q:
        """Named readers alone (who wrote it is none when they have left the team), and of them nobody who declared an
        interest in an application of the provider; nobody at all while one waits for its decision."""
        uses = ProviderUse.objects.visible_to(viewer).values("pk")
        hidden = Q(use__provider__in=asking(waiting(Application.objects.all())))
        hidden |= Q(use__provider__in=of_interest_to(viewer.person_id))
        return cls.audience_q(viewer) & Q(use__in=uses) & ~hidden

    def get_absolute_url(self) -> str:
        """Its place on the page of the provider."""
        return f"{reverse('memory:provider_detail', args=[self.use.provider.slug])}#use-{self.use_id}"

    @property
    def counts(self) -> bool:
        """Whether the provider has been shown it; whoever sees it sees it before it expires."""
        return self.shown_on is not None and self.shown_on <= today()

    @property
    def state(self) -> str:
        """Whether it counts, in words."""
        if self.counts:
            return f"Counts until {self.expires_on:%-d %B %Y}"
        return "Not shown to the provider yet: it doesn’t count"
