"""How many score an application, who still has to, and where two differ so far that they should talk.

One scorer; two above the sum that its round names, or where somebody declared an interest in it (practice.md, rule 8;
domain.md §6.11). The sum, and how far is too far (§4.1), are our own.
"""

from collections.abc import Sequence
from decimal import Decimal

from memory.models import Application, Score
from memory.models.scores import GROUNDS

TWO_ABOVE = Decimal(10_000)  # pounds, where it is in no round: as a round begins
APART = 1  # words of the scale


def needed(row: Application) -> int:
    """How many people score it: 1 or 2."""
    above = row.round.two_scorers_above if row.round_id else TWO_ABOVE
    return 2 if row.asked > above or row.interests.exists() else 1


def missing(row: Application) -> int:
    """How many scores are still to come."""
    return max(needed(row) - row.scores.count(), 0)


def says_missing(row: Application) -> str:
    """Such as "Two people score this application, and one has."; empty where all scores are in."""
    to_come, of = missing(row), needed(row)
    if not to_come:
        return ""
    if of == 1:
        return "One person scores this application, and nobody has yet."
    return f"Two people score this application, and {'one has' if to_come == 1 else 'nobody has yet'}."


def far_apart(scores: Sequence[Score]) -> list[str]:
    """The grounds on which scores lie more than one word apart: their scorers talk before it is put forward."""
    return [
        words
        for column, words in GROUNDS.items()
        if (found := [getattr(score, column).position for score in scores]) and max(found) - min(found) > APART
    ]
