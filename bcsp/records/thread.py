"""The thread of a record: all that leads to it and follows from it, over the links, within what a viewer may see."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import models

from bcsp.records.clock import LONDON
from bcsp.records.links import Step, neighbours
from bcsp.records.models import Link
from bcsp.strands import Kind, kinds

FARTHEST = 60  # records in one thread; beyond that the page says so


@dataclass(frozen=True)
class Stage:
    """One record of the thread, with the day on which it happened and the days since the thread began."""

    kind: Kind
    record: models.Model
    day: date
    days: int
    here: bool


def thread(record: models.Model, viewer) -> list[Stage]:
    """The thread around `record`, oldest first. `record` itself must already be visible to `viewer`.

    Walks to neighbours of neighbours, but only through records the viewer may see: what is hidden hides what is
    reached through it alone. A related matter, or an item that gathers several, is shown but not walked through.
    """
    known = kinds()
    found = {_key(record): (known[record._meta.label_lower], record)}
    waiting = [record]
    while waiting and len(found) < FARTHEST:
        for step in neighbours(waiting.pop(0), viewer):
            if _key(step.record) not in found:
                found[_key(step.record)] = (step.kind, step.record)
                if _leads_on(step):
                    waiting.append(step.record)
    dated = sorted(((_day(each, kind.day), kind, each) for kind, each in found.values()), key=lambda row: row[0])
    first = dated[0][0]
    return [Stage(kind, each, day, (day - first).days, _key(each) == _key(record)) for day, kind, each in dated]


def days_to_answer(stages: list[Stage]) -> int | None:
    """Days from the first step to the first that answers it (a decision); None while nothing does."""
    return next((stage.days for stage in stages if stage.kind.answers), None)


def _leads_on(step: Step) -> bool:
    return not step.kind.gathers and step.relation != Link.Relation.RELATED


def _key(record: models.Model) -> tuple[str, int]:
    return record._meta.label_lower, record.pk


def _day(record: models.Model, attribute: str) -> date:
    value = getattr(record, attribute)
    value = value() if callable(value) else value
    return value.astimezone(LONDON).date() if isinstance(value, datetime) else value
