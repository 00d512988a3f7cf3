"""One search over all strands: each offers its models; every row starts from visible_to."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import log

from django.db import models
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bcsp.records.viewer import Viewer
from bcsp.search import spelling
from bcsp.search.hits import NEWEST, Hit, Sought, hits, offers, readable, with_most
from bcsp.search.spelling import Meant
from bcsp.search.words import Asked, asked, tidy

A_PAGE = 20
FEW = 5  # papers that speak of something, without what they speak of, are little
KINDS_A_PAGE = 6  # each is a query
# Stems of the words with which people ask, which are not what they ask for.
ASKING = frozenset({"anyon", "someon", "ever", "done", "tri", "happen", "know", "use"})
MOST_STEMS = 8  # of a question that is read freely: its rarest


@dataclass(frozen=True)
class Found:
    """A record of a kind; `outcome` is the word for what came of it, where its kind has one."""

    kind: str
    record: models.Model
    outcome: str = ""

    @property
    def called(self) -> str:
        return getattr(self.record, "found_as", "") or str(self.record)


@dataclass(frozen=True)
class Facet:
    """One choice by which results are narrowed, and how many it leaves; "60+" where no more were counted."""

    key: str
    label: str
    count: str


@dataclass(frozen=True)
class Results:
    """What a question found: its hits best first, and how it was read where its exact words found nothing.

    `meant` are the words looked for instead; with `some` of them a record is enough.
    """

    asked: Asked
    viewer: Viewer
    hits: Sequence[Hit] = ()
    meant: tuple[Meant, ...] = ()
    some: bool = False
    kinds: tuple[Facet, ...] = ()
    outcomes: tuple[Facet, ...] = ()

    @cached_property
    def pages(self) -> list[list[Hit]]:
        """The hits in pages of at most `A_PAGE`, each of so few kinds that their rows are soon read."""
        pages: list[list[Hit]] = []
        seen: set[str] = set()
        for hit in self.hits:
            if not pages or len(pages[-1]) == A_PAGE or len(seen | {hit.offer.name}) > KINDS_A_PAGE:
                pages.append([])
                seen = set()
            pages[-1].append(hit)
            seen.add(hit.offer.name)
        return pages

    @property
    def count(self) -> str:
        """How many in all, "or more" where they were not all counted."""
        many = len(self.hits)
        return f"{many} result{'' if many == 1 else 's'}{' or more' if _full(self.hits) else ''}"


def search(text: str, viewer: Viewer) -> list[Found]:
    """The first page of what `text` (words, "phrases", -without) finds, best first."""
    results = find(text, viewer)
    return fetch(results.pages[0], viewer) if results.pages else []


def find(
    text: str, viewer: Viewer, kinds: Sequence[str] = (), outcomes: Sequence[str] = (), exact: bool = False
) -> Results:
    """What `text` finds of these kinds (model labels) with these outcomes; of all, where none are named.

    Where its exact words find nothing, misspelt ones are read as the nearest that the viewer's records have, and then
    records with most of the words will do; unless `exact`. At most four queries, however much is found.
    """
    if not tidy(text):
        return Results(Asked("", "", ()), viewer)
    question = asked(text)
    results = Results(question, viewer, hits(question, viewer))
    sought = None
    if question.is_plain and not exact and _is_little(results):
        results, sought = _freely(results)
    all_kinds, all_outcomes = _facets(results.hits)
    found = results.hits
    if outcomes:
        if _full(found):  # there may be more of them among those that were not counted
            found = hits(question, viewer, sought, outcomes)
        found = [hit for hit in found if hit.outcome in outcomes]
    if kinds:
        found = [hit for hit in found if label(hit.offer) in kinds]
    return replace(results, hits=found, kinds=all_kinds, outcomes=all_outcomes)


def nearest(text: str, viewer: Viewer, kinds: Iterable[type[models.Model]] | None = None, most: int = 5) -> list[Found]:
    """The records of these models (of all that are searched, without) that say most of what `text` says.

    For "has this been here before?": at least two of the words, misspelt ones read as for a search, the rarest words
    counting most. At most three queries, and one for each kind that is found.
    """
    searched = offers(kinds)
    question = asked(text)
    if not question.words or not searched:
        return []
    known = spelling.known(viewer)
    found = hits(question, viewer, _most(spelling.meant(question, known), known), models=kinds)
    return fetch(found[:most], viewer)


def fetch(found: Sequence[Hit], viewer: Viewer) -> list[Found]:
    """The rows of these hits, in their order. One query a kind."""
    rows: dict[tuple[str, int], models.Model] = {}
    for offer in {label(hit.offer): hit.offer for hit in found}.values():
        keys = [hit.key for hit in found if hit.offer.model is offer.model]
        for row in readable(offer, viewer).filter(pk__in=keys).defer("search", *offer.without):
            rows[label(offer), row.pk] = row
    placed = [(hit, rows.get((label(hit.offer), hit.key))) for hit in found]
    return [Found(hit.offer.name, row, hit.outcome) for hit, row in placed if row is not None]


def label(offer) -> str:
    """The key of a kind in an address: `memory.lesson`."""
    return offer.model._meta.label_lower


def shown(results: Results, rows: Sequence[Found]) -> str:
    """The words that were looked for, as the results write them: no stem, and none that is not on the page."""
    written = {word.lower() for row in rows for word in re.findall(r"\w+", row.called)}
    return " ".join(_written(word, written) if word.is_other else word.typed for word in results.meant)


def _written(word: Meant, written: set[str]) -> str:
    near = [each for each in written if each[: len(word.stem) - 1] == word.stem[: len(word.stem) - 1]]
    return process.extractOne(word.typed, near, scorer=OSA.distance)[0] if near else word.stem


def _freely(results: Results) -> tuple[Results, Sought | None]:
    """Once more, with misspelt words mended; where all of them find nothing either, with most of them."""
    known = spelling.known(results.viewer)
    meant = tuple(spelling.meant(results.asked, known))
    if not meant:
        return results, None
    every = Sought(" & ".join(sorted({word.stem for word in meant})))
    if any(word.is_other for word in meant) and (found := hits(results.asked, results.viewer, every)):
        return replace(results, hits=found, meant=meant), every
    most = _most(meant, known)
    found = hits(results.asked, results.viewer, most)
    return (replace(results, hits=found, meant=meant, some=True), most) if found else (results, None)


def _is_little(results: Results) -> bool:
    """Whether it found nothing; or, of a long question, only what speaks of something that it did not find."""
    return not results.hits or (
        len(results.asked.words) > 2 and len(results.hits) < FEW and all(hit.offer.around for hit in results.hits)
    )


def _most(meant: Iterable[Meant], known: dict[str, int]) -> Sought:
    """Most of these words, each weighing the more the rarer it is."""
    stems = {word.stem for word in meant}
    rarest = sorted(stems - ASKING or stems, key=lambda stem: (known.get(stem, 0), stem))[:MOST_STEMS]
    whole = sum(known.values()) or 1
    return with_most({stem: log(1 + whole / (1 + known.get(stem, 0))) for stem in rarest})


def _facets(found: Sequence[Hit]) -> tuple[tuple[Facet, ...], tuple[Facet, ...]]:
    """Kinds in the order of the house, and outcomes by how often; counted among what this viewer may read."""
    many = Counter(label(hit.offer) for hit in found)
    kinds = tuple(
        Facet(label(offer), offer.name, _count(many[label(offer)], many[label(offer)] >= NEWEST))
        for offer in offers()
        if label(offer) in many
    )
    cut = {hit.outcome for hit in found if many[label(hit.offer)] >= NEWEST}
    words = Counter(hit.outcome for hit in found if hit.outcome)
    return kinds, tuple(Facet(word, word, _count(count, word in cut)) for word, count in words.most_common())


def _count(many: int, is_cut: bool) -> str:
    return f"{many}+" if is_cut else str(many)


def _full(found: Sequence[Hit]) -> bool:
    """Whether a kind gave as many rows as it may, so that there can be more."""
    return any(count >= NEWEST for count in Counter(label(hit.offer) for hit in found).values())
