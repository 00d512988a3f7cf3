"""The stages of funding rounds as a calendar (iCalendar, RFC 5545), for everyone."""

from datetime import UTC, timedelta

from icalendar import Calendar, Event

from bcsp.public.addresses import address, host
from memory import public
from memory.models import Round, RoundStage

ONE_DAY = timedelta(days=1)  # the end of an all-day event is the day after its last


def rounds() -> bytes:
    """Each stage of each published round, all-day from its first planned day to its last. A stage that is planned anew
    moves in whatever calendar took it before: its UID stays."""
    found = Calendar()
    found.add("prodid", f"-//{host()}//Community safety partnership//EN")
    found.add("version", "2.0")
    found.add("x-wr-calname", "Community safety partnership: funding rounds")
    for row in public.rounds():
        for stage in row.stages.all():
            found.add_component(_event(row, stage))
    return found.to_ical()


def _event(row: Round, stage: RoundStage) -> Event:
    event = Event()
    event.add("uid", f"round-{row.pk}-{stage.stage}@{host()}")
    event.add("sequence", row.version)
    event.add("dtstamp", row.published_at.astimezone(UTC))
    event.add("dtstart", stage.planned_from)
    event.add("dtend", stage.planned_to + ONE_DAY)
    event.add("summary", f"{stage.get_stage_display()}: {row.title}")
    event.add("transp", "TRANSPARENT")
    event.add("url", address("memory_public:round_list"))
    return event
