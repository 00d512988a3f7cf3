"""Terms of reference: what each body is for, and the rules by which it works, as its own rows say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bcsp.strands import Block, Fact
from governance.document.alike import alike, heading_of
from governance.document.bodies import (
    NOT_SET,
    Body,
    above_fact,
    bodies,
    listed,
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

    @property
    def statements(self) -> "list[Statement]":
        """The Board and PDG by themselves, local groups together."""
        return [Statement(tuple(found)) for _, found in alike(self.bodies, lambda body: body.tier)]


@dataclass(frozen=True)
class Statement:
    """The terms of bodies of one tier."""

    bodies: tuple[Body, ...]

    @property
    def heading(self) -> str:
        return heading_of(self.bodies)

    @property
    def rows(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Each rule with what it says; where bodies differ, by the names of those of which it says so, otherwise ""."""
        return [(label, _said(words, self.bodies)) for label, words in _labelled(self.bodies)]


def _labelled(bodies: Sequence[Body]) -> list[tuple[str, list[str]]]:
    """A label, and what is to be said under it of each body."""
    rows = [
        ("What it does", [body.purpose for body in bodies]),
        ("Reports to", [body.reports_to for body in bodies]),
    ]
    if not any(body.terms.is_set for body in bodies):
        return [*rows, ("Meetings, quorum, notice and papers", [NOT_SET] * len(bodies))]
    return [
        *rows,
        ("Meets", [body.terms.meets for body in bodies]),
        ("Quorum", [_present(body.terms.quorum) for body in bodies]),
        ("Notice of a meeting", [body.terms.notice for body in bodies]),
        ("Papers close", [body.terms.papers for body in bodies]),
        ("Where the rules stand", [body.terms.source for body in bodies]),
    ]


def _said(words: list[str], bodies: Sequence[Body]) -> list[tuple[str, str]]:
    found = alike(zip(words, bodies, strict=True), lambda pair: pair[0])
    if len(found) == 1:
        return [("", words[0])]
    return [(listed([body.brief for _, body in pairs]), word) for word, pairs in found]


def _present(quorum: str) -> str:
    return quorum if quorum == NOT_SET else f"{quorum} present"


def terms(day: date) -> TermsOfReference | None:
    found = bodies(day)
    return TermsOfReference(found) if found else None


def facts(data: TermsOfReference) -> list[Fact]:
    return [fact(body) for body in data.bodies for fact in STATED]


BLOCKS = (Block("governance.terms", "Terms of reference", terms, facts, "governance/document/terms.html"),)
