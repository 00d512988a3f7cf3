"""Where each edition stands on a day: in force, to come, superseded, withdrawn. Dates decide, never a flag."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db import OperationalError, connection
from django.db.models import Q

from bcsp.records.clock import today
from governance.choices import EditionState
from governance.models import Edition

COLOURS = {"In force": "green", "To come into force": "blue", "Superseded": "grey", "Withdrawn": "red"}


@dataclass(frozen=True)
class Standing:
    """An edition's status in a word, with its colour, and in a sentence for whoever reads it."""

    word: str
    says: str = ""

    @property
    def colour(self) -> str:
        return COLOURS.get(self.word, "yellow")


class Issued(NamedTuple):
    """What of an edition that was published says where it stands, and which text it has."""

    number: int
    state: str
    effective_from: date
    html_sha256: str
    pdf_id: int | None

    is_open = False


# Plain SQL: this is asked for each public page, and building the question took Django eight times as long as asking it.
ISSUED_NOW = """
    SELECT number, state, effective_from, html_sha256, pdf_id FROM governance_edition
    WHERE state IN ('published', 'withdrawn') ORDER BY effective_from
"""


def issued_now() -> list[Issued]:
    """Every edition ever published, in the order in which they come into force. One short query, asked at once: that a
    kept connection still stands is found out by asking, and where it has gone another is asked."""
    connection.health_check_done = True  # that check would be a question of its own, as dear as this one
    try:
        return _issued()
    except OperationalError:
        if connection.in_atomic_block:
            raise
        connection.close()
        return _issued()


def _issued() -> list[Issued]:
    with connection.cursor() as cursor:
        cursor.execute(ISSUED_NOW)
        return [Issued(*row) for row in cursor.fetchall()]


def latest_of(issued: Iterable[Issued], day: date) -> Issued | None:
    """The last that has come into force by a day."""
    return max((each for each in issued if each.effective_from <= day), key=lambda e: e.effective_from, default=None)


def next_of(issued: Iterable[Issued], day: date) -> Issued | None:
    """The first that comes into force after a day; one that was withdrawn never does."""
    found = (each for each in issued if each.effective_from > day and each.state == EditionState.PUBLISHED)
    return min(found, key=lambda each: each.effective_from, default=None)


def in_force(day: date | None = None) -> Edition | None:
    """The edition in force on a day (default: today); None before the first, and where it was withdrawn."""
    found = Edition.objects.begun(day or today()).first()
    return found if found and found.state == EditionState.PUBLISHED else None


def newest(day: date | None = None) -> Edition | None:
    """The last edition that holds on a day (default: today) or will: what the next one goes on from. None where
    there is none in force nor to come."""
    never = Q(state=EditionState.WITHDRAWN, effective_from__gt=day or today())
    found = Edition.objects.issued().exclude(never).order_by("-effective_from").first()
    return found if found and found.state == EditionState.PUBLISHED else None


def standings(editions: Iterable[Edition | Issued], day: date | None = None) -> dict[int, Standing]:
    """Where each of these editions stands, by its number; `editions` are all issued ones, and perhaps an open one."""
    rows = list(editions)
    latest = latest_of((each for each in rows if not each.is_open), day or today())
    return {each.number: standing(each, latest) for each in rows}


def standing(edition: Edition | Issued, latest: Edition | Issued | None) -> Standing:
    """Where one edition stands; `latest` is the last that has come into force."""
    if edition.is_open:
        return Standing(edition.get_state_display())
    if edition.state == EditionState.WITHDRAWN:
        return Standing("Withdrawn")
    if latest is None or edition.effective_from > latest.effective_from:
        return Standing("To come into force", f"It comes into force on {edition.effective_from:%-d %B %Y}.")
    if edition.number == latest.number:
        return Standing("In force")
    return Standing("Superseded", f"Edition {latest.number} took its place on {latest.effective_from:%-d %B %Y}.")
