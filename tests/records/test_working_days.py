"""Working days: weekdays but for England's bank holidays; notice in clear ones."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bcsp.records.working_days import (
    bank_holidays,
    clear_days,
    is_working_day,
    latest_with_notice,
    next_working_day,
    working_days_since,
)

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def test_the_holidays_are_englands():
    assert bank_holidays()[date(2026, 12, 25)] == "Christmas Day"
    assert date(2026, 11, 30) not in bank_holidays()  # St Andrew's Day is Scotland's


def test_clear_days_count_neither_the_day_of_publishing_nor_that_of_the_meeting():
    """The anchor of domain.md §6.7: published on Wednesday 10 January 2024 for Thursday 18 January 2024."""
    assert clear_days(date(2024, 1, 10), date(2024, 1, 18)) == 5
    assert latest_with_notice(date(2024, 1, 18), 5) == date(2024, 1, 10)


def test_christmas_takes_its_time():
    assert latest_with_notice(date(2027, 1, 5), 5) == date(2026, 12, 23)
    assert next_working_day(date(2026, 12, 25)) == date(2026, 12, 29)
    assert working_days_since(date(2026, 12, 24), date(2026, 12, 29)) == 1


@given(DAYS, st.integers(0, 15))
def test_the_last_day_gives_the_notice_and_the_next_working_day_does_not(day, clear):
    last = latest_with_notice(day, clear)
    assert is_working_day(last)
    assert clear_days(last, day) >= clear
    later = next_working_day(last + timedelta(days=1))
    assert later >= day or clear_days(later, day) < clear


@given(DAYS, st.integers(0, 40), st.integers(1, 40))
def test_notice_only_grows_the_earlier_it_is_given(first, between, after):
    """A day earlier adds one clear day, or none; and none is lost or counted twice where a span is cut in two."""
    middle = first + timedelta(days=between)
    last = middle + timedelta(days=after)
    assert clear_days(first, last) >= clear_days(middle, last)
    assert clear_days(first - timedelta(days=1), last) - clear_days(first, last) == is_working_day(first)
    if between:
        assert clear_days(first, last) == clear_days(first, middle) + is_working_day(middle) + clear_days(middle, last)


@given(DAYS, st.integers(-40, 1))
def test_told_on_the_day_or_after_it_there_is_no_notice(day, before):
    assert clear_days(day, day + timedelta(days=before)) == 0


@given(DAYS, st.integers(1, 60))
def test_holidays_and_weekends_never_count(first, days):
    last = first + timedelta(days=days)
    assert 0 <= clear_days(first, last) <= days - 1
    weekdays = sum((first + timedelta(days=n)).weekday() < 5 for n in range(1, days))
    holidays = sum(first < day < last and day.weekday() < 5 for day in bank_holidays())
    assert clear_days(first, last) == weekdays - holidays
