"""One search over all strands: each offers its models; every row starts from visible_to."""

from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Func, Q

from bcsp.strands import Search, strands

MOST = 20  # results of one kind on a page


@dataclass(frozen=True)
class Found:
    kind: str
    record: models.Model

    @property
    def called(self) -> str:
        return getattr(self.record, "found_as", "") or str(self.record)


def search(text: str, viewer) -> list[Found]:
    """What matches `text` (words, "phrases", -without), best first within each kind; one query a kind."""
    if not text.strip():
        return []
    query = SearchQuery(text, search_type="websearch", config="english")
    found = []
    for offer in (offer for strand in strands() for offer in strand.searches):
        rows = offer.model.objects.visible_to(viewer).filter(_matches(offer, query))
        rows = rows.filter(offer.where or Q()).defer("search", *offer.without)
        rows = rows.annotate(rank=SearchRank(F("search"), query)).order_by("-rank", "-pk")[:MOST]
        found += [Found(offer.name, row) for row in rows]
    return found


def _matches(offer: Search, query: SearchQuery) -> Q:
    """Rows whose own words match, or whose words and those of a related row do so together."""
    own = Q(search=query)
    if not offer.beside:
        return own
    both = Func(
        F("search"), SearchVector(offer.beside, config="english"), arg_joiner=" || ", template="(%(expressions)s)"
    )
    both.output_field = SearchVectorField()
    rows = offer.model._base_manager.filter(**{f"{offer.beside}__isnull": False})
    return own | Q(pk__in=rows.annotate(both=both).filter(both=query).values("pk"))
