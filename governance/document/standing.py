"""Where each edition stands on a day: in force, to come, superseded, withdrawn. Dates decide, never a flag."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

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


def in_force(day: date | None = None) -> Edition | None:
    """The edition in force on a day (default: today); None before the first, and where it was withdrawn."""
    found = Edition.objects.begun(day or today()).first()
    return found if found and found.state == EditionState.PUBLISHED else None


def standings(editions: Iterable[Edition], day: date | None = None) -> dict[int, Standing]:
    """Where each of these editions stands, by its number; `editions` are all issued ones, and perhaps an open one."""
    day, rows = day or today(), list(editions)
    begun = [each for each in rows if each.effective_from and each.published_at and each.effective_from <= day]
    latest = max(begun, key=lambda each: each.effective_from, default=None)
    return {each.number: standing(each, latest) for each in rows}


def standing(edition: Edition, latest: Edition | None) -> Standing:
    """Where one edition stands; `latest` is the last that has come into force (`Edition.objects.begun`)."""
    if edition.is_open:
        return Standing(edition.get_state_display())
    if edition.state == EditionState.WITHDRAWN:
        return Standing("Withdrawn")
    if latest is None or edition.effective_from > latest.effective_from:
        return Standing("To come into force", f"It comes into force on {edition.effective_from:%-d %B %Y}.")
    if edition.number == latest.number:
        return Standing("In force")
    return Standing("Superseded", f"Edition {latest.number} took its place on {latest.effective_from:%-d %B %Y}.")
