"""The card of something that was tried: one printed page, what came of it first."""

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import shorten

from bcsp.documents.papers import Paper, Readers
from memory.models import Intervention

IN_SHORT = 180  # characters of a detail: all of it stands on the page of the intervention
MOST_MEASURES = 4
DETAIL = {
    "mechanism": "How it was meant to work",
    "effect": "Did it work?",
    "how": "How, or why not?",
    "whom": "For whom, and where?",
    "hard": "What was hard?",
    "price": "What did it cost?",
}


@dataclass(frozen=True)
class Counted:
    what: str
    baseline: str
    target: str
    actual: str


@dataclass(frozen=True)
class Card:
    """All that the card shows."""

    reference: str
    title: str
    outcome: str
    readers: str
    facts: tuple[tuple[str, str], ...]
    found: str
    lesson: str
    measures: tuple[Counted, ...]
    more_measures: int
    evaluation: str
    detail: tuple[tuple[str, str], ...]


def card_of(row: Intervention, readers: str) -> Paper:
    """The card as a paper, from a row of `queries.whole_interventions`; `readers` is who may read it, as a sentence."""
    return Paper(
        key=f"memory.card:{row.pk}",
        title=row.title,
        line=f"{row.outcome}: {row.lesson}",
        readers=Readers(row.audience, tuple(row.reader_bodies), tuple(row.reader_roles)),
        subject_kind="memory.intervention",
        subject_id=row.pk,
        template="memory/paper_card.html",
        data=_card(row, readers),
    )


def _card(row: Intervention, readers: str) -> Card:
    measures, detail = list(row.measures.all()), row.detail_or_none
    said = ((words, getattr(detail, name, "")) for name, words in DETAIL.items())
    return Card(
        reference=row.reference,
        title=row.title,
        outcome=row.outcome,
        readers=readers,
        facts=tuple(_facts(row)),
        found=row.found,
        lesson=row.lesson,
        measures=tuple(Counted(m.what, m.baseline, m.target, m.actual) for m in measures[:MOST_MEASURES]),
        more_measures=max(0, len(measures) - MOST_MEASURES),
        evaluation=_evaluation(row),
        detail=tuple((words, shorten(text, IN_SHORT, placeholder=" …")) for words, text in said if text),
    )


def _facts(row: Intervention) -> Iterable[tuple[str, str]]:
    yield "For which priority", str(row.priority or "None of the plan’s")
    yield "Where", row.place
    yield "Who did it", row.who
    yield "What it cost", "Not known" if row.cost is None else f"£{row.cost:,.2f}".removesuffix(".00")
    until = f" to {row.ends:%-d %B %Y}" if row.ends else ", still going on"
    yield "When", f"{row.begins:%-d %B %Y}{until}"
    if row.lead:
        yield "Who leads it", str(row.lead)


def _evaluation(row: Intervention) -> str:
    """How sound the evaluation is, on the Maryland scale; nothing where no detail was added."""
    detail = row.detail_or_none
    if detail is None:
        return ""
    return f"{detail.maryland.label} of 5 on the Maryland scale" if detail.maryland else "Not evaluated"
