"""London's calendar: a day there begins an hour before UTC's in summer."""

from datetime import UTC, date, datetime

from bcsp.records.clock import begins, day_of


def test_a_moment_after_midnight_in_summer_lies_on_the_new_day():
    assert day_of(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == date(2026, 7, 1)
    assert day_of(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)) == date(2026, 12, 31)


def test_a_day_begins_at_midnight_in_london():
    assert begins(date(2026, 7, 1)) == datetime(2026, 6, 30, 23, tzinfo=UTC)
    assert begins(date(2026, 12, 31)) == datetime(2026, 12, 31, tzinfo=UTC)
