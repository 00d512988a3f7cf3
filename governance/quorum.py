"""How many seats were there at an item: a body's quorum is counted in seats, at each decision anew."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from bcsp.people.models import Post
from governance.attending import quorum_of, seat_holders
from governance.choices import MINUTES, Authority, DecisionState
from governance.choices import Presence as How
from governance.models import AgendaItem, Attendance, Decision, Interest, Meeting


@dataclass(frozen=True)
class Presence:
    """Seats filled at an item, the quorum (None where it is not set), and all seats that somebody held."""

    present: int
    needed: int | None
    seats: int

    @property
    def is_short(self) -> bool:
        return self.needed is not None and self.present < self.needed

    def __str__(self) -> str:
        return in_words(self.present, self.seats, self.needed)


@dataclass(frozen=True)
class Filled:
    """A seat that was filled: from which item on (its number; 0 from the start) until before which (None: the end)."""

    post: int
    first: int = 0
    until: int | None = None

    def at(self, position: int) -> bool:
        return self.first <= position and (self.until is None or position < self.until)


def present_at(position: int, filled: Iterable[Filled], out: frozenset[int] = frozenset()) -> set[int]:
    """The seats that were filled at the item of that number; `out` are those who had left the room for it."""
    return {seat.post for seat in filled if seat.at(position)} - out


def seats_at(item: AgendaItem) -> Presence | None:
    """The seats filled at an item, less those who left the room for an interest; None where nothing is recorded."""
    rows = _rows(item)
    return Presence(len(_present(item, rows)), quorum_of(item.meeting), len(rows)) if rows else None


def filled_at(item: AgendaItem) -> list[Post]:
    """The seats that `seats_at` counts."""
    rows = _rows(item)
    present = _present(item, rows)
    return [row.post for row in rows if row.post_id in present]


def _rows(item: AgendaItem) -> list[Attendance]:
    found = Attendance.objects.filter(meeting=item.meeting_id).select_related("post", "arrived", "left")
    return list(found.order_by("post__label", "pk"))


def _present(item: AgendaItem, rows: list[Attendance]) -> set[int]:
    return present_at(item.position, [_filled(row) for row in rows if row.fills_seat], _out(item, rows))


def locked_items(meeting: Meeting) -> QuerySet[AgendaItem]:
    """The items under which a decision is locked that says how many seats were there."""
    locked = Decision.objects.filter(state=DecisionState.AGREED, seats_present__isnull=False)
    return meeting.items.filter(pk__in=locked.values("item")).select_related("meeting").order_by("position")


def counted_at_locked(meeting: Meeting) -> dict[int, Presence]:
    """The seats at each of `locked_items`, by its number."""
    counted = ((item.position, seats_at(item)) for item in locked_items(meeting))
    return {number: presence for number, presence in counted if presence}


def in_words(present: int, seats: int, needed: int | None) -> str:
    """Such as "6 of 8 seats present; quorum 5"."""
    of = f"{present} of {max(seats, present)} seats present"
    return f"{of}; quorum {needed}" if needed is not None else f"{of}; no quorum is set"


def recorded_with(decision: Decision) -> str:
    """How many seats were there when a decision was agreed, in words; empty where that was not recorded."""
    if decision.seats_present is None:
        return ""
    total = Attendance.objects.filter(meeting__items=decision.item_id).count()
    return in_words(decision.seats_present, total, decision.seats_needed)


def too_few_at(item: AgendaItem, presence: Presence) -> str:
    """Why a meeting could not decide under an item, and what to do; empty where enough seats were there."""
    if not presence.is_short:
        return ""
    there = ", ".join(post.label for post in filled_at(item)) or "nobody"  # by name, for who records the decision
    return (
        f"{item.meeting.body.brief}'s quorum is {presence.needed} seats, and at item {item.position} only "
        f"{presence.present} of {presence.seats} were there: {there}. So the meeting could not decide this. Bring it "
        "to the next meeting, or ask the chair for an urgent decision. If the record is wrong, put it right first."
    )


def not_quorate(meeting: Meeting) -> str:
    """Why a meeting could not agree the minutes of an earlier one, and what to do; empty where it could. Counted at its
    item "minutes", or over the whole meeting where none stands on its agenda."""
    rows = list(Attendance.objects.filter(meeting=meeting))
    if not rows:
        return (
            f"The meeting of {meeting.day:%-d %B %Y} has not recorded who came. Record it first, then say that it "
            "agreed them."
        )
    item = meeting.items.filter(kind=MINUTES).first()
    there = seats_at(item) if item else Presence(sum(row.fills_seat for row in rows), quorum_of(meeting), len(rows))
    if not there.is_short:
        return ""
    return (
        f"The meeting of {meeting.day:%-d %B %Y} had too few seats to agree minutes: {there}. Choose a later meeting. "
        "If the record is wrong, put it right first."
    )


@dataclass(frozen=True)
class Check:
    """What agreeing a decision would find of its seats: how many were there, and why it is refused, in words."""

    seats: str = ""
    refusal: str = ""


def before_agreeing(decision: Decision) -> Check | None:
    """The seats at a draft's item, empty where nobody has recorded who came; None where seats don't decide it."""
    if decision.authority != Authority.MEETING or decision.item is None:
        return None
    presence = seats_at(decision.item)
    if presence is None:
        return Check()
    return Check(f"At item {decision.item.position}: {presence}", too_few_at(decision.item, presence))


def _filled(row: Attendance) -> Filled:
    return Filled(row.post_id, row.arrived.position if row.arrived else 0, row.left.position if row.left else None)


def _out(item: AgendaItem, rows: list[Attendance]) -> frozenset[int]:
    """The seats of those who left the room for an interest: a holder by their person, a substitute by their name."""
    left = list(Interest.objects.filter(item=item, leaves=True).values_list("person_id", "name"))
    if not left:
        return frozenset()
    holds = seat_holders(item.meeting)
    seats = {holds.get(person) for person, _ in left} - {None}
    names = {name.strip().casefold() for _, name in left}
    gone = (
        row.post_id
        for row in rows
        if (row.how == How.PRESENT and row.post_id in seats)
        or (row.how == How.SUBSTITUTE and row.name.strip().casefold() in names)
    )
    return frozenset(gone)
