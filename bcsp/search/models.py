"""What was made of the past: entries that somebody who began something had before them, used or not relevant."""

import pgtrigger
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q

from bcsp.records.history import remembered
from bcsp.records.models import Made
from bcsp.strands import kinds


class PrecedentQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Those of which the viewer may read both ends."""
        return self.with_past_for(viewer).filter(_readable("kind", "key", viewer))

    def with_past_for(self, viewer):
        """Those of which the viewer may read the past end: where they have the other before them already."""
        return self.filter(_readable("past_kind", "past_key", viewer))


def _readable(kind: str, key: str, viewer) -> Q:
    found = Q(pk__in=[])
    for each in kinds().values():
        rows = each.model.objects.visible_to(viewer).order_by().values("pk")
        found |= Q(**{kind: ContentType.objects.get_for_model(each.model), f"{key}__in": rows})
    return found


@remembered()
class Precedent(Made):
    """A past entry beside something that begins: used, or not relevant and why."""

    kind = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    key = models.PositiveBigIntegerField()
    past_kind = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    past_key = models.PositiveBigIntegerField()
    past = GenericForeignKey("past_kind", "past_key")
    used = models.BooleanField()
    because = models.CharField(max_length=300)

    objects = PrecedentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "past_kind", "past_key"],
                name="search_precedent_once",
                violation_error_message="Somebody said already what was made of this entry. Change that.",
            ),
            models.CheckConstraint(
                condition=~Q(because=""),
                name="search_precedent_says_why",
                violation_error_message="Say how it was used, or why it is not relevant.",
            ),
            models.CheckConstraint(
                condition=~Q(kind=F("past_kind"), key=F("past_key")),
                name="search_precedent_another",
                violation_error_message="Nothing comes before itself.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="precedent_stays", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.kind_id} {self.key}: {self.said} {self.past_kind_id} {self.past_key}"

    @property
    def said(self) -> str:
        """The word for what was made of it."""
        return "Used" if self.used else "Not relevant"
