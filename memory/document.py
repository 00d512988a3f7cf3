"""The commissioning timeline in the public document: rounds that are published, and when each stage of them is."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bcsp.strands import Block, Fact
from memory import public
from memory.models import Round, RoundStage

FILE = Path(__file__).parent / "reference" / "sections.toml"


def sections() -> list[dict[str, Any]]:
    """What `governance.document.sections.write_sections` takes."""
    return tomllib.loads(FILE.read_text())["section"]


@dataclass(frozen=True)
class Stage:
    """A stage with its days in words: planned, and as it was where it has begun."""

    key: str
    name: str
    planned: str
    actual: str


@dataclass(frozen=True)
class Shown:
    """A round as everyone may know it."""

    reference: str
    title: str
    amount: str
    stages: tuple[Stage, ...]


@dataclass(frozen=True)
class Timeline:
    rounds: tuple[Shown, ...]


def timeline(day: date) -> Timeline | None:
    """Rounds that everyone may read and that are not over on that day; None where there is none."""
    found = tuple(_shown(row) for row in public.rounds(day))
    return Timeline(found) if found else None


def _shown(row: Round) -> Shown:
    return Shown(row.reference, row.title, f"£{row.amount:,.0f}", tuple(map(_stage, row.stages.all())))


def _stage(row: RoundStage) -> Stage:
    return Stage(row.stage, row.get_stage_display(), days(row.planned_from, row.planned_to), _actual(row))


def _actual(row: RoundStage) -> str:
    if not row.actual_from:
        return ""
    return days(row.actual_from, row.actual_to) if row.actual_to else f"since {row.actual_from:%-d %B %Y}"


def days(first: date, last: date) -> str:
    """Such as "1 May to 24 July 2027"."""
    begun = f"{first:%-d %B}" if first.year == last.year else f"{first:%-d %B %Y}"
    return f"{last:%-d %B %Y}" if first == last else f"{begun} to {last:%-d %B %Y}"


def facts(data: Timeline) -> list[Fact]:
    return [
        fact
        for each in data.rounds
        for fact in (
            Fact(f"round:{each.reference}.amount", f"{each.title}: how much there is", each.amount),
            *(
                Fact(f"round:{each.reference}.{stage.key}", f"{each.title}: {stage.name}", stage.planned)
                for stage in each.stages
            ),
        )
    ]


BLOCKS = (Block("memory.commissioning", "Funding rounds", timeline, facts, "memory/document_commissioning.html"),)
