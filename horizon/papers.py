"""The one-page summary: an assessment as plain values, for the page, the PDF and PDG's agenda."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bcsp.documents.papers import Paper, Readers
from bcsp.govuk.sentences import lowered
from bcsp.records.clock import day_of
from bcsp.records.readers import names_of, readers_sentence
from bcsp.scales.models import Scale, Term
from bcsp.scales.queries import yardstick
from horizon.choices import Ask
from horizon.models import Assessment
from horizon.queries import every_latest_cleared
from horizon.words import words_for

EMERGING_TRENDS = "emerging_trends"  # the kind of standing item that asks for these papers (plan output CSD2a)
TEMPLATE = "horizon/paper_summary.html"
ORDER = (Ask.DECIDE, Ask.TASK, Ask.NOTE)


@dataclass(frozen=True)
class Word:
    """A word of a scale with its test; `local` where the scale is no published standard."""

    label: str
    test: str
    local: bool


@dataclass(frozen=True)
class Step:
    """A word of the yardstick, and whether it is the one that was chosen."""

    label: str
    test: str
    chosen: bool


@dataclass(frozen=True)
class Summary:
    """All that the one page shows. An empty text is a box that is not written yet."""

    reference: str
    version: int
    title: str
    readers: str
    what: str
    new: str
    place: str
    since: date
    theme: str
    kind: str
    source: str
    impact: Word | None
    proximity: Word | None
    direction: Word | None
    judgement: str
    likelihood: str
    yardstick: tuple[Step, ...]
    confidence: str
    confidence_reason: str
    mitigate: str
    why: str
    help: str
    ask: str
    recommendation: str
    cost: str
    review_on: date | None
    cleared_on: date | None


def summary_of(row: Assessment, scale: Iterable[Term], bodies: dict[int, str]) -> Summary:
    """The assessment as plain values. `bodies`: names of organisations by key, for the sentence on its readers."""
    trend, words = row.trend, words_for(row)
    return Summary(
        reference=trend.reference,
        version=row.number,
        title=words.title,
        readers=readers_sentence(trend, bodies),
        what=words.what,
        new=words.new,
        place=words.place,
        since=words.since_day,
        theme=words.theme,
        kind=words.kind_in_words,
        source=words.source_in_words,
        impact=_word(row.impact),
        proximity=_word(row.proximity),
        direction=_word(row.direction),
        judgement=row.judgement,
        likelihood=row.yardstick.label if row.yardstick else "",
        yardstick=tuple(Step(term.label, term.test, term.key == row.yardstick_id) for term in scale),
        confidence=row.confidence.label if row.confidence else "",
        confidence_reason=row.confidence_reason,
        mitigate=row.mitigate,
        why=row.why,
        help=row.help,
        ask=ask_of(row),
        recommendation=row.recommendation,
        cost=row.cost,
        review_on=row.review_on,
        cleared_on=day_of(row.cleared_at) if row.cleared_at else None,
    )


def _word(term: Term | None) -> Word | None:
    return Word(term.label, term.test, term.scale.status == Scale.Status.LOCAL) if term else None


def ask_of(row: Assessment) -> str:
    """What is asked of the meeting, in a line."""
    if row.ask == Ask.TASK and row.task_whom:
        return f"Task: {row.task_whom}"
    return row.get_ask_display() if row.ask else ""


def summary(row: Assessment) -> Summary:
    return summary_of(row, yardstick(), names_of([row.trend]))


def paper_of(row: Assessment, data: Summary, day: date | None = None) -> Paper:
    """The assessment as a paper; on `day` it returns where its review date has come."""
    trend = row.trend
    return Paper(
        key=f"horizon.assessment:{row.pk}",
        title=data.title,
        line=f"{trend.reference} {data.title}: {lowered(data.likelihood)}, {lowered(data.ask) or 'nothing asked yet'}",
        readers=Readers(trend.audience, tuple(trend.reader_bodies), tuple(trend.reader_roles)),
        subject_kind="horizon.assessment",
        subject_id=row.pk,
        template=TEMPLATE,
        data=data,
        ask=data.ask,
        recommendation=row.recommendation if row.ask != Ask.NOTE else "",
        cost=row.cost,
        returns=bool(day and row.review_on and row.review_on <= day),
        public_line=trend.public_line,
    )


def emerging_trends(day: date) -> list[Paper]:
    """A paper for the newest cleared assessment of each open trend: decide, task, note; then the worst impact first."""
    rows = sorted(every_latest_cleared(), key=lambda row: (ORDER.index(row.ask), row.impact.position, row.pk))
    scale, bodies = yardstick(), names_of(row.trend for row in rows)
    return [paper_of(row, summary_of(row, scale, bodies), day) for row in rows]
