"""When bodies meet, as far as everyone may know it. The public document's dates, the public pages of bodies and
meetings and the calendar all ask here, so that they say the same.

A meeting whose agenda was published to everyone stands on its day. A draft, which nobody published yet, is told only
where it is meant for everyone, by its day and hour alone. A draft for partners or named readers is not: as long as it
is one, the day that its body's rules give stands in its place, marked so. Staff who want another day to be known
publish the agenda, or make the draft public. What was cancelled is left out, and with it the day by the rules that it
was to be.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Q

from bcsp.records.clock import LONDON, begins, day_of, hour_in_words
from bcsp.records.viewer import Viewer
from governance import cycle
from governance.choices import MeetingState
from governance.document.bodies import Named, terms_of
from governance.models import BodyRules, Meeting

A_MONTH = 15  # days either way within which a meeting is the one that monthly rules give
FURTHEST = 45
AROUND = timedelta(days=2 * FURTHEST)  # what is looked at beside the days asked for, to tell which meeting is which
FAR = date(2100, 1, 1)  # no meeting is after it


@dataclass(frozen=True)
class Sitting:
    """A day on which a body meets. `key` names it among the document's facts; `body` is its short name.

    `rule`, in words, where the rules alone say so, `since` the day on which they came into force; `meeting` is the key
    of one whose agenda everyone may read.
    """

    key: str
    label: str
    slug: str
    body: str
    day: date
    hour: str = ""
    rule: str = ""
    since: date | None = None
    meeting: int | None = None
    took_place: bool = False

    @property
    def by_rules(self) -> bool:
        return bool(self.rule)

    @property
    def when(self) -> str:
        return f"{self.day:%A %-d %B %Y}{f', {self.hour}' if self.hour else ''}"

    @property
    def rule_in_words(self) -> str:
        """To follow a colon or stand in brackets."""
        return self.rule[:1].lower() + self.rule[1:]


@dataclass(frozen=True)
class Next:
    """When a body meets next. `expected`, by its rules, where nothing is convened, or where they give an earlier day;
    neither where nothing is known."""

    convened: Sitting | None = None
    expected: Sitting | None = None


@dataclass(frozen=True)
class _Slot:
    """A day on which the rules have a body meet."""

    sitting: Sitting
    reach: int  # in days


def sittings(found: Collection[Named], first: date, end: date) -> tuple[Sitting, ...]:
    """The meetings of these bodies from `first` to the day before `end`, the earliest first. Two queries."""
    planned, known = _slots(found, first - AROUND, end + AROUND), _known(found, first - AROUND, end)
    rows = [row for body in found for row in _settled(planned[body.slug], known[body.slug], body)]
    return tuple(sorted((row for row in rows if first <= row.day < end), key=lambda row: (row.day, row.hour)))


def next_of(found: Collection[Named], day: date) -> dict[str, Next]:
    """When each of these bodies meets next, from a day on, by its slug. One that was held on that day is over."""
    rows = [row for row in sittings(found, day, FAR) if not row.took_place]
    return {body.slug: _next([row for row in rows if row.slug == body.slug]) for body in found}


def _next(rows: list[Sitting]) -> Next:
    """Of a body's meetings, the earliest first."""
    convened = next((row for row in rows if not row.by_rules), None)
    expected = rows[0] if rows and rows[0].by_rules else None
    return Next(convened, expected)


def _slots(found: Collection[Named], first: date, end: date) -> dict[str, list[_Slot]]:
    """The days that the rules of each body give; of a year that is far off, none. One query."""
    briefs = {body.slug: body.brief for body in found}
    slots: dict[str, list[_Slot]] = defaultdict(list)
    last = min(end.year, first.year + 2)  # a body that meets once a year meets within this time
    whole = (date(first.year, 1, 1), date(last + 1, 1, 1))
    ruled = BodyRules.objects.filter(cycle__isnull=False, during__overlap=whole, body__slug__in=briefs)
    for rules in ruled.select_related("body").order_by("during"):
        for year in range(first.year, last + 1):
            slots[rules.body.slug] += _under(rules, year, briefs[rules.body.slug])
    return slots


def _under(rules: BodyRules, year: int, brief: str) -> Iterator[_Slot]:
    reach = min(A_MONTH * rules.cycle, FURTHEST)
    hour = hour_in_words(rules.hour) if rules.hour else ""
    slug, words = rules.body.slug, {"hour": hour, "rule": terms_of(rules).meets, "since": rules.since}
    for each in cycle.year_under(rules, year):
        key = f"organisation:{slug}.meeting.{each.day:%Y-%m}"
        label = f"Meeting of {brief} due in {each.day:%B %Y}"
        yield _Slot(Sitting(key, label, slug, brief, each.day, **words), reach)


def _known(found: Collection[Named], first: date, end: date) -> dict[str, list[Meeting]]:
    """The meetings that everyone may know of and that were, at some time, on one of these days or soon after; and all
    that are cancelled, of which nothing is told but that the day they were to be on is free. One query."""
    whole = (begins(first), begins(min(end + AROUND, FAR)))
    then = Q(starts_at__range=whole) | Q(moved_from__range=whole)
    told = Meeting.audience_q(Viewer.public()) | Q(state=MeetingState.CANCELLED)
    rows: dict[str, list[Meeting]] = defaultdict(list)
    for row in Meeting.objects.filter(then, told, body__slug__in=[body.slug for body in found]).select_related("body"):
        rows[row.body.slug].append(row)
    return rows


def _first_day(row: Meeting) -> date:
    """The day that a meeting was to be on before it was moved: the one that the rules gave."""
    return day_of(row.moved_from or row.starts_at)


def _settled(slots: list[_Slot], meetings: list[Meeting], body: Named) -> Iterator[Sitting]:
    """Each meeting in the place of the day by the rules that it is nearest to; those that are left, of both."""
    live = [row for row in meetings if row.state != MeetingState.CANCELLED]
    taken = _places(slots, live)
    free = [number for number in range(len(slots)) if number not in taken.values()]
    off = _places([slots[number] for number in free], [row for row in meetings if row not in live])
    yield from (slots[number].sitting for place, number in enumerate(free) if place not in off.values())
    for row in live:
        further = Sitting(f"meeting:{row.pk}.day", f"Meeting of {body.brief}", body.slug, body.brief, row.day)
        yield _convened(slots[taken[row.pk]].sitting if row.pk in taken else further, row)


def _places(slots: list[_Slot], meetings: list[Meeting]) -> dict[int, int]:
    """The number of the slot that each meeting stands for, by its key: the nearest within reach that is free."""
    near = sorted(
        (abs((_first_day(row) - slot.sitting.day).days), row.pk, number)
        for row in meetings
        for number, slot in enumerate(slots)
        if not row.is_extraordinary
    )
    taken: dict[int, int] = {}
    for days, pk, number in near:
        if days <= slots[number].reach and pk not in taken and number not in taken.values():
            taken[pk] = number
    return taken


def _convened(place: Sitting, row: Meeting) -> Sitting:
    """A meeting, in its place."""
    hour = hour_in_words(row.starts_at.astimezone(LONDON))
    seen = row.pk if row.published_at else None
    return replace(place, day=row.day, hour=hour, rule="", since=None, meeting=seen, took_place=row.took_place)
