"""Moving a meeting whose agenda is out: another day, time or place, its members told."""

from datetime import datetime

from bcsp.records.actions import action, demand, save
from bcsp.records.clock import day_of, now, today
from bcsp.records.errors import Refused
from bcsp.records.viewer import Viewer
from governance import cycle, rules
from governance.actions.meetings import as_read, locked, no_change
from governance.actions.packs import request_packs
from governance.actions.telling import tell_members
from governance.choices import MeetingState
from governance.models import Meeting


@action
def move_meeting(
    *,
    meeting: Meeting,
    starts_at: datetime,
    place: str,
    why: str,
    by: Viewer,
    version: int | None = None,
    short_notice: bool = False,
) -> Meeting:
    """Another day, time or place for a meeting whose agenda is published; its members are told. Its state stays.

    Notice counts anew from today where the day changes: if that is shorter than the body's rules want, `short_notice`
    says that somebody knows it, or Refused; the meeting is then extraordinary for the reason of the move, unless it
    was before: the reason given at publishing stays. `moved_from` stays the time for which the agenda was published.
    Raises Stale, Refused.
    """
    demand(rules.PREPARE, by, meeting)
    meeting = locked(meeting)
    if meeting.state != MeetingState.PUBLISHED:
        raise Refused(no_change(meeting, "The agenda is still a draft. Change the meeting's day, time or place."))
    as_read(meeting, version)
    before, day = meeting.when, meeting.day
    _can_be(meeting, starts_at, place)
    meeting.moved_from = meeting.moved_from or meeting.starts_at
    meeting.moved_at, meeting.moved_by_id, meeting.moved_why = now(), by.person_id, why.strip()
    meeting.starts_at, meeting.place = starts_at, place
    if meeting.day != day:
        _on_its_new_day(meeting, short_notice)
    save(meeting)
    for supplement in (None, *meeting.supplements.all()):  # the day stands at the head of every page
        request_packs(meeting, supplement)
    _tell(meeting, before, by)
    return meeting


def _can_be(meeting: Meeting, starts_at: datetime, place: str) -> None:
    """Refused unless the move changes something, and not to a time that is past."""
    if (starts_at, place) == (meeting.starts_at, meeting.place):
        raise Refused("This is the day, the time and the place that it has. Change at least one of them.")
    if starts_at != meeting.starts_at and starts_at <= now():
        raise Refused("That time is past already. Move the meeting to a time that is still to come.")


def _on_its_new_day(meeting: Meeting, short_notice: bool) -> None:
    """Its papers close by then, and its notice counts from today."""
    if meeting.papers_close:
        meeting.papers_close = min(meeting.papers_close, meeting.day)
    notice = cycle.notice_of(meeting, today())
    is_short = notice is not None and notice.is_short
    if is_short and not short_notice:
        raise Refused(cycle.says_short_after_move(meeting.body, notice))
    if is_short:
        meeting.extraordinary_why = meeting.extraordinary_why or meeting.moved_why
    elif _published_in_time(meeting):  # then the reason there is, if any, was that of an earlier move
        meeting.extraordinary_why = ""


def _published_in_time(meeting: Meeting) -> bool:
    """Whether publishing gave the notice that the rules wanted of the day for which it was published."""
    day = day_of(meeting.moved_from)
    rules_then = cycle.rules_of(meeting.body_id, day)
    notice = cycle.notice_under(rules_then, day, day_of(meeting.published_at))
    return notice is not None and not notice.is_short


def _tell(meeting: Meeting, before: str, by: Viewer) -> None:
    """What members hear; the place stays on the page, which they alone can open."""
    moved = f"it was on {before}, and is on {meeting.when}" if before != meeting.when else "it has another place"
    tell_members(meeting.body_id, f"{meeting}: this meeting is moved; {moved}", meeting.get_absolute_url(), by)
