"""Priorities: set with their reasons, and what became of them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Max

from bcsp.records.actions import action, demand, save, take
from bcsp.records.viewer import Viewer
from memory.models import Intervention, Measure, Plan, Priority, Succession
from memory.rules import RECORD

Counted = Mapping[str, str]  # columns of Measure: what, baseline, target, actual, source


@action
def record_plan(*, title: str, first_day: date, last_day: date, source: str = "", by: Viewer) -> Plan:
    """A plan of the partnership, by the days from which and to which it holds."""
    demand(RECORD, by)
    return save(Plan(title=title, first_day=first_day, last_day=last_day, source=source))


@action
def record_priority(*, plan: Plan, by: Viewer, measures: Iterable[Counted] = (), **words: Any) -> Priority:
    """A priority at the end of its plan's list. `words`: title, why, evidence, dissent."""
    demand(RECORD, by)
    Plan.objects.select_for_update().get(pk=plan.pk)  # two at once would take one place
    last = Priority.objects.filter(plan=plan).aggregate(last=Max("position"))["last"] or 0
    priority = save(Priority(plan=plan, position=last + 1, created_by_id=by.person_id, **words))
    count_by(measures, priority=priority)
    return priority


@action
def change_priority(
    *, priority: Priority, version: int, by: Viewer, measures: Iterable[Counted] | None = None, **words: Any
) -> Priority:
    """Correct what a priority says; with `measures`, those take the place of what stood there. Raises Stale."""
    demand(RECORD, by, priority)
    priority = take(priority, version)
    for column, value in words.items():
        setattr(priority, column, value)
    if measures is not None:
        count_by(measures, priority=priority)
    return save(priority)


@action
def record_succession(
    *, before: Priority, after: Priority | None, how: str, day: date, why: str, by: Viewer
) -> Succession:
    """What became of a priority. Into one that it was merged with, or parts that it was split into: a row for each."""
    demand(RECORD, by, before)
    return save(Succession(before=before, after=after, how=how, day=day, why=why))


@action
def change_measures(
    *, of: Priority | Intervention, version: int, measures: Iterable[Counted], by: Viewer
) -> Priority | Intervention:
    """Make these all that is counted of it. Raises Stale."""
    demand(RECORD, by, of)
    row = save(take(of, version))
    count_by(measures, **{of._meta.model_name: row})
    return row


def count_by(measures: Iterable[Counted], **of: Any) -> None:
    """Make `measures` all that is counted of a priority or an intervention."""
    Measure.objects.filter(**of).delete()
    for position, counted in enumerate(measures, 1):
        save(Measure(position=position, **of, **counted))
