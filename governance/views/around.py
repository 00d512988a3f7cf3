"""What stands beside an agenda's items and a decision: what waits, where it came from, what was announced."""

from typing import Any

from governance import coming, rules, waiting
from governance.choices import ISSUED, DecisionState, MeetingState
from governance.entries import Entry
from governance.models import Decision, Escalation, Meeting


def around(viewer, meeting: Meeting, entries: list[Entry], *, alone: bool = False) -> dict[str, Any]:
    """For the pages of a meeting and of one item (`alone`): each entry's item gets its `way`. What waits in the backlog
    stands only on a draft agenda, for those who may place it there."""
    items = [entry.item for entry in entries]
    found = waiting.ways(items, viewer)
    for item in items:
        item.way = found[item.pk]
    body, is_draft = meeting.body, meeting.state == MeetingState.DRAFT
    may_prepare = viewer.may(rules.PREPARE, meeting)
    waits = list(waiting.waits(viewer, body)) if is_draft and may_prepare and not alone else []
    may_ask = meeting.state in ISSUED and viewer.may(rules.ESCALATE, meeting)
    return {"waits": waits, "may_carry": may_prepare, "above": waiting.above(body) if may_ask else None}


def also_read(entries: list[Entry], shown: dict[str, Any]) -> list[Any]:
    """What `around` shows, for the access log."""
    ways = [entry.item.way for entry in entries]
    asked: list[Escalation] = [each for way in ways for each in (*way.asked, way.answers)]
    return [*shown["waits"], *asked]


def announced(decision: Decision, viewer) -> dict[str, Any]:
    """For a decision's page: the coming decision that it made, with the days of notice, or whether there is one to
    choose."""
    row = coming.coming(viewer).filter(decision=decision).first()
    may = viewer.may(rules.ANNOUNCE, decision) and decision.state == DecisionState.AGREED
    return {
        "was_coming": row,
        "notice_given": coming.days_of_notice(row) if row else None,
        "benchmark": coming.BENCHMARK,
        "may_link_coming": may and row is None and coming.candidates(decision, viewer).exists(),
    }
