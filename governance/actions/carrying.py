"""Carrying an item on: moved from an agenda that is still a draft, copied from one that people have read."""

from bcsp.people.models import Organisation
from bcsp.records.actions import action, demand, save
from bcsp.records.errors import Refused
from bcsp.records.models import Audience
from bcsp.records.viewer import Viewer
from governance import rules
from governance.actions.agendas import close_gap, still_on, take_off
from governance.actions.placing import readers_in, words_of
from governance.choices import MeetingState
from governance.house_items import lock_agendas
from governance.models import AgendaItem, BacklogItem, Meeting
from governance.waiting import carried_on


@action
def carry_item(*, item: AgendaItem, by: Viewer, meeting: Meeting | None = None) -> AgendaItem | BacklogItem:
    """Carry an item to another draft meeting of its body, or to the body's backlog where none is given.

    From a draft it moves, with its papers; from any other meeting a copy goes, and what was recorded there stays.
    Raises Refused for a standing item, which comes back by itself, and for one that was carried already.
    """
    demand(rules.PREPARE, by, item)
    if item.kind_id:
        raise Refused(f"“{item.title}” is a standing item: it comes back on every agenda by itself.")
    lock_agendas(item.meeting.body_id)
    meetings = _locked(item.meeting_id, *([meeting.pk] if meeting else []))
    here, there = meetings[item.meeting_id], meetings[meeting.pk] if meeting else None
    item = still_on(here, item)
    if there:
        _may_take(there, here)
    if here.state == MeetingState.DRAFT:
        _changed(here)
        return _moved(item, there) if there else _put_off(item, by)
    _only_once(item)
    return _copied(item, there, by) if there else _wait(item, by, carried_from=item)


def _locked(*keys: int) -> dict[int, Meeting]:
    """The meetings, locked, by their keys."""
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("body").filter(pk__in=keys)
    return {meeting.pk: meeting for meeting in rows}


def _may_take(there: Meeting, here: Meeting) -> None:
    """The meeting can take the item; from now on its agenda is another than somebody read."""
    if there == here:
        raise Refused("The item stands on this agenda already. Choose another meeting.")
    if there.body_id != here.body_id:
        raise Refused(f"An item stays with its body. Choose a meeting of {here.body.brief}.")
    if there.state != MeetingState.DRAFT:
        raise Refused(f"The agenda of {there} is published or over. Choose a meeting whose agenda is a draft.")
    _changed(there)


def _changed(meeting: Meeting) -> None:
    meeting.version += 1
    meeting.save(update_fields=["version"])


def _only_once(item: AgendaItem) -> None:
    onward, put_off = carried_on([item])
    if there := onward.first():
        raise Refused(f"This item was carried to {there.meeting.day:%-d %B %Y} already.")
    if put_off.exists():
        raise Refused("This item waits in the backlog already. Place it on an agenda from there.")


def _moved(item: AgendaItem, there: Meeting) -> AgendaItem:
    """The same item elsewhere: its papers, and where it waited before, go with it."""
    came, place = item.meeting_id, item.position
    item.meeting, item.position, item.version = there, there.items.count() + 1, item.version + 1
    save(item)
    close_gap(came, place)
    return item


def _copied(item: AgendaItem, there: Meeting, by: Viewer) -> AgendaItem:
    """A new item that says where it comes from."""
    copy = AgendaItem(
        meeting=there,
        position=there.items.count() + 1,
        carried_from=item,
        created_by_id=by.person_id,
        **words_of(item),
        **readers_in(there.body_id, named=item.is_named),
    )
    return save(copy)


def _put_off(item: AgendaItem, by: Viewer) -> BacklogItem:
    """Off a draft agenda into the backlog: to where it waited before, with the words that it has now."""
    row = BacklogItem.objects.select_for_update(of=("self",)).select_related("body").filter(placed=item).first()
    if item.reports.exists():
        raise Refused(
            "This item has papers, and the backlog can't hold them. Carry the item to a meeting: its papers go along."
        )
    words, before = words_of(item), item.carried_from
    take_off(item)
    if row is None:
        return _wait(item, by, carried_from=before)
    for name, value in words.items():
        setattr(row, name, value)
    row.placed, row.version = None, row.version + 1
    _set_readers(row, item)
    return save(row)


def _wait(item: AgendaItem, by: Viewer, *, carried_from: AgendaItem | None) -> BacklogItem:
    body: Organisation = item.meeting.body
    row = BacklogItem(body=body, carried_from=carried_from, created_by_id=by.person_id, **words_of(item))
    _set_readers(row, item)
    return save(row)


def _set_readers(row: BacklogItem, item: AgendaItem) -> None:
    """What is private stays so. What came up or back between two bodies keeps the readers of both."""
    bodies = [row.body_id]
    if row.escalation_id:
        bodies = sorted({row.escalation.sender_id, row.escalation.receiver_id})
    row.audience = Audience.NAMED if item.is_named else Audience.PARTNERS
    row.reader_bodies = bodies if item.is_named else []
