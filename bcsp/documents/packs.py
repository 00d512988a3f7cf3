"""An agenda pack: cover, decisions sheet on page 2, the agenda, then the papers in order.

One numbering for every rendition of a meeting, that of the fullest: a paper keeps its pages whoever reads it, and where
a reader may not have it, one leaf says so. Papers come as pages made ready before; only the leaves in front are
rendered here, twice: first for their length, then with the page numbers that follow from it. The agenda's columns are
of fixed width, so that other numbers don't change its length.

Plain values in, bytes out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.template.loader import render_to_string

from bcsp.documents.joining import Part, anchors, join, page_count
from bcsp.documents.papers import as_document
from bcsp.documents.pdf import html_to_pdf

LEAVES = (("cover", "Cover"), ("decisions", "Decisions asked of this meeting"), ("agenda", "Agenda"))
NOT_HERE = "withheld"  # key of the leaf that stands for papers that these readers don't have


@dataclass(frozen=True)
class PackPaper:
    """A paper with its pages, or, for readers who may not have it, their number and why (`withheld`) alone."""

    key: str
    number: str  # "2b", the same in every rendition
    title: str = ""
    pdf: bytes = b""
    pages: int = 1
    ask: str = ""
    withheld: str = ""


@dataclass(frozen=True)
class PackItem:
    """An agenda item. `html_intro` is escaped unless it is a SafeString; `lines` are papers shown by one line only;
    `facts` are what it is for, who presents it and when; `note` is the chair's."""

    number: str
    title: str
    marking: str = ""  # where it differs from the pack's
    html_intro: str = ""
    papers: tuple[PackPaper, ...] = ()
    lines: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    note: str = ""

    @property
    def key(self) -> str:
        """Its name in links: `pack:item-6`."""
        return f"item-{self.number}"

    @property
    def shown(self) -> tuple[PackPaper, ...]:
        return tuple(paper for paper in self.papers if not paper.withheld)


