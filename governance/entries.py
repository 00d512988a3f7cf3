"""An item of an agenda as one viewer may read it: its papers, each in its place, and what is asked of the meeting."""

import re
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from bcsp.documents.models import StoredPaper
from bcsp.documents.papers import Paper
from bcsp.records.models import Audience
from governance.choices import Purpose
from governance.house_items import is_house
from governance.models import AgendaItem

NOT_RECOMMENDED = "No recommendation is written"
PAPERS_ELSEWHERE = "Its papers are for other readers"


@dataclass(frozen=True)
class Place:
    """A paper under an item, live or frozen. `stored` and `pk` (of its ItemPaper) only once it is frozen."""

    key: str
    title: str
    line: str
    html: SafeString
    audience: str
    in_full: bool
    number: str = ""  # "2b", the same for every reader
    ask: str = ""
    recommendation: str = ""
    cost: str = ""
    comes_back: bool = False
    paragraph: int | None = None  # of Schedule 12A, where it is private
    supplement: int = 0  # the number of the supplement that it came with
    paper: Paper | None = None  # as long as it is live
    stored: StoredPaper | None = None
    pk: int | None = None
    page: str = ""  # of the pack: "page 5", "S1 page 2"
    subject: tuple[int, int] = (0, 0)  # (content type, key) of what it is about

    @property
    def is_named(self) -> bool:
        return self.audience == Audience.NAMED

    @property
    def is_withdrawn(self) -> bool:
        return bool(self.stored and self.stored.file.withdrawn_at)

    @property
    def is_house(self) -> bool:
        """Whether it is one of the house's own: minutes, open actions, urgent decisions. None asks for a decision."""
        return is_house(self.key)

    @property
    def is_review(self) -> bool:
        """Whether it comes back for review: not the house's own papers, which stand on every agenda until settled."""
        return self.comes_back and not self.key.startswith("governance.")

    @property
    def is_of_the_house(self) -> bool:
        """Whether the house writes it by itself (minutes, open actions, urgent decisions), not a strand or a person."""
        return self.key.startswith("governance.") and not self.key.startswith("governance.report:")

    @property
    def read_as(self) -> str:
        """What the access log calls it: the stored paper, or what a live one is about."""
        return f"documents.storedpaper:{self.stored.pk}" if self.stored else self.key

    @property
    def anchor(self) -> str:
        return "paper-" + re.sub(r"\W+", "-", self.key)

    @property
    def html_inside(self) -> SafeString:
        """The paper's HTML for a page where its item has an h3."""
        return self._lowered(3)

    @property
    def html_below(self) -> SafeString:
        """The paper's HTML for a page where its item has the h1."""
        return self._lowered(1)

    def _lowered(self, levels: int) -> SafeString:
        """The paper's HTML with its headings so many levels down.

        Safe: only our own templates and `typed` write tags; any other "<" that a person typed is escaped.
        """
        return mark_safe(re.sub(r"<(/?)h([1-4])\b", lambda m: f"<{m[1]}h{min(int(m[2]) + levels, 6)}", self.html))

    @property
    def report(self) -> int | None:
        """Key of the Report behind a paper that was written for the item and is not frozen yet."""
        kind, _, key = self.key.partition(":")
        return int(key) if kind == "governance.report" and not self.stored else None

    @property
    def get_audience_display(self) -> str:
        return Audience(self.audience).label


@dataclass(frozen=True)
class Asked:
    """One decision that is asked of a meeting: on a paper, or on an item without one. `key` is the paper's, or the
    item's in a pack; `words` are the recommendation, or what the paper asks, or that there is none."""

    number: str
    title: str
    anchor: str
    key: str
    words: str
    cost: str = ""
    page: str = ""
    place: Place | None = None

    @property
    def is_bare(self) -> bool:
        """Whether nobody has written what is recommended, as far as this viewer may know."""
        return not self.place.recommendation if self.place else self.words == NOT_RECOMMENDED


def _words(place: Place) -> str:
    return place.recommendation or place.ask or NOT_RECOMMENDED


@dataclass(frozen=True)
class Entry:
    """An item with the papers that the viewer may read; `others` are lines that stand for papers they may not."""

    item: AgendaItem
    places: tuple[Place, ...] = ()
    others: tuple[str, ...] = ()
    says: str = ""  # the nil sentence, or that nothing here is for this viewer
    left_out: bool = False  # whether there are papers that the viewer may not read
    page: str = ""  # of the pack
    starts: str = ""  # when it is due, "2.20pm", where that is known

    @property
    def position(self) -> int:
        return self.item.position

    @property
    def full(self) -> tuple[Place, ...]:
        return tuple(place for place in self.places if place.in_full)

    @property
    def brief(self) -> tuple[Place, ...]:
        return tuple(place for place in self.places if not place.in_full)

    @property
    def asked(self) -> tuple["Asked", ...]:
        """What is asked of the meeting here: each paper that recommends something, in full or in a line; under an item
        for decision every paper, and the item itself where the viewer has no paper to read."""
        decides = self.item.purpose == Purpose.DECISION
        papers = [p for p in self.places if p.recommendation or (decides and not p.is_withdrawn)]
        if papers or not decides:
            return tuple(Asked(p.number, p.title, p.anchor, p.key, _words(p), p.cost, p.page, p) for p in papers)
        number, key = str(self.position), f"item-{self.position}"
        words = PAPERS_ELSEWHERE if self.left_out else NOT_RECOMMENDED
        return (Asked(number, self.item.title, f"item-{self.item.pk}", key, words),)
