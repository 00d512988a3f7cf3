"""The one source of "today", "now" and quarters: London's calendar, from here and never from SQL's now()."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone

LONDON = ZoneInfo("Europe/London")
_pretended: ContextVar[datetime | None] = ContextVar("pretended", default=None)


def now() -> datetime:
    """This moment, aware."""
    return _pretended.get() or timezone.now()


@contextmanager
def pretend(day: date, hour: int = 10) -> Iterator[None]:
    """Act as if it were `day`, `hour` o'clock: only for the sample partnership, whose past must be lived through."""
    token = _pretended.set(datetime(day.year, day.month, day.day, hour, tzinfo=LONDON))
    try:
        yield
    finally:
        _pretended.reset(token)


def hour_in_words(at: datetime | time) -> str:
    """A time of day as people write it: 2pm, 9.30am."""
    return f"{at:%-I.%M%p}".replace(".00", "").lower()


def today() -> date:
    """The day it is in Birmingham."""
    return day_of(now())


def day_of(at: datetime) -> date:
    """The day in Birmingham on which a moment lies."""
    return at.astimezone(LONDON).date()


def begins(day: date) -> datetime:
    """The first moment of a day in Birmingham."""
    return datetime.combine(day, time.min, LONDON)
