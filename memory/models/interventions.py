"""What was tried, where, by whom and for how much; and what came of it."""

from datetime import date

import pgtrigger
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.urls import reverse

from bcsp.people.models import Organisation, Post
from bcsp.places.models import Ward
from bcsp.records.clock import today
from bcsp.records.history import remembered
from bcsp.records.models import Record
from bcsp.scales.fields import TermField, of_scale
from governance.models import Decision
from memory.choices import Result
from memory.models.priorities import Priority

SCREENED = "Read your text once more and tick that it holds no names, addresses, car numbers or handles."


@remembered(exclude=("search",))
class Intervention(Record):
    """Something that was tried: eight fields for everyone, and detail for who has it. Never about a person."""

    reference = models.CharField(max_length=20, unique=True, editable=False)
    title = models.CharField(max_length=120)
    priority = models.ForeignKey(
        Priority, models.PROTECT, null=True, blank=True, related_name="interventions", verbose_name="for which priority"
    )
    place = models.CharField("where", max_length=150)
    who = models.CharField("who did it", max_length=200)
    wards = models.ManyToManyField(Ward, through="InterventionWard", related_name="interventions")
    local_groups = models.ManyToManyField(Organisation, through="LocalGroup", related_name="interventions")
    cost = models.DecimalField("what it cost, in pounds", max_digits=11, decimal_places=2, null=True, blank=True)
    begins = models.DateField("from")
    ends = models.DateField("to", null=True, blank=True)
    result = models.CharField("what came of it", max_length=20, choices=Result.choices, blank=True)
    found = models.TextField("how we know, or why we don’t", max_length=800, blank=True)
    lesson = models.TextField("what we would tell the next person", max_length=400, blank=True)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="interventions")
    lead = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="leads", verbose_name="which post leads it"
    )
    screened = models.BooleanField("no names, addresses, car numbers or handles", default=False)
    search = models.GeneratedField(
        expression=SearchVector("reference", "title", weight="A", config="english")
        + SearchVector("lesson", "found", "place", "who", weight="B", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta(Record.Meta):
        ordering = ["-begins", "-pk"]
        indexes = [
            *Record.Meta.indexes,
            GinIndex(fields=["search"], name="memory_intervention_search"),
            GinIndex(OpClass(Upper("title"), name="gin_trgm_ops"), name="memory_intervention_like"),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("begins")),
                name="memory_intervention_days",
                violation_error_message="It ends after it begins: look at both days.",
            ),
            models.CheckConstraint(
                condition=Q(cost__isnull=True) | Q(cost__gte=0),
                name="memory_intervention_cost",
                violation_error_message="The cost is nothing or more.",
            ),
            models.CheckConstraint(
                condition=Q(result="", found="")
                | (Q(result__in=Result.values, ends__isnull=False) & ~Q(found="") & ~Q(lesson="")),
                name="memory_intervention_result",
                violation_error_message="With a result, say how we know it or why we don’t, what you would tell the "
                "next person, and when it ended.",
            ),
            models.CheckConstraint(
                condition=~Q(audience="public", result=Result.HARM),
                name="memory_intervention_harm_internal",
                violation_error_message="That harm was found stays inside the partnership: choose partners or named "
                "readers.",
            ),
            models.CheckConstraint(
                condition=Q(screened=True),
                name="memory_intervention_screened",
                violation_error_message=SCREENED,
            ),
        ]
        triggers = [pgtrigger.Protect(name="intervention_stays", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("memory:intervention_detail", args=[self.reference])

    @property
    def happened(self) -> date:
        """The day by which it stands in a thread: its end, or until then its beginning."""
        return self.ends or self.begins

    @property
    def years(self) -> str:
        """Such as "March 2024 to May 2025"."""
        begun = f"{self.begins:%B %Y}"
        if not self.ends:
            return f"since {begun}"
        return begun if f"{self.ends:%B %Y}" == begun else f"{begun} to {self.ends:%B %Y}"

    @property
    def detail_or_none(self) -> "InterventionDetail | None":
        return getattr(self, "detail", None)

    @property
    def outcome(self) -> str:
        """The word that says what came of it, before anything else is said."""
        if self.result:
            return self.get_result_display()
        if self.begins > today():
            return "Not begun"
        return "Under way" if not self.ends or self.ends >= today() else "Ended, no result yet"


@remembered()
class InterventionWard(models.Model):
    intervention = models.ForeignKey(Intervention, models.CASCADE)
    ward = models.ForeignKey(Ward, models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["intervention", "ward"],
                name="memory_interventionward_once",
                violation_error_message="This intervention names that ward already.",
            )
        ]
        indexes = [models.Index(fields=["ward", "intervention"], name="memory_newest_of_ward")]  # for searches

    def __str__(self) -> str:
        return f"{self.intervention_id}: {self.ward}"


@remembered()
class LocalGroup(models.Model):
    """A Local Delivery Group in whose area it was."""

    intervention = models.ForeignKey(Intervention, models.CASCADE)
    group = models.ForeignKey(Organisation, models.PROTECT, limit_choices_to={"tier": "ldg"})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["intervention", "group"],
                name="memory_localgroup_once",
                violation_error_message="This intervention names that local group already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.intervention_id}: {self.group.brief}"


@remembered()
class InterventionDetail(models.Model):
    """What a careful review adds: OSARA (domain.md §5.1), the mechanism, how sound the evaluation was (Maryland, §5.3;
    empty: not evaluated), and five prompts after EMMIE (§5.2): prompts, never scores."""

    intervention = models.OneToOneField(Intervention, models.CASCADE, primary_key=True, related_name="detail")
    objective = models.TextField("what it was to achieve", max_length=1000, blank=True)
    scanning = models.TextField("what the problem was", max_length=1000, blank=True)
    analysis = models.TextField("why it happened", max_length=1000, blank=True)
    response = models.TextField("what was done", max_length=1000, blank=True)
    assessment = models.TextField("how it was looked at", max_length=1000, blank=True)
    mechanism = models.TextField("how it was meant to work", max_length=1000, blank=True)
    maryland = TermField(scale="maryland", null=True, blank=True, verbose_name="how sound the evaluation is")
    effect = models.TextField("did it work?", max_length=1000, blank=True)
    how = models.TextField("how?", max_length=1000, blank=True)
    whom = models.TextField("for whom, and where?", max_length=1000, blank=True)
    hard = models.TextField("what was hard?", max_length=1000, blank=True)
    price = models.TextField("what did it cost?", max_length=1000, blank=True)

    class Meta:
        constraints = [of_scale("memory_interventiondetail", "maryland", "maryland")]

    def __str__(self) -> str:
        return f"detail of {self.intervention_id}"


@remembered()
class Measure(models.Model):
    """Something counted, of a priority or an intervention: where it began, where it was to go, where it came to."""

    priority = models.ForeignKey(Priority, models.CASCADE, null=True, blank=True, related_name="measures")
    intervention = models.ForeignKey(Intervention, models.CASCADE, null=True, blank=True, related_name="measures")
    position = models.PositiveSmallIntegerField()
    what = models.CharField("what is counted", max_length=200)
    baseline = models.CharField("at the start", max_length=100)
    target = models.CharField("to be", max_length=100)
    actual = models.CharField("came to", max_length=100, blank=True)
    source = models.CharField("counted by whom", max_length=150, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(priority__isnull=True) ^ Q(intervention__isnull=True),
                name="memory_measure_of_one",
                violation_error_message="A measure is of one priority or of one intervention.",
            ),
            models.CheckConstraint(
                condition=~Q(what="") & ~Q(baseline="") & ~Q(target=""),
                name="memory_measure_whole",
                violation_error_message="Say what is counted, where it began and where it was to go.",
            ),
            models.UniqueConstraint(
                fields=["priority", "intervention", "position"],
                name="memory_measure_place_once",
                nulls_distinct=False,
                violation_error_message="Another measure stands in that place.",
            ),
        ]

    def __str__(self) -> str:
        return self.what
