"""What stands beside an agenda for one reader: notes, questions and answers, guests, and who has read what."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import F, Func, Q, QuerySet, TextField

from bcsp.people.models import Membership, Person
from bcsp.people.queries import posts_held
from bcsp.people.roles import Role
from bcsp.records.models import AccessEvent
from governance import rules
from governance.choices import MeetingState
from governance.entries import Entry, Place
from governance.members import holders_of, in_office, readers_of
from governance.models import AgendaItem, ChairNote, Guest, Meeting, Note, Pack, Question, Supplement


def notes_of(meeting: Meeting, viewer) -> dict[int, str]:
    """This viewer's own notes, by item."""
    rows = (
        Note.objects.filter(person=viewer.person_id, item__meeting=meeting) if viewer.person_id else Note.objects.none()
    )
    return dict(rows.values_list("item", "text"))


def version_of(text: str) -> str:
    """A name for the text of a note: whoever sends one says on which it was begun. Notes have no history to count."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def note_of(item: AgendaItem, viewer) -> str:
    return Note.objects.filter(person=viewer.person_id, item=item).values_list("text", flat=True).first() or ""


def questions_of(meeting: Meeting, viewer) -> dict[int, list[Question]]:
    """The questions that this viewer may read, by item."""
    rows = Question.objects.visible_to(viewer).filter(item__meeting=meeting).select_related("created_by", "answered_by")
    return _by_item(rows)


def guests_of(meeting: Meeting, viewer) -> dict[int, list[Guest]]:
    """Who is in attendance for one item, by item: for the members of the body and those who prepare it."""
    return _by_item(Guest.objects.visible_to(viewer).filter(item__meeting=meeting))


@dataclass(frozen=True)
class LatePapers:
    """A supplement to an agenda as its reader is told of it: its papers, and its pack once that is built."""

    supplement: Supplement
    places: tuple[Place, ...]
    pack: Pack | None


def late_papers(meeting: Meeting, found: Iterable[Entry], packs: Iterable[Pack]) -> list[LatePapers]:
    """The supplements of which these entries show a paper, the latest first; `packs` are those for this reader. A query
    where there are any."""
    late: dict[int, list[Place]] = defaultdict(list)
    for entry in found:
        for place in entry.places:
            late[place.supplement].append(place)
    late.pop(0, None)
    if not late:
        return []
    ready = {pack.supplement_id: pack for pack in packs if pack.stored_id}
    rows = meeting.supplements.filter(number__in=late).order_by("-number")
    return [LatePapers(row, tuple(late[row.number]), ready.get(row.pk)) for row in rows]


def chair_notes_of(meeting: Meeting, viewer) -> dict[int, ChairNote]:
    """The notes for the chair, by item: for the chair and the clerk, and in nobody else's bytes."""
    return {note.item_id: note for note in ChairNote.objects.visible_to(viewer).filter(item__meeting=meeting)}


def guest_items(meeting: Meeting, viewer) -> list[AgendaItem]:
    """The items for which this viewer is a guest."""
    items = meeting.items.filter(guests__person=viewer.person_id) if viewer.person_id else meeting.items.none()
    return list(items.order_by("position"))


def invited(viewer) -> QuerySet[AgendaItem]:
    """Items of meetings to come for which this viewer is a guest and which they may read already."""
    items = AgendaItem.objects.visible_to(viewer).filter(guests__person=viewer.person_id)
    return items.filter(meeting__state=MeetingState.PUBLISHED).order_by("meeting__starts_at", "position")


def who_answer(item: AgendaItem) -> set[int]:
    """Keys of the people who are told of a question: the clerks of the body, and who holds the presenter's post, if
    they may read the item."""
    presenters = holders_of(item.presenter_id)
    if presenters and item.is_named:
        presenters &= {*readers_of(item), *item.reader_people}
    return in_office(item.meeting.body_id, Role.CLERK) | presenters


