"""A meeting's pack for one audience, out of the agenda as that audience may read it, numbered as the fullest one is."""

from dataclasses import replace
from functools import partial

from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString

from bcsp.documents.markings import marking_of
from bcsp.documents.models import StoredFile, StoredPaper
from bcsp.documents.packs import DecisionRow, Pack, PackItem, PackPaper, front_of, number
from bcsp.documents.pdf.joining import CannotJoin, page_count
from bcsp.documents.ready import pages_of, ready
from bcsp.records.clock import LONDON
from bcsp.records.keys import as_key
from bcsp.records.models import Audience
from bcsp.records.viewer import Viewer
from governance.agendas import entries
from governance.choices import MeetingState, Paragraph
from governance.entries import Entry, Place
from governance.models import AgendaItem, ChairNote, Meeting, Supplement
from governance.models import Pack as PackRow

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


def pack_behind(paper: StoredPaper) -> PackRow | None:
    """The meeting's pack of which this stored paper is a build; None where it is no pack."""
    kind, _, key = paper.key.partition(":")
    rows = PackRow.objects.select_related("meeting__body") if kind == "governance.pack" else PackRow.objects.none()
    return rows.filter(pk=as_key(key)).first()


def pack_of(meeting: Meeting, audience: str, supplement: Supplement | None = None, *, chair: bool = False) -> Pack:
    """All that the pack shows, as plain values; `chair` adds notes and lies otherwise as the fullest. Raises
    NoSuchRendition."""
    if audience not in renditions(meeting):
        raise NoSuchRendition(
            f"The agenda of {meeting} is for partners only, so it has no public pack. "
            "Publish the agenda to the public first, or choose partners or named."
        )
    whole = _whole(meeting, supplement)
    pack = _pack(meeting, audience, supplement, whole)
    if kept := (supplement or meeting).numbering:
        pack = replace(pack, front=tuple(kept["front"]))
    elif chair:
        pack = replace(pack, front=number(pack).front)
    elif audience != Audience.NAMED:
        pack = replace(pack, front=number(_pack(meeting, Audience.NAMED, supplement, whole)).front)
    return _with_notes(pack, meeting) if chair else pack


def numbering(meeting: Meeting, supplement: Supplement | None = None) -> dict:
    """The page numbers to be kept: {"front": [pages of each leaf in front], "items": {key: [page, 1]},
    "papers": {key of its ItemPaper: [first page, pages]}, "last": page}."""
    whole = _whole(meeting, supplement)
    front = front_of(_pack(meeting, Audience.NAMED, supplement, whole))
    numbers = front.numbers
    pages = {item: numbers.agenda + index for item, index in front.items.items()}
    return {
        "front": list(numbers.front),
        "items": {str(entry.item.pk): [pages.get(_key(entry.item), numbers.agenda), 1] for entry in whole},
        "papers": {str(place.pk): list(numbers.papers[place.key]) for entry in whole for place in entry.full},
        "last": numbers.last,
    }


def _whole(meeting: Meeting, supplement: Supplement | None) -> list[Entry]:
    """The agenda of the fullest rendition: what the members of the body read; of a supplement its papers alone."""
    return _entries(meeting, Audience.NAMED, supplement)


def _entries(meeting: Meeting, audience: str, supplement: Supplement | None) -> list[Entry]:
    """What the readers of a rendition may read, with the papers of the agenda, or of one supplement, alone."""
    number = supplement.number if supplement else 0
    found = entries(meeting, reader_of(meeting, audience), audience=audience, supplement=number)
    return [e for e in found if e.places or e.left_out] if supplement else found


def _pack(meeting: Meeting, audience: str, supplement: Supplement | None, whole: list[Entry]) -> Pack:
    """The pack for an audience; `whole` is the agenda of the fullest, whose room every paper keeps."""
    seen = whole if audience == Audience.NAMED else _entries(meeting, audience, supplement)
    draft = meeting.state == MeetingState.DRAFT
    marking = marking_of(audience, named=meeting.body.brief, draft=draft)
    mine = {entry.item.pk: entry for entry in seen}
    item = partial(_item, marking=marking, audience=audience, parts=_parts(seen))
    what = f"Supplement {supplement} to the agenda and papers" if supplement else "Agenda and papers"
    rows = {place.key for entry in whole for place in entry.full}
    return Pack(
        title=f"{what}, {meeting.day:%-d %B %Y}",
        body=meeting.body.name,
        date=meeting.when,
        marking=marking,
        place=meeting.place if audience != Audience.PUBLIC else "",  # a private venue is not for the public
        items=tuple(item(entry, mine.get(entry.item.pk)) for entry in whole),
        decisions=tuple(row for entry in seen for row in _asked(entry, rows)),
        facts=_facts(meeting, supplement),
        notes=("The agenda is a draft: papers and their order can still change.",) if draft else (),
        issued=supplement.issued_at if supplement else meeting.published_at,
        head=f"{meeting.body.brief} · {meeting.day:%A %-d %B %Y}",
        incomplete=any(entry.left_out for entry in seen) or len(seen) < len(whole),
        name=str(supplement) if supplement else "",
        leaves_out="not for publication" if audience == Audience.PUBLIC else "for named readers",
    )


