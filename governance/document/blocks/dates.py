"""How often each body meets, and the dates of a year that everyone may know."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from django.db.models import Q

from bcsp.records.clock import LONDON, begins, day_of, hour_in_words
from bcsp.records.models import Audience
from bcsp.records.viewer import Viewer
from bcsp.strands import Block, Fact
from governance import cycle
from governance.choices import MeetingState
from governance.document.bodies import Body, bodies, meets_fact
from governance.models import BodyRules, Meeting

A_MONTH = 15  # days either way within which a meeting is the one that monthly rules give
FURTHEST = 45


@dataclass(frozen=True)
class Sitting:
    """A meeting of the year. `key` names it among the facts; `by_rules`: the rules alone say so."""

    key: str
    label: str
    body: str
    day: date
    hour: str = ""
    by_rules: bool = False

    @property
    def when(self) -> str:
        return f"{self.day:%A %-d %B %Y}{f', {self.hour}' if self.hour else ''}"


@dataclass(frozen=True)
class Dates:
    """How often each body meets, and its meetings in the calendar year; the earliest first."""

    year: int
    bodies: tuple[Body, ...]
    sittings: tuple[Sitting, ...]


@dataclass(frozen=True)
class _Slot:
    """A day on which the rules have a body meet."""

    sitting: Sitting
    reach: int  # in days


def dates(day: date) -> Dates | None:
    """The calendar year of `day`, day by day as far as everyone may know it.

    A meeting whose agenda was published to everyone stands on its day. A draft, which nobody published yet, is shown
    only where it is meant for everyone, by its day and hour alone. A draft for partners or named readers is not: as
    long as it is one, the day that its body's rules give stands in its place, marked so. Staff who want another day
    to be known publish the agenda, or make the draft public. What was cancelled is left out, and with it the day by
    the rules that it was to be. The past days of the year stay, so that the same rows say the same all year.
    """
    found, year = bodies(day), day.year
    planned, known, gone = _slots(found, year), _known(year), _cancelled()
    sittings: list[Sitting] = []
    for body in found:
        slots = [slot for slot in planned[body.slug] if (body.slug, slot.sitting.day) not in gone]
        sittings += _settled(slots, known[body.slug], body, year)
    return Dates(year, found, tuple(sorted(sittings, key=lambda each: (each.day, each.hour)))) if found else None


def _slots(found: tuple[Body, ...], year: int) -> dict[str, list[_Slot]]:
    """The days of the year that the rules of each body give. One query."""
    briefs = {body.slug: body.brief for body in found}
    slots: dict[str, list[_Slot]] = defaultdict(list)
    for rules in cycle.rules_in(year).filter(body__slug__in=briefs).select_related("body").order_by("during"):
        slots[rules.body.slug] += _under(rules, year, briefs[rules.body.slug])
    return slots


def _under(rules: BodyRules, year: int, brief: str) -> Iterator[_Slot]:
    reach = min(A_MONTH * rules.cycle, FURTHEST)
    hour = hour_in_words(rules.hour) if rules.hour else ""
    for each in cycle.year_under(rules, year):
        key = f"organisation:{rules.body.slug}.meeting.{each.day:%Y-%m}"
        yield _Slot(Sitting(key, f"Meeting of {brief} due in {each.day:%B %Y}", brief, each.day, hour, True), reach)


def _known(year: int) -> dict[str, list[Meeting]]:
    """The meetings that everyone may know of and that were, at some time, on a day of this year. Two queries."""
    whole = (begins(date(year, 1, 1)), begins(date(year + 1, 1, 1)))
    of_year = Q(starts_at__range=whole) | Q(moved_from__range=whole)
    issued = Meeting.objects.visible_to(Viewer.public()).filter(of_year, published_at__isnull=False)
    drafts = Meeting.objects.filter(of_year, state=MeetingState.DRAFT, audience=Audience.PUBLIC)
    rows = [*issued.exclude(state=MeetingState.CANCELLED), *drafts.select_related("body")]
    found: dict[str, list[Meeting]] = defaultdict(list)
    for row in rows:
        found[row.body.slug].append(row)
    return found


def _cancelled() -> set[tuple[str, date]]:
    """Days for which a meeting was arranged and cancelled, by body; nothing else of it is told."""
    rows = Meeting.objects.filter(state=MeetingState.CANCELLED)
    return {
        (slug, _first_day(at, moved)) for slug, at, moved in rows.values_list("body__slug", "starts_at", "moved_from")
    }


def _first_day(at: datetime, moved_from: datetime | None) -> date:
    """The day that a meeting was to be on before it was moved: the one that the rules gave."""
    return day_of(moved_from or at)


def _settled(slots: list[_Slot], meetings: list[Meeting], body: Body, year: int) -> Iterator[Sitting]:
    """Each meeting in the place of the day by the rules that it is nearest to; those that are left, of both."""
    near = sorted(
        (abs((_first_day(row.starts_at, row.moved_from) - slot.sitting.day).days), row.pk, number)
        for row in meetings
        for number, slot in enumerate(slots)
        if not row.is_extraordinary
    )
    taken: dict[int, int] = {}  # slot by meeting
    for days, pk, number in near:
        if days <= slots[number].reach and pk not in taken and number not in taken.values():
            taken[pk] = number
    yield from (slot.sitting for number, slot in enumerate(slots) if number not in taken.values())
    for row in meetings:
        further = Sitting(f"meeting:{row.pk}.day", f"Meeting of {body.brief}", body.brief, row.day)
        place = slots[taken[row.pk]].sitting if row.pk in taken else further
        if row.day.year == year:
            hour = hour_in_words(row.starts_at.astimezone(LONDON))
            yield replace(place, day=row.day, hour=hour, by_rules=False)


def facts(data: Dates) -> list[Fact]:
    """Whether a day is arranged or stands by the rules is no fact: that the agenda of a day came out changes nothing.

    So a meeting that the rules give has a key of its month, and moving it changes one fact.
    """
    found = [meets_fact(body) for body in data.bodies]
    for key, same in groupby(sorted(data.sittings, key=lambda each: (each.key, each.day)), key=lambda each: each.key):
        rows = list(same)
        found.append(Fact(key, rows[0].label, "; ".join(row.when for row in rows)))
    return found


BLOCKS = (Block("governance.dates", "Cycle and this year’s dates", dates, facts, "governance/document/dates.html"),)
