"""The yearly extract for scrutiny and the policing body: what was decided and why, and what became of the actions.

A year runs from 1 April to 31 March and is called by the year in which it begins. The extract has what its readers may
read and no more: what is public, or what is for all partners too. Options, dissent and how actions go are for members,
so a public one leaves them out.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from bcsp.documents.papers import Paper, Readers
from bcsp.people.models import Organisation
from bcsp.records.clock import day_of, today
from bcsp.records.models import Audience
from bcsp.records.viewer import Viewer
from governance import queries
from governance.models import Action, Decision

FIRST_YEAR = 2016  # the plan's
TEMPLATE = "governance/pdf/accountability.html"
ON_TIME, DONE_LATE, OPEN, OVERDUE = "Done on time", "Done late", "Open", "Overdue"


@dataclass(frozen=True)
class Year:
    """A financial year, by the calendar year in which it begins."""

    begins: int

    @property
    def first(self) -> date:
        return date(self.begins, 4, 1)

    @property
    def last(self) -> date:
        return date(self.begins + 1, 3, 31)

    @property
    def as_at(self) -> date:
        """The day as at which it is told: its end, or today while it lasts."""
        return min(self.last, today())

    def __str__(self) -> str:
        return f"{self.first:%-d %B %Y} to {self.last:%-d %B %Y}"


@dataclass(frozen=True)
class DecisionLine:
    """A decision as the extract tells it."""

    reference: str
    body: str
    title: str
    wording: str
    reasons: str
    authority: str
    decided_on: date
    urgent_why: str
    consulted: str
    notice_on: date | None
    equality_impact: str
    review: str
    replaced_by: str
    options: str
    dissent: str


@dataclass(frozen=True)
class ActionLine:
    """An action likewise: with post or organisation, never a person's name."""

    reference: str
    title: str
    follows: str
    who: str
    due: date
    outcome: str
    done_on: date | None
    evidence: str


@dataclass(frozen=True)
class Extract:
    """All that the extract shows; `outcomes` counts the actions by outcome, in a fixed order."""

    year: str
    as_at: date
    readers: str
    decisions: tuple[DecisionLine, ...]
    actions: tuple[ActionLine, ...]
    outcomes: tuple[tuple[str, int], ...]
    reviews_overdue: int


def current() -> Year:
    """The financial year in which today is."""
    day = today()
    return Year(day.year if day >= date(day.year, 4, 1) else day.year - 1)


def key_of(year: Year) -> str:
    return f"governance.accountability:{year.begins}"


def extract_of(year: Year, audience: str) -> Paper:
    """The extract as a paper for its readers: `public`, or `partners`."""
    to_all = audience == Audience.PUBLIC
    viewer = Viewer.public() if to_all else Viewer.partners()
    decided = queries.decisions(viewer).filter(decided_on__range=(year.first, year.last)).order_by("decided_on", "pk")
    decided, actions = list(decided), _actions(year, viewer, to_all)
    count = Counter(each.outcome for each in actions)
    data = Extract(
        year=str(year),
        as_at=year.as_at,
        readers=Audience(audience).label,
        decisions=tuple(_decision(each, year.as_at, to_all) for each in decided),
        actions=actions,
        outcomes=tuple((outcome, count[outcome]) for outcome in (ON_TIME, DONE_LATE, OPEN, OVERDUE)),
        reviews_overdue=sum(_is_overdue(each, year.as_at) for each in decided),
    )
    csp = Organisation.objects.get(kind=Organisation.Kind.PARTNERSHIP)
    return Paper(
        key=key_of(year),
        title=f"Accountability extract, {year}",
        line=f"{len(decided)} decisions and {len(actions)} actions",
        readers=Readers(audience),
        subject_kind="people.organisation",
        subject_id=csp.pk,
        template=TEMPLATE,
        data=data,
    )


def _decision(row: Decision, as_at: date, to_all: bool) -> DecisionLine:
    return DecisionLine(
        reference=row.reference,
        body=row.body.name,
        title=row.title,
        wording=row.wording,
        reasons=row.reasons,
        authority=row.says_authority,
        decided_on=row.decided_on,
        urgent_why=row.urgent_why,
        consulted=row.consulted,
        notice_on=row.notice_on,
        equality_impact=row.equality_impact,
        review=_review(row, as_at),
        replaced_by=row.replaced_by or "",
        options="" if to_all else row.options,
        dissent="" if to_all else row.dissent,
    )


def _waits_for_review(row: Decision, as_at: date) -> bool:
    """Whether it has a review to come, or missed, which no decision that took its place by then did away with."""
    return row.review_on is not None and not (row.replaced_at and day_of(row.replaced_at) <= as_at)


def _is_overdue(row: Decision, as_at: date) -> bool:
    return _waits_for_review(row, as_at) and row.review_on < as_at


def _review(row: Decision, as_at: date) -> str:
    if not _waits_for_review(row, as_at):
        return ""
    return f"{'was due' if _is_overdue(row, as_at) else 'due'} on {row.review_on:%-d %B %Y}"


def _actions(year: Year, viewer: Viewer, to_all: bool) -> tuple[ActionLine, ...]:
    """What was done in the year, and what was given out by its end and still open then."""
    rows = queries.actions(viewer).filter(created_at__date__lte=year.last)
    rows = rows.filter(Q(done_at__isnull=True) | Q(done_at__date__gte=year.first))
    return tuple(_lines(rows.select_related("decision").order_by("due", "pk"), year, to_all))


def _lines(rows: Iterable[Action], year: Year, to_all: bool) -> Iterable[ActionLine]:
    for row in rows:
        done = day_of(row.done_at) if row.done_at else None
        done = done if done and done <= year.last else None
        yield ActionLine(
            reference=row.reference,
            title=row.title,
            follows=row.decision.reference if row.decision else "",
            who=row.who,
            due=row.due,
            outcome=_outcome(row.due, done, year.as_at),
            done_on=done,
            evidence="" if to_all or not done else row.evidence,
        )


def _outcome(due: date, done: date | None, as_at: date) -> str:
    if done:
        return DONE_LATE if done > due else ON_TIME
    return OVERDUE if due < as_at else OPEN
