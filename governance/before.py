"""What became of a paper's subject when it stood before earlier meetings of the same body: the "seen before" strip."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, QuerySet

from bcsp.documents.models import StoredPaper
from bcsp.records.links import alike
from bcsp.records.models import Link
from governance.choices import TOOK_PLACE, DecisionState
from governance.entries import Place
from governance.models import AgendaItem, Decision, ItemPaper, Meeting

Subject = tuple[int, int]  # content type and key
Standing = tuple[int, Subject]  # the item under which it stood, and the subject


@dataclass(frozen=True)
class Earlier:
    """One earlier meeting at which a subject stood: under which item, what it was to cost, and what was decided."""

    item: AgendaItem
    cost: str
    decisions: tuple[Decision, ...]


def seen_before(meeting: Meeting, places: Collection[Place], viewer) -> dict[str, list[Earlier]]:
    """By the key of each paper, the earlier meetings of the body that had its subject before them, latest first.

    By link, never by title: an earlier version of it, about the same matter, is the same subject. Left out are items
    that the viewer may not read, those at which the subject's paper was not theirs to read, and decisions that are not
    theirs. As many queries for one paper as for twenty.
    """
    same = alike({place.subject for place in places}, viewer)
    stood = _stood(meeting, set().union(*same.values()), viewer)
    if not stood:
        return {}
    items = AgendaItem.objects.select_related("meeting__body").in_bulk({item for item, _ in stood})
    papers, decided = _papers(items, viewer), _decided(items, viewer)
    found: dict[Subject, list[Earlier]] = defaultdict(list)
    for item, subject in sorted(stood):
        paper = papers.get((item, subject))
        if paper is None or paper.is_readable:
            cost = paper.cost if paper else ""
            found[subject].append(Earlier(items[item], cost, tuple(decided[item, subject])))
    return {place.key: rows for place in places if (rows := _in_order(found, same[place.subject]))}


def _in_order(found: Mapping[Subject, list[Earlier]], subjects: set[Subject]) -> list[Earlier]:
    rows = [row for subject in sorted(subjects) for row in found.get(subject, ())]
    return sorted(rows, key=lambda row: row.item.meeting.starts_at, reverse=True)


def records_in(before: dict[str, list[Earlier]]) -> list[AgendaItem | Decision]:
    """All that the strips show, for the access log."""
    return [each for rows in before.values() for row in rows for each in (row.item, *row.decisions)]


def _stood(meeting: Meeting, subjects: set[Subject], viewer) -> set[Standing]:
    """Where any of these subjects stood before, of the items that this viewer may read."""
    items = AgendaItem.objects.visible_to(viewer).filter(
        meeting__body=meeting.body_id, meeting__state__in=TOOK_PLACE, meeting__starts_at__lt=meeting.starts_at
    )
    links = Link.objects.filter(
        relation=Link.Relation.CONSIDERS,
        start_kind=ContentType.objects.get_for_model(AgendaItem),
        start_id__in=items.values("pk"),
        end_id__in={key for _, key in subjects},
    )
    rows = links.values_list("start_id", "end_kind_id", "end_id")
    return {(item, (kind, key)) for item, kind, key in rows if (kind, key) in subjects}


def _papers(items: Collection[int], viewer) -> dict[Standing, ItemPaper]:
    """The papers under these items, each with `is_readable`: whether this viewer may read it."""
    own = StoredPaper.objects.visible_to(viewer).filter(pk=OuterRef("paper_id"))
    rows = ItemPaper.objects.filter(item__in=items).annotate(is_readable=Exists(own))
    return {(row.item_id, (row.subject_kind_id, row.subject_id)): row for row in rows}


def _decided(items: Collection[int], viewer) -> dict[Standing, list[Decision]]:
    agreed: QuerySet[Decision] = Decision.objects.visible_to(viewer).filter(item__in=items, state=DecisionState.AGREED)
    found: dict[Standing, list[Decision]] = defaultdict(list)
    for row in agreed.order_by("decided_on", "pk"):
        found[row.item_id, (row.subject_kind_id, row.subject_id)].append(row)
    return found
