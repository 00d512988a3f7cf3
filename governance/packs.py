"""A meeting's pack for one audience, out of the agenda as that audience may read it, numbered as the fullest one is."""

from dataclasses import replace
from functools import partial

from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString

from bcsp.documents.joining import page_count
from bcsp.documents.markings import marking_of
from bcsp.documents.models import StoredFile
from bcsp.documents.packs import DecisionRow, Pack, PackItem, PackPaper, item_pages, number
from bcsp.documents.ready import pages_of, ready
from bcsp.records.clock import LONDON
from bcsp.records.models import Audience
from bcsp.records.viewer import Viewer
from governance.agendas import Entry, Place, entries
from governance.choices import MeetingState, Paragraph
from governance.models import AgendaItem, ChairNote, Meeting, Supplement
from governance.order import starts_of

HIDDEN = "Private item"
FOR_PARTNERS = "For partners only."
FOR_NAMED = "For named readers only."


class NoSuchRendition(ValueError):
    """The meeting has no pack for this audience; the text says why."""


def name_of(meeting: Meeting, audience: str, supplement: Supplement | None = None) -> str:
    """The name of a pack, and so of its file: short, that its readers at the end are never cut off."""
    readers = "named readers" if audience == Audience.NAMED else audience
    what = f"Supplement {supplement}" if supplement else "Agenda and papers"
    return f"{meeting.body.brief}: {what}, {meeting.day:%-d %B %Y}, {readers}"


def reader_of(meeting: Meeting, audience: str) -> Viewer:
    """The viewer for whom a rendition is made."""
    if audience == Audience.PUBLIC:
        return Viewer.public()
    return Viewer.body(meeting.body) if audience == Audience.NAMED else Viewer.partners()


def renditions(meeting: Meeting) -> list[str]:
    """Audiences that this meeting has a pack for: a public one only where its agenda is public."""
    lesser = [Audience.PUBLIC] if meeting.audience == Audience.PUBLIC else []
    return [*lesser, Audience.PARTNERS, Audience.NAMED]


def pack_of(meeting: Meeting, audience: str, supplement: Supplement | None = None, *, chair: bool = False) -> Pack:
    """All that the pack shows, as plain values; `chair` adds notes and lies otherwise as the fullest. Raises
    NoSuchRendition."""
    if audience not in renditions(meeting):
        raise NoSuchRendition(
            f"The agenda of {meeting} is for partners only, so it has no public pack. "
            "Publish the agenda to the public first, or choose partners or named."
        )
    if kept := (supplement or meeting).numbering:
        front = tuple(kept["front"])
    elif chair or audience != Audience.NAMED:
        front = number(_pack(meeting, Audience.NAMED, supplement)).front
    else:
        front = ()
    return replace(_pack(meeting, audience, supplement, chair=chair), front=front)


def numbering(meeting: Meeting, supplement: Supplement | None = None) -> dict:
    """The page numbers to be kept: {"front": [pages of each leaf in front], "items": {key: [page, 1]},
    "papers": {key of its ItemPaper: [first page, pages]}, "last": page}."""
    whole = _pack(meeting, Audience.NAMED, supplement)
    numbers = number(whole)
    agenda = item_pages(whole, numbers)
    found = _whole(meeting, supplement)
    return {
        "front": list(numbers.front),
        "items": {str(entry.item.pk): [agenda[str(entry.item.position)], 1] for entry in found},
        "papers": {str(place.pk): list(numbers.papers[place.key]) for entry in found for place in entry.full},
        "last": numbers.last,
    }


def _whole(meeting: Meeting, supplement: Supplement | None) -> list[Entry]:
    """The agenda of the fullest rendition: what the members of the body read; of a supplement its papers alone."""
    found = entries(meeting, reader_of(meeting, Audience.NAMED), audience=Audience.NAMED)
    return _issued_with(found, supplement)


def _issued_with(found: list[Entry], supplement: Supplement | None) -> list[Entry]:
    """The entries with the papers of the agenda, or of one supplement, alone."""
    wanted = supplement.number if supplement else 0
    kept = [replace(e, places=tuple(p for p in e.places if p.supplement == wanted)) for e in found]
    return [e for e in kept if e.places] if supplement else kept


def _pack(meeting: Meeting, audience: str, supplement: Supplement | None, *, chair: bool = False) -> Pack:
    whole = _whole(meeting, supplement)
    seen = _issued_with(entries(meeting, reader_of(meeting, audience), audience=audience), supplement)
    draft = meeting.state == MeetingState.DRAFT
    marking = marking_of(audience, named=meeting.body.brief, draft=draft)
    item = partial(_item, marking=marking, audience=audience, parts=_parts(meeting), starts=starts_of(meeting))
    mine = {entry.item.pk: entry for entry in seen}
    notes = _chair_notes(meeting) if chair else {}
    what = f"Supplement {supplement} to the agenda and papers" if supplement else "Agenda and papers"
    rows = {place.key for entry in whole for place in entry.full}
    return Pack(
        title=f"{what}, {meeting.day:%-d %B %Y}",
        body=meeting.body.name,
        date=meeting.when,
        marking=f"Chair’s copy · {marking}" if chair else marking,
        place=meeting.place if audience != Audience.PUBLIC else "",  # a private venue is not for the public
        items=tuple(replace(item(e, mine.get(e.item.pk)), note=notes.get(e.item.pk, "")) for e in whole),
        decisions=tuple(row for entry in seen for row in _asked(entry, rows)),
        facts=_facts(meeting, supplement),
        notes=("The agenda is a draft: papers and their order can still change.",) if draft else (),
        issued=supplement.issued_at if supplement else meeting.published_at,
        head=f"{meeting.body.brief} · {meeting.day:%A %-d %B %Y}",
        incomplete=any(entry.left_out for entry in seen) or len(seen) < len(whole),
        name=str(supplement) if supplement else "",
        leaves_out="not for publication" if audience == Audience.PUBLIC else "for named readers",
    )


