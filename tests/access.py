"""How a strand says who gets what at each of its addresses, for the sweep in tests/house/test_access.py."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.make import PERSONAS

EVERYONE = ("anonymous", *PERSONAS)


@dataclass(frozen=True)
class Page:
    """One address. `make()` writes what it shows and returns the address's arguments; `statuses` names the personas
    whose answer differs from `members` (all who have a place), `outsider` (403) and `anonymous` (302, to sign in; to a
    post 401)."""

    name: str
    make: Callable[[], Mapping[str, Any]] = dict
    members: int = 200
    statuses: Mapping[str, int] = field(default_factory=dict)
    method: str = "get"

    def expected(self, persona: str) -> int:
        signed_out = 401 if self.method == "post" else 302  # what was typed is given back, or the way to sign in
        return self.statuses.get(persona, {"anonymous": signed_out, "outsider": 403}.get(persona, self.members))


def public(name: str, make: Callable[[], Mapping[str, Any]] = dict) -> Page:
    """A page that everyone gets."""
    return Page(name, make, statuses=dict.fromkeys(EVERYONE, 200))
