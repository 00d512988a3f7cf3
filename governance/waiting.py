"""Reads of what waits for an agenda, and of where an item came from and went on to."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet

from bcsp.people.models import Organisation
from governance.choices import TOOK_PLACE, MeetingState
from governance.models import AgendaItem, BacklogItem, Escalation, Meeting

ABOVE = {Organisation.Tier.LDG: Organisation.Tier.PDG, Organisation.Tier.PDG: Organisation.Tier.BOARD}
# What was placed on a meeting that was then cancelled was never before anybody: it waits again.
WAITS = Q(dropped_at__isnull=True) & (Q(placed__isnull=True) | Q(placed__meeting__state=MeetingState.CANCELLED))


def above(body: Organisation) -> Organisation | None:
    """The tier above a body; None for the Board."""
    tier = ABOVE.get(body.tier)
    return Organisation.objects.get(tier=tier) if tier else None


def waiting(body_id: int) -> QuerySet[BacklogItem]:
    """What waits for an agenda of the body, the oldest first. Whoever may see it: for rules."""
    return BacklogItem.objects.filter(WAITS, body=body_id)


def backlog(viewer, body: Organisation) -> QuerySet[BacklogItem]:
    """All that waits, or waited, for the body's agendas and that this viewer may know of."""
    found = BacklogItem.objects.visible_to(viewer).filter(body=body)
    return found.select_related(
        "body", "created_by", "carried_from__meeting__body", "escalation__sender", "escalation__receiver"
    )


def waits(viewer, body: Organisation) -> QuerySet[BacklogItem]:
    return backlog(viewer, body).filter(WAITS)


def became(viewer, body: Organisation) -> QuerySet[BacklogItem]:
    """What was placed or dropped, the latest first."""
    found = backlog(viewer, body).exclude(WAITS).select_related("placed__meeting__body", "dropped_by")
    return found.order_by("-pk")


@dataclass
class Way:
    """Where an item came from, where it went, and what was asked of the tier above about it."""

    came: Meeting | None = None
    came_url: str = ""
    went: list[tuple[Meeting, str]] = field(default_factory=list)  # with the item's address where the viewer may go
    waits: bool = False  # it, or a copy of it, is in the backlog
    asked: list[Escalation] = field(default_factory=list)  # what it asks of the tier above
    answers: Escalation | None = None  # what somebody asks by it, or what it brings the answer to

    @property
    def went_on(self) -> bool:
        return bool(self.went) or self.waits


def carried_on(items: Iterable[AgendaItem]) -> tuple[QuerySet[AgendaItem], QuerySet[BacklogItem]]:
    """What items were carried to and is not cancelled or dropped: further items, and what waits in the backlog."""
    keys = [item.pk for item in items]
    onward = AgendaItem.objects.filter(carried_from__in=keys).exclude(meeting__state=MeetingState.CANCELLED)
    return onward.select_related("meeting__body"), BacklogItem.objects.filter(WAITS, carried_from__in=keys)


def ways(items: list[AgendaItem], viewer) -> dict[int, Way]:
    """The way of each item that the viewer is already reading, by its key. As many queries however many items.

    That an item goes to another meeting of the same body is no secret from its readers, nor is the day of a meeting;
    addresses are given only where the viewer may go.
    """
    found = {item.pk: Way() for item in items}
    onward, put_off = carried_on(items)
    origins = [item.carried_from_id for item in items if item.carried_from_id]
    seen = set(
        AgendaItem.objects.visible_to(viewer).filter(Q(pk__in=origins) | Q(pk__in=onward)).values_list("pk", flat=True)
    )
    for each in onward:
        found[each.carried_from_id].went.append((each.meeting, each.get_absolute_url() if each.pk in seen else ""))
    for each in put_off:
        found[each.carried_from_id].waits = True
    before = AgendaItem.objects.filter(pk__in=origins).select_related("meeting__body").in_bulk()
    for item in items:
        if origin := before.get(item.carried_from_id):
            way = found[item.pk]
            way.came, way.came_url = origin.meeting, origin.get_absolute_url() if origin.pk in seen else ""
    _asked(found, viewer)
    return found


def _asked(found: dict[int, Way], viewer) -> None:
    """Add the questions to the tier above that the viewer may know of."""
    asked = Escalation.objects.visible_to(viewer).filter(Q(item__in=found) | Q(waits_as__placed__in=found))
    rows = list(asked.select_related("sender", "receiver").distinct())
    for each in rows:
        if each.item_id in found:
            found[each.item_id].asked.append(each)
    places = BacklogItem.objects.filter(escalation__in=rows, placed__in=found).values_list("placed", "escalation")
    by_key = {each.pk: each for each in rows}
    for placed, key in places:
        found[placed].answers = by_key[key]


def unanswered(viewer) -> QuerySet[Escalation]:
    """Questions without an answer that this viewer may know of, the oldest first; `was_heard` where a meeting of the
    receiver that had it is over."""
    heard = BacklogItem.objects.filter(escalation=OuterRef("pk"), placed__meeting__state__in=TOOK_PLACE)
    found = Escalation.objects.visible_to(viewer).filter(answered_at=None).annotate(was_heard=Exists(heard))
    return found.select_related("sender", "receiver").order_by("created_at", "pk")
