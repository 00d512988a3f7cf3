"""Likely matches: trends that a new one may be the same as. Shown to the analyst, who says."""

import re
from functools import reduce
from operator import add

from django.contrib.postgres.search import SearchQuery, TrigramSimilarity
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from bcsp.records.viewer import Viewer
from horizon.choices import TrendState
from horizon.models import Trend

MOST = 5
ALIKE = 0.3  # similarity of two titles by their groups of three letters, 0 to 1: where PostgreSQL itself draws the line
COMMON_WORDS = 2


def likely_open(viewer: Viewer, title: str) -> list[Trend]:
    """Those of them that are open, the likeliest first."""
    return [trend for trend in likely_matches(viewer, title) if trend.state == TrendState.OPEN]


def likely_matches(viewer: Viewer, title: str) -> QuerySet[Trend]:
    """At most five trends that the viewer may see, whose title is alike or whose text has two of the title's words."""
    words = sorted({word for word in re.findall(r"\w+", title.lower()) if len(word) > 3})
    hits = reduce(add, (_says(word) for word in words), Value(0))
    return (
        Trend.objects.visible_to(viewer)
        .annotate(alike=TrigramSimilarity("title", title), hits=hits)
        .filter(Q(alike__gte=ALIKE) | Q(hits__gte=COMMON_WORDS))
        .order_by("-alike", "-hits", "-pk")[:MOST]
    )


def _says(word: str) -> Case:
    return Case(When(search=SearchQuery(word, config="english"), then=1), default=0, output_field=IntegerField())
