"""How often each body meets, and the dates of the twelve months from a day on that everyone may know."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from bcsp.public.addresses import address
from bcsp.records.clock import today
from bcsp.strands import Block, Fact
from governance.document.alike import alike
from governance.document.bodies import Body, bodies, meets_fact
from governance.sittings import Sitting, sittings


@dataclass(frozen=True)
class Dates:
    """How often each body meets, and its meetings of twelve months; the earliest first. `at` is the address where they
    stand as they are known later than on `known_on`."""

    first: date
    last: date
    known_on: date
    at: str
    bodies: tuple[Body, ...]
    sittings: tuple[Sitting, ...]

    @property
    def cycles(self) -> list[tuple[str, list[Body]]]:
        """When bodies meet by their rules, each with those of which that holds."""
        return alike(self.bodies, lambda body: body.terms.meets)

    @property
    def convened(self) -> tuple[Sitting, ...]:
        return tuple(each for each in self.sittings if not each.by_rules)

    @property
    def expected(self) -> tuple[Sitting, ...]:
        return tuple(each for each in self.sittings if each.by_rules)


def dates(day: date, start: date | None = None) -> Dates | None:
    """The twelve months from `start` (default: `day`), by the rules and names of `day`. The past days of them stay, so
    that the same rows say the same all year."""
    found, first = bodies(day), start or day
    end = a_year_after(first)
    if not found:
        return None
    at = address("governance_public:body_list")
    return Dates(first, end - timedelta(days=1), today(), at, found, sittings(found, first, end))


def a_year_after(day: date) -> date:
    """The same day of the next year; of 29 February, the first of March."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def facts(data: Dates) -> list[Fact]:
    """Whether a day is convened or stands by the rules is no fact: that the agenda of a day came out changes nothing.

    So a meeting that the rules give has a key of its month, and moving it changes one fact.
    """
    found = [meets_fact(body) for body in data.bodies]
    for key, same in groupby(sorted(data.sittings, key=lambda each: (each.key, each.day)), key=lambda each: each.key):
        rows = list(same)
        found.append(Fact(key, rows[0].label, "; ".join(row.when for row in rows)))
    return found


BLOCKS = (
    Block("governance.dates", "Cycle and the dates of a year", dates, facts, "governance/document/dates.html", True),
)
