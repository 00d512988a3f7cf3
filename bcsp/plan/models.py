"""The plan section "Developing the partnership" as rows: its outputs, measures, boards and cross-cutting priorities."""

from django.db import models

from bcsp.people.models import Organisation, Post
from bcsp.records.history import remembered


@remembered()
class Output(models.Model):
    """A key output of the plan. Letters within CSD1 are ours; the plan numbers the rest itself."""

    code = models.CharField(max_length=8, primary_key=True)
    title = models.CharField(max_length=120)
    wording = models.TextField("the plan's words")
    accountable = models.ManyToManyField(Post, through="Accountability", related_name="outputs")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


@remembered()
class Accountability(models.Model):
    """The post that answers for an output: a post, so that it stays when its holder leaves."""

    output = models.ForeignKey(Output, models.PROTECT)
    post = models.ForeignKey(Post, models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["output", "post"],
                name="plan_accountability_once",
                violation_error_message="This post answers for that output already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.post} for {self.output_id}"


@remembered()
class Measure(models.Model):
    """How the plan says its success is measured."""

    code = models.CharField(max_length=8, primary_key=True)
    position = models.PositiveSmallIntegerField(unique=True)
    wording = models.TextField("the plan's words")
    outputs = models.ManyToManyField(Output, through="MeasuredOutput", related_name="measures")

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.wording


@remembered()
class MeasuredOutput(models.Model):
    """That a measure speaks of an output."""

    measure = models.ForeignKey(Measure, models.PROTECT)
    output = models.ForeignKey(Output, models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "output"],
                name="plan_measuredoutput_once",
                violation_error_message="This measure speaks of that output already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure_id}: {self.output_id}"


@remembered()
class NamedBoard(models.Model):
    """A board, network or area of work that the plan names, in the plan's order."""

    class Alignment(models.TextChoices):
        WELL_ALIGNED = "well_aligned", "Particularly well aligned"
        TO_CONSIDER = "to_consider", "To consider"

    organisation = models.OneToOneField(Organisation, models.PROTECT, primary_key=True, related_name="named_board")
    alignment = models.CharField(max_length=20, choices=Alignment.choices)
    position = models.PositiveSmallIntegerField(unique=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return str(self.organisation)


@remembered()
class CrossCuttingPriority(models.Model):
    """A priority shared with other statutory partnerships, with those that the plan calls particularly relevant."""

    slug = models.SlugField(primary_key=True)
    name = models.CharField("name today", max_length=120)
    plan_name = models.CharField("name in the plan", max_length=120)
    position = models.PositiveSmallIntegerField(unique=True)
    all_partnerships = models.BooleanField("relevant to all partnerships", default=False)
    note = models.CharField(max_length=300, blank=True)
    relevant = models.ManyToManyField(Organisation, through="Relevance", related_name="priorities")

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


@remembered()
class Relevance(models.Model):
    priority = models.ForeignKey(CrossCuttingPriority, models.PROTECT)
    organisation = models.ForeignKey(Organisation, models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["priority", "organisation"],
                name="plan_relevance_once",
                violation_error_message="This partnership is named for that priority already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.priority_id}: {self.organisation}"
