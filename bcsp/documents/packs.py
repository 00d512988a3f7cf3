"""An agenda pack: cover, decisions sheet, contents, then the items in order with their papers.

Where cover, decisions sheet and contents are short, they share a page. A paper's number is that of its item with a
letter, the same in every rendition; so whoever numbers the papers does it before some are left out.

Plain values in, bytes out. The items are rendered first and counted; the leaves before them name page numbers, so they
are rendered until their own length no longer changes (as a rule once).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from bcsp.documents.joining import Part, anchors, join, page_counts
from bcsp.documents.papers import Paper, as_document, part_of, render_html
from bcsp.documents.pdf import html_to_pdf


@dataclass(frozen=True)
class StoredText:
    """A paper as it was issued: its HTML is never rendered again. The same names as Paper's, for the pack's leaves."""

    key: str
    title: str
    html: SafeString
    ask: str = ""
    recommendation: str = ""
    cost: str = ""
    number: str = ""  # "2b"; where it is not given, the next letter under its item


@dataclass(frozen=True)
class PackItem:
    """An agenda item. `html_intro` is escaped unless it is a SafeString; `lines` are papers shown by one line only."""

    number: str
    title: str
    marking: str = ""  # where it differs from the pack's
    html_intro: str = ""
    papers: tuple[Paper | StoredText, ...] = ()
    lines: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Its name in links: `pack:item-6`."""
        return f"item-{self.number}"

    @property
    def numbered(self) -> list[tuple[str, Paper | StoredText]]:
        """Its papers, each with its number."""
        return [
            (getattr(paper, "number", "") or f"{self.number}{letter(index)}", paper)
            for index, paper in enumerate(self.papers)
        ]


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
    """All that a pack shows. `date` is written as it is to be read; `facts` are further (name, value) of the cover."""

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

    @property
    def says(self) -> str:
        """What is asked of the meeting, in a sentence; where papers were left out, no more than what is here."""
        if not self.decisions and self.incomplete:
            return "Any decisions asked of this meeting are in papers for its members."
        number = len(self.decisions)
        count = {0: "No decision is", 1: "One decision is"}.get(number, f"{number} decisions are")
        more = " Papers for the members of the meeting may ask for others." if self.incomplete else ""
        return f"{count} asked in these papers.{more}"


@dataclass(frozen=True)
class _Line:
    """A line of the contents, or of the decisions sheet with its page."""

    number: str
    title: str
    key: str
    page: int
    paper: bool = False
    recommendation: str = ""
    cost: str = ""


def decisions_of(items: tuple[PackItem, ...]) -> tuple[DecisionRow, ...]:
    """A row for each paper that makes a recommendation, in the order of the agenda."""
    return tuple(
        DecisionRow(number, paper.title, paper.recommendation, paper.key, paper.cost)
        for item in items
        for number, paper in item.numbered
        if paper.recommendation
    )


def build(pack: Pack) -> bytes:
    """The pack as one PDF/UA-1. The same pack gives the same bytes."""
    body = list(_parts(pack))
    pages = _pages(body)
    leaves = [1, 1, 1]  # pages of cover, decisions sheet and contents, as a rule
    for _ in range(3):  # twice is enough: their columns are of fixed width, so other numbers don't change their length
        front = _front(pack, {key: page + sum(leaves) for key, page in pages.items()})
        if leaves == (leaves := page_counts(front)):
            break
    title = f"{pack.body}: {pack.title}"
    return join([*front, *body], title=title, marking=pack.marking, head=pack.head, issued=pack.issued)


def _parts(pack: Pack) -> Iterator[Part]:
    """Items and papers as parts; items that bring no papers share a leaf."""
    for alone, group in groupby(pack.items, key=lambda item: bool(item.papers)):
        group = list(group)
        for items in [[item] for item in group] if alone else _same_marking(group):
            yield _leaf(pack, items)
            for item in items:
                for number, paper in item.numbered:
                    fragment = paper.html if isinstance(paper, StoredText) else render_html(paper)
                    part = part_of(
                        fragment,
                        key=paper.key,
                        title=paper.title,
                        label=f"item {number}",
                        level=2,
                        issued=pack.issued,
                    )
                    yield replace(part, marking=item.marking)


def _same_marking(items: list[PackItem]) -> list[list[PackItem]]:
    """Neighbours that carry the same marking, so that each page carries one."""
    return [list(group) for _, group in groupby(items, key=lambda item: item.marking)]


def _leaf(pack: Pack, items: list[PackItem]) -> Part:
    """The leaf on which these items stand. It has no title of its own: the items' headings are its bookmarks."""
    title = "; ".join(item.title for item in items)
    html = render_to_string("pdf/items.html", {"title": title, "items": items})
    label = f"item {items[0].number}" if len(items) == 1 else f"items {items[0].number} to {items[-1].number}"
    return Part(items[0].key, "", html_to_pdf(html, title=title, issued=pack.issued), label, marking=items[0].marking)


def _pages(body: list[Part]) -> dict[str, int]:
    """Page of each item and paper, the first page after the front leaves being 1."""
    found, before = {}, 0
    for part, count in zip(body, page_counts(body), strict=True):
        found[part.key] = before + 1
        found.update(
            {name: before + 1 + index for name, index in anchors(part.pdf).items() if name.startswith("item-")}
        )
        before += count
    return found


def _front(pack: Pack, pages: dict[str, int]) -> list[Part]:
    """Cover, decisions sheet and contents, with the page numbers as known so far; on one page where they fit there."""
    decisions = [_Line(d.number, d.title, d.key, pages[d.key], True, d.recommendation, d.cost) for d in pack.decisions]
    lines = []
    for item in pack.items:
        lines.append(_Line(item.number, item.title, item.key, pages[item.key]))
        lines += [_Line(number, paper.title, paper.key, pages[paper.key], True) for number, paper in item.numbered]
    sheets = [
        (key, title, render_to_string(f"pdf/{key}.html", {"pack": pack, "title": title, "rows": rows}))
        for key, title, rows in (
            ("cover", "Cover", []),
            ("decisions", "Decisions asked of this meeting", decisions),
            ("contents", "Contents", lines),
        )
    ]
    return _shared(pack, [html for _, _, html in sheets]) or [
        Part(key, title, html_to_pdf(as_document(html, title=title), title=title, issued=pack.issued))
        for key, title, html in sheets
    ]


def _shared(pack: Pack, sheets: list[SafeString]) -> list[Part]:
    """These leaves on one page, if they fit there. It has no title of its own: its headings are its bookmarks."""
    html = format_html('<div class="short">{}</div>', format_html_join("", "{}", ([sheet] for sheet in sheets)))
    part = Part("cover", "", html_to_pdf(as_document(html, title=pack.title), title=pack.title, issued=pack.issued))
    return [part] if page_counts([part]) == [1] else []
