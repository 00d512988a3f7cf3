"""The one door through which a text is taken out: of the row, its history and its drafts. It leaves a tombstone."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models

from bcsp.people.roles import Role, may
from bcsp.records.actions import action, demand
from bcsp.records.errors import Refused
from bcsp.records.models import Draft, Tombstone

REDACT = may("records.redact", "take a text out for good", Role.COORDINATOR, Role.ADMINISTRATOR)
REMOVED = "[removed]"


@action
def redact(*, record: models.Model, columns: list[str], by, why: str) -> Tombstone:
    """Blank `columns` of `record`, of every event in its history, and drafts about it; keep who, when and why.

    Raises Refused for a column that holds no text of the record, or without a reason.
    """
    demand(REDACT, by, record)
    return take_out(record=record, columns=columns, by=by, why=why)


@action
def take_out(*, record: models.Model, columns: list[str], by, why: str) -> Tombstone:
    """What `redact` does, for actions with a rule of their own (a confirmed hand-over deletes what was handed over)."""
    blank = {f.name: _blank(f) for f in record._meta.fields if _blank(f) is not None}
    if not why.strip() or not columns or not set(columns) <= set(blank):
        raise Refused("Say why, and name at least one text of this record to remove.")
    blank = {name: blank[name] for name in columns}
    type(record)._base_manager.filter(pk=record.pk).update(**blank)
    with pgtrigger.ignore(f"{record.pgh_event_model._meta.label}:append_only"):
        record.pgh_event_model.objects.filter(pgh_obj_id=record.pk).update(**blank)
    Draft.objects.filter(key__endswith=f"{record._meta.label_lower}:{record.pk}").delete()
    return Tombstone.objects.create(
        label=record._meta.label_lower, key=record.pk, columns=sorted(columns), why=why, by_id=by.person_id
    )


def _blank(field: models.Field) -> str | list | dict | None:
    """What stands in a removed text's or list's place; None for columns that hold neither."""
    if isinstance(field, models.JSONField):
        return {"removed": REMOVED}
    if isinstance(field, ArrayField):
        return []
    return REMOVED if isinstance(field, models.CharField | models.TextField) else None
