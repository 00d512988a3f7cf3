"""The thread of a record: all that leads to it and follows from it, over the links, within what a viewer may see."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import models

from bcsp.records.clock import day_of
from bcsp.records.links import neighbours
from bcsp.records.models import Link
from bcsp.strands import Kind, kinds

Key = tuple[str, int]  # the kind's label and the row's key
FARTHEST = 60  # records in one thread; beyond that the page says so


@dataclass(frozen=True)
class Stage:
    """One record of the thread, with the day on which it happened and the days since the thread began.

    A `related` matter stands beside the thread: it is not where it began, nor its answer.
    """

    kind: Kind
    record: models.Model
    day: date
    days: int
    here: bool
    related: bool = False


def thread(record: models.Model, viewer) -> list[Stage]:
    """The thread around `record`, oldest first. `record` itself must already be visible to `viewer`.

    Walks to neighbours of neighbours, but only through records the viewer may see: what is hidden hides what is
    reached through it alone. A related matter, or an item that gathers several, is shown but not walked through.
    """
    known = kinds()
    own = {_key(record): (known[record._meta.label_lower], record)}
    related: dict[Key, tuple[Kind, models.Model]] = {}
    waiting = [record]
    while waiting and len(own) + len(related) < FARTHEST:
        for step in neighbours(waiting.pop(0), viewer):
            key, found = _key(step.record), related if step.relation == Link.Relation.RELATED else own
            if key in own or key in found:
                continue
            found[key] = (step.kind, step.record)
            if found is own and not step.kind.gathers:
                waiting.append(step.record)
    first = min(_day(each, kind.day) for kind, each in own.values())
    dated = [(_day(each, kind.day), kind, each, _key(each) not in own) for kind, each in {**related, **own}.values()]
    dated.sort(key=lambda row: (row[0], row[2].created_at))
    return [Stage(kind, each, day, (day - first).days, each == record, beside) for day, kind, each, beside in dated]


def days_to_answer(stages: list[Stage]) -> int | None:
    """Days from the first step to the first that answers it (a decision); None while nothing does."""
    return next((stage.days for stage in stages if stage.kind.answers and not stage.related), None)


def _key(record: models.Model) -> Key:
    return record._meta.label_lower, record.pk


def _day(record: models.Model, attribute: str) -> date:
    value = getattr(record, attribute)
    value = value() if callable(value) else value
    return day_of(value) if isinstance(value, datetime) else value
