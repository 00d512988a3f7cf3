"""Roles and responsibilities: what each post does, and which posts answer for the outputs of the plan."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Value, When

from bcsp.people.models import Organisation, Post
from bcsp.plan.models import Accountability
from bcsp.strands import Block, Fact
from governance.document.alike import alike, heading
from governance.document.bodies import TIERS, Seat, duties_fact, seat_of, seats_of


@dataclass(frozen=True)
class Holder:
    """An organisation with its posts."""

    name: str
    seats: tuple[Seat, ...]

    @property
    def written(self) -> list[tuple[str, list[Seat]]]:
        """Duties with the posts that have them, where they are written down: members of a body often have the same."""
        return alike((seat for seat in self.seats if seat.duties), lambda seat: seat.duties)

    @property
    def unwritten(self) -> tuple[Seat, ...]:
        return tuple(seat for seat in self.seats if not seat.duties)


@dataclass(frozen=True)
class Answering:
    """An output of the plan, and the posts that answer for it in words."""

    code: str
    title: str
    posts: str


@dataclass(frozen=True)
class Duties:
    """Posts of the three tiers and of the partnership's own team; the plan's outputs."""

    holders: tuple[Holder, ...]
    outputs: tuple[Answering, ...]

    @property
    def written(self) -> list[tuple[str, Holder]]:
        """A heading and the posts under it: those of several organisations once, where they do the same."""
        return _together(self.holders, lambda holder: tuple((s.label, s.duties) for s in holder.seats if s.duties))

    @property
    def unwritten(self) -> list[tuple[str, Holder]]:
        return _together(self.holders, lambda holder: tuple(seat.label for seat in holder.unwritten))

    @property
    def answering(self) -> list[tuple[str, list[Answering]]]:
        """The outputs by the posts that answer for them: mostly the same posts answer for many."""
        return alike(self.outputs, lambda row: row.posts)


def _together(holders: tuple[Holder, ...], said: Callable[[Holder], tuple]) -> list[tuple[str, Holder]]:
    """Holders of which something is said, with those of which the same is said as one: its heading, and the first."""
    found = [rows for what, rows in alike(holders, said) if what]
    return [(heading([row.name for row in rows], [row.seats[0].body for row in rows]), rows[0]) for rows in found]


def duties(day: date) -> Duties | None:
    """Posts stay when their holders leave: who holds one is nobody's business here."""
    places = Case(*(When(tier=tier, then=Value(place)) for tier, place in TIERS.items()), default=Value(len(TIERS)))
    rows = Organisation.objects.exclude(tier="") | Organisation.objects.filter(kind=Organisation.Kind.PARTNERSHIP)
    held = seats_of(Post.objects.filter(organisation__in=rows))
    found = tuple(Holder(row.name, tuple(held[row.pk])) for row in rows.order_by(places, "name") if held[row.pk])
    outputs = _outputs()
    return Duties(found, outputs) if found or outputs else None


def _outputs() -> tuple[Answering, ...]:
    rows = Accountability.objects.select_related("output", "post__organisation", "post__on_behalf_of")
    found: dict[tuple[str, str], list[str]] = {}
    for row in rows.order_by("output", "post__organisation__name", "post__label"):
        seat = seat_of(row.post)
        found.setdefault((row.output_id, row.output.title), []).append(f"{seat.label}, {seat.body}")
    return tuple(Answering(code, title, "; ".join(posts)) for (code, title), posts in found.items())


def facts(data: Duties) -> list[Fact]:
    answering = [Fact(f"output:{row.code}.posts", f"Who answers for {row.code}", row.posts) for row in data.outputs]
    return [*(duties_fact(seat) for holder in data.holders for seat in holder.seats), *answering]


BLOCKS = (Block("governance.duties", "Roles and responsibilities", duties, facts, "governance/document/duties.html"),)
