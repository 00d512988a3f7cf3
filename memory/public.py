"""What everyone may know of corporate memory: funding rounds that are published."""

from datetime import date

from django.db.models import Max, Q, QuerySet

from bcsp.records.models import Audience
from bcsp.records.viewer import Viewer
from memory import queries
from memory.models import Round

EVERYONE = Viewer.public()


def rounds(day: date | None = None) -> QuerySet[Round]:
    """Published rounds in the order of their stages; with a day, those that are not over on it."""
    rows = queries.rounds(EVERYONE).filter(audience=Audience.PUBLIC)
    rows = rows.annotate(over=Max("stages__planned_to"))
    return (rows.filter(Q(over__isnull=True) | Q(over__gte=day)) if day else rows).order_by("over", "pk")
