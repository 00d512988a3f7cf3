"""Meetings, papers and decisions for governance's tests, made through its own actions."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

import pytest

from bcsp.documents.papers import Paper, Readers
from bcsp.records.clock import LONDON, pretend, today
from bcsp.strands import strands
from governance import actions
from governance.models import AgendaItem, BacklogItem, ComingDecision, Decision, Escalation, Meeting, Report
from tests.make import body, viewer

CANARY = "zephyrquince"  # a word that is nowhere else
PRIVATE = {
    "private": True,
    "paragraph": 3,
    "withheld_why": "A provider's prices would be known to its competitors.",
    "withheld_by": "The chair",
}
# What `report` takes for a private paper.
PRIVATE_PAPER = {key: value for key, value in PRIVATE.items() if key != "private"} | {"audience": "named"}
_minutes = count(1)
_keys = count(1)


@dataclass(frozen=True)
class Words:
    """The data of a test's paper: one text."""

    text: str


def meeting(slug: str = "pdg", days: int = 14, **fields) -> Meeting:
    """A draft meeting so many days from now, at an hour of its own, arranged by the coordinator."""
    starts_at = datetime.combine(today() + timedelta(days=days), datetime.min.time(), LONDON)
    number = next(_minutes) % 1400  # today's have all begun, whatever the hour of the test
    starts_at += timedelta(minutes=number) if days else timedelta(milliseconds=number)
    by = viewer("coordinator")  # of today: their seat may be younger than the meeting
    with pretend(min(starts_at.date(), today())):
        return actions.arrange_meeting(body=body(slug), starts_at=starts_at, by=by, **fields)


def published(days: int = 0, **options) -> Meeting:
    return actions.publish_agenda(meeting=meeting(days=days), by=viewer("clerk"), **options)


def held(days: int = 0, **options) -> Meeting:
    return actions.hold_meeting(meeting=published(days, **options), by=viewer("clerk"))


def paper(subject, text: str = "A paper's text.", readers: Readers | None = None, **fields) -> Paper:
    """A paper about a row (any model that has a key)."""
    number = next(_keys)
    given = {"title": f"Paper {number}", "line": f"Paper {number} in a line", "recommendation": "Agree it"}
    given |= {"template": "governance_test/paper.html", **fields}
    return Paper(
        key=f"test.paper:{number}",
        readers=readers or Readers("partners"),
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        data=Words(text),
        **given,
    )


def flats(**words) -> Paper:
    """A paper for PDG alone."""
    return paper(body("bvsc"), "Flats.", Readers("named", bodies=(body("pdg").pk,)), title="Flats", **words)


def offers(monkeypatch: pytest.MonkeyPatch, *papers: Paper) -> None:
    """Let the foundation's own strand put these papers forward under Emerging Trends, and no other strand any."""
    for strand in strands():
        offered = list(papers) if strand.app == "governance" else []
        answer = {"emerging_trends": offered}
        monkeypatch.setattr(type(strand), "papers", lambda self, kind, body_id, day, a=answer: a.get(kind, []))


def item(of: Meeting, title: str = "Lights in the park", persona: str = "clerk", **words) -> AgendaItem:
    """An item of its own, that takes papers."""
    return actions.add_item(meeting=of, title=title, by=viewer(persona), **words)


def report(under: AgendaItem | None = None, persona: str = "coordinator", **words) -> Report:
    """A typed paper under an item; without one, on a draft agenda."""
    given = {"title": "Lights", "ask": "Agree the lights", "body": "<p>They are dim.</p>", **words}
    return actions.add_report(item=under or item(meeting()), by=viewer(persona), **given)


def emerging(of: Meeting) -> AgendaItem:
    return of.items.get(kind="emerging_trends")


def draft(item: AgendaItem, **fields) -> Decision:
    given = {"wording": "It is agreed.", "reasons": "It is needed.", "authority_detail": "The meeting", **fields}
    return actions.record_decision(item=item, by=viewer("clerk"), **given)


def agreed(item: AgendaItem, **fields) -> Decision:
    return actions.agree_decision(decision=draft(item, **fields), by=viewer("clerk"))


def waiting(slug: str = "pdg", title: str = "Bins") -> BacklogItem:
    """Something that waits in the body's backlog."""
    return actions.put_by(body=body(slug), title=title, by=viewer("coordinator"))


def typed(of: Meeting, title: str = "Bins", **words) -> AgendaItem:
    """The same by the coordinator, who serves every body."""
    return item(of, title, "coordinator", **words)


def read_item(slug: str = "ldg-north", **words) -> AgendaItem:
    """An item of a published agenda."""
    draft = meeting(slug, days=0)
    item = typed(draft, **words)
    actions.publish_agenda(meeting=draft, by=viewer("coordinator"))
    return AgendaItem.objects.get(pk=item.pk)


def asked(item: AgendaItem | None = None, question: str = "May we test samples?", by: str = "ldg.north") -> Escalation:
    """What LDG North asks of PDG, about a published item of its own."""
    return actions.escalate(item=item or read_item(), question=question, by=viewer(by))


def answered(of: Escalation, answer: str = "Yes, ten.", by: str = "clerk", **words) -> Escalation:
    return actions.answer_escalation(escalation=of, version=of.version, answer=answer, by=viewer(by), **words)


def coming(slug: str = "pdg", by: str = "clerk", **words) -> ComingDecision:
    """A draft of a coming decision."""
    given = {"title": "Sampling", "about": "Whether to test.", "expected": today(), "audience": "public", **words}
    return actions.add_coming(body=body(slug), by=viewer(by), **given)


def announced(slug: str = "pdg", by: str = "clerk", **words) -> ComingDecision:
    row = coming(slug, by, **words)
    return actions.publish_coming(coming=row, version=row.version, by=viewer(by))
