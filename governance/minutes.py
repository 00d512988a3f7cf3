"""The minutes of a meeting as one viewer may read them: the same plain values for the page and for the paper.

Decisions and actions are made from their rows, never typed; what stands under an item is read as the item is.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from bcsp.people.queries import posts_of
from bcsp.people.roles import Role
from bcsp.records.models import Audience
from governance import sealing
from governance.attending import quorum_of
from governance.choices import DecisionState, MinutesState
from governance.models import Action, AgendaItem, Attendance, Decision, Guest, Interest, Meeting, Minute, Minutes
from governance.quorum import in_words

NOT_BEGUN = "Not begun"


@dataclass(frozen=True)
class SeatLine:
    """How one seat was filled, in words; `when` says from or until which item, where it was not all of them."""

    seat: str
    name: str
    how: str
    when: str = ""


@dataclass(frozen=True)
class Decided:
    """A decision under an item; `seats` says who was there, where that was recorded."""

    reference: str
    title: str
    wording: str
    seats: str = ""
    dissent: str = ""
    url: str = ""
    named: bool = False


@dataclass(frozen=True)
class ToDo:
    """An action with post or organisation, never a person's name."""

    reference: str
    title: str
    who: str
    due: date
    url: str = ""
    named: bool = False


@dataclass(frozen=True)
class ItemMinutes:
    """One item: what was said, decided and given out, who declared an interest, who was in attendance."""

    pk: int
    number: int
    title: str
    private: bool = False
    text: str = ""
    decisions: tuple[Decided, ...] = ()
    actions: tuple[ToDo, ...] = ()
    interests: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.decisions or self.actions)

    @property
    def has_private(self) -> bool:
        """Whether anything here is for fewer readers than every partner, as a member of the body reads it."""
        return self.private or bool(self.interests) or any(each.named for each in (*self.decisions, *self.actions))


@dataclass(frozen=True)
class MinutesText:
    """All that minutes say, for one viewer."""

    body: str
    meeting: str
    when: str
    place: str
    state: str
    seats: tuple[SeatLine, ...]
    quorum: str
    items: tuple[ItemMinutes, ...]
    head_sequence: int
    head_hash: str
    vacant: tuple[str, ...] = ()  # seats that nobody held: they don't count
    agreed: str = ""  # when and where they were agreed
    private_only: bool = False


def minutes_text(meeting: Meeting, viewer, minutes: Minutes | None = None) -> MinutesText:
    """The minutes of a meeting which the viewer may read, or will once they go round: who came, and of each item that
    the viewer may read what is minuted, decided, given out and declared. That they are a draft hides nothing here: who
    may see a draft is for the caller to say. The same number of queries however many items there are."""
    rows = list(_attendance(meeting))
    head, needed = sealing.head(), quorum_of(meeting)
    return MinutesText(
        body=meeting.body.name,
        meeting=str(meeting),
        when=meeting.when,
        place=meeting.place,
        state=minutes.get_state_display() if minutes else NOT_BEGUN,
        seats=tuple(seat_line(row) for row in rows),
        quorum=in_words(sum(row.fills_seat for row in rows), len(rows), needed) if rows else "",
        items=tuple(_items(meeting, viewer, total=len(rows))),
        head_sequence=head.sequence,
        head_hash=head.hash,
        vacant=_vacant(meeting, rows) if rows else (),
        agreed=_agreed(minutes),
    )


def _agreed(minutes: Minutes | None) -> str:
    if minutes is None or minutes.state != MinutesState.AGREED:
        return ""
    at = minutes.agreed_in
    return f"Agreed as a true record by the meeting of {at.body.brief} on {at.day:%-d %B %Y}"


def seat_line(row: Attendance) -> SeatLine:
    parts = []
    if row.arrived_id:
        parts.append(f"from item {row.arrived.position}")
    if row.left_id:
        parts.append(f"left before item {row.left.position}")
    return SeatLine(row.post.label, row.name, row.get_how_display(), ", ".join(parts))


