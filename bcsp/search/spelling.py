"""Words that nothing readable has, read as the nearest that something has.

The words known are those of the newest records that this very viewer may read, and of names that are public. They are
read when they are needed and kept nowhere: a correction can't speak of a record that the viewer can't read, and a text
that was taken out is known no more.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from django.contrib.postgres.search import SearchVector
from django.db import connection
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bcsp.records.viewer import Viewer
from bcsp.search.hits import offers, readable
from bcsp.search.words import Asked, Word, models_beside

NEWEST = 300  # of each kind
LONG = 8  # letters of a word that can be two slips away from what is meant
SHORTEST = 4  # letters of a word that can be misspelt: three are near to too many


@dataclass(frozen=True)
class Meant:
    """A word of the question as it is read: its stem, and whether it was typed otherwise."""

    typed: str
    stem: str
    is_other: bool


def known(viewer: Viewer) -> dict[str, int]:
    """The stems that records readable to the viewer have, and in how many of the newest. One query."""
    with connection.cursor() as cursor:
        cursor.execute(*_statement(viewer))
        return dict(cursor.fetchall())


@lru_cache(maxsize=128)
def _statement(viewer: Viewer) -> tuple[str, tuple]:
    """Kept as those of `hits` are."""
    parts = [readable(offer, viewer).order_by("-pk").values_list("search")[:NEWEST] for offer in offers()]
    for model, column in models_beside():
        parts.append(model.objects.order_by().values_list(SearchVector(column, config="english")))
    sql, values = parts[0].union(*parts[1:], all=True).query.sql_with_params()
    stems = "unnest(tsvector_to_array(vector)) AS stem"
    return f"SELECT stem, count(*) FROM ({sql}) AS said (vector), {stems} GROUP BY stem", values  # noqa: S608


def meant(asked: Asked, stems: dict[str, int]) -> list[Meant]:
    """The question's words that are known or near to one that is; two that are one word when joined count as that."""
    found: list[Meant] = []
    words = iter(asked.words)
    for word in words:
        if word.joined in stems and not (word.stem in stems and word.after in stems):
            found.append(Meant(word.pair, word.joined, True))
            next(words)
        elif word.stem in stems:
            found.append(Meant(word.typed, word.stem, False))
        elif near := _nearest(word, stems):
            found.append(Meant(word.typed, near, True))
    return found


def _nearest(word: Word, stems: dict[str, int]) -> str:
    """The known stem from which it is the fewest slips away, the most usual of several; "" where none is near."""
    if len(word.typed) < SHORTEST or word.typed.isdigit():
        return ""
    slips = 1 if len(word.typed) < LONG else 2
    near = [
        (away, stem[:1] != word.stem[:1], -stems[stem], stem)
        for form in {word.stem, re.sub("y$", "i", word.typed)}  # a slip may hide from the stemmer what ends the word
        for stem, away, _ in process.extract(form, stems.keys(), scorer=OSA.distance, score_cutoff=slips, limit=20)
        if not stem.isdigit()
    ]
    return min(near)[-1] if near else ""
