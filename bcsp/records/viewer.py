"""Who is looking. Every page, search, feed, export, PDF, mail and file starts from a viewer and `visible_to`."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bcsp.people.roles import Role, allowed

if TYPE_CHECKING:
    from bcsp.people.models import Organisation, User


@dataclass(frozen=True)
class Viewer:
    """A reader with today's bodies and roles. Only `public` and `partners` viewers have no person behind them."""

    person_id: int | None = None
    user_id: int | None = None
    name: str = ""
    bodies: frozenset[int] = frozenset()  # primary keys of organisations
    roles: frozenset[Role] = frozenset()
    places: frozenset[tuple[int, Role]] = frozenset()  # (organisation, role) pairs
    is_member: bool = field(default=False)  # may see what is for partners

    @classmethod
    def of(cls, user: "User") -> "Viewer":
        """The viewer behind a sign-in, by the memberships in force today. Without one: the public. One query."""
        from bcsp.people.models import Membership

        if not user.is_authenticated or not user.is_active:
            return cls.public()
        rows = Membership.objects.as_at().filter(person_id=user.person_id)
        places = frozenset((org, Role(role)) for org, role in rows.values_list("organisation_id", "role"))
        return cls(
            person_id=user.person_id,
            user_id=user.pk,
            name=user.person.name,
            bodies=frozenset(org for org, _ in places),
            roles=frozenset(role for _, role in places),
            places=places,
            is_member=bool(places),
        )

    @classmethod
    def public(cls) -> "Viewer":
        return cls()

    @classmethod
    def partners(cls) -> "Viewer":
        """Any partner: what goes to the whole partnership may show what this viewer sees, and no more."""
        return cls(is_member=True)

    @classmethod
    def body(cls, organisation: "Organisation") -> "Viewer":
        """The members of one body together: the reader of its packs."""
        return cls(bodies=frozenset({organisation.pk}), is_member=True)

    def may(self, name: str, thing=None) -> bool:
        """Whether the rule `name` lets this viewer do it, to `thing` where the rule looks at one."""
        return allowed(name, self, thing)

    def holds(self, role: Role, organisation_id: int) -> bool:
        return (organisation_id, role) in self.places
