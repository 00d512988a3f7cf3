"""The one source of "today", "now" and quarters: London's calendar, from here and never from SQL's now()."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """This moment, aware."""
    return timezone.now()


def today() -> date:
    """The day it is in Birmingham."""
    return now().astimezone(LONDON).date()


def working_days_since(day: date, until: date | None = None) -> int:
    """Whole working days (Monday to Friday) after `day`, up to and including `until` (default: today)."""
    until = until or today()
    days = (day + timedelta(n) for n in range(1, (until - day).days + 1))
    return sum(1 for d in days if d.weekday() < 5)
