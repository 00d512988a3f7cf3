"""The people of a body's business: its members, those who prepare or lead it, readers, officers, holders of posts."""

from django.db.models import Q, QuerySet

from bcsp.people.models import Membership, Organisation, Person, Post
from bcsp.people.queries import posts
from bcsp.people.roles import Role
from bcsp.records.models import Record
from governance.models import Action
from governance.rules import body_of

# An officer is somebody with a place in one of these. Providers, networks and referrers are asked, never tasked.
OF_OFFICERS = (Organisation.Kind.TIER, Organisation.Kind.PARTNERSHIP, Organisation.Kind.AUTHORITY)


def members_of(body_id: int) -> list[int]:
    """Keys of the people with a place in the body today."""
    places = Membership.objects.as_at().filter(organisation_id=body_id)
    return list(places.values_list("person_id", flat=True).distinct())


def in_office(body: Organisation | int, *offices: Role) -> set[int]:
    """Keys of the people who hold one of these offices in the body today."""
    places = Membership.objects.as_at().filter(organisation=body, role__in=offices)
    return set(places.values_list("person_id", flat=True))


def officers_of(body: Organisation) -> set[int]:
    """Keys of the people who prepare a body's meetings or lead it today; the coordinator too, who serves them all."""
    coordinators = Membership.objects.as_at().filter(role=Role.COORDINATOR).values_list("person_id", flat=True)
    return in_office(body, Role.CLERK, Role.CHAIR, Role.LEAD) | set(coordinators)


def holders_of(post_id: int | None) -> set[int]:
    """Keys of the people who hold a post today; none for no post, or a vacant one."""
    if post_id is None:
        return set()
    return set(Membership.objects.as_at().filter(post_id=post_id).values_list("person_id", flat=True))


def readers_of(record: Record) -> list[int]:
    """Keys of the people for whom something of a body is: its named readers, otherwise the members of the body."""
    if not record.is_named:
        return members_of(body_of(record))
    places = Membership.objects.as_at().filter(
        Q(organisation_id__in=record.reader_bodies) | Q(role__in=record.reader_roles)
    )
    return list(places.values_list("person_id", flat=True).distinct())


def officers() -> QuerySet[Person]:
    """The people who may be tasked (practice.md, rule 2): with a place today where officers sit."""
    places = Membership.objects.as_at().filter(organisation__kind__in=OF_OFFICERS)
    return Person.objects.filter(pk__in=places.values("person_id"))


def people_for(source: Record | None) -> QuerySet[Person]:
    """The officers who may be given an action that follows from `source`: those who may read it."""
    if source is None or not source.is_named:
        return officers()
    return officers().filter(pk__in=readers_of(source))


def posts_for(source: Record | None) -> QuerySet[Post]:
    """The posts likewise: of a body that may read it, or held today by somebody who may."""
    if source is None or not source.is_named:
        return posts()
    held = Membership.objects.as_at().filter(person_id__in=readers_of(source), post__isnull=False)
    vacant = Q(is_vacant=True, organisation_id__in=source.reader_bodies)  # whoever fills it becomes a reader
    return posts().filter(vacant | Q(pk__in=held.values("post_id")))


def owners_of(todo: Action) -> set[int]:
    """Key of the person who owns an action, or who holds its post today; none for a vacant post."""
    return {todo.owner_person_id} if todo.owner_person_id else holders_of(todo.owner_post_id)


def employers() -> QuerySet[Organisation]:
    """The organisations for which somebody can act: an area of work is none."""
    return Organisation.objects.exclude(kind=Organisation.Kind.AREA_OF_WORK)
