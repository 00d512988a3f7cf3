"""The record of who came, as a writer has it before them: counted, and found again as it stood at an earlier count."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from governance.attending import Seat, seats_of
from governance.models import AgendaItem, Attendance, Interest, Meeting, Reply

KINDS = (Attendance, Reply)
COUNTS = re.compile(r"[0-9]{1,9}\.[0-9]{1,9}\.[0-9]{1,9}")


@dataclass(frozen=True)
class Recorded:
    """Every seat as it was filled or answered for, and the keys of the interests for which somebody left the room."""

    seats: tuple[Seat, ...]
    out: tuple[int, ...]


def version_of(meeting: Meeting, viewer) -> str:
    """Counts the changes of a meeting's record that this viewer may read: "3.1.2" for seats, interests and answers.

    A row of a seat or an answer is never taken away, but a member may take an interest back: so its history is counted,
    not its rows. All who change any of them hold the meeting's lock, so that a count means one state.
    """
    seats, answers = (sum(kind.objects.filter(meeting=meeting).values_list("version", flat=True)) for kind in KINDS)
    return f"{seats}.{_interests(meeting, viewer).count()}.{answers}"


def as_it_was(meeting: Meeting, version: str, viewer) -> Recorded | None:
    """The record at this count, of what the viewer may read now; None where nobody knows."""
    if not COUNTS.fullmatch(version):
        return None
    seats, interests, answers = map(int, version.split("."))
    rows, replies = (_at(_events(kind, meeting), count) for kind, count in zip(KINDS, (seats, answers), strict=True))
    declared = list(_interests(meeting, viewer).order_by("pgh_id")[:interests])
    if rows is None or replies is None or len(declared) != interests:
        return None
    filled = {row.post_id: row for row in rows}
    said = {reply.person_id: reply for reply in replies}
    then = tuple(_then(seat, filled, said) for seat in seats_of(meeting, viewer))
    last = {event.pgh_obj_id: event for event in declared}
    return Recorded(then, tuple(pk for pk, event in last.items() if event.leaves and event.pgh_label != "delete"))


def _then(seat: Seat, filled: dict[int, Any], said: dict[int, Any]) -> Seat:
    """The seat with what was recorded of it, by its post, and answered by its holder."""
    return Seat(seat.post, seat.holder, said.get(seat.holder.pk) if seat.holder else None, filled.get(seat.post.pk))


def _events(kind: type[Attendance] | type[Reply], meeting: Meeting) -> QuerySet:
    return kind.pgh_event_model.objects.filter(meeting=meeting).order_by("pgh_id")


def _interests(meeting: Meeting, viewer) -> QuerySet:
    readable = AgendaItem.objects.visible_to(viewer).filter(meeting=meeting).order_by().values("pk")
    return Interest.pgh_event_model.objects.filter(item_id__in=readable)


def _at(events: Iterable[Any], count: int) -> list[Any] | None:
    """The last event of each row at the moment at which their versions made this count; None where they never did."""
    last: dict[int, Any] = {}
    total = 0
    for event in events:
        more = event.version - (last[event.pgh_obj_id].version if event.pgh_obj_id in last else 0)
        if total + more > count:
            break
        last[event.pgh_obj_id], total = event, total + more
    return list(last.values()) if total == count else None
