"""Two editions beside each other, as text: what was added, what was taken out, what stayed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from bcsp.documents.written import blocks, from_html

MOST = 300_000  # characters of one edition's HTML: a hundred pages
NEAR = 8  # paragraphs ahead among which the one that was reworded is looked for
MOST_WORDS = 400  # of one paragraph that is compared word by word; longer ones stand one under another
ALIKE = 0.5  # how much two paragraphs share, at least, to count as one that was changed
AFTER = 1  # unchanged paragraphs that stay in view after a change; before it stand the headings that it is under
COVER = re.compile(r'<div class="document-cover">.*?</div>', re.S)  # its dates differ in any two editions
WORDS = re.compile(r"\s+|[^\s]+")


class Line(NamedTuple):
    """A paragraph of a text, and the headings that it stands under."""

    text: str
    under: str


@dataclass(frozen=True)
class Piece:
    """Words of a passage: "same", "added" or "taken out"."""

    how: str
    text: str


@dataclass(frozen=True)
class Passage:
    """What follows in the text: "changed" (paragraphs, each of pieces), or "same", folded away; and what it is under,
    where that is not what the last one was."""

    how: str
    paragraphs: tuple[tuple[Piece, ...], ...]
    under: str = ""


@dataclass(frozen=True)
class Compared:
    """Two texts beside each other. `is_cut` where one was too long to be read to its end."""

    passages: tuple[Passage, ...]
    is_cut: bool = False

    @property
    def is_same(self) -> bool:
        return not self.is_cut and all(passage.how == "same" for passage in self.passages)


def compared(old: str, new: str) -> Compared:
    """How one edition's kept HTML differs from another's, paragraph by paragraph. A table's cell is a paragraph."""
    texts = [COVER.sub("", html) for html in (old, new)]
    before, after = (list(_lines(text[:MOST])) for text in texts)
    return Compared(tuple(_folded(list(_passages(before, after)))), is_cut=max(map(len, texts)) > MOST)


def _lines(html: str) -> Iterator[Line]:
    above: dict[int, str] = {}
    for block in from_html.blocks_of(html):
        level = getattr(block, "level", 0)
        above = {each: words for each, words in above.items() if not level or each < level}
        yield from (Line(text, " › ".join(above.values())) for text in blocks.lines([block]))
        if level:
            above[level] = blocks.words(block.runs)


def _passages(before: list[Line], after: list[Line]) -> Iterator[Passage]:
    texts, last = [[line.text for line in lines] for lines in (before, after)], ""
    for how, a, b, c, d in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        if how == "equal":
            yield Passage("same", tuple((Piece("same", line),) for line in texts[0][a:b]))
            continue
        under = (after[c] if c < d else before[a]).under
        yield Passage("changed", tuple(_paragraphs(texts[0][a:b], texts[1][c:d])), under if under != last else "")
        last = under


def _paragraphs(before: list[str], after: list[str]) -> Iterator[tuple[Piece, ...]]:
    """What stands where something differs: a paragraph that was reworded as one, the others as taken out or added."""
    rest = list(after)
    for line in before:
        like = next((other for other in rest[:NEAR] if _alike(line, other)), None)
        if like is None:
            yield (Piece("taken out", line),)
            continue
        place = rest.index(like)
        yield from ((Piece("added", other),) for other in rest[:place])
        del rest[: place + 1]
        yield tuple(_pieces(line, like))
    yield from ((Piece("added", line),) for line in rest)


def _alike(one: str, other: str) -> bool:
    a, b = one.split(), other.split()
    if max(len(a), len(b)) > MOST_WORDS or 2 * min(len(a), len(b)) < ALIKE * (len(a) + len(b)):
        return False
    found = SequenceMatcher(None, a, b, autojunk=False)
    return found.quick_ratio() >= ALIKE and found.ratio() >= ALIKE


def _pieces(one: str, other: str) -> Iterator[Piece]:
    a, b = WORDS.findall(one), WORDS.findall(other)
    for how, i, j, k, m in SequenceMatcher(lambda word: word.isspace(), a, b, autojunk=False).get_opcodes():
        if how == "equal":
            yield Piece("same", "".join(a[i:j]))
            continue
        yield from (Piece("taken out", "".join(a[i:j])) for _ in range(i < j))
        yield from (Piece("added", "".join(b[k:m])) for _ in range(k < m))


def _folded(found: list[Passage]) -> Iterator[Passage]:
    """What stays the same stands in view only after a change."""
    for place, passage in enumerate(found):
        first = AFTER if place else 0
        if passage.how == "changed" or len(passage.paragraphs) <= first:
            yield Passage("changed", passage.paragraphs, passage.under)
            continue
        if first:
            yield Passage("changed", passage.paragraphs[:first])
        yield Passage("same", passage.paragraphs[first:])
