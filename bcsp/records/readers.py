"""Who may read a record, in words: the audience is always on screen."""

from collections.abc import Iterable

from bcsp.govuk.sentences import lowered
from bcsp.people.models import Organisation
from bcsp.people.roles import Role
from bcsp.records.models import Record


def readers_sentence(row: Record, bodies: dict[int, str]) -> str:
    """Who may read it, as a sentence: the audience is always on screen."""
    if not row.is_named:
        return f"{row.get_audience_display()}."
    names = [bodies[key] for key in row.reader_bodies if key in bodies]
    roles = [lowered(Role(role).label) for role in row.reader_roles]
    return f"Named readers: {', '.join(sorted(names) + sorted(roles))}."


def names_of(rows: Iterable[Record]) -> dict[int, str]:
    """Names of the bodies among the readers of these records, by key. No query where there are none."""
    keys = {key for row in rows for key in row.reader_bodies}
    return {body.pk: body.brief for body in Organisation.objects.filter(pk__in=keys)} if keys else {}