def _facts(meeting: Meeting, supplement: Supplement | None) -> tuple[tuple[str, str], ...]:
    found = []
    if meeting.moved_from:
        found.append(("Moved", f"from {meeting.moved_from.astimezone(LONDON):%-d %B %Y}: {meeting.moved_why}"))
    if meeting.is_extraordinary:
        found.append(("At short notice", meeting.extraordinary_why))
    if supplement:
        found.append(("Why late", supplement.why))
    return tuple(found)


def _asked(entry: Entry, in_full: set[str]) -> list[DecisionRow]:
    """Rows of the decisions sheet. A paper without pages of its own leads to its item on the agenda."""
    item = f"item-{entry.item.position}"
    return [
        DecisionRow(each.number, each.title, each.words, each.key if each.key in in_full else item, each.cost)
        for each in entry.asked
    ]


def _item(whole: Entry, seen: Entry | None, *, marking: str, audience: str, parts: dict, starts: dict) -> PackItem:
    """The item with its papers. One that these readers may not know is there with its number and its reason alone."""
    item, number = whole.item, str(whole.item.position)
    mine = {place.key for place in seen.places} if seen else set()
    papers = tuple(
        _paper(place, parts) if place.key in mine else _withheld(place, item, audience, index)
        for index, place in enumerate(whole.full)
    )
    if seen is None:
        return PackItem(number, HIDDEN, papers=papers, facts=tuple(filter(None, [item.says_paragraph])))
    printed = {place.key for place in whole.full}
    brief = tuple(f"{place.number}. {place.line}" for place in seen.places if place.key not in printed)
    return PackItem(
        number,
        item.title,
        marking=f"{HIDDEN} · {marking}" if item.is_named else "",
        html_intro=_intro(seen),
        papers=papers,
        lines=brief + seen.others,
        facts=_facts_of(item, starts.get(item.pk)),
    )


def _facts_of(item: AgendaItem, start: str | None) -> tuple[str, ...]:
    """What it is for, who presents it, how long it takes and from when, as far as known."""
    minutes = f"{item.minutes} minutes" if item.minutes else ""
    when = f"from {start}" if start else ""
    who = f"presented by {item.presenter_name}" if item.presenter_name else ""
    purpose = "" if item.kind_id else item.get_purpose_display()
    private = item.says_paragraph and f"private, {item.says_paragraph}"
    return tuple(filter(None, [purpose, who, " ".join(filter(None, [minutes, when])), private]))


def _paper(place: Place, parts: dict[int, bytes | None]) -> PackPaper:
    """A paper with its pages; withdrawn, its pages keep their numbers and say why they are gone."""
    if place.stored is None or place.stored.part_id is None:
        pdf = pages_of(place.paper) if place.paper else ready(place.html, title=place.title)
        if place.stored is None:
            return PackPaper(place.key, place.number, place.title, pdf, page_count(pdf), place.ask)
    else:
        pdf = parts[place.stored.part_id]
    file = place.stored.file
    if file.withdrawn_at:
        day = file.withdrawn_at.astimezone(LONDON)
        gone = f"{place.number}. {place.title} was withdrawn on {day:%-d %B %Y}: {file.withdrawn_why}"
        return PackPaper(place.key, place.number, pages=place.stored.pages, withheld=gone)
    return PackPaper(place.key, place.number, place.title, pdf, place.stored.pages, place.ask)


def _withheld(place: Place, item: AgendaItem, audience: str, index: int) -> PackPaper:
    """The room of a paper that these readers may not have: how many pages, and why. Nothing of the paper itself."""
    pages = place.stored.pages if place.stored else page_count(pages_of(place.paper))
    return PackPaper(f"withheld-{item.position}-{index}", "", pages=pages, withheld=_why(place, item, audience))


def _why(place: Place, item: AgendaItem, audience: str) -> str:
    paragraph = place.paragraph or item.paragraph
    if paragraph:
        return f"Not for publication, using Schedule 12A as our guide. {Paragraph(paragraph).label}."
    return FOR_PARTNERS if audience == Audience.PUBLIC and not place.is_named else FOR_NAMED


def _parts(meeting: Meeting) -> dict[int, bytes | None]:
    """The pages of every paper of the meeting, by the key of their file; None where they were withdrawn."""
    rows = StoredFile.objects.filter(parts_of__places__item__meeting=meeting).values_list("pk", "content")
    return {pk: content and bytes(content) for pk, content in rows.distinct()}


def _chair_notes(meeting: Meeting) -> dict[int, str]:
    return dict(ChairNote.objects.filter(item__meeting=meeting).values_list("item_id", "text"))


def _intro(entry: Entry) -> SafeString:
    """The item's introduction and what it says where it has no paper; whatever was typed is escaped."""
    says = format_html("<p>{}</p>", entry.says) if entry.says else SafeString("")
    return SafeString(linebreaks(entry.item.introduction, autoescape=True)) + says
