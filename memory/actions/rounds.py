"""Funding rounds: planned with their stages, answered where they depart from advice, published, and lived through."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bcsp.records.actions import action, demand, save, take
from bcsp.records.clock import now
from bcsp.records.errors import Refused
from bcsp.records.models import Audience, next_reference
from bcsp.records.viewer import Viewer
from memory.choices import Stage
from memory.commissioning import RULES, Days
from memory.models import Advice, Round, RoundStage
from memory.queries import open_advice
from memory.rules import COMMISSION


@action
def plan_round(*, by: Viewer, stages: Mapping[str, Days], **words: Any) -> Round:
    """A draft of a round with the days that are planned for its stages. `words` are columns of Round."""
    demand(COMMISSION, by)
    row = save(Round(created_by_id=by.person_id, reference=next_reference("FR"), **words))
    _plan(row, stages)
    return row


@action
def change_round(*, round: Round, version: int, by: Viewer, stages: Mapping[str, Days], **words: Any) -> Round:
    """Other words or days; a stage that is left out goes, unless it has begun. Raises Stale."""
    demand(COMMISSION, by, round)
    row = take(round, version)
    for column, value in words.items():
        setattr(row, column, value)
    save(row)
    _plan(row, stages)
    return row


def _plan(row: Round, stages: Mapping[str, Days]) -> None:
    there = {each.stage: each for each in row.stages.select_for_update()}
    for stage, (first, last) in stages.items():
        found = there.pop(stage, None) or RoundStage(round=row, stage=stage)
        found.planned_from, found.planned_to = first, last
        save(found)
    for gone in there.values():
        if gone.actual_from:
            raise Refused(f"“{gone.get_stage_display()}” has begun, so its planned days stay. Give them.")
        gone.delete()


@action
def answer_advice(*, round: Round, version: int, rule: str, why: str, by: Viewer) -> Advice:
    """Why the round departs from a piece of advice; said again, it takes the place of what was said. Raises Stale."""
    demand(COMMISSION, by, round)
    row = save(take(round, version))
    if rule not in RULES:
        raise Refused("There is no such advice. Open the round again.")
    found = Advice.objects.filter(round=row, rule=rule).first() or Advice(
        round=row, rule=rule, created_by_id=by.person_id
    )
    found.why = why
    return save(found)


@action
def publish_round(*, round: Round, version: int, by: Viewer) -> Round:
    """For everyone from now on. Raises Stale; Refused while a departure from advice has no reason."""
    demand(COMMISSION, by, round)
    row = take(round, version)
    if row.published_at:
        raise Refused(f"{row.reference} is published already.")
    if missing := open_advice(row):
        said = " ".join(each.says for each in missing)
        raise Refused(f"Before it is published, follow this advice, or record why not: {said}")
    if not row.stages.exists():
        raise Refused("Plan its stages first: the timeline is what is published.")
    row.audience, row.published_at = Audience.PUBLIC, now()
    return save(row)


@action
def record_stage(
    *, round: Round, version: int, stage: str, actual_from: date, actual_to: date | None, by: Viewer
) -> RoundStage:
    """When a stage was, beside when it was planned; without an end it goes on. Raises Stale, Refused."""
    demand(COMMISSION, by, round)
    row = save(take(round, version))
    found = row.stages.filter(stage=stage).first()
    if found is None:
        raise Refused(f"“{Stage(stage).label}” is not planned in this round. Plan it first.")
    found.actual_from, found.actual_to = actual_from, actual_to
    return save(found)
