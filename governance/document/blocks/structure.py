"""Who reports to whom: the three tiers as a chart, and the same in words; the organisations behind them."""

from dataclasses import dataclass
from datetime import date

from bcsp.people.models import Organisation
from bcsp.plan.models import NamedBoard
from bcsp.strands import Block, Fact
from governance.document.alike import alike, heading_of
from governance.document.bodies import Body, above_fact, bodies, name_fact, purpose_fact, seat_fact
from governance.document.chart import Chart, chart, in_words


@dataclass(frozen=True)
class Structure:
    """The tiers, from the Board down."""

    bodies: tuple[Body, ...]

    @property
    def chart(self) -> Chart:
        return chart(self.bodies)

    @property
    def chart_in_words(self) -> str:
        return in_words(self.bodies)

    @property
    def reporting(self) -> list[tuple[tuple[str, str], list[Body]]]:
        """To whom, and what for, with the bodies of which that holds."""
        return alike(self.bodies, lambda body: (body.reports_to, body.purpose))


@dataclass(frozen=True)
class Authority:
    """An organisation that must, or by its office does, take part."""

    slug: str
    brief: str
    name: str
    must: bool  # a responsible authority; otherwise the local policing body


@dataclass(frozen=True)
class Board:
    """A board, network or area of work that the strategic plan names."""

    slug: str
    brief: str
    name: str
    alignment: str


@dataclass(frozen=True)
class Organisations:
    """Who sits where, by post and organisation, who must take part by law, and with whom else the plan has us work."""

    bodies: tuple[Body, ...]
    authorities: tuple[Authority, ...]
    boards: tuple[Board, ...] = ()

    @property
    def seated(self) -> list[tuple[str, Body]]:
        """A heading with the seats under it: those of several bodies once, where they are the same."""
        found = alike(self.bodies, lambda body: tuple((seat.label, seat.speaks_for) for seat in body.seats))
        return [(heading_of(rows), rows[0]) for _, rows in found]

    @property
    def responsible(self) -> tuple[Authority, ...]:
        return tuple(each for each in self.authorities if each.must)

    @property
    def policing(self) -> tuple[Authority, ...]:
        return tuple(each for each in self.authorities if not each.must)


def structure(day: date) -> Structure | None:
    found = bodies(day)
    return Structure(found) if found else None


def structure_facts(data: Structure) -> list[Fact]:
    return [fact(body) for body in data.bodies for fact in (name_fact, above_fact, purpose_fact)]


def organisations(day: date) -> Organisations | None:
    """Invented organisations are no authorities, so a sample's document names none of them."""
    kinds = {Organisation.Kind.AUTHORITY, Organisation.Kind.POLICING_BODY}
    rows = Organisation.objects.filter(kind__in=kinds, is_sample=False).order_by("name")
    authorities = tuple(
        Authority(row.slug, row.brief, row.name, row.kind == Organisation.Kind.AUTHORITY) for row in rows
    )
    named = NamedBoard.objects.select_related("organisation")
    boards = tuple(_board(row.organisation, row.get_alignment_display()) for row in named)
    found = bodies(day)
    return Organisations(found, authorities, boards) if found or authorities else None


def organisations_facts(data: Organisations) -> list[Fact]:
    seats = [seat_fact(seat) for body in data.bodies for seat in body.seats]
    aims = [Fact(f"organisation:{row.slug}.aims", f"Aims of {row.brief}", row.alignment) for row in data.boards]
    named = [name_fact(row) for row in (*data.bodies, *data.authorities, *data.boards)]
    return [*named, *seats, *map(authority_fact, data.authorities), *aims]


def _board(row: Organisation, alignment: str) -> Board:
    return Board(row.slug, row.brief, row.name, alignment)


def authority_fact(row: Authority) -> Fact:
    """A new name is a fact of its own, so what takes part says only as what."""
    value = "a responsible authority" if row.must else "the local policing body"
    return Fact(f"organisation:{row.slug}.authority", f"How {row.brief} takes part", value)


BLOCKS = (
    Block(
        "governance.structure",
        "Structure chart",
        structure,
        structure_facts,
        "governance/document/structure.html",
    ),
    Block(
        "governance.organisations",
        "Organisations and posts",
        organisations,
        organisations_facts,
        "governance/document/organisations.html",
    ),
)
