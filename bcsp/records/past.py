"""What the history knows of a row: how it stood at a version, and who saved it last."""

from copy import copy
from dataclasses import dataclass
from datetime import datetime

from django.db import models

from bcsp.people.models import Person
from bcsp.records.keys import as_key

MOST = 2**31 - 1  # of a version, as its column holds it


@dataclass(frozen=True)
class Saved:
    """Who saved a row last, and when; `by` is empty where the house itself did."""

    by: str
    at: datetime
    person: int | None = None


def columns(row: models.Model) -> set[str]:
    """The names of the fields whose past is known."""
    return {each.name for each in row.events.model._meta.concrete_fields} & {
        each.name for each in row._meta.concrete_fields
    }


def as_it_was(row: models.Model, version: str | int) -> models.Model | None:
    """A copy of the row with the columns that it had at this version, not to be saved; None where nobody knows."""
    number = as_key(str(version))
    known = 0 < number <= MOST and hasattr(row, "events")
    event = row.events.filter(version=number).order_by("pgh_id").last() if known else None
    if event is None:
        return None
    before = copy(row)
    before._state = copy(row._state)
    before._state.fields_cache = {}
    for name in columns(row):
        column = row._meta.get_field(name).attname
        setattr(before, column, getattr(event, column))
    return before


def last_saved(row: models.Model) -> Saved | None:
    """Who brought the row to where it stands; None for a model without a history."""
    event = row.events.select_related("pgh_context").order_by("pgh_id").last() if hasattr(row, "events") else None
    if event is None:
        return None
    person = event.pgh_context.metadata.get("person") if event.pgh_context else None
    return Saved(str(Person.objects.filter(pk=person).first() or ""), event.pgh_created_at, person)
