"""Years from April to March: a partnership’s own, and the one whose end is asked about (learning "each year")."""

from datetime import date

APRIL, MARCH, ASKED_UNTIL = 4, 3, 6  # months; June is the last in which leads are asked


def year_of(day: date) -> int:
    """The year that began in the April before: 2026 for 31 March 2027."""
    return day.year if day.month >= APRIL else day.year - 1


def days_of(year: int) -> tuple[date, date]:
    """Its first and its last day."""
    return date(year, APRIL, 1), date(year + 1, MARCH, 31)


def in_words(year: int) -> str:
    """Such as "2026/27"."""
    return f"{year}/{(year + 1) % 100:02d}"


def latest_ended(day: date) -> int:
    """The latest year that is over or, in March, about to be."""
    return day.year - 1 if day.month >= MARCH else day.year - 2


def asked_on(day: date) -> int | None:
    """The year that leads are asked about: from 1 March to 30 June the one that ends, or ended, on 31 March."""
    return day.year - 1 if MARCH <= day.month <= ASKED_UNTIL else None


def ran_in(year: int, begins: date, ends: date | None) -> bool:
    """Whether something that began and, where it has, ended on these days went on in that year."""
    first, last = days_of(year)
    return begins <= last and (ends is None or ends >= first)
