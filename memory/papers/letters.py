"""The letter to an applicant: how it was decided, in words that can stand in a letter, and how to ask about it.

It holds what is for the applicant and nothing else: never what stands for ourselves, no score, no person's name.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from bcsp.documents.papers import Paper, Readers, as_pdf
from bcsp.people.queries import sample_data
from memory.choices import ACCEPTING, FOR, DecidedHow, Direction, Outcome, Reason
from memory.choices import AGAINST as AGAINST_IT
from memory.models import Application

TITLE = "Your application"
PAID = "We shall write to you about when the money is paid and what we ask you to report."
AGAIN = "You are welcome to apply again: our coming funding rounds are published on our website."
DECIDED = {
    Outcome.ACCEPTED: "We are glad to tell you that your application is accepted. You are awarded £{awarded}.",
    Outcome.IN_PART: "We are glad to tell you that your application is accepted in part. You are awarded £{awarded} of "
    "the £{asked} that you asked for.",
    Outcome.CONDITIONS: "We are glad to tell you that your application is accepted, with conditions. You are awarded "
    "£{awarded} once the conditions below are met.",
    Outcome.RESERVE: "Your application is on the reserve list. It is not funded now; if money becomes free, we come "
    "back to it and write to you again.",
    Outcome.NOT_FUNDED: "We are sorry to tell you that your application is not funded this time.",
    Outcome.WITHDRAWN: "You withdrew your application, and we have closed it.",
}
TOLD = {  # where nobody has written a text for the applicant
    Outcome.ACCEPTED: PAID,
    Outcome.IN_PART: f"Please tell us whether you can do the work for this sum, or which part of it. {PAID}",
    Outcome.CONDITIONS: f"Please tell us when each condition is met. {PAID}",
    Outcome.RESERVE: "You need not apply again for this. Please tell us if you no longer need the money.",
    Outcome.NOT_FUNDED: f"Thank you for the work that went into it. {AGAIN}",
    Outcome.WITHDRAWN: AGAIN,
}
AGAINST = {  # over the reasons that speak against it
    Outcome.ACCEPTED: "What we ask you to look at",
    Outcome.IN_PART: "Why it is not all that you asked for",
    Outcome.CONDITIONS: "What we ask you to look at",
    Outcome.RESERVE: "Why it is on the reserve list",
    Outcome.NOT_FUNDED: "Why it is not funded",
    Outcome.WITHDRAWN: "",
}
HOW = {
    DecidedHow.MEETING: "at a meeting",
    DecidedHow.URGENT: "by the chair, between meetings",
    DecidedHow.DELEGATED: "under delegated authority",
}
REASONS = {
    Reason.FITS: "It fits one of our priorities.",
    Reason.NEED: "It shows clearly that there is a need.",
    Reason.PROVEN: "It uses a method that has been shown to work.",
    Reason.DELIVERY: "The plan for carrying it out is sound.",
    Reason.VALUE: "It is good value for the money.",
    Reason.INELIGIBLE: "It does not meet the conditions for applying.",
    Reason.OUTSIDE: "It lies outside the priorities that this money is for.",
    Reason.WEAK_NEED: "It does not show clearly enough that there is a need.",
    Reason.WEAK_DELIVERY: "It does not show clearly enough how it would be carried out.",
    Reason.COST: "It costs too much for what it would bring, or the costs are not clear.",
    Reason.RISK: "It leaves a risk open, such as how people are kept safe.",
    Reason.DUPLICATES: "Others do the same work already.",
    Reason.EXHAUSTED: "There was not enough money for all that deserved it.",
    Reason.LATE: "It came after the closing date.",
    Reason.WITHDREW: "You withdrew it.",
}


@dataclass(frozen=True)
class Letter:
    """All that the letter shows. An empty text is a part that it does not have."""

    reference: str
    to: str
    about: str
    day: date
    decided: str
    how: str
    told: tuple[str, ...]
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    against: str
    conditions: str
    would_change: str
    contact: str


def has_letter(row: Application) -> bool:
    """Whether there is one to write: of a decided application to us."""
    return bool(row.outcome) and row.direction == Direction.IN


def letter_of(row: Application) -> Paper:
    """The letter as a paper, of an application that `has_letter`."""
    return Paper(
        key=f"memory.letter:{row.pk}",
        title=f"{TITLE}: {row.title}",
        line=row.said,
        readers=Readers(row.audience, tuple(row.reader_bodies), tuple(row.reader_roles)),
        subject_kind="memory.application",
        subject_id=row.pk,
        template="memory/paper_letter.html",
        data=_letter(row),
    )


def letter_pdf(row: Application) -> bytes:
    """The letter as it is sent. It leaves the house, so its pages name whom it is for and no reader of ours."""
    marking = f"For {row.applicant.name}{' · Sample data: invented' if sample_data() else ''}"
    return as_pdf(letter_of(row), marking=marking)


def _letter(row: Application) -> Letter:
    outcome = Outcome(row.outcome)
    sums = {"asked": _pounds(row.asked), "awarded": _pounds(row.awarded)}
    return Letter(
        reference=row.reference,
        to=row.applicant.name,
        about=row.title,
        day=row.decided_on,
        decided=DECIDED[outcome].format(**sums),
        how=HOW[DecidedHow(row.decided_how)],
        told=tuple(line for line in (row.told or TOLD[outcome]).splitlines() if line.strip()),
        speaks_for=tuple(_reasons(row, FOR)),
        speaks_against=tuple(_reasons(row, AGAINST_IT)) if AGAINST[outcome] else (),
        against=AGAINST[outcome],
        conditions=row.conditions if outcome in ACCEPTING else "",
        would_change="" if outcome in ACCEPTING else row.would_change,
        contact=settings.PARTNERSHIP_CONTACT,
    )


def _reasons(row: Application, kind: Iterable[Reason]) -> list[str]:
    return [REASONS[reason] for reason in kind if reason in row.reasons]


def _pounds(amount: object) -> str:
    return "" if amount is None else f"{amount:,.2f}".removesuffix(".00")
