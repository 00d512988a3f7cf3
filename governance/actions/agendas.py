"""The items of an agenda that is still a draft."""

from typing import Any

from django.db.models import F, ProtectedError

from bcsp.records.actions import action, demand, save, take
from bcsp.records.errors import Refused
from bcsp.records.models import Audience
from bcsp.records.viewer import Viewer
from governance import rules
from governance.actions.meetings import locked
from governance.actions.withholding import give_reasons
from governance.choices import MeetingState
from governance.house_items import is_due
from governance.models import AgendaItem, Meeting
from governance.queries import is_protected

GONE = "Somebody has carried or removed this item meanwhile. Look where it stands now."


@action
def add_item(*, meeting: Meeting, title: str, by: Viewer, private: bool = False, **words: Any) -> AgendaItem:
    """An item at the end of the agenda; a private one is for the members of the body alone, and says why.

    `words` are further columns of AgendaItem: introduction, purpose, presenter, presented_by, minutes, carried_from,
    and of a private one paragraph, withheld_why, withheld_by, withheld_review.
    """
    demand(rules.PREPARE, by, meeting)
    meeting = draft_of(meeting)
    item = AgendaItem(
        meeting=meeting, position=meeting.items.count() + 1, title=title, created_by_id=by.person_id, **words
    )
    return save(_for_readers(item, private))


@action
def edit_item(
    *, item: AgendaItem, version: int, by: Viewer, title: str = "", private: bool = False, **words: Any
) -> AgendaItem:
    """Other words for an item, as for `add_item`. A standing item keeps its kind's name and its readers. Raises
    Stale, Refused."""
    demand(rules.PREPARE, by, item)
    item = take(still_on(draft_of(item.meeting), item), version)
    if item.kind_id and (private or title not in ("", item.title)):
        raise Refused(
            f"“{item.title}” is a standing item: it keeps its name, and it is never private. "
            "Its papers have readers of their own. You can change its introduction, who presents it and its minutes."
        )
    for column, value in {**words, "title": title or item.title}.items():
        setattr(item, column, value)
    return save(_for_readers(item, private))


@action
def move_item(*, item: AgendaItem, up: bool, by: Viewer) -> AgendaItem:
    """Swap an item with the one before it (`up`) or after it; at the end of the agenda it stays."""
    demand(rules.PREPARE, by, item)
    meeting = draft_of(item.meeting)
    item = still_on(meeting, item)
    step = -1 if up else 1
    other = meeting.items.filter(position=item.position + step).first()
    if other:
        AgendaItem.objects.filter(pk=other.pk).update(position=item.position)
        AgendaItem.objects.filter(pk=item.pk).update(position=item.position + step)
        item.refresh_from_db()
    return item


@action
def remove_item(*, item: AgendaItem, by: Viewer) -> Meeting:
    """Take an item off a draft agenda and close the gap. Refused for one that a rule of the body keeps there."""
    demand(rules.PREPARE, by, item)
    meeting = draft_of(item.meeting)
    item = still_on(meeting, item)
    if is_protected(item):
        raise Refused(
            f"The rules of {meeting.body.brief} require “{item.title}” on every agenda. Nobody can remove it. "
            "If the meeting will not happen, cancel it."
        )
    if is_due(item):
        raise Refused(
            f"“{item.title}” stays on the agenda while there is something to report under it. Nobody can take it off."
        )
    if item.reports.exists():
        raise Refused(f"“{item.title}” has papers of its own. Take them back first, then take off the item.")
    take_off(item)
    return meeting


def take_off(item: AgendaItem) -> None:
    """Delete an item of a draft agenda that is locked. What waited in the backlog waits there again."""
    try:
        AgendaItem.objects.filter(pk=item.pk).delete()
    except ProtectedError as fault:
        raise Refused(
            f"Papers, questions or guests hang on “{item.title}”. Take them off first, or carry the item to another "
            "meeting: they go along."
        ) from fault
    close_gap(item.meeting_id, item.position)


def close_gap(meeting_id: int, position: int) -> None:
    """The items after a place that is empty move up by one."""
    AgendaItem.objects.filter(meeting=meeting_id, position__gt=position).update(position=F("position") - 1)


def still_on(meeting: Meeting, item: AgendaItem) -> AgendaItem:
    """The item as it is now, if it still stands on this agenda, which is locked: it may have been carried or removed
    since somebody read it."""
    found = AgendaItem.objects.filter(pk=item.pk, meeting=meeting).select_related("meeting__body", "kind").first()
    if found is None:
        raise Refused(GONE)
    return found


def draft_of(meeting: Meeting) -> Meeting:
    """The meeting, locked, if its agenda can still change."""
    meeting = locked(meeting)
    if meeting.state != MeetingState.DRAFT:
        raise Refused("The agenda is published. It can't change any more: its readers rely on it.")
    meeting.save(update_fields=["version"])
    return meeting


def _for_readers(item: AgendaItem, private: bool) -> AgendaItem:
    """Set its readers. Raises Refused for a private one without its reasons."""
    give_reasons(item, private=private, what="item")
    item.audience = Audience.NAMED if private else Audience.PARTNERS
    item.reader_bodies = [item.meeting.body_id] if private else []
    return item
