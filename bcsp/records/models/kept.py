"""Who is kept away from what: somebody with an interest in a matter reads nothing that is about it."""

import pgtrigger
from django.contrib.contenttypes.models import ContentType
from django.db import models

from bcsp.records.history import remembered


@remembered()
class KeptAway(models.Model):
    """A person who is kept away from a record and from every paper and decision about it (practice.md, rule 8)."""

    kind = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    key = models.PositiveBigIntegerField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "person"],
                name="records_keptaway_once",
                violation_error_message="This person is kept away from it already.",
            )
        ]
        indexes = [models.Index(fields=["person", "kind"], name="records_keptaway_person")]
        triggers = [pgtrigger.Protect(name="kept_away_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.kind.model} {self.key}: {self.person_id}"
