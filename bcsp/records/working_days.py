"""Working days in Birmingham: Monday to Friday but for the bank holidays of England.

The holidays are data that come along with a library and end a year or two ahead; beyond them each weekday counts.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from govuk_bank_holidays.bank_holidays import BankHolidays

from bcsp.records.clock import today

DAY = timedelta(days=1)


@cache
def bank_holidays() -> dict[date, str]:
    """Name of the holiday by day, from the data that come along: no address is asked."""
    found = BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    return {holiday["date"]: holiday["title"] for holiday in found}


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in bank_holidays()


def working_days_since(day: date, until: date | None = None) -> int:
    """Whole working days after `day`, up to and including `until` (default: today)."""
    return sum(map(is_working_day, _days(day + DAY, (until or today()) + DAY)))


def clear_days(first: date, last: date) -> int:
    """Clear working days between two days: neither of them counts (Local Government Act 1972, s100B, as practised)."""
    return sum(map(is_working_day, _days(first + DAY, last)))


def latest_with_notice(day: date, clear: int) -> date:
    """The last working day from which there are `clear` clear working days until `day`."""
    found = day - DAY
    while clear or not is_working_day(found):
        clear -= is_working_day(found)
        found -= DAY
    return found


def next_working_day(day: date) -> date:
    """`day`, or the first working day after it."""
    while not is_working_day(day):
        day += DAY
    return day


def _days(first: date, end: date) -> Iterator[date]:
    """The days from `first` up to, not including, `end`."""
    return (first + n * DAY for n in range((end - first).days))
