"""The bodies of the partnership as everyone may know them on a day, in plain values, and the facts of each.

The live blocks of the public document and the public pages about bodies say the same of a body because both ask here.
No name of a person is ever among it: posts and organisations are.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bcsp.people.models import Organisation, Post
from bcsp.records.clock import hour_in_words
from bcsp.strands import Fact
from governance.models import BodyRules

NOT_SET = "not set"
NOBODY = "no body above it"
TIERS = {"board": 0, "pdg": 1, "ldg": 2}


@dataclass(frozen=True)
class Seat:
    """A post: `key` is its primary key, `body` the short name of its organisation; no holder."""

    key: int
    label: str
    body: str
    speaks_for: str = ""  # an organisation's name, where the label does not say it
    duties: str = ""


@dataclass(frozen=True)
class Terms:
    """A body's rules in words; what nobody has set says so."""

    meets: str = NOT_SET
    quorum: str = NOT_SET
    notice: str = NOT_SET
    papers: str = NOT_SET
    source: str = NOT_SET

    @property
    def is_set(self) -> bool:
        return self.source != NOT_SET


@dataclass(frozen=True)
class Body:
    """A tier or local group. `above` is the slug of the body that it reports to, `reports_to` its short name."""

    slug: str
    name: str
    brief: str
    tier: str  # board, pdg, ldg
    above: str = ""
    reports_to: str = NOBODY
    purpose: str = NOT_SET
    terms: Terms = Terms()
    seats: tuple[Seat, ...] = ()


def bodies(day: date) -> tuple[Body, ...]:
    """Every body with its seats and the rules of that day, from the Board down. Three queries."""
    rows = list(Organisation.objects.exclude(tier="").select_related("parent"))
    held = seats_of(Post.objects.filter(organisation__in=rows))
    rules = {each.body_id: terms_of(each) for each in BodyRules.objects.as_at(day).filter(body__in=rows)}
    found = [_body(row, tuple(held[row.pk]), rules.get(row.pk, Terms())) for row in rows]
    return tuple(sorted(found, key=lambda body: (TIERS[body.tier], body.name.casefold())))


def seats_of(posts: Iterable[Post]) -> dict[int, list[Seat]]:
    """Posts as seats, by the key of their organisation: the chair first, then by label. One query."""
    found: dict[int, list[Seat]] = defaultdict(list)
    for post in posts.select_related("organisation", "on_behalf_of"):
        found[post.organisation_id].append(seat_of(post))
    for seats in found.values():
        seats.sort(key=lambda seat: (seat.label != "Chair", seat.label.casefold()))
    return found


def seat_of(post: Post) -> Seat:
    """A post, its organisations fetched, as a seat."""
    other = post.on_behalf_of.name if post.on_behalf_of else ""
    return Seat(post.pk, post.label, post.organisation.brief, "" if other in post.label else other, post.duties.strip())


def terms_of(rules: BodyRules) -> Terms:
    """A body's rules in words."""
    return Terms(
        meets=_meets(rules),
        quorum=counted(rules.quorum, "seat"),
        notice=counted(rules.notice_days, "clear working day"),
        papers=_papers(rules.papers_days),
        source=rules.source,
    )


def counted(number: int | None, thing: str) -> str:
    """Such as "5 seats"; "not set" for None."""
    return NOT_SET if number is None else f"{number} {thing}{'' if number == 1 else 's'}"


def _meets(rules: BodyRules) -> str:
    """When it meets, with the months by name: nobody should have to count on from one of them."""
    if rules.cycle is None:
        return NOT_SET
    months = [f"{date(2000, month, 1):%B}" for month in range(1, 13) if (month - rules.first_month) % rules.cycle == 0]
    named = f", in {listed(months)}" if rules.cycle > 1 else ""
    hour = f", {hour_in_words(rules.hour)}" if rules.hour else ""
    day = f"{rules.get_week_display().lower()} {rules.get_weekday_display()}"
    return f"{rules.get_cycle_display()}{named}: {day}{hour}"


def listed(names: list[str]) -> str:
    """Such as "May, June and July"."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _papers(days: int | None) -> str:
    """When papers close, in words."""
    return "on the day of the meeting" if days == 0 else f"{counted(days, 'working day')}{' before' if days else ''}"


def _body(row: Organisation, seats: tuple[Seat, ...], terms: Terms) -> Body:
    above = row.parent if row.parent and row.parent.tier else None
    given = {"above": above.slug, "reports_to": above.brief} if above else {}
    purpose = row.purpose or NOT_SET
    return Body(row.slug, row.name, row.brief, row.tier, purpose=purpose, terms=terms, seats=seats, **given)


# Facts: one key and one value for each, whichever block states it -------------------------------------------------


class Named(Protocol):
    """An organisation, or what a block keeps of one."""

    slug: str
    brief: str
    name: str


def name_fact(body: Named) -> Fact:
    return Fact(f"organisation:{body.slug}.name", f"Name of {body.brief}", body.name)


def above_fact(body: Body) -> Fact:
    return Fact(f"organisation:{body.slug}.reports_to", f"To whom {body.brief} reports", body.reports_to)


def purpose_fact(body: Body) -> Fact:
    return Fact(f"organisation:{body.slug}.purpose", f"What {body.brief} does", body.purpose)


def quorum_fact(body: Body) -> Fact:
    return Fact(f"organisation:{body.slug}.quorum", f"Quorum of {body.brief}", body.terms.quorum)


def meets_fact(body: Body) -> Fact:
    return Fact(f"organisation:{body.slug}.meets", f"How often {body.brief} meets", body.terms.meets)


def notice_fact(body: Body) -> Fact:
    return Fact(f"organisation:{body.slug}.notice", f"Notice of meetings of {body.brief}", body.terms.notice)


def papers_fact(body: Body) -> Fact:
    return Fact(f"organisation:{body.slug}.papers", f"When papers for {body.brief} close", body.terms.papers)


def source_fact(body: Body) -> Fact:
    return Fact(f"organisation:{body.slug}.source", f"Where the rules of {body.brief} stand", body.terms.source)


def seat_fact(seat: Seat) -> Fact:
    value = f"{seat.label}, for {seat.speaks_for}" if seat.speaks_for else seat.label
    return Fact(f"post:{seat.key}.seat", f"A seat of {seat.body}", value)


def duties_fact(seat: Seat) -> Fact:
    return Fact(f"post:{seat.key}.duties", f"Duties of {seat.label}, {seat.body}", seat.duties or NOT_SET)
