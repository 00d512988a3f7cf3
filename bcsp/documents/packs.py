"""An agenda pack: cover, decisions sheet on page 2, the agenda, then the papers in order.

One numbering for every rendition of a meeting, that of the fullest: a paper keeps its pages whoever reads it, and where
a reader may not have it, one leaf says so. Papers come as pages made ready before; only the leaves in front are
rendered here: for the length that they are supposed to have, and once more where they came out longer, for every page
number follows from it. The agenda's columns are of fixed width, so that other numbers don't change its length.

Plain values in, bytes out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from django.template.loader import render_to_string

from bcsp.documents.papers import as_document
from bcsp.documents.pdf import html_to_pdf
from bcsp.documents.pdf.joining import Part, anchors, join, page_count

LEAVES = (("cover", "Cover"), ("decisions", "Decisions asked of this meeting"), ("agenda", "Agenda"))
NOT_HERE = "withheld"  # key of the leaf that stands for papers that these readers don't have


@dataclass(frozen=True)
class PackPaper:
    """A paper with its pages, or, for readers who may not have it, their number and why (`withheld`) alone.

    `room` is how many pages it was given when the numbers were written, where it now takes another number of `pages`.
    """

    key: str
    number: str  # "2b", the same in every rendition
    title: str = ""
    pdf: bytes = b""
    pages: int = 1
    ask: str = ""
    withheld: str = ""
    room: int = 0


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
    def title_lines(self) -> list[str]:
        """The title with its day on a line of its own, which is never broken."""
        what, comma, day = self.title.rpartition(", ")
        return [f"{what},", day] if comma else [day]

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

    @property
    def agenda(self) -> int:
        """The agenda's first page: it is the last leaf in front, or on the only one."""
        return sum(self.front[:-1]) + 1


@dataclass(frozen=True)
class Front:
    """The leaves in front, rendered for `numbers`; `items` are the agenda's pages, from 0, by the items' keys."""

    numbers: Numbers
    leaves: list[Part] = field(default_factory=list)
    items: dict[str, int] = field(default_factory=dict)

    def page_of(self, key: str) -> str:
        """What the page is called on which a paper begins, or an item on the agenda as far as that is rendered."""
        if key in self.numbers.papers:
            return str(self.numbers.papers[key][0])
        return self.leaves[-1].numbers[self.items[key]] if key in self.items else str(self.numbers.agenda)


@dataclass(frozen=True)
class _Line:
    """A paper in the agenda, or a row of the decisions sheet, with its page."""

    number: str
    title: str
    key: str
    page: str
    ask: str = ""
    recommendation: str = ""
    cost: str = ""


def number(pack: Pack) -> Numbers:
    """The page numbers of the fullest rendition, which `pack` is, or whose leaves in front it knows."""
    return _numbered(pack, pack.front) if pack.front else front_of(pack).numbers


def build(pack: Pack) -> bytes:
    """The pack as one PDF/UA-1. The same pack gives the same bytes. Raises UnfitPage, CannotJoin."""
    front = front_of(pack)
    parts = [*front.leaves, *_papers(pack, front.numbers)]
    return join(parts, title=f"{pack.body}: {pack.title}", marking=pack.marking, head=pack.head, issued=pack.issued)


def front_of(pack: Pack) -> Front:
    """Cover, decisions sheet and agenda, or a supplement's one leaf, with the numbers that they were rendered for."""
    supposed = pack.front or (1,) * len(_leaves(pack))
    front = _rendered(pack, _numbered(pack, supposed))
    lengths = tuple(len(leaf.numbers) for leaf in front.leaves)
    return front if pack.front or lengths == supposed else _rendered(pack, _numbered(pack, lengths))


def _leaves(pack: Pack) -> tuple[tuple[str, str], ...]:
    """(key, title) of each leaf in front; a supplement has one with all that is to be said."""
    return (("supplement", pack.title),) if pack.name else LEAVES


def _numbered(pack: Pack, front: tuple[int, ...]) -> Numbers:
    """The numbers as they would be with leaves in front of that length."""
    found, following = {}, sum(front) + 1
    for paper in pack.papers:
        room = paper.room or paper.pages
        found[paper.key] = following, room
        following += room
    return Numbers(front, found, following - 1)


def _rendered(pack: Pack, numbers: Numbers) -> Front:
    """The leaves in front with these numbers, the last first: the decisions sheet says on which page of the agenda an
    item stands."""
    front = Front(numbers)
    for index, (key, title) in reversed(list(enumerate(_leaves(pack)))):
        first = sum(numbers.front[:index]) + 1
        leaf = _leaf(pack, front, key, title, first, room=numbers.front[index])
        front = Front(numbers, [leaf, *front.leaves], front.items if front.leaves else anchors(leaf.pdf))
    return front


def _leaf(pack: Pack, front: Front, key: str, title: str, first: int, room: int) -> Part:
    """One of the leaves in front, on the pages that the fullest rendition gives it."""
    words = {
        "pack": pack,
        "title": title,
        "last": front.numbers.last,
        "rows": [
            _Line(d.number, d.title, d.key, front.page_of(d.key), recommendation=d.recommendation, cost=d.cost)
            for d in pack.decisions
        ],
        "agenda": [(item, [_line(paper, front) for paper in item.shown]) for item in pack.items],
    }
    html = as_document(render_to_string(f"pdf/{key}.html", words), title=title)
    pdf = html_to_pdf(html, title=title, issued=pack.issued)
    return Part(key, title, pdf, numbers=labels(first, room, page_count(pdf)), page=pack.word)


def _line(paper: PackPaper, front: Front) -> _Line:
    return _Line(paper.number, paper.title, paper.key, front.page_of(paper.key), paper.ask)


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
            item, paper = pairs[0]
            under = bool(item.shown) and item.papers.index(item.shown[0]) < item.papers.index(paper)
            yield _withheld(pack, numbers, [paper for _, paper in pairs], level=2 if under else 1)
        else:
            yield from (_paper(pack, numbers, item, paper) for item, paper in pairs)


def _paper(pack: Pack, numbers: Numbers, item: PackItem, paper: PackPaper) -> Part:
    first, room = numbers.papers[paper.key]
    return Part(
        paper.key,
        paper.title,
        paper.pdf,
        f"item {paper.number}",
        level=2,
        marking=item.marking,
        numbers=labels(first, room, paper.pages),
        page=pack.word,
        above=f"{item.number}. {item.title}" if item.shown[0] is paper else "",
    )


def _withheld(pack: Pack, numbers: Numbers, papers: Sequence[PackPaper], level: int) -> Part:
    """The leaf "pages 31 to 38 are not here", with the reasons that may be given."""
    first = numbers.papers[papers[0].key][0]
    last = sum(numbers.papers[papers[-1].key]) - 1
    pages = str(first) if first == last else f"{first}–{last}"
    title = f"{'Page' if first == last else 'Pages'} {pages}: {pack.leaves_out}"
    reasons = list(dict.fromkeys(paper.withheld for paper in papers))
    html = render_to_string("pdf/withheld.html", {"title": title, "count": last - first + 1, "reasons": reasons})
    pdf = html_to_pdf(as_document(html, title=title), title=title, issued=pack.issued)
    word = pack.word if first == last else f"{pack.word}s"
    return Part(f"{NOT_HERE}-{first}", title, pdf, level=level, numbers=(pages,), page=word)
