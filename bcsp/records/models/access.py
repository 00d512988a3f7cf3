import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from bcsp.records.clock import now


class AccessEvent(models.Model):
    """Who read which named-reader records, and how. One row a response, committed before its bytes leave."""

    at = models.DateTimeField(default=now)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    how = models.CharField(max_length=20)  # page, pdf, search …
    path = models.CharField(max_length=300)
    records = models.JSONField()  # ["horizon.trend:12", …]: labels and keys, never content

    class Meta:
        indexes = [  # who has read this; without a list of pending entries, which each such question would go through
            GinIndex(fields=["records"], name="records_access_records", fastupdate=False)
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.path}"
