"""Coming decisions: written, published once, tied to a meeting, then made or dropped with a reason."""

from typing import Any

from bcsp.people.models import Organisation
from bcsp.records.actions import action, demand, save, take
from bcsp.records.clock import now
from bcsp.records.errors import Refused
from bcsp.records.links import connect
from bcsp.records.models import Link
from bcsp.records.viewer import Viewer
from governance import rules
from governance.choices import COMING, DecisionState
from governance.models import ComingDecision, Decision, Meeting


@action
def add_coming(*, body: Organisation, by: Viewer, meeting: Meeting | None = None, **words: Any) -> ComingDecision:
    """A draft of what a body is going to decide. `words`: title, about, expected, contact, audience."""
    demand(rules.ANNOUNCE, by, body)
    _fits(body.pk, meeting)
    return save(ComingDecision(body=body, meeting=meeting, created_by_id=by.person_id, **words))


@action
def change_coming(
    *, coming: ComingDecision, version: int, by: Viewer, meeting: Meeting | None = None, **words: Any
) -> ComingDecision:
    """Other words for one that nobody outside has read yet. Raises Stale, Refused."""
    demand(rules.ANNOUNCE, by, coming)
    coming = take(coming, version)
    if coming.published_at:
        raise Refused("This is published: its readers rely on it. Link it to a meeting, or drop it with a reason.")
    _still_open(coming)
    _fits(coming.body_id, meeting)
    coming.meeting = meeting
    for column, value in words.items():
        setattr(coming, column, value)
    return save(coming)


@action
def publish_coming(*, coming: ComingDecision, version: int, by: Viewer) -> ComingDecision:
    """Publish it to its readers. The day stays for good: the days of notice are counted from it. Raises Stale."""
    demand(rules.ANNOUNCE, by, coming)
    coming = take(coming, version)
    if coming.published_at:
        raise Refused("This was published already, and the day stays as it was.")
    _still_open(coming)
    coming.published_at, coming.published_by_id = now(), by.person_id
    return save(coming)


@action
def schedule_coming(*, coming: ComingDecision, version: int, meeting: Meeting | None, by: Viewer) -> ComingDecision:
    """Tie it to the meeting at which it is to be made, published or not; None unties it. Raises Stale, Refused."""
    demand(rules.ANNOUNCE, by, coming)
    coming = take(coming, version)
    _still_open(coming)
    _fits(coming.body_id, meeting)
    coming.meeting = meeting
    return save(coming)


@action
def drop_coming(*, coming: ComingDecision, version: int, why: str, by: Viewer) -> ComingDecision:
    """Say that it is not coming any more, and why. Whoever could read it reads that. Raises Stale, Refused."""
    demand(rules.ANNOUNCE, by, coming)
    coming = take(coming, version)
    _still_open(coming)
    coming.dropped_at, coming.dropped_by_id, coming.dropped_why = now(), by.person_id, why.strip()
    return save(coming)


@action
def make_coming(*, coming: ComingDecision, version: int, decision: Decision, by: Viewer) -> ComingDecision:
    """Say which agreed decision of the body came of it. Raises Stale, Refused."""
    demand(rules.ANNOUNCE, by, coming)
    coming = take(coming, version)
    _still_open(coming)
    if not coming.published_at:
        raise Refused("This was never published, so nobody could know that it was coming. Drop it with that reason.")
    if decision.state != DecisionState.AGREED or decision.body_id != coming.body_id:
        raise Refused(f"Choose an agreed decision of {coming.body.brief}.")
    if decision.decided_on < coming.published_on:
        raise Refused(
            "That was decided before this was published. Choose another decision, or drop this with a reason."
        )
    coming.decision = decision
    save(coming)
    connect(decision, Link.Relation.DECIDES, coming)
    return coming


def _still_open(coming: ComingDecision) -> None:
    if coming.dropped_at:
        raise Refused("This was dropped: it is not coming any more. Write a new one if it comes back.")
    if coming.decision_id:
        raise Refused("What came of this is recorded already.")


def _fits(body_id: int, meeting: Meeting | None) -> None:
    if meeting is None:
        return
    if meeting.body_id != body_id:
        raise Refused("Choose a meeting of the body that decides.")
    if meeting.state not in COMING:
        raise Refused("That meeting is over or cancelled. Choose one that is to come.")
