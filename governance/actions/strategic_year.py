"""What the partnership changes about the steps of its year."""

from typing import Any

from bcsp.records.actions import action, demand, save, take
from bcsp.records.viewer import Viewer
from governance import rules
from governance.models import YearStage


@action
def change_year_stage(*, stage: YearStage, version: int, by: Viewer, **words: Any) -> YearStage:
    """Say what a step of the strategic year is, when, and which body answers for it. Raises Stale, ValidationError."""
    demand(rules.WRITE_DOCUMENT, by, stage)
    stage = take(stage, version)
    for column, value in words.items():
        setattr(stage, column, value)
    return save(stage)
