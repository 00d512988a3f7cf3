"""Keeping somebody away from a matter in which they have an interest, in every channel (practice.md, rule 8)."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q

from bcsp.records.models import ALL, KeptAway


def keep_away(record: models.Model, person_id: int) -> None:
    """The person is kept away from the record from now on. Call inside an action; papers that were issued about it are
    for `governance.actions.keep_from_papers`."""
    KeptAway.objects.get_or_create(kind=ContentType.objects.get_for_model(record), key=record.pk, person_id=person_id)


def kept_from(kind: int, key: int) -> list[int]:
    """Keys of the people who are kept away from the record of this kind (a content type's key) and key."""
    return list(
        KeptAway.objects.filter(kind_id=kind, key=key).order_by("person_id").values_list("person_id", flat=True)
    )


def not_kept_q(viewer, kind: str, key: str) -> Q:
    """Rows whose matter, named by the columns `kind` and `key`, the viewer is not kept away from."""
    rows = KeptAway.objects.filter(kind=OuterRef(kind), key=OuterRef(key), person=viewer.person_id)
    return ~Q(Exists(rows)) if viewer.person_id else ALL


def kept_keys(viewer, model: type[models.Model]) -> models.QuerySet:
    """Keys of the model's records from which the viewer is kept away; none for who is nobody."""
    kind = ContentType.objects.get_for_model(model)
    return KeptAway.objects.filter(kind=kind, person=viewer.person_id).values("key")
