"""How applications are judged: by one scorer, or two who don't know of each other; and how a body will decide."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q

from bcsp.people.models import Person
from bcsp.records.history import remembered
from bcsp.records.keeping import kept_keys
from bcsp.records.models import Made
from bcsp.scales.fields import TermField, of_scale
from governance.models import Decision
from memory.choices import ACCEPTING, Outcome, Reason
from memory.models.applications import Application

GROUNDS = {
    "fits": "Fits a priority",
    "need": "Evidence of need",
    "method": "Method",
    "delivery": "Delivery",
    "value": "Value for money",
}
SCALE = "shown"


class ScoreQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """The viewer's own; those of others once all are in, so that two scorers judge apart. Only of applications
        that the viewer may read."""
        seen = Application.objects.visible_to(viewer).values("pk")
        return self.filter(Q(scorer=viewer.person_id) | Q(application__scored_at__isnull=False), application__in=seen)


def _ground(column: str) -> TermField:
    return TermField(scale=SCALE, verbose_name=GROUNDS[column].lower())


@remembered()
class Score(Made):
    """How one person judges an application on five grounds, each by a word of the scale, and why."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="scores")
    scorer = models.ForeignKey(Person, models.PROTECT, related_name="+")
    fits = _ground("fits")
    need = _ground("need")
    method = _ground("method")
    delivery = _ground("delivery")
    value = _ground("value")
    why = models.TextField(max_length=1500)

    objects = ScoreQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "scorer"],
                name="memory_score_once",
                violation_error_message="You have scored this application already. Change that score.",
            ),
            models.CheckConstraint(
                condition=~Q(why=""),
                name="memory_score_says_why",
                violation_error_message="Say why you score it so.",
            ),
            *(of_scale("memory_score", column, SCALE) for column in GROUNDS),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.scorer_id}"


class VerdictQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Those of decisions that the viewer may read, for the readers of the application and the body that decides;
        for nobody who is kept away from the application."""
        seen = Application.objects.visible_to(viewer).filter(pk=OuterRef("application"))
        mine = Q(decision__body__in=viewer.bodies) & ~Q(application__in=kept_keys(viewer, Application))
        return self.filter(Q(Exists(seen)) | mine, decision__in=Decision.objects.visible_to(viewer).values("pk"))


@remembered()
class Verdict(models.Model):
    """What a body's decision says of an application besides its words. It takes effect when the decision is agreed.

    Apart from the decision, whose words may go to more readers than an application ever has.
    """

    decision = models.OneToOneField(Decision, models.PROTECT, primary_key=True, related_name="+")
    application = models.ForeignKey(Application, models.PROTECT, related_name="verdicts")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    awarded = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)
    reasons = ArrayField(models.CharField(max_length=20, choices=Reason.choices))
    conditions = models.TextField(max_length=600, blank=True)
    would_change = models.TextField(max_length=600, blank=True)
    told = models.TextField(max_length=1500, blank=True)

    objects = VerdictQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.values, reasons__len__gte=1, reasons__contained_by=Reason.values),
                name="memory_verdict_says_why",
                violation_error_message="Say how the application is decided, with at least one reason.",
            ),
            models.CheckConstraint(
                condition=(Q(outcome__in=ACCEPTING) & Q(awarded__isnull=False, awarded__gt=0))
                | (~Q(outcome__in=ACCEPTING) & Q(awarded__isnull=True)),
                name="memory_verdict_awarded",
                violation_error_message="Say how much is awarded where an application is accepted, and only there.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.get_outcome_display()}"
