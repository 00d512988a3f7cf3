"""The house's own standing items: minutes of the last meeting, open actions, urgent decisions by the chair.

They need no rule of a body. One comes onto the body's next draft agenda as soon as there is something to report under
it, and nobody can take it off while there is. Its papers are in `governance.house_papers`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q, QuerySet

from bcsp.people.models import Organisation
from bcsp.records.actions import save
from bcsp.records.clock import begins
from bcsp.records.models import Audience, Link
from bcsp.records.viewer import Viewer
from governance.choices import (
    MINUTES,
    OPEN_ACTIONS,
    TOOK_PLACE,
    URGENT_DECISIONS,
    ActionState,
    Authority,
    DecisionState,
    MeetingState,
    MinutesState,
    Purpose,
)
from governance.models import Action, AgendaItem, Decision, ItemKind, Meeting, Minutes


@dataclass(frozen=True)
class HouseItem:
    """One kind: what it is called, what a meeting without papers says, and what there is to report under it."""

    name: str
    nil_sentence: str
    something: Callable[[int, date], QuerySet]  # for the body's meeting on that day
    first: bool = False


def open_actions(body_id: int, day: date | None = None) -> QuerySet[Action]:
    """Open actions that follow from the body's decisions and items, and that all its members may read."""
    found = actions_of(body_id).filter(state=ActionState.OPEN)
    return found.filter(~Q(audience=Audience.NAMED) | Q(reader_bodies__contains=[body_id]))


def actions_of(body_id: int) -> QuerySet[Action]:
    """Every action that follows from a decision or an item of the body."""
    return Action.objects.filter(Q(decision__body_id=body_id) | Q(item__meeting__body_id=body_id))


def urgent_decisions(body_id: int, day: date | None = None) -> QuerySet[Decision]:
    """What the body's chair decided between meetings and no held meeting of the body has had before it."""
    reported = Link.objects.filter(
        relation=Link.Relation.CONSIDERS,
        start_kind=ContentType.objects.get_for_model(AgendaItem),
        start_id__in=AgendaItem.objects.filter(meeting__body_id=body_id, meeting__state__in=TOOK_PLACE).values("pk"),
        end_kind=ContentType.objects.get_for_model(Decision),
    )
    found = Decision.objects.filter(body_id=body_id, authority=Authority.URGENT, state=DecisionState.AGREED)
    return found.exclude(pk__in=reported.values("end_id"))


def minutes_to_agree(body_id: int, day: date) -> QuerySet[Minutes]:
    """Minutes of the body's meetings before that day that are circulated and not yet agreed."""
    found = Minutes.objects.filter(state__in=(MinutesState.CIRCULATED, MinutesState.CORRECTED))
    return found.filter(meeting__body_id=body_id, meeting__starts_at__lt=begins(day))


HOUSE_ITEMS = {
    MINUTES: HouseItem("Minutes of the last meeting", "There are no minutes to agree", minutes_to_agree, first=True),
    OPEN_ACTIONS: HouseItem("Open actions", "No action is open", open_actions),
    URGENT_DECISIONS: HouseItem(
        "Urgent decisions by the chair", "The chair took no decision between meetings", urgent_decisions
    ),
}

PAPERS = ("governance.minutes:", "governance.open_actions:", "governance.urgent:")  # how the keys of theirs begin


def is_house(key: str) -> bool:
    """Whether the paper of this key is one of the house's own, which no meeting is asked to decide."""
    return key.startswith(PAPERS)


def write_kinds() -> None:
    """The kinds as rows. Idempotent."""
    for code, kind in HOUSE_ITEMS.items():
        words = {"name": kind.name, "nil_sentence": kind.nil_sentence}
        ItemKind.objects.update_or_create(code=code, defaults=words)


def due(body_id: int, day: date) -> set[str]:
    """Codes of the kinds with something to report to the body's meeting on that day."""
    return {code for code, kind in HOUSE_ITEMS.items() if kind.something(body_id, day).exists()}


def is_due(item: AgendaItem) -> bool:
    """Whether there is something to report under a house item, so that it has to stay on its agenda."""
    kind = HOUSE_ITEMS.get(item.kind_id)
    return kind is not None and kind.something(item.meeting.body_id, item.meeting.day).exists()


def put_on_next_agenda(body: Organisation | int, kind: str, by: Viewer) -> AgendaItem | None:
    """Put a house item on the body's next draft agenda where there is something to report; once, whoever calls.

    Returns the item; None where nothing is due, or no draft meeting is arranged: arranging one asks again. Call inside
    the action that makes something to report; whoever acts there need not be able to prepare meetings. An action that
    has locked a meeting of the body has called `lock_agendas` before.
    """
    meeting = next_draft(body.pk if isinstance(body, Organisation) else body)
    if meeting is None or not HOUSE_ITEMS[kind].something(meeting.body_id, meeting.day).exists():
        return None
    return meeting.items.filter(kind=kind).first() or add_standing(meeting, kind, by, first=HOUSE_ITEMS[kind].first)


def put_due_on_next_agenda(body: Organisation | int, by: Viewer) -> None:
    """The same for every house item: when a meeting is arranged or moved, and when the one before it is over."""
    for kind in HOUSE_ITEMS:
        put_on_next_agenda(body, kind, by)


def lock_agendas(body_id: int) -> None:
    """One at a time changes more than one meeting of a body: whoever does takes this before any of them, and so never
    waits for a meeting of the body while holding another that is waited for.

    The body's own row bears the lock, in the strength that lets rows that refer to the body come in meanwhile.
    """
    Organisation.objects.select_for_update(no_key=True).get(pk=body_id)


def next_draft(body_id: int) -> Meeting | None:
    """The body's next meeting whose agenda can still change, locked: two at once don't both add an item."""
    return Meeting.objects.filter(body=body_id).to_come(MeetingState.DRAFT).select_for_update(of=("self",)).first()


def add_standing(meeting: Meeting, kind: str, by: Viewer, *, first: bool = False) -> AgendaItem:
    """Put a standing item on a draft agenda, at its end or first. Whoever has the agenda before them is told that it
    changed."""
    Meeting.objects.filter(pk=meeting.pk).update(version=F("version") + 1)
    if first:
        meeting.items.update(position=F("position") + 1)
    position = 1 if first else meeting.items.count() + 1
    row = ItemKind.objects.get(pk=kind)
    words = {"title": row.name, "purpose": Purpose.STANDING, "created_by_id": by.person_id}
    return save(AgendaItem(meeting=meeting, position=position, kind=row, **words))
