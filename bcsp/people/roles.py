"""Who may do what: one table, role × may. Everything else about permission follows from audiences and memberships."""

from collections.abc import Callable
from typing import Any

import rules
from django.db import models


class Role(models.TextChoices):
    """What a membership makes a person in an organisation."""

    MEMBER = "member", "Member"
    CHAIR = "chair", "Chair"
    CLERK = "clerk", "Clerk"
    ANALYST = "analyst", "Analyst"
    COORDINATOR = "coordinator", "Coordinator"
    LEAD = "lead", "Local lead"
    ADMINISTRATOR = "administrator", "Administrator"


ANYONE_WITH_A_SEAT = tuple(Role)
TABLE: dict[str, tuple[str, tuple[Role, ...]]] = {}
WHOSE: dict[str, str] = {}


Test = Callable[[Any, Any], bool]  # of a viewer and an object


def may(
    name: str, words: str, *roles: Role, where: Test | None = None, also: Test | None = None, whose: str = ""
) -> str:
    """Add a line to the table: holders of any of `roles` may do `name` (`strand.verb_noun`), said in `words`.

    `where(viewer, object)` narrows it to objects for which it is true, and `whose` says in a sentence who may then;
    `also` lets in whoever it is true of, without any role. Returns the name, for the rule's users.
    """

    def holds(viewer, thing=None) -> bool:
        if also is not None and also(viewer, thing):
            return True
        return bool(viewer.roles & set(roles)) and (where is None or where(viewer, thing))

    TABLE[name], WHOSE[name] = (words, roles), whose
    rules.set_rule(name, rules.predicate(holds, name=name))
    return name


def refusal(name: str, viewer) -> str:
    """Why the viewer may not, and who may: for want of a role, or, with a role that fits, because it is not theirs."""
    words, roles = TABLE[name]
    who = " or ".join(str(role.label).lower() for role in roles)
    if not viewer.roles & set(roles):
        if WHOSE[name]:  # says it more exactly than the roles: not each clerk, not each chair
            return f"You can't do this with your sign-in ({words}). {WHOSE[name]}"
        return f"You can't do this with your sign-in ({words}). Ask someone whose role is {who}."
    if WHOSE[name] or roles == ANYONE_WITH_A_SEAT:
        return f"You can't do this with your sign-in. {WHOSE[name] or 'Only those to whom it belongs may.'}"
    return f"You can't do this with your sign-in ({words}): your role is in another body. Ask its {who}."


def allowed(name: str, viewer, thing: Any = None) -> bool:
    """The one question behind a button, a view and an action."""
    return rules.test_rule(name, viewer, thing)
