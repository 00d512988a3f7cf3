"""What was decided already on the subject of a paper that an agenda to come still has: so that nobody asks again
without knowing it."""

from collections import defaultdict
from collections.abc import Collection

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q

from bcsp.records.models import Record
from governance.choices import COMING, DecisionState
from governance.entries import Place
from governance.models import Decision, Meeting
from governance.queries import records_above


def decided_before(meeting: Meeting, places: Collection[Place], viewer) -> dict[str, list[Decision]]:
    """By the key of each paper, the decisions in force on its subject that this viewer may read, the latest first.

    Of whatever body. Where the subject is a version of a record, such as a trend's assessment, those on any of its
    versions. Empty once the meeting took place: its own decisions stand under its items then. Three queries for each
    kind of subject at most, however many papers there are.
    """
    if meeting.state not in COMING:
        return {}
    found: dict[str, list[Decision]] = defaultdict(list)
    for kind in {place.subject[0] for place in places} - {0}:
        here = [place for place in places if place.subject[0] == kind]
        wholes = _wholes(kind, {place.subject[1] for place in here})
        decided = defaultdict(list)
        for row in _decisions(meeting, viewer, kind, set(wholes)):
            decided[wholes[row.subject_id]].append(row)
        for place in here:
            if rows := decided.get(wholes[place.subject[1]]):
                found[place.key] = rows
    return dict(found)


def _decisions(meeting: Meeting, viewer, kind: int, subjects: set[int]) -> list[Decision]:
    """Those in force; of two, one of which took the other's place, the later one."""
    agreed = Decision.objects.visible_to(viewer).filter(subject_kind=kind, subject_id__in=subjects)
    agreed = agreed.filter(state=DecisionState.AGREED).exclude(item__meeting=meeting)
    in_force = Q(superseded_by__isnull=True) | ~Q(superseded_by__state=DecisionState.AGREED)
    return list(agreed.filter(in_force).select_related("body").order_by("-decided_on", "-pk"))


def _wholes(kind: int, subjects: set[int]) -> dict[int, int]:
    """For each subject, and each other version of the record that one is a version of, the key of that whole; of a
    subject that is no version its own."""
    model = ContentType.objects.get_for_id(kind).model_class()
    above = _record_above(model)
    if above is None:
        return {key: key for key in subjects}
    rows = model._base_manager.filter(**{f"{above}__in": model._base_manager.filter(pk__in=subjects).values(above)})
    return {key: key for key in subjects} | dict(rows.values_list("pk", above))


def _record_above(model: type[Model]) -> str | None:
    """The column of the record that rows of this model are versions of: they are none themselves."""
    if issubclass(model, Record):
        return None
    return next((each.attname for each in records_above(model)), None)
