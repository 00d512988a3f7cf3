"""Meetings as a calendar (iCalendar, RFC 5545). No place, no joining link: those are for members.

Beside the published meetings stands, of each body, the day on which it is expected next where nobody has convened it
yet: whoever looks into a calendar alone must not take an empty month for one without a meeting. Such a day is
tentative, all-day and leaves its reader free; it goes once the meeting is published, and comes with no hour, since the
rules' hour is the first thing to change. Further expected days are left out: they would fill a diary with guesses.
"""

from datetime import UTC, datetime, timedelta

from django.db.models import Count, Q, Sum
from icalendar import Calendar, Event

from bcsp.public.addresses import address, host
from bcsp.records.clock import begins, now
from governance import bodies, public
from governance.choices import MeetingState
from governance.models import Meeting
from governance.sittings import Sitting

KEPT = timedelta(days=366)  # a calendar that is asked for anew each time needs no older meetings
EACH_DAY = timedelta(hours=12)
OPEN_END = "No end is set: this shows when the meeting begins."
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def meetings() -> bytes:
    """The calendar of the meetings whose agenda is published to everyone, and of the expected ones. A moved meeting
    moves, a cancelled one stays as cancelled, in whatever calendar took it before: its UID stays."""
    found = Calendar()
    found.add("prodid", f"-//{host()}//Community safety partnership//EN")
    found.add("version", "2.0")
    found.add("x-wr-calname", "Community safety partnership: meetings")
    found.add("refresh-interval", EACH_DAY, parameters={"VALUE": "DURATION"})  # RFC 7986
    rows = public.meetings().filter(starts_at__gte=now() - KEPT).order_by("starts_at", "pk")
    planned = {"length": Sum("items__minutes"), "unplanned": Count("items", filter=Q(items__minutes__isnull=True))}
    for meeting in rows.annotate(**planned):
        found.add_component(_event(meeting))
    for body, coming in bodies.meeting_nexts():
        for sitting in filter(None, (coming.expected, coming.convened)):
            if not sitting.meeting:
                found.add_component(_expected(sitting, body.name))
    return found.to_ical()


def _event(meeting: Meeting) -> Event:
    """Its length is what its agenda plans, where each item has its minutes; otherwise it has no end, and says so.
    SEQUENCE must grow with each change of the day and tell nothing else, so it is the seconds from publishing to the
    change."""
    changed = public.changed(meeting)
    is_cancelled = meeting.state == MeetingState.CANCELLED
    is_planned = bool(meeting.length) and not meeting.unplanned
    event = Event()
    event.add("uid", f"meeting-{meeting.pk}@{host()}")
    event.add("sequence", int((changed - meeting.published_at).total_seconds()))
    event.add("dtstamp", changed.astimezone(UTC))
    event.add("last-modified", changed.astimezone(UTC))
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    if is_planned:
        event.add("duration", timedelta(minutes=meeting.length))
    event.add("summary", f"{meeting.body}{public.fate(meeting)}")
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    event.add("url", address("governance_public:meeting_detail", meeting.pk))
    if words := "\n".join(filter(None, (public.words(meeting), "" if is_planned else OPEN_END))):
        event.add("description", words)
    return event


def _expected(sitting: Sitting, name: str) -> Event:
    """A day on which a body meets of which no agenda is published. DTSTAMP must not change while the day stays, or
    nobody could be told that the calendar is as they have it."""
    event = Event()
    event.add("uid", f"expected-{sitting.slug}-{sitting.day:%Y%m%d}@{host()}")
    event.add("dtstamp", begins(sitting.since).astimezone(UTC) if sitting.since else EPOCH)
    event.add("dtstart", sitting.day)
    event.add("summary", f"{name} (expected, not certain)")
    event.add("status", "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    event.add("url", address("governance_public:body_detail", sitting.slug))
    by_rules = f"Expected by its rules ({sitting.rule_in_words}); it is not convened yet."
    event.add("description", by_rules if sitting.by_rules else "Arranged; the agenda is not published yet.")
    return event
