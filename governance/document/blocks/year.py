"""The strategic year: assessment, priorities, plan, commissioning, review."""

from dataclasses import dataclass
from datetime import date

from bcsp.strands import Block, Fact
from governance.models import YearStage


@dataclass(frozen=True)
class Stage:
    """A step of the year, in words; `source` is empty where it is a proposal."""

    key: str
    name: str
    what: str
    months: str
    body: str
    brief: str  # of the body: its new name is a fact of its own
    outcome: str
    source: str


@dataclass(frozen=True)
class StrategicYear:
    """The steps in their order."""

    stages: tuple[Stage, ...]

    @property
    def has_proposals(self) -> bool:
        return any(not stage.source for stage in self.stages)


def strategic_year(day: date) -> StrategicYear | None:
    """The steps as they are set; they hold for any day until somebody changes them."""
    rows = YearStage.objects.select_related("body")
    found = tuple(
        Stage(row.key, row.name, row.what, row.months, row.body.name, row.body.brief, row.outcome, row.source)
        for row in rows
    )
    return StrategicYear(found) if found else None


def facts(data: StrategicYear) -> list[Fact]:
    return [
        Fact(f"year:{stage.key}.{name}", f"{stage.name}: {label}", value)
        for stage in data.stages
        for name, label, value in (
            ("name", "what the step is called", stage.name),
            ("what", "what happens", stage.what),
            ("months", "when it is", stage.months),
            ("body", "which body answers", stage.brief),
            ("outcome", "what comes out of it", stage.outcome),
            ("source", "where it was agreed", stage.source or "a proposal"),
        )
    ]


BLOCKS = (Block("governance.year", "The strategic year", strategic_year, facts, "governance/document/year.html"),)
