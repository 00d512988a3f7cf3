from datetime import date

from bcsp.people.models import Membership, Organisation, Person, Post, User
from bcsp.people.roles import Role
from bcsp.people.rules import INVITE
from bcsp.records.actions import action, demand, save
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
