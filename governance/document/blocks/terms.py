"""Terms of reference: what each body is for, and the rules by which it works, as its own rows say."""

from dataclasses import dataclass
from datetime import date

from bcsp.strands import Block, Fact
from governance.document.bodies import (
    Body,
    above_fact,
    bodies,
    meets_fact,
    name_fact,
    notice_fact,
    papers_fact,
    purpose_fact,
    quorum_fact,
    source_fact,
)

STATED = (name_fact, purpose_fact, above_fact, meets_fact, quorum_fact, notice_fact, papers_fact, source_fact)


@dataclass(frozen=True)
class TermsOfReference:
    """Every body with the rules in force on the day."""

    bodies: tuple[Body, ...]


def terms(day: date) -> TermsOfReference | None:
    found = bodies(day)
    return TermsOfReference(found) if found else None


def facts(data: TermsOfReference) -> list[Fact]:
    return [fact(body) for body in data.bodies for fact in STATED]


BLOCKS = (Block("governance.terms", "Terms of reference", terms, facts, "governance/document/terms.html"),)
