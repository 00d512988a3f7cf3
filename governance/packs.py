"""A meeting's pack for one audience, out of the agenda as that audience may read it."""

from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString

from bcsp.documents.markings import marking_of
from bcsp.documents.packs import DecisionRow, Pack, PackItem, StoredText
from bcsp.records.models import Audience
from bcsp.records.viewer import Viewer
from governance.agendas import Entry, entries
from governance.choices import MeetingState
from governance.models import Meeting


class NoSuchRendition(ValueError):
    """The meeting has no pack for this audience; the text says why."""


def name_of(meeting: Meeting, audience: str) -> str:
    """The name of a pack, and so of its file: short, that its readers at the end are never cut off."""
    readers = "named readers" if audience == Audience.NAMED else audience
    return f"{meeting.body.brief}: Agenda and papers, {meeting.day:%-d %B %Y}, {readers}"


def reader_of(meeting: Meeting, audience: str) -> Viewer:
    """The viewer for whom a rendition is made."""
    if audience == Audience.PUBLIC:
        return Viewer.public()
    return Viewer.body(meeting.body) if audience == Audience.NAMED else Viewer.partners()


def renditions(meeting: Meeting) -> list[str]:
    """Audiences that this meeting has a pack for: a public one only where its agenda is public."""
    lesser = [Audience.PUBLIC] if meeting.audience == Audience.PUBLIC else []
    return [*lesser, Audience.PARTNERS, Audience.NAMED]


def pack_of(meeting: Meeting, audience: str) -> Pack:
    """All that the pack shows, as plain values. Raises NoSuchRendition."""
    if audience not in renditions(meeting):
        raise NoSuchRendition(
            f"The agenda of {meeting} is for partners only, so it has no public pack. "
            "Publish the agenda to the public first, or choose partners or named."
        )
    found = entries(meeting, reader_of(meeting, audience), audience=audience)
    draft = meeting.state == MeetingState.DRAFT
    marking = marking_of(audience, named=meeting.body.brief, draft=draft)
    return Pack(
        title=f"Agenda and papers, {meeting.day:%-d %B %Y}",
        body=meeting.body.name,
        date=meeting.when,
        marking=marking,
        place=meeting.place if audience != Audience.PUBLIC else "",  # a private venue is not for the public
        items=tuple(_item(entry, marking) for entry in found),
        decisions=tuple(row for entry in found for row in _asked(entry)),
        notes=("The agenda is a draft: papers and their order can still change.",) if draft else (),
        issued=meeting.published_at,
        head=f"{meeting.body.brief} · {meeting.day:%A %-d %B %Y}",
        incomplete=any(entry.left_out for entry in found),
    )


def _asked(entry: Entry) -> list[DecisionRow]:
    """Rows of the decisions sheet. A paper in a line has no page of its own: its row leads to the item."""
    item_key = _item(entry).key
    return [
        DecisionRow(
            place.number, place.title, place.recommendation, place.key if place.in_full else item_key, place.cost
        )
        for place in entry.asked
    ]


def _item(entry: Entry, marking: str = "") -> PackItem:
    """The item with its papers. A private one says so on its pages, before the pack's marking."""
    papers = tuple(StoredText(p.key, p.title, p.html, p.ask, p.recommendation, p.cost, p.number) for p in entry.full)
    return PackItem(
        str(entry.item.position),
        entry.item.title,
        marking=f"Private item · {marking}" if entry.item.is_named else "",
        html_intro=_intro(entry),
        papers=papers,
        lines=tuple(f"{place.number}. {place.line}" for place in entry.brief) + entry.others,
    )


def _intro(entry: Entry) -> SafeString:
    """The item's introduction and what it says where it has no paper; whatever was typed is escaped."""
    says = format_html("<p>{}</p>", entry.says) if entry.says else SafeString("")
    return SafeString(linebreaks(entry.item.introduction, autoescape=True)) + says
