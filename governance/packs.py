"""A meeting's pack for one audience, out of the agenda as that audience may read it."""

from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString

from bcsp.documents.packs import Pack, PackItem, StoredText, decisions_of
from bcsp.records.models import Audience
from bcsp.records.viewer import Viewer
from governance.agendas import Entry, entries
from governance.choices import MeetingState
from governance.models import Meeting


class NoSuchRendition(ValueError):
    """The meeting has no pack for this audience; the text says why."""


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
    items = tuple(_item(entry) for entry in found)
    draft = meeting.state == MeetingState.DRAFT
    marking = f"Named readers: {meeting.body.brief}" if audience == Audience.NAMED else Audience(audience).label
    return Pack(
        title=f"Agenda and papers, {meeting.day:%-d %B %Y}",
        body=meeting.body.name,
        date=meeting.when,
        marking=f"Draft. {marking}" if draft else marking,
        place=meeting.place if audience != Audience.PUBLIC else "",  # a private venue is not for the public
        items=items,
        decisions=decisions_of(items),
        notes=("The agenda is a draft: papers and their order can still change.",) if draft else (),
        issued=meeting.published_at,
    )


def _item(entry: Entry) -> PackItem:
    papers = tuple(StoredText(p.key, p.title, p.html, p.ask, p.recommendation, p.cost) for p in entry.full)
    lines = tuple(place.line for place in entry.brief) + entry.others
    return PackItem(str(entry.item.position), entry.item.title, html_intro=_intro(entry), papers=papers, lines=lines)


def _intro(entry: Entry) -> SafeString:
    """The item's introduction and what it says where it has no paper; whatever was typed is escaped."""
    says = format_html("<p>{}</p>", entry.says) if entry.says else SafeString("")
    return SafeString(linebreaks(entry.item.introduction, autoescape=True)) + says
