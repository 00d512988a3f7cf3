from datetime import date

from bcsp.people.models import Membership, Organisation, Person, Post, User
from bcsp.people.roles import Role
from bcsp.people.rules import CHANGE_DUTIES, INVITE, NAME_ONESELF
from bcsp.records.actions import action, demand, save, take
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
