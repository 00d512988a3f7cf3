import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from bcsp.people.models import Post
from bcsp.records.history import remembered
from bcsp.records.models import ALL, Made, RecordQuerySet
from bcsp.records.stamps import stamp_pair
from bcsp.scales.fields import TermField, of_scale
from horizon.choices import Ask, AssessmentState
from horizon.models.trends import MAKERS, Trend

WORDS = ("judgement", "confidence_reason", "mitigate", "why", "help", "recommendation")
TERMS = ("impact", "proximity", "direction", "yardstick", "confidence")

EVERYTHING_SAID = Q(ask__in=Ask.values, review_on__isnull=False)
for _term in TERMS:
    EVERYTHING_SAID &= Q(**{f"{_term}__isnull": False})
for _word in WORDS:
    EVERYTHING_SAID &= ~Q(**{_word: ""})


@remembered()
class Assessment(Made):
    """One version of a trend's assessment. Cleared, it is the one-page summary that goes to PDG, and is locked."""

    trend = models.ForeignKey(Trend, models.PROTECT, related_name="assessments")
    number = models.PositiveSmallIntegerField(editable=False)
    impact = TermField(scale="impact", null=True, blank=True, verbose_name="impact")
    proximity = TermField(scale="proximity", null=True, blank=True, verbose_name="proximity")
    direction = TermField(scale="direction", null=True, blank=True, verbose_name="direction")
    judgement = models.CharField("key judgement", max_length=300, blank=True)
    yardstick = TermField(scale="yardstick", null=True, blank=True, verbose_name="how likely")
    confidence = TermField(scale="confidence", null=True, blank=True, verbose_name="confidence")
    confidence_reason = models.CharField("one reason for that confidence", max_length=200, blank=True)
    mitigate = models.TextField("mitigate now", max_length=500, blank=True)
    why = models.TextField("why it developed", max_length=500, blank=True)
    help = models.TextField("how the CSP can help solve the root problem", max_length=500, blank=True)
    ask = models.CharField("ask of PDG", max_length=10, choices=Ask.choices, blank=True)
    task_whom = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="task whom"
    )
    recommendation = models.CharField(max_length=200, blank=True)
    cost = models.CharField("cost, if any", max_length=80, blank=True)
    review_on = models.DateField("review date", null=True, blank=True)
    gaps = models.TextField("what we do not know", max_length=400, blank=True)
    alternatives = models.TextField("other explanations considered", max_length=400, blank=True)
    ring = TermField(scale="ring", null=True, blank=True, verbose_name="stance")
    about = models.JSONField("what it says of its trend", default=dict, blank=True, editable=False)  # words.py
    state = models.CharField(max_length=10, choices=AssessmentState.choices, default=AssessmentState.DRAFT)
    sent_back = models.CharField("why it was sent back", max_length=300, blank=True)
    ready_at = models.DateTimeField(null=True, blank=True)
    ready_by = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_by = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["trend", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["trend", "number"],
                name="horizon_assessment_number_once",
                violation_error_message="This trend already has an assessment of that number.",
            ),
            models.UniqueConstraint(
                fields=["trend"],
                condition=~Q(state="cleared"),
                name="horizon_assessment_one_open",
                violation_error_message="Finish or discard the open assessment before starting another.",
            ),
            *(of_scale("horizon_assessment", column, column) for column in (*TERMS, "ring")),
            models.CheckConstraint(
                condition=Q(state="draft") | EVERYTHING_SAID,
                name="horizon_assessment_whole",
                violation_error_message="Fill in every box of the assessment before it is ready for PDG.",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | ~Q(about={}),
                name="horizon_assessment_keeps_words",
                violation_error_message="A summary that is ready keeps what it says of its trend.",
            ),
            models.CheckConstraint(
                condition=~Q(ask="task") | Q(task_whom__isnull=False),
                name="horizon_assessment_task_whom",
                violation_error_message="Choose the post that PDG is asked to task.",
            ),
            stamp_pair("horizon_assessment", "ready", "marked ready"),
            stamp_pair("horizon_assessment", "cleared", "cleared"),
            models.CheckConstraint(
                condition=Q(state="draft", ready_at__isnull=True, cleared_at__isnull=True)
                | Q(state="ready", ready_at__isnull=False, cleared_at__isnull=True)
                | Q(state="cleared", ready_at__isnull=False, cleared_at__isnull=False),
                name="horizon_assessment_state",
                violation_error_message="An assessment is a draft, then marked ready, then cleared.",
            ),
            models.CheckConstraint(
                condition=Q(cleared_by__isnull=True) | ~Q(cleared_by=F("ready_by")),
                name="horizon_assessment_four_eyes",
                violation_error_message="Somebody else than the analyst who marked it ready must clear it.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="assessment_locked",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state="cleared"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.trend.reference} v{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("horizon:assessment_detail", args=[self.trend.reference, self.number])

    @classmethod
    def visible_q(cls, viewer) -> Q:
        """A cleared version is for the trend's readers; drafts are for those who make and clear them."""
        released = ALL if viewer.roles & MAKERS else Q(state=AssessmentState.CLEARED)
        return Q(trend__in=Trend.objects.visible_to(viewer)) & released

    @property
    def is_named(self) -> bool:
        return self.trend.is_named


@remembered()
class PrivateNote(models.Model):
    """The analyst's own note, never part of any output. Disclosable all the same: the page says so beside the box."""

    assessment = models.OneToOneField(Assessment, models.CASCADE, primary_key=True, related_name="private_note")
    text = models.TextField(max_length=2000)

    def __str__(self) -> str:
        return f"Note on {self.assessment}"
