"""What the partnership chose to work on, why, and what became of it."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from bcsp.records.history import remembered
from bcsp.records.models import Record
from memory.choices import Lineage


@remembered()
class Plan(models.Model):
    """A plan of the partnership that sets priorities, by the years for which it holds."""

    title = models.CharField(max_length=150, unique=True)
    first_day = models.DateField("from")
    last_day = models.DateField("to")
    source = models.CharField("where it was agreed", max_length=200, blank=True)
    is_sample = models.BooleanField("invented", default=False)

    class Meta:
        ordering = ["-first_day", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gt=F("first_day")),
                name="memory_plan_days",
                violation_error_message="A plan ends after it begins.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def years(self) -> str:
        """Such as "2024 to 2027"."""
        return f"{self.first_day:%Y} to {self.last_day:%Y}"


@remembered(exclude=("search",))
class Priority(Record):
    """One priority of one plan: what it is about, why it was chosen, on what evidence, and who disagreed."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="priorities")
    position = models.PositiveSmallIntegerField("place in the plan")
    title = models.CharField(max_length=120)
    why = models.TextField("why it was chosen", max_length=1500)
    evidence = models.TextField("what it rests on", max_length=1500)
    dissent = models.CharField("who disagreed, and why", max_length=600, blank=True)
    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="english")
        + SearchVector("why", "evidence", weight="C", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta(Record.Meta):
        ordering = ["-plan__first_day", "position"]
        verbose_name_plural = "priorities"
        indexes = [*Record.Meta.indexes, GinIndex(fields=["search"], name="memory_priority_search")]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["plan", "position"],
                name="memory_priority_place_once",
                violation_error_message="Another priority of this plan stands in that place.",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["plan", "title"],
                name="memory_priority_title_once",
                violation_error_message="This plan has a priority of that name already.",
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(why="") & ~Q(evidence=""),
                name="memory_priority_says_why",
                violation_error_message="Say what the priority is, why it was chosen and what that rests on.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("memory:priority_detail", args=[self.pk])


@remembered()
class Succession(models.Model):
    """What became of a priority, and why: carried on as, renamed, merged into or split into another; or dropped."""

    before = models.ForeignKey(Priority, models.PROTECT, related_name="later")
    after = models.ForeignKey(Priority, models.PROTECT, null=True, blank=True, related_name="earlier")
    how = models.CharField("what became of it", max_length=10, choices=Lineage.choices)
    day = models.DateField("when")
    why = models.CharField(max_length=600)

    class Meta:
        ordering = ["day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(how=Lineage.DROPPED, after__isnull=True) | (~Q(how=Lineage.DROPPED) & Q(after__isnull=False))
                )
                & Q(how__in=Lineage.values),
                name="memory_succession_whole",
                violation_error_message="Name the priority that came after, or say that this one was dropped.",
            ),
            models.CheckConstraint(
                condition=~Q(why="") & ~Q(before=F("after")),
                name="memory_succession_says_why",
                violation_error_message="Say why, and name another priority than this one.",
            ),
            models.UniqueConstraint(
                fields=["before", "after"],
                name="memory_succession_once",
                nulls_distinct=False,
                violation_error_message="That step is recorded already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before}: {self.get_how_display()}"
