"""An agenda as one viewer may read it: the same for the page, the pack and the count of decisions asked.

Before publication the papers are computed by the strands; afterwards they are what was frozen.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac
from django.utils.safestring import SafeString, mark_safe

from bcsp.documents.models import StoredPaper
from bcsp.documents.packs import letter
from bcsp.documents.papers import Paper, render_html
from bcsp.records.models import Audience
from governance.choices import MeetingState, Purpose
from governance.emerging import Offered, offered, reads, subject_key
from governance.models import AgendaItem, ItemPaper, Meeting
from governance.numbering import page_of_item, page_of_paper
from governance.order import Line, starts_of
from governance.queries import places_of
from governance.reports import with_reports

NONE_FOR = {
    Audience.PUBLIC: "None for publication.",
    Audience.PARTNERS: "Nothing under this item is for all partners.",
    Audience.NAMED: "Nothing under this item is for these readers.",
}
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
    def is_review(self) -> bool:
        """Whether it comes back for review: not the house's own papers, which stand on every agenda until settled."""
        return self.comes_back and not self.key.startswith("governance.")

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


def entries(meeting: Meeting, viewer, *, audience: str = "", only: int | None = None) -> list[Entry]:
    """The agenda in order. `audience` names the rendition, for the sentence where nothing is for its readers; `only`
    is the key of the one item that is wanted.

    The meeting must already be the viewer's to read, or be read for a rendition of it.
    """
    items = items_of(meeting, viewer).select_related("kind", "meeting__body", "presenter__organisation")
    items = items if only is None else items.filter(pk=only)
    frozen = meeting.state != MeetingState.DRAFT
    items = items if frozen else items.prefetch_related(with_reports())
    stored = _frozen(meeting, viewer, only) if frozen else {}
    found = ((item, stored.get(item.pk, _Found()) if frozen else _live(item, viewer)) for item in items)
    starts = starts_of(meeting)
    return [replace(_entry(item, under, audience), starts=starts.get(item.pk, "")) for item, under in found]


def in_order(found: list[Entry], lines: list[Line]) -> list[Entry | Line]:
    """What stands on the page of an agenda: its entries, and the lines for private items of others."""
    return sorted([*found, *lines], key=lambda each: each.position)


def items_of(meeting: Meeting, viewer) -> QuerySet[AgendaItem]:
    """The items of a meeting that this viewer may read, in order; of a meeting that they may read already."""
    return meeting.items.filter(AgendaItem.audience_q(viewer)).order_by("position")


def shown(found: list[Entry]) -> list[AgendaItem | Place]:
    """All that a page with these entries shows, for the access log: private items and the papers."""
    return [each for entry in found for each in (entry.item, *entry.places)]


def places_on_agendas(paper: StoredPaper, viewer) -> list[tuple[str, str]]:
    """Where a stored paper stands, of the items that this viewer may read: number, pack page and meeting in words, and
    the address there."""
    found = []
    rows = ItemPaper.objects.filter(paper=paper, item__in=AgendaItem.objects.visible_to(viewer))
    for row in rows.select_related("item__meeting__body").order_by("-item__meeting__starts_at"):
        meeting = row.item.meeting
        for entry in entries(meeting, viewer, only=row.item_id):
            for place in (each for each in entry.places if each.pk == row.pk):
                page = f", pack {place.page}" if place.page else ""
                url = f"{meeting.get_absolute_url()}#{place.anchor}"
                found.append((f"Paper {place.number}{page}: {meeting}", url))
    return found


def laid_out(meeting: Meeting) -> list[tuple[AgendaItem, list[Offered]]]:
    """All that publishing a draft agenda would freeze, whoever may read it."""
    items = meeting.items.select_related("meeting__body", "kind").prefetch_related(with_reports()).order_by("position")
    return [(item, offered(item)) for item in items]


def print_of(agenda: list[tuple[AgendaItem, list[Offered]]]) -> str:
    """A fingerprint of an agenda as it is laid out; keyed, so that it gives nothing of a hidden paper away."""
    said = [
        (item.position, item.title, item.introduction, item.audience, [_said(each) for each in papers])
        for item, papers in agenda
    ]
    return salted_hmac("governance.agenda", repr(said), algorithm="sha256").hexdigest()


