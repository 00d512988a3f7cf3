"""What was asked, as the database reads it: its stems, and the names beside records (wards) that it speaks of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.db import connection
from django.db.models import Model

from bcsp.strands import strands

LONGEST = 200  # characters of a question that are read
OPERATORS = re.compile(r'["“”]|(?:^|\s)-\w|\bor\b', re.IGNORECASE)
STEMS = "ARRAY(SELECT coalesce((ts_lexize('english_stem', word))[1], '') FROM unnest(%s::text[]) AS word)"


@dataclass(frozen=True)
class Beside:
    """A row beside records whose name has a word of the question: its key, and its name as a search vector."""

    path: str  # `wards__name`
    key: str
    vector: str


@dataclass(frozen=True)
class Word:
    """A word as typed, its stem, and the stem of the next; with the next as one word, and the stem of that."""

    typed: str
    stem: str
    after: str = ""
    pair: str = ""
    joined: str = ""


@dataclass(frozen=True)
class Asked:
    """A question: its text, its words in their order without "the" and "of", and what bears one of them as its name."""

    text: str
    query: str  # for the database: all of its words, "phrases" and -without as typed
    words: tuple[Word, ...]
    beside: tuple[Beside, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether it is words alone: one with phrases, "or" or -without means what it says, and is not read freely."""
        return not OPERATORS.search(self.text)


def tidy(text: str) -> str:
    """A question in one line, no longer than is read."""
    return " ".join(text.replace("\0", " ").split())[:LONGEST]


def asked(text: str) -> Asked:
    """Read a question. One query."""
    text = tidy(text)
    typed = re.findall(r"\w+", text.lower())
    pairs = [a + b for a, b in pairwise(typed)]
    parts = [f"SELECT NULL, NULL, websearch_to_tsquery('english', %s)::text, {STEMS}"]
    values: list[object] = [text, typed + pairs]
    for path, model, column in _paths():
        parts.append(_names(model, column))
        values += [path, text]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        rows = cursor.fetchall()
    query, stems = next((query, stems) for path, _, query, stems in rows if path is None)
    return Asked(
        text, query, _words(typed, pairs, stems), tuple(Beside(path, key, v) for path, key, v, _ in rows if path)
    )


def models_beside() -> list[tuple[type[Model], str]]:
    """Models whose names find records, and the column of the name."""
    return list(dict.fromkeys((model, column) for _, model, column in _paths()))


def _paths() -> list[tuple[str, type[Model], str]]:
    """The paths by which the strands' records are found beside their own words, each once, with where it ends."""
    found = {}
    for offer in (offer for strand in strands() for offer in strand.searches if offer.beside):
        relation, column = offer.beside.split("__")
        found[offer.beside] = (offer.beside, offer.model._meta.get_field(relation).related_model, column)
    return list(found.values())


def _names(model: type[Model], name: str) -> str:
    """SQL for the rows that have a word of the question in their name."""
    table, key, column = model._meta.db_table, model._meta.pk.column, model._meta.get_field(name).column
    return (
        f"SELECT %s, {key}::text, to_tsvector('english', {column})::text, NULL FROM {table} WHERE tsvector_to_array("  # noqa: S608
        f"to_tsvector('english', {column})) && tsvector_to_array(to_tsvector('english', %s))"
    )


def _words(typed: Sequence[str], pairs: Sequence[str], stems: Sequence[str]) -> tuple[Word, ...]:
    """Words that mean something: "the" and "of" have no stem."""
    after = [*stems[1 : len(typed)], ""][: len(typed)]
    joined = [*zip(pairs, stems[len(typed) :], strict=True), ("", "")]
    found = []
    for word, stem, following, (pair, as_one) in zip(typed, stems[: len(typed)], after, joined, strict=True):
        if stem:
            found.append(Word(word, stem, following, pair, as_one) if following else Word(word, stem))
    return tuple(found)