def _with_notes(pack: Pack, meeting: Meeting) -> Pack:
    """The chair's copy: the pack with the chair's notes under their items."""
    rows = ChairNote.objects.filter(item__meeting=meeting).values_list("item__position", "text")
    notes = {str(position): text for position, text in rows}
    items = tuple(replace(item, note=notes.get(item.number, "")) for item in pack.items)
    return replace(pack, items=items, marking=f"Chair’s copy · {pack.marking}")


def _key(item: AgendaItem) -> str:
    """The item's name in links, as PackItem has it."""
    return f"item-{item.position}"


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
    item = _key(entry.item)
    return [
        DecisionRow(each.number, each.title, each.words, each.key if each.key in in_full else item, each.cost)
        for each in entry.asked
    ]


def _item(whole: Entry, seen: Entry | None, *, marking: str, audience: str, parts: dict[int, bytes | None]) -> PackItem:
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
        facts=_facts_of(item, seen.starts, item.presenter_post if audience == Audience.PUBLIC else item.presenter_name),
    )


def _facts_of(item: AgendaItem, start: str, presenter: str) -> tuple[str, ...]:
    """What it is for, who presents it, how long it takes and from when, as far as known."""
    minutes = f"{item.minutes} minutes" if item.minutes else ""
    when = f"from {start}" if start else ""
    who = f"presented by {presenter}" if presenter else ""
    purpose = "" if item.kind_id else item.get_purpose_display()
    private = item.says_paragraph and f"private, {item.says_paragraph}"
    return tuple(filter(None, [purpose, who, " ".join(filter(None, [minutes, when])), private]))


def _paper(place: Place, parts: dict[int, bytes | None]) -> PackPaper:
    """A paper with its pages; withdrawn, its pages keep their numbers and say why they are gone. Raises CannotJoin
    where it is withdrawn in this very moment."""
    if place.stored is None:
        pdf = pages_of(place.paper)
        return PackPaper(place.key, place.number, place.title, pdf, page_count(pdf), place.ask)
    file, room = place.stored.file, place.stored.pages
    if file.withdrawn_at:
        day = file.withdrawn_at.astimezone(LONDON)
        gone = f"{place.number}. {place.title} was withdrawn on {day:%-d %B %Y}: {file.withdrawn_why}"
        return PackPaper(place.key, place.number, pages=room, withheld=gone)
    if place.stored.part_id is None:  # issued before pages were kept without stamps
        pdf = ready(place.html, title=place.title)
        return PackPaper(place.key, place.number, place.title, pdf, page_count(pdf), place.ask, room=room)
    pdf = parts[place.stored.part_id]
    if pdf is None:
        raise CannotJoin(f"“{place.title}” was withdrawn while this pack was being put together. Ask for it again.")
    return PackPaper(place.key, place.number, place.title, pdf, room, place.ask)


def _withheld(place: Place, item: AgendaItem, audience: str, index: int) -> PackPaper:
    """The room of a paper that these readers may not have: how many pages, and why. Nothing of the paper itself."""
    pages = place.stored.pages if place.stored else page_count(pages_of(place.paper))
    return PackPaper(f"withheld-{item.position}-{index}", "", pages=pages, withheld=_why(place, item, audience))


def _why(place: Place, item: AgendaItem, audience: str) -> str:
    paragraph = place.paragraph or item.paragraph
    if paragraph:
        return f"Not for publication, using Schedule 12A as our guide. {Paragraph(paragraph).label}."
    return FOR_PARTNERS if audience == Audience.PUBLIC and not place.is_named else FOR_NAMED


def _parts(seen: list[Entry]) -> dict[int, bytes | None]:
    """The pages of the papers that are printed in full, by the key of their file; None where they were withdrawn."""
    keys = {place.stored.part_id for entry in seen for place in entry.full if place.stored}
    rows = StoredFile.objects.filter(pk__in=keys - {None}).values_list("pk", "content")
    return {pk: content and bytes(content) for pk, content in rows}


def _intro(entry: Entry) -> SafeString:
    """The item's introduction and what it says where it has no paper; whatever was typed is escaped."""
    says = format_html("<p>{}</p>", entry.says) if entry.says else SafeString("")
    return SafeString(linebreaks(entry.item.introduction, autoescape=True)) + says
