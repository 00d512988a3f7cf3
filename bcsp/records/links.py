"""The one thread: steps between records of any strand, walkable both ways within what a viewer may see."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from bcsp.records.models import Link
from bcsp.strands import Kind, kinds


@dataclass(frozen=True)
class Step:
    """A neighbour in the thread: its kind, the record, how they are linked, and whether it comes after."""

    kind: Kind
    record: models.Model
    relation: Link.Relation
    forward: bool


def connect(start: models.Model, relation: str, end: models.Model) -> Link:
    """Make sure that the link stands. Call inside an action."""
    link, _ = Link.objects.get_or_create(
        start_kind=ContentType.objects.get_for_model(start),
        start_id=start.pk,
        relation=relation,
        end_kind=ContentType.objects.get_for_model(end),
        end_id=end.pk,
    )
    return link


def neighbours(record: models.Model, viewer) -> list[Step]:
    """Records linked with this one that `viewer` may see, in the order they were linked."""
    me = ContentType.objects.get_for_model(record)
    links = list(
        Link.objects.filter(Q(start_kind=me, start_id=record.pk) | Q(end_kind=me, end_id=record.pk)).order_by("pk")
    )
    ends = []
    for link in links:
        forward = (link.start_kind_id, link.start_id) == (me.pk, record.pk)
        kind, key = (link.end_kind_id, link.end_id) if forward else (link.start_kind_id, link.start_id)
        ends.append((kind, key, Link.Relation(link.relation), forward))
    seen = _visible({(kind, key) for kind, key, _, _ in ends}, viewer)
    return [Step(*seen[kind, key], relation, forward) for kind, key, relation, forward in ends if (kind, key) in seen]


def alike(ends: Collection[tuple[int, int]], viewer) -> dict[tuple[int, int], set[tuple[int, int]]]:
    """For each of these records (content type, key): itself, and all others that are about the same matter, such as
    the versions of one trend's assessment. Only by way of matters that `viewer` may see, and of none that gathers many.

    Two queries and one for each kind of matter. It doesn't say that the viewer may see what it finds: ask before
    anything of it is shown.
    """
    about = Link.objects.filter(relation=Link.Relation.ABOUT)
    rows = about.filter(start_id__in={key for _, key in ends}).values_list(
        "start_kind_id", "start_id", "end_kind_id", "end_id"
    )
    matters = {(kind, key): (to, end) for kind, key, to, end in rows if (kind, key) in ends}
    seen = {end for end, (kind, _) in _visible(set(matters.values()), viewer).items() if not kind.gathers}
    gathered: dict[tuple[int, int], set[tuple[int, int]]] = defaultdict(set)
    if seen:
        others = about.filter(end_id__in={key for _, key in seen})
        for kind, key, to, end in others.values_list("start_kind_id", "start_id", "end_kind_id", "end_id"):
            gathered[to, end].add((kind, key))
    return {end: {end} | (gathered[matters[end]] if matters.get(end) in seen else set()) for end in ends}


def _visible(wanted: set[tuple[int, int]], viewer) -> dict[tuple[int, int], tuple[Kind, models.Model]]:
    """One query a kind: what of `wanted` (content type, key) this viewer may see, with its kind."""
    known, found = kinds(), {}
    for type_id in {kind for kind, _ in wanted}:
        model = ContentType.objects.get_for_id(type_id).model_class()
        kind = known.get(model._meta.label_lower)
        if kind is None:
            continue
        rows = model.objects.visible_to(viewer).filter(pk__in=[key for k, key in wanted if k == type_id])
        found.update({(type_id, row.pk): (kind, row) for row in rows})
    return found
