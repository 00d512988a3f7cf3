"""Published meetings as a calendar (iCalendar, RFC 5545). No place, no joining link: those are for members."""

from datetime import UTC, timedelta

from icalendar import Calendar, Event

from bcsp.public.addresses import address, host
from bcsp.records.clock import now
from governance import public
from governance.choices import MeetingState
from governance.models import Meeting

KEPT = timedelta(days=366)  # a calendar that is asked for anew each time needs no older meetings
EACH_DAY = timedelta(hours=12)


def meetings() -> bytes:
    """The calendar of the meetings whose agenda is published to everyone. A moved meeting moves, a cancelled one stays
    as cancelled, in whatever calendar took it before: its UID stays."""
    found = Calendar()
    found.add("prodid", f"-//{host()}//Community safety partnership//EN")
    found.add("version", "2.0")
    found.add("x-wr-calname", "Community safety partnership: meetings")
    found.add("refresh-interval", EACH_DAY, parameters={"VALUE": "DURATION"})  # RFC 7986
    for meeting in public.meetings().filter(starts_at__gte=now() - KEPT).order_by("starts_at", "pk"):
        found.add_component(_event(meeting))
    return found.to_ical()


def _event(meeting: Meeting) -> Event:
    """Without an end: nobody says how long a meeting takes. SEQUENCE must grow with each change of the day and tell
    nothing else, so it is the seconds from publishing to the change."""
    changed = public.changed(meeting)
    is_cancelled = meeting.state == MeetingState.CANCELLED
    event = Event()
    event.add("uid", f"meeting-{meeting.pk}@{host()}")
    event.add("sequence", int((changed - meeting.published_at).total_seconds()))
    event.add("dtstamp", changed.astimezone(UTC))
    event.add("last-modified", changed.astimezone(UTC))
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    event.add("summary", f"{meeting.body}{public.fate(meeting)}")
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    event.add("url", address("governance_public:meeting_detail", meeting.pk))
    if words := public.words(meeting):
        event.add("description", words)
    return event
