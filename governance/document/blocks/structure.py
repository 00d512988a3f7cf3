"""Who reports to whom: the three tiers as a chart, and the same in words; the organisations behind them."""

from dataclasses import dataclass
from datetime import date

from bcsp.people.models import Organisation
from bcsp.strands import Block, Fact
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


@dataclass(frozen=True)
class Authority:
    """An organisation that must, or by its office does, take part."""

    slug: str
    name: str
    must: bool  # a responsible authority; otherwise the local policing body


@dataclass(frozen=True)
class Organisations:
    """Who sits where, by post and organisation, and who must take part in the partnership by law."""

    bodies: tuple[Body, ...]
    authorities: tuple[Authority, ...]

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
    authorities = tuple(Authority(row.slug, row.name, row.kind == Organisation.Kind.AUTHORITY) for row in rows)
    found = bodies(day)
    return Organisations(found, authorities) if found or authorities else None


def organisations_facts(data: Organisations) -> list[Fact]:
    seats = [seat_fact(seat) for body in data.bodies for seat in body.seats]
    return [*map(name_fact, data.bodies), *seats, *map(authority_fact, data.authorities)]


def authority_fact(row: Authority) -> Fact:
    label = "A responsible authority" if row.must else "The local policing body"
    return Fact(f"organisation:{row.slug}.authority", label, row.name)


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
