from django.db import models

from bcsp.records.dated import Dated, no_overlap
from bcsp.records.history import remembered


@remembered()
class Ward(models.Model):
    """An electoral ward, by the code that the Office for National Statistics gives it."""

    code = models.CharField("ONS code", max_length=9, primary_key=True)
    name = models.CharField(max_length=80)
    sort_name = models.CharField(max_length=80, db_index=True)  # no ICU in the database: names sort by this key

    class Meta:
        ordering = ["sort_name"]

    def __str__(self) -> str:
        return self.name


@remembered()
class LocalArea(Dated):
    """That a ward belongs to a local group for a span of days: the local tier keeps changing (domain.md §9)."""

    ward = models.ForeignKey(Ward, models.PROTECT, related_name="areas")
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="wards")
    is_sample = models.BooleanField("invented", default=False)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            no_overlap(
                "ward", name="places_localarea_one_group", message="This ward belongs to another local group then."
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ward} in {self.organisation}"
