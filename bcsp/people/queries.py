from django.conf import settings
from django.db.models import Case, Exists, OuterRef, Prefetch, Q, When

from bcsp.people.models import Membership, Organisation, Person, Post
from bcsp.people.roles import TABLE, Role


def organisations():
    """Every organisation by kind, in the order of the kinds."""
    order = {value: place for place, value in enumerate(Organisation.Kind.values)}
    rows = Organisation.objects.select_related("parent")
    return sorted(rows, key=lambda each: (order[each.kind], each.name.casefold()))


def organisation_named(name: str) -> Organisation | None:
    """The organisation that is called so, in the plan, briefly or in full; else the one that was called so before."""
    said, rows = " ".join(name.split()), Organisation.objects.order_by("pk")
    if not said:
        return None
    called = Q(name__iexact=said) | Q(plan_name__iexact=said) | Q(short_name__iexact=said)
    return rows.filter(called).first() or rows.filter(former_names__name__iexact=said).first()


def posts(first=None):
    """Posts by organisation, those of `first` (an organisation) before all others; each with `is_vacant`: nobody holds
    it today."""
    held = Membership.objects.as_at().filter(post=OuterRef("pk"))
    found = Post.objects.select_related("organisation").annotate(is_vacant=~Exists(held))
    own = [Case(When(organisation=first, then=0), default=1)] if first else []
    return found.order_by(*own, "organisation__name", "label")


def posts_of(organisation, day=None):
    """Its posts with their holder on a day (default: today), or none (a vacancy)."""
    holding = Membership.objects.as_at(day).select_related("person")
    posts = Post.objects.filter(organisation=organisation).select_related("on_behalf_of", "organisation")
    return posts.prefetch_related(Prefetch("holdings", queryset=holding, to_attr="held_by"))


def posts_held(person_id):
    """Keys of the posts that somebody holds today, as rows for a filter."""
    return Membership.objects.as_at().filter(person_id=person_id, post__isnull=False).values("post_id")


def members_of(organisation):
    return Membership.objects.as_at().filter(organisation=organisation).select_related("person", "post")


def with_places(people):
    """People, each with the places that they have today, for `place_of`."""
    held = Membership.objects.as_at().select_related("organisation").order_by("organisation__name", "pk")
    return people.prefetch_related(Prefetch("memberships", queryset=held, to_attr="places_today"))


def place_of(person) -> str:
    """Such as "BVSC", or "Board and PDG", for somebody of `with_places`."""
    names = dict.fromkeys(place.organisation.brief for place in person.places_today)
    return " and ".join(names) or "no place in the partnership"


def may_table() -> list[tuple[str, list[str]]]:
    """The table role × may: each thing one may do, with the names of the roles that may."""
    everyone = set(Role)
    return sorted(
        (words, ["Every member"] if set(roles) == everyone else [str(role.label) for role in roles])
        for words, roles in TABLE.values()
    )


def sample_data() -> bool:
    """Whether the invented partnership is loaded here: then every page and paper says so."""
    return settings.DEVELOPMENT and Person.objects.filter(is_sample=True).exists()
