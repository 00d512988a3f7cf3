"""How decisions are made, recorded and challenged, and how a matter travels: from the rules and numbers in force."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from bcsp.public.addresses import address
from bcsp.strands import Block, Fact
from governance.choices import Paragraph
from governance.coming import BENCHMARK
from governance.document.alike import alike
from governance.document.bodies import Body, above_fact, bodies, counted, notice_fact, quorum_fact
from governance.models import StandingRule
from governance.notices import NOTICE_DAYS


@dataclass(frozen=True)
class Addresses:
    """Whole addresses of public pages, so that they lead somewhere on paper too."""

    register: str
    coming: str
    meetings: str


@dataclass(frozen=True)
class Deciding:
    """Who is quorate when, with which notice; and the days that decisions are announced before and told after."""

    bodies: tuple[Body, ...]
    coming: str
    notice: str
    paragraphs: tuple[str, ...]  # of Schedule 12A, in words
    at: Addresses
    contact: str  # of the partnership's office

    @property
    def needing(self) -> list[tuple[tuple[str, str], list[Body]]]:
        """Quorum and notice, with the bodies that need them."""
        return alike(self.bodies, lambda body: (body.terms.quorum, body.terms.notice))


@dataclass(frozen=True)
class Standing:
    """What stands on every agenda of a body; `protected`: nobody can take it off."""

    slug: str
    body: str
    items: tuple[str, ...]
    protected: tuple[str, ...]

    @property
    def in_words(self) -> str:
        marked = [f"{item} (always)" if item in self.protected else item for item in self.items]
        return "; ".join(marked)


@dataclass(frozen=True)
class Travel:
    """The way up and back: to whom each body turns, and what stands on its agendas."""

    bodies: tuple[Body, ...]
    standing: tuple[Standing, ...]

    @property
    def asking(self) -> list[tuple[str, list[Body]]]:
        """The bodies that are asked, each with those that ask it."""
        return alike((body for body in self.bodies if body.above), lambda body: body.reports_to)


def deciding(day: date) -> Deciding:
    pages = ("decision_list", "coming_list", "meeting_list")
    return Deciding(
        bodies(day),
        counted(BENCHMARK, "day"),
        counted(NOTICE_DAYS, "working day"),
        tuple(str(label) for label in Paragraph.labels),
        Addresses(*(address(f"governance_public:{page}") for page in pages)),
        settings.PARTNERSHIP_CONTACT,
    )


def deciding_facts(data: Deciding) -> list[Fact]:
    return [
        *(fact(body) for body in data.bodies for fact in (quorum_fact, notice_fact)),
        Fact("governance.coming_days", "How long before it a decision is announced", data.coming),
        Fact("governance.notice_days", "How soon a decision is told", data.notice),
        Fact("partnership.contact", "How to reach the partnership's office", data.contact),
    ]


def travel(day: date) -> Travel | None:
    found = bodies(day)
    return Travel(found, _standing(day, found)) if found else None


def _standing(day: date, found: tuple[Body, ...]) -> tuple[Standing, ...]:
    """What rules put on the agendas of each body on a day. One query."""
    rows = StandingRule.objects.as_at(day).select_related("body", "kind").order_by("kind__name")
    held: dict[str, list[StandingRule]] = defaultdict(list)
    for row in rows:
        held[row.body.slug].append(row)
    return tuple(
        Standing(
            body.slug,
            body.brief,
            tuple(row.kind.name for row in held[body.slug]),
            tuple(row.kind.name for row in held[body.slug] if row.protected),
        )
        for body in found
        if held[body.slug]
    )


def travel_facts(data: Travel) -> list[Fact]:
    standing = [
        Fact(f"organisation:{row.slug}.standing", f"What stands on every agenda of {row.body}", row.in_words)
        for row in data.standing
    ]
    return [*map(above_fact, data.bodies), *standing]


BLOCKS = (
    Block("governance.travel", "How a matter travels", travel, travel_facts, "governance/document/travel.html"),
    Block(
        "governance.decisions",
        "How decisions are made, recorded and challenged",
        deciding,
        deciding_facts,
        "governance/document/decisions.html",
    ),
)
