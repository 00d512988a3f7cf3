"""An agenda as one viewer may read it: the same for the page, the pack and the count of decisions asked.

Before publication the papers are computed by the strands; afterwards they are what was frozen.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from bcsp.documents.models import StoredPaper
from bcsp.documents.packs import letter
from bcsp.documents.papers import render_html
from bcsp.records.models import Audience
from governance.choices import MeetingState
from governance.emerging import Offered, offered, reads, subject_key
from governance.entries import Asked, Entry, Place
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


def entries(
    meeting: Meeting, viewer, *, audience: str = "", only: int | None = None, supplement: int | None = None
) -> list[Entry]:
    """The agenda in order. `audience` names the rendition, for the sentence where nothing is for its readers; `only`
    is the key of the one item that is wanted; `supplement` the number of the one whose papers alone are, 0 for those
    that came with the agenda.

    The meeting must already be the viewer's to read, or be read for a rendition of it.
    """
    items = items_of(meeting, viewer).select_related("kind", "meeting__body", "presenter__organisation")
    items = items if only is None else items.filter(pk=only)
    frozen = meeting.state != MeetingState.DRAFT
    items = items if frozen else items.prefetch_related(with_reports())
    stored = _frozen(meeting, viewer, only, supplement) if frozen else {}
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
    elsewhere: int = 0  # papers that came with the agenda or another supplement: they have their letters all the same

    def add(self, place: Place | str) -> None:
        (self.hidden if isinstance(place, str) else self.places).append(place)

    @property
    def count(self) -> int:
        return len(self.places) + len(self.hidden) + self.elsewhere


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


def _frozen(meeting: Meeting, viewer, only: int | None, supplement: int | None) -> dict[int, _Found]:
    """The same from the frozen papers, by item. Two queries, however many there are."""
    visible = set(
        StoredPaper.objects.visible_to(viewer).filter(places__item__meeting=meeting).values_list("pk", flat=True)
    )
    found: dict[int, _Found] = defaultdict(_Found)
    rows = places_of(meeting) if only is None else places_of(meeting).filter(item=only)
    for row in rows:
        under = found[row.item_id]
        if supplement is not None and supplement != (row.supplement.number if row.supplement else 0):
            under.elsewhere += 1
            continue
        number = f"{row.item.position}{letter(under.count)}"
        place = _place(row, number, _page(meeting, row)) if row.paper_id in visible else _line(number, row.public_line)
        under.add(place)
    return found


def _page(meeting: Meeting, row: ItemPaper) -> str:
    """The page of a paper; one that is printed as a line stands on its item's."""
    return page_of_paper(meeting, row) or ("" if row.in_full else page_of_item(meeting, row.item))


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
