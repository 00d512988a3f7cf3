"""The record of a meeting: who came for which seat, with which interest, and whether that is enough to decide."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bcsp.people.models import Post
from bcsp.people.queries import posts_of
from bcsp.records.actions import action, demand, save
from bcsp.records.errors import Refused, Stale
from bcsp.records.viewer import Viewer
from governance import rules
from governance.attending import interests_in, seat_holders
from governance.choices import ISSUED, NOT_FILLED, Authority, MeetingState, MinutesState
from governance.choices import Presence as How
from governance.models import AgendaItem, Attendance, Decision, Interest, Meeting, Minutes
from governance.quorum import Presence, counted_at_locked, seats_at, too_few_at
from governance.recorded import version_of


@dataclass(frozen=True)
class Filling:
    """How one seat was filled: `arrived` is the first item that they were there for, `left` the first they missed."""

    post: Post
    how: str
    name: str = ""
    arrived: AgendaItem | None = None
    left: AgendaItem | None = None


@action
def record_attendance(
    *,
    meeting: Meeting,
    fillings: Iterable[Filling],
    by: Viewer,
    out: Collection[Interest] | None = None,
    version: str | None = None,
) -> Meeting:
    """Who came, by seat, in place of what was recorded before; `out` are, of the interests that the writer may read,
    those for which somebody left the room (None: as it is). Interests that they may not read stay as they are.
    `version` is `version_of` the record that the writer read. Raises Stale, and Refused where the seats at a locked
    decision would be others than it was locked with.
    """
    demand(rules.MINUTE, by, meeting)
    meeting = open_record(meeting)
    rows = {row.post_id: row for row in Attendance.objects.filter(meeting=meeting)}
    if version is not None and version != version_of(meeting, by):
        raise Stale(meeting)
    locked = counted_at_locked(meeting)
    names = {post.pk: post.held_by[0].person.name for post in posts_of(meeting.body, meeting.day) if post.held_by}
    changed = [_fill(meeting, each, rows.get(each.post.pk), names, by) for each in fillings]
    changed += [_left_the_room(row, row in out) for row in interests_in(meeting, by)] if out is not None else []
    if any(changed):
        _still_counted(meeting, locked)
        touch_minutes(meeting)
    return meeting


def _still_counted(meeting: Meeting, locked: dict[int, Presence]) -> None:
    """Refuse what would leave a locked decision saying other seats than the record; what was saved so far is undone."""
    after = counted_at_locked(meeting)
    for number, before in locked.items():
        if after.get(number) != before:
            raise Refused(
                f"A decision under item {number} is agreed and locked with “{before}”. Saved like this, the record "
                f"would say “{after.get(number)}”, so nothing is saved. If the record is wrong, say in the minute of "
                f"item {number} who was there. If there was no quorum, bring the decision to the next meeting again."
            )


def open_record(meeting: Meeting) -> Meeting:
    """The meeting, locked, if what happened can be written down: from its day on, until its minutes are agreed."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)
    if meeting.state == MeetingState.CLOSED:
        raise Refused("The minutes of this meeting are agreed and locked. Put a mistake right at the next meeting.")
    if meeting.state not in ISSUED:
        raise Refused("This meeting is a draft or cancelled, so there is nothing of it to write down.")
    if not meeting.has_come:
        raise Refused(f"This meeting is on {meeting.day:%-d %B %Y}. Write down what happened on that day or later.")
    return meeting


def touch_minutes(meeting: Meeting) -> None:
    """Count the meeting's minutes up: something of what they say changed. Where they are circulated, they are no
    longer as they were sent."""
    minutes = Minutes.objects.select_for_update().filter(meeting=meeting).first()
    if minutes is None:
        return
    minutes.version += 1
    if minutes.state == MinutesState.CIRCULATED:
        minutes.state = MinutesState.CORRECTED
    save(minutes)


def _fill(meeting: Meeting, each: Filling, row: Attendance | None, names: dict[int, str], by: Viewer) -> bool:
    """Write one seat down; whether anything of it changed."""
    if row is None and not names.get(each.post.pk):
        raise Refused(f"“{each.post.label}” was not a seat that somebody held on {meeting.day:%-d %B %Y}.")
    if {item.meeting_id for item in (each.arrived, each.left) if item} - {meeting.pk}:
        raise Refused("Choose items of this meeting.")
    if each.arrived and each.left and each.left.position <= each.arrived.position:
        raise Refused(f"{each.post.label}: whoever left before item {each.left.position} arrived before it.")
    there = each.how not in NOT_FILLED
    holder = names.get(each.post.pk) or (row.name if row else "")
    values = {
        "how": each.how,
        "name": each.name.strip() if each.how == How.SUBSTITUTE else holder,
        "arrived_id": each.arrived.pk if each.arrived and there else None,
        "left_id": each.left.pk if each.left and there else None,
    }
    if row is None:
        row = Attendance(meeting=meeting, post=each.post, version=0, created_by_id=by.person_id)
    elif all(getattr(row, column) == value for column, value in values.items()):
        return False
    for column, value in values.items():
        setattr(row, column, value)
    row.version += 1
    save(row)
    return True


def _left_the_room(row: Interest, leaves: bool) -> bool:
    if row.leaves == leaves:
        return False
    row.leaves, row.version = leaves, row.version + 1
    save(row)
    return True


@action
def declare_interest(
    *, item: AgendaItem, post: Post | None, name: str, nature: str, leaves: bool, by: Viewer
) -> Interest:
    """An interest that somebody declared at the meeting: by the seat that they hold, or by name. Raises Refused."""
    demand(rules.MINUTE, by, item)
    meeting = open_record(item.meeting)
    holders = {seat: person for person, seat in seat_holders(meeting).items()}
    row = Attendance.objects.filter(meeting=meeting, post=post).first() if post else None
    sits = post and not (row and row.how == How.SUBSTITUTE)
    made = Interest(item=item, nature=nature.strip(), leaves=leaves, created_by_id=by.person_id, name=name.strip())
    if sits and holders.get(post.pk):
        made.person_id = holders[post.pk]
        made.name = made.person.name
    elif row:
        made.name = row.name
    locked = counted_at_locked(meeting)
    save(made)
    _still_counted(meeting, locked)
    touch_minutes(meeting)
    return made


def count_seats(decision: Decision) -> None:
    """Write into a decision of a meeting how many seats were there and how many had to be, where that is recorded.

    Raises Refused where there were fewer than the quorum.
    """
    if decision.authority != Authority.MEETING or decision.item is None:
        return
    presence = seats_at(decision.item)
    if presence is None:
        return
    if why := too_few_at(decision.item, presence):
        raise Refused(why)
    decision.seats_present, decision.seats_needed = presence.present, presence.needed
