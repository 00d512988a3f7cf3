"""How a thing that waits comes on a draft agenda, whether by a button or by itself."""

from typing import Any

from bcsp.records.actions import save
from bcsp.records.links import connect
from bcsp.records.models import Audience, Link
from governance.models import AgendaItem, BacklogItem, Meeting
from governance.waiting import waiting

WORDS = (
    "title",
    "introduction",
    "purpose",
    "presenter_id",
    "presented_by",
    "minutes",
)


def words_of(thing: AgendaItem | BacklogItem) -> dict[str, Any]:
    """What an item says, alike on an agenda and in the backlog."""
    return {name: getattr(thing, name) for name in WORDS} | thing.reasons


def readers_in(body_id: int, *, named: bool) -> dict[str, Any]:
    """The readers of a private item are the members of its body; everybody else's item is for partners."""
    return {"audience": Audience.NAMED, "reader_bodies": [body_id]} if named else {}


def put(row: BacklogItem, meeting: Meeting, maker: int) -> AgendaItem:
    """Place what waits at the end of a draft agenda that is locked. `maker` is the person who made the item."""
    item = AgendaItem(
        meeting=meeting,
        position=meeting.items.count() + 1,
        carried_from_id=row.carried_from_id,
        created_by_id=maker,
        **words_of(row),
        **readers_in(meeting.body_id, named=row.is_named),
    )
    row.placed = save(item)
    row.version += 1
    save(row)
    if row.escalation_id:
        connect(item, Link.Relation.CONSIDERS, row.escalation)
    return item


def bring_answers(meeting: Meeting) -> list[AgendaItem]:
    """Place the answers to what this body asked on its draft agenda, which is locked or new.

    Each stays the answering person's item: a clerk who arranges a meeting gets to read no private answer by that.
    """
    rows = waiting(meeting.body_id).filter(escalation__sender=meeting.body_id)
    return [put(row, meeting, row.created_by_id) for row in rows.select_for_update(of=("self",))]