def _attendance(meeting: Meeting) -> QuerySet[Attendance]:
    return Attendance.objects.filter(meeting=meeting).select_related("post", "arrived", "left").order_by("post__label")


def _vacant(meeting: Meeting, rows: list[Attendance]) -> tuple[str, ...]:
    """The seats that nobody held on the day, nor filled by the record."""
    filled = {row.post_id for row in rows}
    seats = posts_of(meeting.body, meeting.day)
    return tuple(post.label for post in seats if not post.held_by and post.pk not in filled)


def _items(meeting: Meeting, viewer, *, total: int) -> Iterable[ItemMinutes]:
    """What stands under each item that the viewer may read; `total` is how many seats there were."""
    items = list(AgendaItem.objects.visible_to(viewer).filter(meeting=meeting).order_by("position"))
    keys = [item.pk for item in items]
    texts = dict(Minute.objects.filter(item__in=keys).values_list("item_id", "text"))
    decided, to_do = decisions_under(keys, viewer, total=total), actions_under(keys, viewer)
    interests, guests = defaultdict(list), defaultdict(list)
    told = meeting.body_id in viewer.bodies or Role.COORDINATOR in viewer.roles
    for row in Interest.objects.filter(item__in=keys).order_by("pk"):
        interests[row.item_id].append(_declared(row, in_full=told))
    for guest in Guest.objects.filter(item__in=keys):
        guests[guest.item_id].append(guest.name)
    for item in items:
        yield ItemMinutes(
            item.pk,
            item.position,
            item.title,
            item.is_named,
            texts.get(item.pk, ""),
            tuple(decided[item.pk]),
            tuple(to_do[item.pk]),
            tuple(interests[item.pk]),
            tuple(guests[item.pk]),
        )


def _declared(row: Interest, *, in_full: bool) -> str:
    """Who declared an interest; what it is stands only in what the body itself reads (practice.md, rule 12)."""
    what = f": {row.nature}" if in_full else ""
    return f"{row.name} declared an interest{what}{' (left the room)' if row.leaves else ''}"


def decisions_under(items: Iterable[int], viewer, *, total: int = 0) -> dict[int, list[Decided]]:
    """Agreed decisions by item; `total` is how many seats there were."""
    found: dict[int, list[Decided]] = defaultdict(list)
    rows = Decision.objects.visible_to(viewer).filter(item__in=items, state=DecisionState.AGREED)
    for row in rows.order_by("item__position", "agreed_at", "pk"):
        seats = in_words(row.seats_present, total, row.seats_needed) if row.seats_present is not None else ""
        found[row.item_id].append(
            Decided(row.reference, row.title, row.wording, seats, row.dissent, row.get_absolute_url(), row.is_named)
        )
    return found


def actions_under(items: Iterable[int], viewer) -> dict[int, list[ToDo]]:
    """Actions by the item under which they were given out."""
    found: dict[int, list[ToDo]] = defaultdict(list)
    rows = Action.objects.visible_to(viewer).filter(item__in=items)
    for row in rows.select_related("owner_post__organisation", "organisation").order_by("due", "pk"):
        found[row.item_id].append(
            ToDo(row.reference, row.title, row.who, row.due, row.get_absolute_url(), row.is_named)
        )
    return found


def named_in(meeting: Meeting, viewer) -> list[AgendaItem | Decision | Action]:
    """All that this viewer's minutes of the meeting show and that is for named readers, for the access log."""
    items = AgendaItem.objects.visible_to(viewer).filter(meeting=meeting)
    under = {"item__in": items.order_by().values("pk"), "audience": Audience.NAMED}
    decided = Decision.objects.visible_to(viewer).filter(**under, state=DecisionState.AGREED)
    return [*items.filter(audience=Audience.NAMED), *decided, *Action.objects.visible_to(viewer).filter(**under)]
