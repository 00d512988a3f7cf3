"""Of the invented partnership: the weekday on which its bodies meet."""

from datetime import date, timedelta

from bcsp.records.clock import today


def thursday(days: int) -> date:
    """The Thursday of the week so many days from today."""
    day = today() + timedelta(days=days)
    return day + timedelta(days=3 - day.weekday())
