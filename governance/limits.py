"""The days that a meeting can be on. The plan's rules, and so what must stand on an agenda, begin in 2016."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Func

from bcsp.records.clock import day_of, today

EARLIEST = date(2000, 1, 1)
YEARS_AHEAD = 5


def latest() -> date:
    """The last day for which anybody can arrange a meeting today."""
    return date(today().year + YEARS_AHEAD, 12, 31)


def day_of_a_meeting(day: date) -> None:
    if not EARLIEST <= day <= latest():
        raise ValidationError(
            f"Day of the meeting must be from {EARLIEST:%-d %B %Y} to {latest():%-d %B %Y}", code="limits"
        )


def time_of_a_meeting(at: datetime) -> None:
    """As `day_of_a_meeting`, for the model's field."""
    day_of_a_meeting(day_of(at))


class LondonDay(Func):
    """The day of a moment, in London, for a constraint."""

    template = "(%(expressions)s AT TIME ZONE 'Europe/London')::date"
    output_field = models.DateField()