def letter(index: int) -> str:
    """The letter of an item's paper, from 0: a to z, then aa, ab and so on."""
    return (letter(index // 26 - 1) if index > 25 else "") + chr(ord("a") + index % 26)


@dataclass(frozen=True)
class DecisionRow:
    """A row of the decisions sheet; `number` is the paper's; its page is that of `key`, the paper or the item."""

    number: str
    title: str
    recommendation: str
    key: str
    cost: str = ""


@dataclass(frozen=True)
class Pack:
    """All that a pack shows. `date` is written as it is to be read; `facts` are further (name, value) of the cover.

    `front` is how many pages each leaf in front takes in the fullest rendition; empty says that this is the fullest. Of
    a supplement, `name` ("S1") stands before every page number, and all that is in front shares a leaf.
    """

    title: str
    body: str
    date: str
    marking: str
    items: tuple[PackItem, ...]
    decisions: tuple[DecisionRow, ...] = ()
    place: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    issued: datetime | None = None
    head: str = ""  # at the head of every page, before the marking: whose papers of which day
    incomplete: bool = False  # papers were left out that others may read, or a line stands for them
    front: tuple[int, ...] = ()
    name: str = ""
    leaves_out: str = "not in this copy"  # what the leaf in the place of left-out pages says of them

    @property
    def says(self) -> str:
        """What is asked of the meeting, in a sentence; where papers were left out, no more than what is here."""
        if not self.decisions and self.incomplete:
            return "Any decisions asked of this meeting are in papers for its members."
        number = len(self.decisions)
        count = {0: "No decision is", 1: "One decision is"}.get(number, f"{number} decisions are")
        more = " Papers for the members of the meeting may ask for others." if self.incomplete else ""
        return f"{count} asked in these papers.{more}"

    @property
    def papers(self) -> list[PackPaper]:
        """Every paper in the order of the agenda."""
        return [paper for item in self.items for paper in item.papers]

    @property
    def word(self) -> str:
        """What stands before a page number: "Page", or "S1 page"."""
        return f"{self.name} page" if self.name else "Page"


@dataclass(frozen=True)
class Numbers:
    """Where everything of the fullest rendition stands: first page and number of pages, by key; and the last page."""

    front: tuple[int, ...]
    papers: dict[str, tuple[int, int]]
    last: int

    def of(self, key: str) -> int:
        """First page of a paper; of an item, whose place is on the agenda, the agenda's first page."""
        return self.papers.get(key, (self.agenda, 1))[0]

    @property
    def agenda(self) -> int:
        """The agenda's first page: it is the last leaf in front, or on the only one."""
        return sum(self.front[:-1]) + 1


@dataclass(frozen=True)
class _Line:
    """A paper in the agenda, or a row of the decisions sheet, with its page."""

    number: str
    title: str
    key: str
    page: int
    ask: str = ""
    recommendation: str = ""
    cost: str = ""


def number(pack: Pack) -> Numbers:
    """The page numbers of the fullest rendition, which `pack` is. The leaves in front are rendered for it."""
    return _numbered(pack, pack.front or _measured(pack))


def build(pack: Pack) -> bytes:
    """The pack as one PDF/UA-1. The same pack gives the same bytes."""
    numbers = number(pack)
    parts = [*_front(pack, numbers), *_papers(pack, numbers)]
    return join(parts, title=f"{pack.body}: {pack.title}", marking=pack.marking, head=pack.head, issued=pack.issued)


def _measured(pack: Pack) -> tuple[int, ...]:
    """How long the leaves in front are, with page numbers that need not be true yet."""
    short = (1,) if pack.name else (1, 1, 1)
    return tuple(page_count(part.pdf) for part in _front(pack, _numbered(pack, short)))


def _numbered(pack: Pack, front: tuple[int, ...]) -> Numbers:
    """The numbers as they would be with leaves in front of that length."""
    found, following = {}, sum(front) + 1
    for paper in pack.papers:
        found[paper.key] = following, paper.pages
        following += paper.pages
    return Numbers(front, found, following - 1)


def _front(pack: Pack, numbers: Numbers) -> list[Part]:
    """Cover, decisions sheet and agenda; of a supplement, one leaf with all that is to be said."""
    rows = [_Line(d.number, d.title, d.key, numbers.of(d.key), "", d.recommendation, d.cost) for d in pack.decisions]
    agenda = [(item, [_line(paper, numbers) for paper in item.shown]) for item in pack.items]
    words = {"rows": rows, "agenda": agenda}
    leaves = (("supplement", pack.title),) if pack.name else LEAVES
    firsts = [sum(numbers.front[:i]) + 1 for i in range(len(leaves))]
    return [
        _leaf(pack, numbers, key, title, words, first, room)
        for (key, title), first, room in zip(leaves, firsts, numbers.front, strict=True)
    ]


def _line(paper: PackPaper, numbers: Numbers) -> _Line:
    return _Line(paper.number, paper.title, paper.key, numbers.of(paper.key), paper.ask)


def _leaf(pack: Pack, numbers: Numbers, key: str, title: str, context: dict, first: int, room: int) -> Part:
    """One of the leaves in front, on the pages that the fullest rendition gives it."""
    words = {"pack": pack, "title": title, "last": numbers.last, **context}
    html = as_document(render_to_string(f"pdf/{key}.html", words), title=title)
    pdf = html_to_pdf(html, title=title, issued=pack.issued)
    return Part(key, title, pdf, numbers=labels(first, room, page_count(pdf)), page=pack.word)


def labels(first: int, room: int, count: int) -> tuple[str, ...]:
    """Numbers of `count` pages where `room` are theirs: what is more stands as 4a, 4b after the last, 4."""
    last = first + room - 1
    within = [str(first + i) for i in range(min(count, room))]
    return (*within, *(f"{last}{letter(i)}" for i in range(count - room)))


def _papers(pack: Pack, numbers: Numbers) -> Iterator[Part]:
    """The papers in order; neighbours that these readers don't have share one leaf."""
    placed = [(item, paper) for item in pack.items for paper in item.papers]
    for withheld, group in groupby(placed, key=lambda pair: bool(pair[1].withheld)):
        pairs = list(group)
        if withheld:
            yield _withheld(pack, numbers, [paper for _, paper in pairs])
        else:
            yield from (_paper(pack, numbers, item, paper) for item, paper in pairs)


def _paper(pack: Pack, numbers: Numbers, item: PackItem, paper: PackPaper) -> Part:
    first, pages = numbers.papers[paper.key]
    return Part(
        paper.key,
        paper.title,
        paper.pdf,
        f"item {paper.number}",
        level=2,
        marking=item.marking,
        numbers=labels(first, pages, page_count(paper.pdf)),
        page=pack.word,
        above=f"{item.number}. {item.title}" if item.shown[0] is paper else "",
    )


def _withheld(pack: Pack, numbers: Numbers, papers: Sequence[PackPaper]) -> Part:
    """The leaf "pages 31 to 38 are not here", with the reasons that may be given."""
    first = numbers.papers[papers[0].key][0]
    last = sum(numbers.papers[papers[-1].key]) - 1
    pages = str(first) if first == last else f"{first}–{last}"
    title = f"{'Page' if first == last else 'Pages'} {pages}: {pack.leaves_out}"
    reasons = list(dict.fromkeys(paper.withheld for paper in papers))
    html = render_to_string("pdf/withheld.html", {"title": title, "reasons": reasons})
    pdf = html_to_pdf(as_document(html, title=title), title=title, issued=pack.issued)
    word = pack.word if first == last else f"{pack.word}s"
    return Part(f"{NOT_HERE}-{first}", title, pdf, level=2, numbers=(pages,), page=word)


def item_pages(pack: Pack, numbers: Numbers) -> dict[str, int]:
    """The page of the agenda on which each item stands, by the item's number."""
    places = anchors(_front(pack, numbers)[-1].pdf)
    return {item.number: numbers.agenda + places.get(item.key, 0) for item in pack.items}
