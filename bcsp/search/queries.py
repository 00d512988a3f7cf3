"""One search over all strands: each offers its models; every row starts from visible_to."""

from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import models
from django.db.models import F

from bcsp.strands import strands

MOST = 20  # results of one kind on a page


@dataclass(frozen=True)
class Found:
    kind: str
    record: models.Model


def search(text: str, viewer) -> list[Found]:
    """What matches `text` (words, "phrases", -without), best first within each kind; one query a kind."""
    if not text.strip():
        return []
    query = SearchQuery(text, search_type="websearch", config="english")
    found = []
    for offer in (offer for strand in strands() for offer in strand.searches):
        rows = offer.model.objects.visible_to(viewer).filter(search=query)
        rows = rows.annotate(rank=SearchRank(F("search"), query)).order_by("-rank", "-pk")[:MOST]
        found += [Found(offer.name, row) for row in rows]
    return found