def _said(each: Offered) -> tuple:
    """Everything of a paper that would be kept."""
    p = each.paper
    beside = (p.title, p.line, p.readers, p.ask, p.recommendation, p.cost, p.returns, p.public_line, each.in_full)
    return p.key, *beside, str(render_html(p))


def asked(found: list[Entry]) -> list[tuple[Entry, Asked]]:
    """Each decision that is asked, with its item."""
    return [(entry, each) for entry in found for each in entry.asked]


def sentence_of_asked(number: int) -> str:
    return {0: "No decision is asked", 1: "1 decision is asked"}.get(number, f"{number} decisions are asked")


@dataclass
class _Found:
    """The papers under an item for one viewer, and the lines that stand for those that they may not read."""

    places: list[Place] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)

    def add(self, place: Place | str) -> None:
        (self.hidden if isinstance(place, str) else self.places).append(place)

    @property
    def count(self) -> int:
        return len(self.places) + len(self.hidden)


def _entry(item: AgendaItem, found: _Found, audience: str) -> Entry:
    lines = tuple(filter(None, found.hidden))
    says = ""
    if item.kind_id and not found.count:
        says = _nil(item)
    elif found.hidden and not found.places and not lines:
        says = NONE_FOR[audience or Audience.PARTNERS]
    page = page_of_item(item.meeting, item)
    return Entry(item, tuple(found.places), lines, says, bool(found.hidden), page)


def _nil(item: AgendaItem) -> str:
    """What a standing item without papers says: that it was considered only once the meeting was held."""
    if item.meeting.state == MeetingState.CANCELLED:
        return ""
    if item.meeting.took_place:
        return f"{item.kind.nil_sentence.rstrip('.')}; the item was considered."
    name = item.kind.name
    return f"No {name[:1].lower()}{name[1:]} have been put forward."


def _live(item: AgendaItem, viewer) -> _Found:
    """Papers as the strands offer them now; for each that this viewer may not read, the line in its place."""
    found = _Found()
    for each in offered(item):
        paper, number = each.paper, f"{item.position}{letter(found.count)}"
        if not reads(viewer, paper.readers):
            found.add(_line(number, paper.public_line))
            continue
        place = Place(
            paper.key,
            paper.title,
            paper.line,
            render_html(paper),
            paper.readers.audience,
            each.in_full,
            number,
            paper.ask,
            paper.recommendation,
            paper.cost,
            paper.returns,
            paper=paper,
            subject=subject_key(paper),
        )
        found.add(place)
    return found


def _frozen(meeting: Meeting, viewer, only: int | None = None) -> dict[int, _Found]:
    """The same from the frozen papers, by item. Two queries, however many there are."""
    visible = set(
        StoredPaper.objects.visible_to(viewer).filter(places__item__meeting=meeting).values_list("pk", flat=True)
    )
    found: dict[int, _Found] = defaultdict(_Found)
    rows = places_of(meeting) if only is None else places_of(meeting).filter(item=only)
    for row in rows:
        under = found[row.item_id]
        number = f"{row.item.position}{letter(under.count)}"
        place = (
            _place(row, number, page_of_paper(meeting, row))
            if row.paper_id in visible
            else _line(number, row.public_line)
        )
        under.add(place)
    return found


def _line(number: str, words: str) -> str:
    """The line in the place of a paper that the viewer may not read, with the paper's number; empty if it has none."""
    return words and f"{number}. {words}"


def _place(row: ItemPaper, number: str, page: str) -> Place:
    """A frozen paper's place; of one that was withdrawn only the title and the reason."""
    paper = row.paper
    if paper.file.withdrawn_at:
        said = {"line": f"{paper.title}: withdrawn. {paper.file.withdrawn_why}"}
    else:
        said = {"line": row.line, "ask": row.ask, "recommendation": row.recommendation, "cost": row.cost}
    return Place(
        key=paper.key,
        title=paper.title,
        html=paper.fragment,
        audience=paper.audience,
        in_full=row.in_full,
        number=number,
        comes_back=row.comes_back,
        paragraph=row.paragraph,
        supplement=row.supplement.number if row.supplement else 0,
        stored=paper,
        pk=row.pk,
        page=page,
        subject=(row.subject_kind_id, row.subject_id),
        **said,
    )
