from datetime import date

from django.utils.text import slugify

from bcsp.people.models import FormerName, Membership, Organisation, Person, Post, User
from bcsp.people.queries import organisation_named
from bcsp.people.roles import Role
from bcsp.people.rules import CHANGE_DUTIES, INVITE, NAME_ONESELF, RECORD_ORGANISATION, RENAME
from bcsp.records.actions import action, demand, save, take
from bcsp.records.clock import today
from bcsp.records.dated import since
from bcsp.records.errors import Refused


@action
def invite(
    *, name: str, email: str, organisation: Organisation, role: Role, post: Post | None, first_day: date, by
) -> User:
    """Let a person in: the person, a sign-in by codes from e-mail, and a first place. Mail goes by "sign in" alone.

    Raises Refused where the address has a sign-in already.
    """
    demand(INVITE, by)
    if User.objects.filter(email=email.lower()).exists():
        raise Refused(f"{email} has a sign-in already. Give that person a further place instead.")
    person = save(Person(name=name))
    save(Membership(person=person, organisation=organisation, role=role, post=post, during=since(first_day)))
    return User.objects.create_user(email, person)


@action
def say_named(*, person: Person, named: bool, by) -> Person:
    """Whether a person's name may stand on public pages: for them alone to say. It holds at once, for past days too."""
    demand(NAME_ONESELF, by, person)
    person = Person.objects.select_for_update().get(pk=person.pk)
    person.named_in_public = named
    return save(person)


@action
def change_duties(*, post: Post, duties: str, version: int, by) -> Post:
    """What a post is for, as everybody reads it. Never nothing: a post without duties would say nothing to anybody.

    Raises Stale, Refused.
    """
    demand(CHANGE_DUTIES, by, post)
    if not duties.strip():
        raise Refused("Say what the post's duties are.")
    post = take(post, version)
    post.duties = duties.strip()
    return save(post)


@action
def record_organisation(*, name: str, by) -> Organisation:
    """The organisation of that name, now or earlier; a new one of the third sector where nobody is known by it.

    Organisations are public: from then on its name may stand on public pages.
    """
    demand(RECORD_ORGANISATION, by)
    _one_namer_at_a_time()
    name = " ".join(name.split())
    found = organisation_named(name)
    return found or save(Organisation(name=name, slug=_free_slug(name), kind=Organisation.Kind.THIRD_SECTOR))


@action
def rename_organisation(*, organisation: Organisation, was: str, name: str, day: date, by) -> Organisation:
    """What it is called since `day`. It keeps its row and its address, and the name that it had stays findable.

    `was` is the name that the writer saw. Raises Refused: another is called so, or somebody renamed it meanwhile.
    """
    demand(RENAME, by, organisation)
    _one_namer_at_a_time()
    row, name = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk), " ".join(name.split())
    if row.name != was:
        raise Refused(f"Somebody renamed it meanwhile: it is called {row.name} now.")
    if day > today():
        raise Refused("That day is to come. Rename it on its day, or after it.")
    if name == was or organisation_named(name) not in (None, row):
        raise Refused(f"An organisation is called {name} already, or was before.")
    save(FormerName(organisation=row, name=was, until=day))
    row.name = name
    return save(row)


def _one_namer_at_a_time() -> None:
    """Two who write down the same new name at once make one organisation: the second waits, and finds the first's."""
    Organisation.objects.select_for_update(no_key=True).get(kind=Organisation.Kind.PARTNERSHIP)


def _free_slug(name: str) -> str:
    most = Organisation._meta.get_field("slug").max_length
    slug, number = slugify(name)[: most - 4] or "organisation", 1
    taken = set(Organisation.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    while (free := slug if number == 1 else f"{slug}-{number}") in taken:
        number += 1
    return free
