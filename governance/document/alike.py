"""What holds of several bodies alike, so that the document says it once: ten local groups with the same terms of
reference are one statement, and what differs among them stands in it by name."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from governance.document.bodies import Body, listed

T, K = TypeVar("T"), TypeVar("K", bound=Hashable)


def alike(rows: Iterable[T], said: Callable[[T], K]) -> list[tuple[K, list[T]]]:
    """What is said of the rows, each with those of which it is said, in the order of their first."""
    found: dict[K, list[T]] = {}
    for row in rows:
        found.setdefault(said(row), []).append(row)
    return list(found.items())


def heading(names: Sequence[str], briefs: Sequence[str]) -> str:
    """One body by its name, several by their short names."""
    return names[0] if len(names) == 1 else listed(list(briefs))


def heading_of(bodies: Sequence[Body]) -> str:
    return heading([body.name for body in bodies], [body.brief for body in bodies])
