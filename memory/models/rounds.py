"""Funding rounds: the commissioning timeline, planned and as it went, with the reasons where it departs from advice."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from bcsp.people.roles import Role
from bcsp.records.history import remembered
from bcsp.records.models import ALL, NONE, Made, Record
from governance.models import Meeting
from memory.choices import Stage
from memory.models.priorities import Priority


@remembered()
class Round(Record):
    """Money that organisations can ask for. A draft is its makers' own; published, it is for everyone."""

    reference = models.CharField(max_length=20, unique=True, editable=False)
    title = models.CharField(max_length=120)
    priority = models.ForeignKey(Priority, models.PROTECT, null=True, blank=True, related_name="rounds")
    need = models.TextField("what it is for, and why", max_length=1500)
    amount = models.DecimalField("how much there is, in pounds", max_digits=11, decimal_places=2)
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="rounds", verbose_name="meeting that decides"
    )
    two_scorers_above = models.DecimalField(
        "two scorers above, in pounds", max_digits=11, decimal_places=2, default=10000
    )
    ends_on = models.DateField("when the funding ends", null=True, blank=True)
    notice_on = models.DateField("when those who have it are told", null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta(Record.Meta):
        ordering = ["-created_at", "-pk"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(amount__gt=0) & ~Q(title="") & ~Q(need=""),
                name="memory_round_whole",
                violation_error_message="Say what the money is for, why, and how much there is.",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(audience="public"),
                name="memory_round_published",
                violation_error_message="A round that is published is for everyone.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("memory:round_detail", args=[self.reference])

    @classmethod
    def released_q(cls) -> Q:
        return Q(published_at__isnull=False)

    @classmethod
    def makers_q(cls, viewer) -> Q:
        return ALL if viewer.roles & {Role.COORDINATOR, Role.CLERK} else NONE


class OfRoundQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Those of rounds that the viewer may read."""
        return self.filter(round__in=Round.objects.visible_to(viewer).values("pk"))


@remembered()
class RoundStage(models.Model):
    """A stage of a round: when it is planned, and when it was."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="stages")
    stage = models.CharField(max_length=12, choices=Stage.choices)
    planned_from = models.DateField()
    planned_to = models.DateField()
    actual_from = models.DateField(null=True, blank=True)
    actual_to = models.DateField(null=True, blank=True)

    objects = OfRoundQuerySet.as_manager()

    class Meta:
        ordering = ["planned_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "stage"],
                name="memory_roundstage_once",
                violation_error_message="This round has that stage already.",
            ),
            models.CheckConstraint(
                condition=Q(planned_to__gte=F("planned_from"), stage__in=Stage.values)
                & (Q(actual_to__isnull=True) | Q(actual_from__isnull=False, actual_to__gte=F("actual_from"))),
                name="memory_roundstage_days",
                violation_error_message="A stage ends after it begins: look at both days.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.get_stage_display()}"


@remembered()
class SchoolHoliday(models.Model):
    """A holiday of the city's schools: a call for bids does not lie in holidays alone."""

    name = models.CharField(max_length=60)
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        ordering = ["first_day"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "first_day"],
                name="memory_schoolholiday_once",
                violation_error_message="This holiday stands there already.",
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="memory_schoolholiday_days",
                violation_error_message="A holiday ends after it begins.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@remembered()
class Advice(Made):
    """Why a round departs from a piece of advice, such as twelve weeks of consultation (domain.md §6.11)."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="departures")
    rule = models.CharField(max_length=30)
    why = models.CharField(max_length=400)

    objects = OfRoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "rule"],
                name="memory_advice_once",
                violation_error_message="A reason is recorded for that already.",
            ),
            models.CheckConstraint(
                condition=~Q(why="") & ~Q(rule=""),
                name="memory_advice_says_why",
                violation_error_message="Say why the round departs from it.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.rule}"
