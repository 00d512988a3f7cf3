import pgtrigger
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from bcsp.records.history import remembered


@remembered()
class Link(models.Model):
    """One step of a thread: `start` `relation` `end`. Shown only where a viewer may see both ends."""

    class Relation(models.TextChoices):
        ABOUT = "about", "is about"
        SAME = "same", "is the same as"
        RELATED = "related", "is related to"
        CONSIDERS = "considers", "considers"
        DECIDES = "decides", "decides"
        ACTS_ON = "acts_on", "acts on"

    start_kind = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    start_id = models.PositiveBigIntegerField()
    start = GenericForeignKey("start_kind", "start_id")
    relation = models.CharField(max_length=20, choices=Relation.choices)
    end_kind = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    end_id = models.PositiveBigIntegerField()
    end = GenericForeignKey("end_kind", "end_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["start_kind", "start_id", "relation", "end_kind", "end_id"],
                name="records_link_once",
                violation_error_message="These two are linked already.",
            )
        ]
        indexes = [models.Index(fields=["end_kind", "end_id"], name="records_link_end")]
        triggers = [pgtrigger.Protect(name="link_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.start_kind.model} {self.start_id} {self.relation} {self.end_kind.model} {self.end_id}"
