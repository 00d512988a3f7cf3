"""Guests: in attendance for one item, with that item and its papers, and nothing else of the meeting."""

from collections.abc import Iterable

from bcsp.documents.models import StoredPaper
from bcsp.notices.actions import notify
from bcsp.people.models import Person
from bcsp.records.actions import action, demand, save
from bcsp.records.errors import Refused
from bcsp.records.models import Record
from bcsp.records.viewer import Viewer
from governance import rules
from governance.choices import ISSUED, MeetingState
from governance.members import members_of
from governance.models import AgendaItem, Guest, Meeting

TOO_LATE = {
    MeetingState.CANCELLED: "This meeting is cancelled, so nobody can be a guest at it.",
    MeetingState.CLOSED: "The minutes of this meeting are agreed: who was there stands in them.",
}


@action
def invite_guest(*, item: AgendaItem, by: Viewer, person: Person | None = None, name: str = "", why: str = "") -> Guest:
    """Somebody in attendance for one item: a person with a sign-in, who may then read it, or only a name.

    A person reads the item, the meeting's head and the item's papers once the agenda is published, and is told then.
    """
    demand(rules.PREPARE, by, item)
    meeting = _locked(item)
    if meeting.state in TOO_LATE:
        raise Refused(TOO_LATE[meeting.state])
    if person and person.pk in members_of(meeting.body_id):
        raise Refused(f"{person} has a seat on {meeting.body.brief} and reads the whole agenda already.")
    if person and item.guests.filter(person=person).exists():
        raise Refused(f"{person} is a guest for this item already.")
    guest = save(Guest(item=item, person=person, name=name or str(person or ""), why=why, created_by_id=by.person_id))
    if person and meeting.state in ISSUED:
        let_guests_in(item)
    return guest


@action
def end_guest(*, guest: Guest, by: Viewer) -> AgendaItem:
    """Take a guest off an item. From now on the person reads nothing of it that they could not read otherwise."""
    demand(rules.PREPARE, by, guest.item)
    meeting = _locked(guest.item)
    if meeting.state in TOO_LATE:
        raise Refused(TOO_LATE[meeting.state])
    person, item = guest.person_id, guest.item
    guest.delete()
    if person:
        others = Guest.objects.filter(person=person, item__meeting=meeting)
        still = StoredPaper.objects.filter(places__item__in=others.values("item")).values("pk")
        papers = StoredPaper.objects.filter(places__item=item).exclude(pk__in=still)
        _shut([item, *papers, *([] if others.exists() else [meeting])], person)
    return item


def let_guests_in(item: AgendaItem) -> None:
    """Let the guests of an item of an issued agenda read it, the meeting's head and the papers under it, and tell those
    to whom that is new. Call inside an action, whenever papers were put under the item.

    Of the papers only those that the members of the body may read: others are not the clerk's to show.
    """
    people = set(item.guests.filter(person__isnull=False).values_list("person_id", flat=True))
    if not people:
        return
    meeting = _locked(item)
    papers = StoredPaper.objects.visible_to(Viewer.body(meeting.body)).filter(places__item=item)
    news = people - set(AgendaItem.objects.values_list("reader_people", flat=True).get(pk=item.pk))
    for record in (meeting, item, *papers.only("pk", "reader_people")):
        _set_readers(record, {*_people_of(record), *people})
    url = item.own_page
    notify(news, f"{meeting}: you are invited for one item, and may read its papers", url)


def _shut(records: Iterable[Record], person: int) -> None:
    for record in records:
        _set_readers(record, set(_people_of(record)) - {person})


def _people_of(record: Record) -> list[int]:
    """The people let into a record as it is kept now, whatever the row in hand says."""
    return type(record)._base_manager.values_list("reader_people", flat=True).get(pk=record.pk)


def _set_readers(record: Record, people: set[int]) -> None:
    type(record)._base_manager.filter(pk=record.pk).update(reader_people=sorted(people))
    record.reader_people = sorted(people)


def _locked(item: AgendaItem) -> Meeting:
    """The item's meeting, locked but not counted up: who is let in doesn't change what its agenda says."""
    return Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=item.meeting_id)
