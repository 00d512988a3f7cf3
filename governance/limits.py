"""The days that a meeting can be on. The plan's rules, and so what must stand on an agenda, begin in 2016."""

import re
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Func

from bcsp.records.clock import day_of, today

EARLIEST = date(2000, 1, 1)
YEARS_AHEAD = 5
PAST = "That day is past. Choose today or a later day"
LINK = re.compile(
    r"[a-z][a-z0-9+.-]*://\S*|\b(?:www\.|msteams:|zoommtg:)\S*|\b[\w.-]{1,190}\.(?:com|us|uk|org|net|eu|app|live|me|io)/\S*",
    re.I,
)
NO_LINK = (
    "Put no joining link here: everyone who reads the agenda reads it. Write a room or “online”, and send the link to "
    "those who are invited"
)


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


def no_link(place: str) -> None:
    """Raise where a place holds a joining link: whoever reads the agenda could come in."""
    if LINK.search(place):
        raise ValidationError(NO_LINK, code="link")


class LondonDay(Func):
    """The day of a moment, in London, for a constraint."""

    template = "(%(expressions)s AT TIME ZONE 'Europe/London')::date"
    output_field = models.DateField()
