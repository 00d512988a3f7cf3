"""What was learned in a year, of what one viewer may read: for the page and the PDF (issue D, CSD4b)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db import models
from django.template.loader import render_to_string

from bcsp.documents.markings import marking_of
from bcsp.documents.papers import part_of
from bcsp.documents.pdf.joining import join
from bcsp.records.clock import begins, day_of, today
from bcsp.records.models import Audience, Record
from bcsp.records.viewer import Viewer
from memory import queries
from memory.choices import Direction, Outcome, Reason, Result
from memory.models import Intervention, Lesson, YearEnd
from memory.rules import READ_APPLICATIONS, RECORD
from memory.years import days_of, in_words

TEMPLATE = "memory/paper_learned.html"
FEWEST = 5  # of a reason, before it is counted (practice.md, rule 10)
SHOWN = ("changed", "again", "know")  # of the five; all of them stand with the intervention


@dataclass(frozen=True)
class Line:
    """One thing: its name, its address on this site, and what is said of it."""

    title: str
    url: str
    text: str = ""
    note: str = ""


@dataclass(frozen=True)
class Group:
    word: str
    rows: tuple[Line, ...]


@dataclass(frozen=True)
class Answered:
    """One intervention's answers at the end of the year."""

    title: str
    url: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Count:
    word: str
    many: int


@dataclass(frozen=True)
class Learned:
    """All that the page shows. `decided` is None for whoever may not read applications."""

    year: str
    day: date
    lessons: tuple[Line, ...]
    results: tuple[Group, ...]
    retired: tuple[Line, ...]
    answered: tuple[Answered, ...]
    waiting: tuple[Line, ...]
    decided: tuple[Count, ...] | None
    reasons: tuple[Count, ...]
    linked: bool = True  # on screen; addresses within the site mean nothing on paper


def learned_in(year: int, viewer: Viewer) -> tuple[Learned, list[Record]]:
    """What was learned, and the records that it is made of, for the access log. As many queries for few rows as for
    many."""
    days = days_of(year)
    lessons, retired = _lessons(viewer, days)
    results = list(queries.interventions(viewer).exclude(result="").filter(ends__range=days).order_by("title"))
    answers = list(queries.year_ends(viewer, year))
    led = queries.of_year(viewer, year).filter(answered=False).order_by("title") if viewer.may(RECORD) else []
    decided, reasons = _decided(viewer, days) if viewer.may(READ_APPLICATIONS) else (None, ())
    data = Learned(
        year=in_words(year),
        day=today(),
        lessons=tuple(map(_lesson, lessons)),
        results=_groups(results),
        retired=tuple(map(_retired, retired)),
        answered=tuple(map(_answered, answers)),
        waiting=tuple(Line(row.title, row.get_absolute_url(), str(row.lead)) for row in led),
        decided=decided,
        reasons=reasons,
    )
    return data, [*lessons, *retired, *results, *(each.intervention for each in answers), *led]


def _lessons(viewer: Viewer, days: tuple[date, date]) -> tuple[list[Lesson], list[Lesson]]:
    """Those that were recorded on these days, and those that stopped holding on them; one may be both."""
    first, last = days
    either = _within("created_at", days) | _within("retired_at", days)
    found = list(queries.lessons(viewer).filter(either).order_by("created_at", "pk"))
    recorded = [row for row in found if first <= day_of(row.created_at) <= last]
    retired = [row for row in found if row.retired_at and first <= day_of(row.retired_at) <= last]
    return recorded, sorted(retired, key=lambda row: row.retired_at)


def _within(column: str, days: tuple[date, date]) -> models.Q:
    first, last = days
    return models.Q(**{f"{column}__gte": begins(first), f"{column}__lt": begins(last + timedelta(days=1))})


def _lesson(row: Lesson) -> Line:
    note = "No longer holds" if row.retired_at else ""
    return Line(row.claim, row.get_absolute_url(), f"Use it when: {row.use_when}", note)


def _retired(row: Lesson) -> Line:
    return Line(row.claim, row.get_absolute_url(), row.retired_why, f"{day_of(row.retired_at):%-d %B %Y}")


def _answered(row: YearEnd) -> Answered:
    said = tuple((QUESTION[name], getattr(row, name)) for name in SHOWN)
    return Answered(row.intervention.title, row.get_absolute_url(), said)


QUESTION = {
    "changed": "What changed for people",
    "again": "What to do again, and what not",
    "know": "What to know before trying it",
}


def _groups(rows: Iterable[Intervention]) -> tuple[Group, ...]:
    """Rows by what came of them, in the order of the words."""
    held: dict[str, list[Line]] = {}
    for row in rows:
        held.setdefault(row.result, []).append(Line(row.title, row.get_absolute_url(), row.lesson))
    return tuple(Group(str(result.label), tuple(held[result])) for result in Result if result in held)


def _decided(viewer: Viewer, days: tuple[date, date]) -> tuple[tuple[Count, ...], tuple[Count, ...]]:
    """Applications to us by how they were decided, and by reasons that were given often enough."""
    rows = queries.applications(viewer).filter(direction=Direction.IN, decided_on__range=days).order_by()
    found = list(rows.values_list("outcome", "reasons"))
    outcomes = Counter(outcome for outcome, _ in found)
    reasons = Counter(reason for _, given in found for reason in given)
    return (
        tuple(Count(str(each.label), outcomes[each]) for each in Outcome if outcomes[each]),
        tuple(Count(str(each.label), reasons[each]) for each in Reason if reasons[each] >= FEWEST),
    )


def learned_pdf(data: Learned, *, named: bool) -> bytes:
    """The same on paper; `named` where it holds what is for named readers."""
    title = f"What we learned in {data.year}"
    fragment = render_to_string(TEMPLATE, {"data": replace(data, linked=False)})
    marking = marking_of(Audience.NAMED if named else Audience.PARTNERS)
    return join([part_of(fragment, key="memory.learned", title=title)], title=title, marking=marking)
