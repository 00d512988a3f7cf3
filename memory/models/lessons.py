"""What was learned: a claim that others can use, on what it rests, and until when somebody stands by it."""

import pgtrigger
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.urls import reverse

from bcsp.people.models import Post
from bcsp.records.history import remembered
from bcsp.records.models import Record
from bcsp.records.stamps import stamp_pair
from memory.models.interventions import SCREENED, Intervention


@remembered(exclude=("search",))
class Lesson(Record):
    """A claim, when to use it and when not, its evidence, and the post that keeps it true."""

    reference = models.CharField(max_length=20, unique=True, editable=False)
    claim = models.CharField("what we learned", max_length=200)
    use_when = models.CharField("use it when", max_length=300)
    avoid_when = models.CharField("avoid it when", max_length=300)
    evidence = models.TextField("what it rests on", max_length=800)
    intervention = models.ForeignKey(
        Intervention, models.PROTECT, null=True, blank=True, related_name="lessons", verbose_name="learned from"
    )
    owner = models.ForeignKey(Post, models.PROTECT, related_name="lessons", verbose_name="who keeps it true")
    review_on = models.DateField("looked at again by")
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)
    retired_by = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    retired_why = models.CharField("why it no longer holds", max_length=300, blank=True)
    screened = models.BooleanField("no names, addresses, car numbers or handles", default=False)
    search = models.GeneratedField(
        expression=SearchVector("reference", "claim", weight="A", config="english")
        + SearchVector("use_when", "avoid_when", "evidence", weight="B", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta(Record.Meta):
        ordering = ["-created_at", "-pk"]
        indexes = [
            *Record.Meta.indexes,
            GinIndex(fields=["search"], name="memory_lesson_search"),
            GinIndex(OpClass(Upper("claim"), name="gin_trgm_ops"), name="memory_lesson_like"),
        ]
        constraints = [
            *Record.Meta.constraints,
            stamp_pair("memory_lesson", "retired", "retired"),
            models.CheckConstraint(
                condition=Q(retired_at__isnull=True, retired_why="")
                | (Q(retired_at__isnull=False) & ~Q(retired_why="")),
                name="memory_lesson_retired",
                violation_error_message="Say why the lesson no longer holds.",
            ),
            models.CheckConstraint(
                condition=~Q(claim="") & ~Q(use_when="") & ~Q(avoid_when="") & ~Q(evidence=""),
                name="memory_lesson_whole",
                violation_error_message="Say what was learned, when to use it, when to avoid it and what it rests on.",
            ),
            models.CheckConstraint(
                condition=Q(screened=True),
                name="memory_lesson_screened",
                violation_error_message=SCREENED,
            ),
        ]
        triggers = [pgtrigger.Protect(name="lesson_stays", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.reference} {self.claim}"

    def get_absolute_url(self) -> str:
        return reverse("memory:lesson_detail", args=[self.reference])

    @property
    def retired_line(self) -> str:
        return f"No longer holds since {self.retired_at:%-d %B %Y}: {self.retired_why}"

    @property
    def outcome(self) -> str:
        """The word that says whether it still holds."""
        return "No longer holds" if self.retired_at else "Lesson"
