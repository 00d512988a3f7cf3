"""Scales of the field as rows: each with its scheme, version, source and whether it is a standard or only local."""

import pgtrigger
from django.db import models
from django.db.models.functions import Concat

from bcsp.records.history import remembered


@remembered()
class Scale(models.Model):
    class Status(models.TextChoices):
        STANDARD = "standard", "Published standard"
        LOCAL = "local", "Local scale"

    code = models.SlugField(primary_key=True, max_length=40)
    name = models.CharField(max_length=100)
    scheme = models.CharField(max_length=200)
    version = models.CharField(max_length=60)
    source = models.CharField(max_length=300)
    status = models.CharField(max_length=10, choices=Status.choices)
    note = models.CharField("how to read it", max_length=400, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["standard", "local"]),
                name="scales_scale_status",
                violation_error_message="A scale is a published standard or local.",
            )
        ]

    def __str__(self) -> str:
        return self.name


@remembered()
class Term(models.Model):
    """One word of a scale. Its key is `scale.code`, so that a column can hold itself to one scale by a check."""

    key = models.CharField(primary_key=True, max_length=80)
    scale = models.ForeignKey(Scale, models.PROTECT, related_name="terms")
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=100)
    test = models.CharField("when to choose it", max_length=400, blank=True)
    position = models.PositiveSmallIntegerField()
    retired = models.BooleanField(default=False)

    class Meta:
        ordering = ["scale", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["scale", "position"],
                name="scales_term_position_once",
                violation_error_message="Another word of this scale stands in that place.",
            ),
            models.CheckConstraint(
                condition=models.Q(key=Concat("scale_id", models.Value("."), "code")),
                name="scales_term_key_is_scale_and_code",
                violation_error_message="A term's key is its scale and code.",
            ),
        ]
        # An old report keeps its meaning: a term is retired, never deleted.
        triggers = [pgtrigger.Protect(name="term_stays", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.label