def unanswered(viewer) -> QuerySet[Question]:
    """Open questions of meetings to come that wait for this viewer: as clerk of the body, or as the presenter."""
    clerked = [body for body, role in viewer.places if role == Role.CLERK]
    mine = Q(item__meeting__body__in=clerked) | Q(item__presenter__in=posts_held(viewer.person_id))
    rows = Question.objects.visible_to(viewer).filter(mine, answered_at__isnull=True)
    rows = rows.filter(item__meeting__state=MeetingState.PUBLISHED).select_related("item__meeting__body")
    return rows.order_by("item__meeting__starts_at", "item__position", "pk")


def answerable(meeting: Meeting, questions: Mapping[int, list[Question]], viewer) -> set[int]:
    """Keys of the questions that this viewer may answer, in one query: `rules.ANSWER` for a whole agenda."""
    everything = [question for asked in questions.values() for question in asked]
    if not everything or meeting.state == MeetingState.CLOSED:
        return set()
    if rules.recording(viewer, meeting):
        return {question.pk for question in everything}
    items = set(meeting.items.filter(presenter__in=posts_held(viewer.person_id)).values_list("pk", flat=True))
    return {question.pk for question in everything if question.item_id in items}


@dataclass(frozen=True)
class ReadBy:
    """Who of a body's members has read something, and who has not."""

    read: tuple[str, ...]
    unread: tuple[str, ...]

    def __str__(self) -> str:
        total = len(self.read) + len(self.unread)
        return f"Read by {len(self.read)} of {total} member{'' if total == 1 else 's'}"


AGENDA = "agenda"  # the key of the whole agenda in what `read_by` returns


def read_by(meeting: Meeting, found: Iterable[Entry]) -> dict[str, ReadBy]:
    """By the key of each named paper of an agenda as it is shown, who of the body's members has read it; and for
    `AGENDA` who has read anything in it that is for named readers, or its pack. From the access log, in three queries.

    Nothing for a draft, which nobody is asked to read; who only serves the body as its clerk is not counted.
    """
    if meeting.state == MeetingState.DRAFT:
        return {}
    papers = {place.read_as: place.key for entry in found for place in entry.places if place.is_named and place.stored}
    packs = meeting.packs.filter(audience="named", stored__isnull=False).values_list("stored_id", flat=True)
    whole = {f"documents.storedpaper:{pk}" for pk in packs} | {
        f"governance.agendaitem:{entry.item.pk}" for entry in found if entry.item.is_named
    }
    members = dict(Person.objects.filter(memberships__in=_places(meeting)).values_list("pk", "name"))
    readers = _readers(members, {*papers, *whole})
    said = {key: _read_by(members, readers[name]) for name, key in papers.items()}
    if papers or whole:
        said[AGENDA] = _read_by(members, set().union(*(readers[name] for name in {*papers, *whole})))
    return said


def _places(meeting: Meeting) -> QuerySet[Membership]:
    return Membership.objects.as_at().filter(organisation=meeting.body_id).exclude(role=Role.CLERK)


def _readers(members: Mapping[int, str], names: set[str]) -> dict[str, set[int]]:
    """Which of these people have read each of these, as the access log names them."""
    found: dict[str, set[int]] = defaultdict(set)
    if not names:
        return found
    events = AccessEvent.objects.filter(person__in=list(members), records__has_any_keys=sorted(names))
    each = Func(F("records"), function="jsonb_array_elements_text", output_field=TextField())
    for name, person in events.annotate(name=each).values_list("name", "person").distinct():
        found[name].add(person)
    return found


def _read_by(members: Mapping[int, str], read: set[int]) -> ReadBy:
    names = sorted(members, key=lambda key: members[key].casefold())
    return ReadBy(
        tuple(members[key] for key in names if key in read), tuple(members[key] for key in names if key not in read)
    )


def _by_item(rows: Iterable) -> dict[int, list]:
    found: dict[int, list] = defaultdict(list)
    for row in rows:
        found[row.item_id].append(row)
    return dict(found)
