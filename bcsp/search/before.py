"""Seen before: the past entries nearest to something that begins, with what came of them and what was made of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import models

from bcsp.people.roles import Role, may
from bcsp.records.actions import action, demand, save
from bcsp.records.links import connect
from bcsp.records.models import Link
from bcsp.records.viewer import Viewer
from bcsp.search.hits import offers
from bcsp.search.models import Precedent
from bcsp.search.queries import Found, nearest
from bcsp.strands import kinds

MOST = 5
MARK = may(
    "search.mark_before",
    "say what was made of something from before",
    Role.ANALYST,
    Role.COORDINATOR,
    Role.CLERK,
    Role.CHAIR,
)


@dataclass(frozen=True)
class Before:
    """An entry from before: what was found, and what was made of it for what begins now, if somebody said."""

    found: Found
    mark: Precedent | None

    @property
    def label(self) -> str:
        return self.found.record._meta.label_lower


def kinds_before() -> list[type[models.Model]]:
    """What the past consists of: kinds of which a word says what came of them, and decisions."""
    tried = [offer.model for offer in offers() if offer.outcome]
    return [*tried, *(kind.model for kind in kinds().values() if kind.answers)]


def before(record: models.Model, viewer: Viewer) -> list[Before]:
    """The entries nearest to the record's title that the viewer may read, and those marked; the marked ones first."""
    marks = marks_of(record, viewer)
    near = [found for found in nearest(title_of(record), viewer, kinds_before(), MOST + 1) if found.record != record]
    done = [Before(_found(mark), mark) for mark in marks]
    there = {each.found.record for each in done}
    return done + [Before(found, None) for found in near[:MOST] if found.record not in there]


def marks_of(record: models.Model, viewer: Viewer) -> list[Precedent]:
    """What was made of entries from before for this record, of those entries that the viewer may read."""
    rows = Precedent.objects.filter(kind=ContentType.objects.get_for_model(record), key=record.pk)
    return list(rows.with_past_for(viewer)) if rows.exists() else []


def title_of(record: models.Model) -> str:
    """The words by which it is looked for."""
    return getattr(record, "title", "") or str(record)


def said_of(marks: Iterable[Precedent]) -> list[str]:
    """A line for each, for a paper: "Used: IN-0004 Battery Swap Day (Not delivered). The insurer was asked first."."""
    return [f"{mark.said}: {mark.past}{_in_brackets(mark.past)}. {mark.because}" for mark in marks]


def _in_brackets(past: models.Model) -> str:
    word = outcome_of(past)
    return f" ({word})" if word else ""


def outcome_of(past: models.Model) -> str:
    """The word for what came of it, where its kind has one."""
    words = [offer.outcome for offer in offers([type(past)]) if offer.outcome]
    rows = type(past)._base_manager.filter(pk=past.pk)
    return rows.values_list(words[0](), flat=True).get() if words else ""


def _found(mark: Precedent) -> Found:
    kind = kinds()[mark.past._meta.label_lower]
    return Found(kind.name, mark.past, outcome_of(mark.past))


@action
def mark_before(*, record: models.Model, past: models.Model, used: bool, because: str, by: Viewer) -> Precedent:
    """What was made of an entry from before; said again, it takes the place of what was said. What was used is linked,
    so that the thread leads there."""
    demand(MARK, by, record)
    ends = {
        "kind": ContentType.objects.get_for_model(record),
        "key": record.pk,
        "past_kind": ContentType.objects.get_for_model(past),
        "past_key": past.pk,
    }
    row = Precedent.objects.select_for_update().filter(**ends).first()
    row = row or Precedent(**ends, created_by_id=by.person_id)
    row.used, row.because = used, because
    if used:
        connect(record, Link.Relation.RELATED, past)
    return save(row)
