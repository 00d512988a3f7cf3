from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from bcsp.people.models import Organisation
from bcsp.records.clock import hour_in_words
from bcsp.records.dated import Dated, no_overlap
from bcsp.records.history import remembered
from governance.choices import Cycle, Week, Weekday


@remembered()
class BodyRules(Dated):
    """How a body works, from a day on: when it meets, its quorum, its notice. What is empty is "not set".

    Rules change by new rows: what was in force on the day of a meeting is what that meeting is measured by.
    """

    body = models.ForeignKey(Organisation, models.PROTECT, related_name="rules")
    cycle = models.PositiveSmallIntegerField("how often it meets", choices=Cycle.choices, null=True, blank=True)
    first_month = models.PositiveSmallIntegerField(
        "a month in which it meets",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )
    week = models.PositiveSmallIntegerField("which week", choices=Week.choices, null=True, blank=True)
    weekday = models.PositiveSmallIntegerField("day of the week", choices=Weekday.choices, null=True, blank=True)
    hour = models.TimeField("time", null=True, blank=True)
    quorum = models.PositiveSmallIntegerField("quorum, in seats present", null=True, blank=True)
    notice_days = models.PositiveSmallIntegerField("notice, in clear working days", null=True, blank=True)
    papers_days = models.PositiveSmallIntegerField("papers close, in working days before", null=True, blank=True)
    source = models.CharField("where the rules stand", max_length=200)

    class Meta(Dated.Meta):
        verbose_name_plural = "rules of bodies"
        constraints = [
            *Dated.Meta.constraints,
            no_overlap("body", name="governance_bodyrules_one_a_day", message="This body has other rules then."),
            models.CheckConstraint(
                condition=Q(cycle__isnull=True, first_month__isnull=True, week__isnull=True, weekday__isnull=True)
                | Q(cycle__isnull=False, first_month__range=(1, 12), week__isnull=False, weekday__isnull=False),
                name="governance_bodyrules_whole_cycle",
                violation_error_message="Say how often, from which month, in which week and on which day it meets; "
                "or leave all four out.",
            ),
            models.CheckConstraint(
                condition=(Q(cycle__isnull=True) | Q(cycle__in=Cycle.values))
                & (Q(week__isnull=True) | Q(week__in=Week.values))
                & (Q(weekday__isnull=True) | Q(weekday__in=Weekday.values)),
                name="governance_bodyrules_cycle_known",
                violation_error_message="Choose how often, the week and the day from the lists.",
            ),
            models.CheckConstraint(
                condition=Q(quorum__isnull=True) | Q(quorum__gte=1),
                name="governance_bodyrules_quorum",
                violation_error_message="A quorum is at least one seat.",
            ),
            models.CheckConstraint(
                condition=~Q(source=""),
                name="governance_bodyrules_source",
                violation_error_message="Say where the rules stand, such as the terms of reference and their date.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}: rules from {self.since:%-d %B %Y}"

    @property
    def says_when(self) -> str:
        """Such as "Every month, second Thursday, 2pm"; empty where no cycle is set."""
        if self.cycle is None:
            return ""
        months = f", in {date(2000, self.first_month, 1):%B} and so on" if self.cycle > 1 else ""
        hour = f", {hour_in_words(self.hour)}" if self.hour else ""
        day = f"{self.get_week_display().lower()} {self.get_weekday_display()}"
        return f"{self.get_cycle_display()}{months}, {day}{hour}"

    @property
    def since(self) -> date:
        return self.during.lower
