"""Interventions: what was tried, and what came of it."""

from collections.abc import Iterable, Mapping
from typing import Any

from bcsp.people.models import Organisation
from bcsp.people.roles import Role
from bcsp.places.models import Ward
from bcsp.records.actions import action, demand, save, take
from bcsp.records.errors import Refused
from bcsp.records.links import connect
from bcsp.records.models import Audience, Link, Record, next_reference
from bcsp.records.viewer import Viewer
from memory.actions.priorities import Counted, count_by
from memory.models import Intervention, InterventionDetail, InterventionWard, LocalGroup, ProviderUse
from memory.rules import RECORD, TEAM

READERS = ("audience", "reader_bodies", "reader_roles")


@action
def log_intervention(
    *,
    by: Viewer,
    wards: Iterable[Ward] = (),
    local_groups: Iterable[Organisation] = (),
    audience: str = Audience.PARTNERS,
    bodies: Iterable[Organisation] = (),
    uses: Iterable[Mapping[str, Any]] = (),
    **words: Any,
) -> Intervention:
    """Something that was tried, with the next reference. `uses`: columns of ProviderUse, a row for each provider and
    year. `words`: columns of Intervention. It is linked with the decision that it carries out."""
    demand(RECORD, by)
    row = Intervention(created_by_id=by.person_id, reference=next_reference("IN"), **words, **readers(audience, bodies))
    save(row)
    if row.decision:
        connect(row, Link.Relation.ACTS_ON, row.decision)
    _place(row, wards, local_groups)
    for use in uses:
        save(ProviderUse(intervention=row, **use))
    return row


@action
def change_intervention(
    *,
    intervention: Intervention,
    version: int,
    by: Viewer,
    wards: Iterable[Ward] | None = None,
    local_groups: Iterable[Organisation] | None = None,
    **words: Any,
) -> Intervention:
    """Correct or complete an intervention; its result among it. Raises Stale."""
    demand(RECORD, by, intervention)
    row = take(intervention, version)
    for column, value in words.items():
        setattr(row, column, value)
    _place(row, wards, local_groups)
    save(row)
    if row.decision:
        connect(row, Link.Relation.ACTS_ON, row.decision)
    return row


@action
def add_detail(
    *, intervention: Intervention, version: int, by: Viewer, measures: Iterable[Counted] | None = None, **words: Any
) -> InterventionDetail:
    """What a careful review adds; `words` are columns of InterventionDetail. Raises Stale."""
    demand(RECORD, by, intervention)
    row = save(take(intervention, version))
    detail, _ = InterventionDetail.objects.get_or_create(intervention=row)
    for column, value in words.items():
        setattr(detail, column, value)
    if measures is not None:
        count_by(measures, intervention=row)
    return save(detail)


@action
def change_readers(
    *,
    intervention: Intervention,
    version: int,
    audience: str,
    bodies: Iterable[Organisation] = (),
    why: str,
    by: Viewer,
) -> Intervention:
    """Widen or narrow who may read it, with the lessons that had the same readers; `why` stays in its history.

    Answers at the end of a year follow it by themselves. A lesson for other named readers keeps them. Raises Stale.
    """
    demand(RECORD, by, intervention)
    row = take(intervention, version)
    if not why.strip():
        raise Refused("Say why the readers change: it is kept with the intervention.")
    before, after = {column: getattr(row, column) for column in READERS}, readers(audience, bodies)
    _read_by(row, after)
    for lesson in row.lessons.order_by("pk"):
        same = all(getattr(lesson, column) == value for column, value in before.items())
        if same or (audience == Audience.NAMED and not lesson.is_named):
            _read_by(take(lesson, lesson.version), after)
    return row


def _read_by(row: Record, after: dict[str, Any]) -> None:
    for column, value in after.items():
        setattr(row, column, value)
    save(row)


def readers(audience: str, bodies: Iterable[Organisation] = ()) -> dict[str, Any]:
    """Audience columns; among named readers the team always is."""
    if audience != Audience.NAMED:
        return {"audience": audience, "reader_bodies": [], "reader_roles": []}
    roles = sorted(str(Role(role)) for role in TEAM)
    return {"audience": audience, "reader_bodies": sorted(body.pk for body in bodies), "reader_roles": roles}


def _place(row: Intervention, wards: Iterable[Ward] | None, groups: Iterable[Organisation] | None) -> None:
    """Make these its wards and local groups; None leaves them as they are."""
    if wards is not None:
        _only(InterventionWard, row, "ward_id", {ward.pk for ward in wards})
    if groups is not None:
        _only(LocalGroup, row, "group_id", {group.pk for group in groups})


def _only(model: type, row: Intervention, column: str, meant: set[Any]) -> None:
    model.objects.filter(intervention=row).exclude(**{f"{column}__in": meant}).delete()
    there = set(model.objects.filter(intervention=row).values_list(column, flat=True))
    for key in sorted(meant - there):
        save(model(intervention=row, **{column: key}))
