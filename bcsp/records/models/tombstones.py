import pgtrigger
from django.db import models

from bcsp.records.clock import now
from bcsp.records.history import remembered


@remembered()
class Tombstone(models.Model):
    """That a text was taken out: where, who, when and why; never what. Kept for good, re-applied after a restore."""

    label = models.CharField(max_length=100)  # "horizon.trend"
    key = models.BigIntegerField()
    columns = models.JSONField()
    why = models.CharField(max_length=400)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        triggers = [pgtrigger.Protect(name="tombstone_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.label} {self.key}: {', '.join(self.columns)}"
