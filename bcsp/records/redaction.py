"""The one door through which a text is taken out: of the row, its history and drafts about it. It leaves a tombstone."""

import pgtrigger
from django.db import models

from bcsp.people.roles import Role, may
from bcsp.records.actions import action, demand
from bcsp.records.errors import Refused
from bcsp.records.models import Draft, Tombstone

REDACT = may("records.redact", "take a text out for good", Role.COORDINATOR, Role.ADMINISTRATOR)
REMOVED = "[removed]"


@action
def redact(*, record: models.Model, columns: list[str], by, why: str) -> Tombstone:
    """Blank text `columns` of `record`, of every event in its history, and drafts about it; keep who, when and why.

    Raises Refused for a column that is not a text of the record, or without a reason.
    """
    demand(REDACT, by, record)
    texts = {f.name for f in record._meta.fields if isinstance(f, models.CharField | models.TextField)}
    if not why.strip() or not columns or not set(columns) <= texts:
        raise Refused("Say why, and name at least one text of this record to remove.")
    blank = dict.fromkeys(columns, REMOVED)
    type(record)._base_manager.filter(pk=record.pk).update(**blank)
    with pgtrigger.ignore(f"{record.pgh_event_model._meta.label}:append_only"):
        record.pgh_event_model.objects.filter(pgh_obj_id=record.pk).update(**blank)
    Draft.objects.filter(key__endswith=f"{record._meta.label_lower}:{record.pk}").delete()
    return Tombstone.objects.create(
        label=record._meta.label_lower, key=record.pk, columns=sorted(columns), why=why, by_id=by.person_id
    )
