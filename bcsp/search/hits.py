"""Where the words are: one statement over every kind, in which each kind gives the newest rows that match.

A frequent word stands in hundreds of thousands of rows: to rank them all would take a second. So of each kind the
newest `NEWEST` are ranked, which the database finds by the index of words where few match, and from the newest row back
where many do.

The statement is written by the models' `visible_to` once for a viewer and a day, and kept: writing it takes Django ten
times as long as the database takes to run it. That is right because `visible_q` is a function of the viewer alone, who
holds today's places; a test holds every searched model to asking the database nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVectorField
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, FloatField, Func, Model, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from bcsp.records.clock import today
from bcsp.records.viewer import Viewer
from bcsp.search.words import Asked
from bcsp.strands import Search, strands

NEWEST = 60
AROUND = 0.6  # how much less a row counts that speaks of another one
IN_TITLE = 0.5  # how much more a stem counts that stands in the title
Statement = tuple[str, tuple]  # SQL, and its values with marks among them
SHORT_FIRST = 1  # of PostgreSQL's ts_rank: divided by the logarithm of the text's length
# What stands in a kept statement where a question puts its own.
QUERY, STEMS, WEIGHTS, KEY, NAME = ("⟦query⟧", "⟦stems⟧", "⟦weights⟧", "⟦key⟧", "⟦name⟧")


@dataclass(frozen=True)
class Hit:
    """A row that was found: of which kind, its key, how well it fits, and the word for what came of it."""

    offer: Search
    key: int
    rank: float
    outcome: str


@dataclass(frozen=True)
class Sought:
    """What rows must have: a tsquery, and stems (`vape`, or `vape:A` in the title) with the weight that each adds."""

    query: str
    weights: tuple[tuple[str, float], ...] = ()

    def fills(self, key: str = "", name: str = "") -> dict[str, Any]:
        """What stands for each mark of a kept statement."""
        stems, weights = zip(*self.weights, strict=True) if self.weights else ((), ())
        return {
            QUERY: self.query,
            STEMS: f"{{{','.join(stems)}}}",
            WEIGHTS: f"{{{','.join(map(str, weights))}}}",
            KEY: key,
            NAME: name,
        }


def offers(models: Iterable[type] | None = None) -> list[Search]:
    """What the strands let be searched, in the order of the house."""
    found = [offer for strand in strands() for offer in strand.searches]
    return found if models is None else [offer for offer in found if offer.model in set(models)]


def readable(offer: Search, viewer: Viewer) -> QuerySet:
    """The rows of one kind that this viewer may find."""
    return offer.model.objects.visible_to(viewer).filter(offer.where or Q())


def hits(
    asked: Asked, viewer: Viewer, sought: Sought | None = None, outcomes: Sequence[str] = (), models: Any = None
) -> list[Hit]:
    """What has the words as they were asked, or what is `sought` instead: best first, of each kind the best of the
    newest; only with one of these `outcomes`, if any are named. One query."""
    statement, values = written(asked, viewer, sought or Sought(asked.query), tuple(outcomes), models)
    return _best(statement, values) if statement else []


def written(
    asked: Asked, viewer: Viewer, sought: Sought, outcomes: tuple[str, ...] = (), models: Any = None
) -> tuple[str, list[Any]]:
    """The statement that `hits` runs, and its values; "" where nothing can be found."""
    parts, values = [], []
    if not sought.query:
        return "", []
    for offer in offers(models):
        kept = (offer.model, viewer, today(), outcomes)
        own = [(own_statement(*kept), sought.fills())]
        beside = [each for each in asked.beside if each.path == offer.beside]
        named = [(beside_statement(*kept), sought.fills(each.key, each.vector)) for each in beside]
        for kept_statement, fills in own + named:
            if kept_statement is None:
                continue
            statement, given = kept_statement
            parts.append(f"({statement})")
            values += [fills.get(value, value) if isinstance(value, str) else value for value in given]
    return " UNION ALL ".join(parts), values


def _best(statement: str, values: Sequence[Any]) -> list[Hit]:
    named = {offer.model._meta.label_lower: offer for offer in offers()}
    found: dict[tuple[str, int], Hit] = {}
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        for label, key, fit, outcome in cursor.fetchall():
            rank = fit * (AROUND if named[label].around else 1)
            if (label, key) not in found or found[label, key].rank < rank:
                found[label, key] = Hit(named[label], key, rank, outcome)
    return sorted(found.values(), key=lambda hit: (-hit.rank, -hit.key))


@lru_cache(maxsize=1024)
def own_statement(model: type[Model], viewer: Viewer, day: date, outcomes: tuple[str, ...]) -> Statement | None:
    """SQL for the newest rows of a kind whose own words match, with its values and marks."""
    return _statement(_offer(model), viewer, outcomes, F("search"))


@lru_cache(maxsize=1024)
def beside_statement(model: type[Model], viewer: Viewer, day: date, outcomes: tuple[str, ...]) -> Statement | None:
    """The same for rows whose words match together with a name that stands beside them."""
    name = Cast(Value(NAME), SearchVectorField())
    both = Func(F("search"), name, arg_joiner=" || ", template="(%(expressions)s)", output_field=SearchVectorField())
    offer = _offer(model)
    return _statement(offer, viewer, outcomes, both, **{offer.beside.split("__")[0]: KEY})


def _offer(model: type[Model]) -> Search:
    return next(offer for offer in offers() if offer.model is model)


def _statement(
    offer: Search, viewer: Viewer, outcomes: tuple[str, ...], vector: Any, **beside: str
) -> Statement | None:
    query = Ready(QUERY)
    word = Cast(offer.outcome() if offer.outcome else Value(""), TextField())
    rows = readable(offer, viewer).filter(**beside).annotate(hit_vector=vector).filter(hit_vector=query)
    if outcomes:
        rows = rows.annotate(hit_outcome=word).filter(hit_outcome__in=outcomes)
    rank = Cast(SearchRank(vector, query, normalization=Value(SHORT_FIRST)), FloatField()) + Coverage(vector)
    rows = rows.order_by("-pk").values_list(Value(offer.model._meta.label_lower), "pk", rank, word)[:NEWEST]
    try:
        return rows.query.sql_with_params()
    except EmptyResultSet:  # no row of this kind is ever this viewer's
        return None


class Ready(SearchQuery):
    """A tsquery as PostgreSQL writes it."""

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list]:
        return "%s::tsquery", [QUERY]


class Coverage(Func):
    """The sum of the weights of the stems that a vector has."""

    template = (
        "(SELECT coalesce(sum(stem.weight), 0) FROM unnest(%(stems)s::tsquery[], %(weights)s::float8[]) "
        "AS stem (query, weight) WHERE %(expressions)s @@ stem.query)"
    )
    output_field = FloatField()

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list]:
        sql, values = super().as_sql(compiler, connection, stems="%s", weights="%s", **extra)
        return sql, [STEMS, WEIGHTS, *values]


def with_most(weights: dict[str, float]) -> Sought:
    """Rows that have at least two of these stems, or one where there are no more than two."""
    pairs = [f"{a} & {b}" for a, b in combinations(weights, 2)]
    in_title = [(f"{stem}:A", IN_TITLE * weight) for stem, weight in weights.items()]
    return Sought(" | ".join(pairs if len(weights) > 2 else weights), (*weights.items(), *in_title))
