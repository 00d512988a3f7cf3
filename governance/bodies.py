"""A body as everyone may know it on a day: its rules and who held its posts, by name only where that person says today
that their name may stand in public (practice.md, rule 12)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, F, Min, QuerySet, Value, When

from bcsp.people.models import Membership, Organisation, Post
from bcsp.records.clock import begins, today
from governance import public, queries
from governance.document.bodies import TIERS, Body, Seat, bodies, seats_of
from governance.models import Decision, Meeting
from governance.sittings import Next, next_of

VACANT = "Vacant"
UNNAMED = "Held; the holder is not named in public"
UNKNOWN = "Not on record for that day"
ELSEWHERE = "Nobody is on record here"  # whether another organisation's post is vacant is its own to say
SHOWN = 5  # meetings and decisions on the page; the lists have all of them
LATER = timedelta(days=1)


@dataclass(frozen=True)
class Held:
    """A post, and who holds it: a name with that person's consent, or what there is to say instead."""

    seat: Seat
    holder: str


@dataclass(frozen=True)
class Group:
    """Organisations, each with when it meets next where it is a body."""

    title: str
    rows: tuple[tuple[Organisation, Next | None], ...]


@dataclass(frozen=True)
class Shown:
    """An organisation on its public page. `body` has the rules of a tier or local group; others have none."""

    organisation: Organisation
    body: Body | None
    below: tuple[Body, ...]  # who reports to it
    posts: tuple[Held, ...]
    seats_elsewhere: tuple[Post, ...]  # those that speak for it

    @property
    def place(self) -> str:
        """Where it stands in the partnership."""
        which = ("First", "Second", "Third")[TIERS[self.body.tier]] if self.body else ""
        return f"{which} of the three tiers" if which else self.organisation.get_kind_display()


def groups(day: date) -> list[Group]:
    """All of them: the bodies from the Board down, the partnership's team, then who sits on the bodies. When a body
    meets next is said of today alone."""
    rows = list(public.organisations())
    tiers = sorted((row for row in rows if row.tier), key=lambda row: (TIERS[row.tier], row.name.casefold()))
    team = [row for row in rows if row.kind == Organisation.Kind.PARTNERSHIP]
    others = [row for row in rows if row not in team and not row.tier]
    named = (("The three tiers", tiers), ("The partnership's team", team), ("Organisations with a seat", others))
    nexts = next_of(tiers, day) if day == today() else {}
    return [Group(title, tuple((row, nexts.get(row.slug)) for row in found)) for title, found in named if found]


def meeting_next(organisation: Organisation) -> Next | None:
    """When a body meets next; None for what is no body."""
    return next_of([organisation], today())[organisation.slug] if organisation.tier else None


def meeting_nexts() -> list[tuple[Organisation, Next]]:
    """Every body with when it meets next, from the Board down."""
    return [row for group in groups(today()) for row in group.rows if row[1]]


def shown(organisation: Organisation, day: date) -> Shown:
    """What its page says of a day, which is not after today."""
    found = {body.slug: body for body in bodies(day)} if organisation.tier else {}
    elsewhere = organisation.seats_elsewhere.exclude(organisation__tier="").select_related("organisation")
    return Shown(
        organisation=organisation,
        body=found.get(organisation.slug),
        below=tuple(body for body in found.values() if body.above == organisation.slug),
        posts=_held(organisation, day),
        seats_elsewhere=tuple(elsewhere.order_by("organisation__pk", "label")),
    )


def _held(organisation: Organisation, day: date) -> tuple[Held, ...]:
    seats = seats_of(Post.objects.filter(organisation=organisation))[organisation.pk]
    names, empty = _holders(organisation, day), _empty(organisation, day)
    return tuple(Held(seat, names.get(seat.key, empty)) for seat in seats)


def _empty(organisation: Organisation, day: date) -> str:
    """What is said of a post that nobody is recorded to hold."""
    if not organisation.tier and organisation.kind != Organisation.Kind.PARTNERSHIP:
        return ELSEWHERE
    return VACANT if _on_record(organisation, day) else UNKNOWN


def _holders(organisation: Organisation, day: date) -> dict[int, str]:
    """By post. A name without its bearer's consent never leaves the database."""
    name = Case(When(person__named_in_public=True, then=F("person__name")), default=Value(""))
    held = Membership.objects.as_at(day).filter(organisation=organisation, post__isnull=False)
    return {post: f"Held by {said}" if said else UNNAMED for post, said in held.values_list("post_id", name)}


def _on_record(organisation: Organisation, day: date) -> bool:
    """Whether anybody's place there was recorded by that day: before, an empty post says nothing."""
    if day == today():
        return True
    first = Membership.objects.filter(organisation=organisation).aggregate(first=Min("during__startswith"))["first"]
    return first is not None and first <= day


def meetings_by(organisation: Organisation, day: date) -> QuerySet[Meeting]:
    """Its published meetings up to that day, the latest first."""
    return public.meetings().filter(body=organisation, starts_at__lt=begins(day + LATER)).order_by("-starts_at")[:SHOWN]


def meetings_after(organisation: Organisation, day: date) -> QuerySet[Meeting]:
    """Its published meetings after that day, the soonest first."""
    rows = public.meetings().filter(body=organisation, starts_at__gte=begins(day + LATER))
    return rows.order_by("starts_at")[:SHOWN]


def decisions_by(organisation: Organisation, day: date) -> QuerySet[Decision]:
    """Its public decisions up to that day, the latest first."""
    return queries.decisions(public.EVERYONE).filter(body=organisation, decided_on__lte=day)[:SHOWN]
