import pgtrigger
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.urls import reverse

from bcsp.people.roles import Role
from bcsp.places.models import Ward
from bcsp.records.history import remembered
from bcsp.records.models import ALL, NONE, Record
from bcsp.records.stamps import stamp_pair
from bcsp.scales.fields import TermField, of_scale
from horizon.choices import AssessmentState, SourceType, TrendKind, TrendState

TITLE_WORDS = 12
MAKERS = {Role.ANALYST, Role.COORDINATOR}
SCREENED = "Read your text once more and tick that it holds no names, addresses, car numbers or handles."


def few_words(title: str) -> None:
    """A title of at most twelve words (practice.md, the analyst's journey)."""
    if (words := len(title.split())) > TITLE_WORDS:
        raise ValidationError(f"Shorten the title to {TITLE_WORDS} words; it has {words}.")


@remembered(exclude=("search",))
class Trend(Record):
    """Something that is changing in the city, as an analyst logged it. Never about a person."""

    reference = models.CharField(max_length=20, unique=True, editable=False)
    title = models.CharField(max_length=120, validators=[few_words])
    what = models.TextField("what is happening", max_length=400)
    kind = models.CharField(max_length=20, choices=TrendKind.choices)
    theme = TermField(scale="theme", verbose_name="theme")
    new = models.TextField("what is new", max_length=400)
    wards = models.ManyToManyField(Ward, through="TrendWard", related_name="trends")
    place = models.CharField("where", max_length=150)
    since = models.DateField("since when")
    source_type = models.CharField("where it comes from", max_length=20, choices=SourceType.choices)
    screened = models.BooleanField("no names, addresses, car numbers or handles", default=False)
    held_by_police = models.CharField("held by West Midlands Police, reference", max_length=60, blank=True)
    public_line = models.CharField("the line that the public may read", max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=TrendState.choices, default=TrendState.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField("how it ended", max_length=300, blank=True)
    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="english")
        + SearchVector("what", "new", "place", weight="B", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta(Record.Meta):
        ordering = ["-created_at", "-pk"]
        indexes = [
            *Record.Meta.indexes,
            GinIndex(fields=["search"], name="horizon_trend_search"),
            GinIndex(OpClass(Upper("title"), name="gin_trgm_ops"), name="horizon_trend_title_like"),
        ]
        constraints = [
            *Record.Meta.constraints,
            of_scale("horizon_trend", "theme", "theme"),
            models.CheckConstraint(
                condition=Q(kind__in=TrendKind.values),
                name="horizon_trend_kind",
                violation_error_message="Choose what kind of thing this is.",
            ),
            models.CheckConstraint(
                condition=Q(screened=True),
                name="horizon_trend_screened",
                violation_error_message=SCREENED,
            ),
            stamp_pair("horizon_trend", "closed", "closed"),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True)
                | (Q(state__in=["merged", "closed"], closed_at__isnull=False) & ~Q(outcome="")),
                name="horizon_trend_state",
                violation_error_message="A trend that is closed says how it ended, when and by whom.",
            ),
        ]

        triggers = [pgtrigger.Protect(name="trend_stays", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("horizon:trend_detail", args=[self.reference])

    @classmethod
    def released_q(cls) -> Q:
        """A trend is its makers' own until a summary of it is cleared: until then it is unassessed talk."""
        assessments = cls.assessments.rel.related_model
        return Q(pk__in=assessments.objects.filter(state=AssessmentState.CLEARED).values("trend"))

    @classmethod
    def makers_q(cls, viewer) -> Q:
        return ALL if viewer.roles & MAKERS else NONE


@remembered()
class TrendWard(models.Model):
    trend = models.ForeignKey(Trend, models.CASCADE)
    ward = models.ForeignKey(Ward, models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["trend", "ward"],
                name="horizon_trendward_once",
                violation_error_message="This trend names that ward already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.trend_id}: {self.ward}"
