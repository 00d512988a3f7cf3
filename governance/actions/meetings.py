"""A meeting's life: arranged, changed while it is a draft, held or cancelled. None is ever deleted."""

from datetime import date, datetime, timedelta

from bcsp.people.models import Organisation
from bcsp.records.actions import action, demand, save, take
from bcsp.records.clock import now, today
from bcsp.records.errors import Refused, Stale
from bcsp.records.viewer import Viewer
from governance import cycle, rules
from governance.actions.placing import bring_answers
from governance.actions.telling import tell_members
from governance.choices import COMING, MeetingState, Purpose
from governance.house_items import lock_agendas, put_due_on_next_agenda
from governance.limits import PAST as PAST_DAY
from governance.models import AgendaItem, Meeting
from governance.queries import rules_on

PAST = {
    MeetingState.HELD: "was held",
    MeetingState.MINUTED: "was held, and its minutes are circulated",
    MeetingState.CLOSED: "was held, and its minutes are agreed",
    MeetingState.CANCELLED: "is cancelled",
}


@action
def arrange_meeting(
    *,
    body: Organisation,
    starts_at: datetime,
    by: Viewer,
    place: str = "",
    papers_close: date | None = None,
    title: str = "",
) -> Meeting:
    """A draft meeting with the items that the body's rules in force on that day put on every agenda.

    Without `papers_close` those rules set that too, unless their day is past.
    """
    demand(rules.PREPARE, by, body)
    meeting = Meeting(
        body=body,
        title=title or f"{body.name} meeting",
        starts_at=starts_at,
        place=place,
        papers_close=papers_close,
        created_by_id=by.person_id,
    )
    if meeting.day < today():
        raise Refused(f"{PAST_DAY}.")
    if papers_close is None:
        meeting.papers_close = cycle.papers_close_ahead(cycle.rules_of(body, meeting.day), meeting.day)
    _close_before(meeting)
    lock_agendas(body.pk)
    save(meeting)
    _add_standing_items(meeting, by)
    put_due_on_next_agenda(body, by)
    bring_answers(meeting)
    return meeting


@action
def change_meeting(
    *,
    meeting: Meeting,
    version: int,
    starts_at: datetime,
    place: str,
    papers_close: date | None,
    title: str,
    by: Viewer,
) -> Meeting:
    """Another time, place or title for a meeting whose agenda is not published yet. Raises Stale, Refused."""
    demand(rules.PREPARE, by, meeting)
    lock_agendas(meeting.body_id)
    meeting = take(meeting, version)
    if meeting.state != MeetingState.DRAFT:
        raise Refused(
            no_change(meeting, "The agenda is published, so its readers rely on it. Move the meeting instead.")
        )
    before = meeting.day
    meeting.starts_at, meeting.place, meeting.papers_close, meeting.title = starts_at, place, papers_close, title
    if before != meeting.day < today():
        raise Refused(f"{PAST_DAY}.")
    _close_before(meeting)
    save(meeting)
    _add_standing_items(meeting, by)
    put_due_on_next_agenda(meeting.body_id, by)
    return meeting


def _add_standing_items(meeting: Meeting, by: Viewer) -> None:
    """Put on the agenda what the body's rules in force on the meeting's day want there and isn't yet."""
    there = set(meeting.items.values_list("kind_id", flat=True))
    missing = [rule.kind for rule in rules_on(meeting.body_id, meeting.day) if rule.kind_id not in there]
    for position, kind in enumerate(missing, meeting.items.count() + 1):
        save(
            AgendaItem(
                meeting=meeting,
                position=position,
                kind=kind,
                title=kind.name,
                purpose=Purpose.STANDING,
                created_by_id=by.person_id,
            )
        )


def _close_before(meeting: Meeting) -> None:
    if meeting.papers_close and meeting.papers_close > meeting.day:
        raise Refused("Papers must close on or before the day of the meeting.")
    if meeting.papers_close and meeting.papers_close < meeting.day - timedelta(days=365):
        raise Refused("Papers must close at most a year before the meeting.")


@action
def hold_meeting(*, meeting: Meeting, by: Viewer, version: int | None = None) -> Meeting:
    """Say that a published meeting took place. From then on its subjects count as considered.

    `version` is the meeting that the person had before them; Stale where it changed since, as for `cancel_meeting`.
    """
    demand(rules.PREPARE, by, meeting)
    lock_agendas(meeting.body_id)
    meeting = locked(meeting)
    if meeting.state != MeetingState.PUBLISHED:
        raise Refused(
            no_change(meeting, "Publish the agenda first: a meeting is held on an agenda that its members could read.")
        )
    as_read(meeting, version)
    if not meeting.has_begun:
        raise Refused(f"This meeting begins on {meeting.when}. Mark it as held from then on.")
    meeting.state, meeting.held_at, meeting.held_by_id = MeetingState.HELD, now(), by.person_id
    save(meeting)
    put_due_on_next_agenda(meeting.body_id, by)
    return meeting


@action
def cancel_meeting(*, meeting: Meeting, why: str, by: Viewer, version: int | None = None) -> Meeting:
    """Cancel a meeting that is still to be held. What it had before it goes to the body's next meeting by itself."""
    demand(rules.PREPARE, by, meeting)
    lock_agendas(meeting.body_id)
    meeting = locked(meeting)
    if meeting.state not in COMING:
        raise Refused(f"This meeting {PAST[meeting.state]} already; it can't be cancelled.")
    as_read(meeting, version)
    told = meeting.state == MeetingState.PUBLISHED
    meeting.state, meeting.cancelled_why = MeetingState.CANCELLED, why.strip()
    meeting.cancelled_at, meeting.cancelled_by_id = now(), by.person_id
    save(meeting)
    put_due_on_next_agenda(meeting.body_id, by)
    if told:
        tell_members(meeting.body_id, f"{meeting}: this meeting is cancelled", meeting.get_absolute_url(), by)
    return meeting


def no_change(meeting: Meeting, otherwise: str) -> str:
    """Why a step is refused: the meeting is over, or what to do first."""
    past = PAST.get(meeting.state)
    return f"This meeting {past} already, so this can't be done to it any more." if past else otherwise


def locked(meeting: Meeting) -> Meeting:
    """The meeting as it is now, locked and counted up: whoever changes it or its agenda goes through this row."""
    current = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)
    current.version += 1
    return current


def as_read(meeting: Meeting, version: int | None) -> None:
    """Raise Stale unless a `locked` meeting is the one that somebody read; None where nobody had a page before them."""
    if version is not None and version != meeting.version - 1:
        raise Stale(stored(meeting))


def stored(meeting: Meeting) -> Meeting:
    """The meeting as it is kept, not counted up."""
    return Meeting.objects.select_related("body").get(pk=meeting.pk)
