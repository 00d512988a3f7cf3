"""A matter goes to the tier above, and its answer comes back (LDG to PDG to Board)."""

from bcsp.notices.actions import notify
from bcsp.records.actions import action, demand, save, take
from bcsp.records.clock import now
from bcsp.records.errors import Refused
from bcsp.records.links import connect
from bcsp.records.models import Audience, Link
from bcsp.records.viewer import Viewer
from governance import rules
from governance.actions.agendas import draft_of
from governance.actions.backlog import dropped
from governance.actions.placing import bring_answers
from governance.actions.telling import tell_members
from governance.choices import ISSUED, DecisionState, Purpose
from governance.members import members_of, officers_of
from governance.models import AgendaItem, BacklogItem, Decision, Escalation
from governance.queries import drafts_to_come
from governance.waiting import above, waiting

TITLE = BacklogItem._meta.get_field("title").max_length


@action
def escalate(*, item: AgendaItem, question: str, by: Viewer) -> Escalation:
    """Ask the tier above about an item that its members could read. The question waits in that body's backlog.

    What is asked about a private item is for the members of both bodies, and nobody else.
    """
    demand(rules.ESCALATE, by, item)
    item = AgendaItem.objects.select_related("meeting__body").get(pk=item.pk)
    sender, receiver = item.meeting.body, above(item.meeting.body)
    if receiver is None:
        raise Refused(f"No tier is above {sender.brief}.")
    if item.meeting.state not in ISSUED:
        raise Refused("Publish the agenda first: a body asks about what its members could read.")
    readers = {"audience": Audience.NAMED, "reader_bodies": sorted([sender.pk, receiver.pk])} if item.is_named else {}
    escalation = Escalation(
        item=item, sender=sender, receiver=receiver, question=question, created_by_id=by.person_id, **readers
    )
    save(escalation)
    connect(escalation, Link.Relation.ABOUT, item)
    _wait(escalation, receiver, item.title, f"{sender.brief} asks: {question}", Purpose.DISCUSSION, by)
    people = _told(escalation) - {by.person_id}
    notify(people, f"{sender.brief} asks {receiver.brief} something", escalation.get_absolute_url())
    return escalation


@action
def answer_escalation(
    *, escalation: Escalation, version: int, answer: str, by: Viewer, decision: Decision | None = None
) -> Escalation:
    """The receiver's answer in words, with the decision behind it if there is one. Given once.

    It waits in the sender's backlog, and goes by itself on the sender's next draft agenda. Raises Stale, Refused.
    """
    demand(rules.ANSWER_BELOW, by, escalation)
    escalation = take(escalation, version)
    if escalation.is_answered:
        raise Refused("This question is answered already. Read the answer below.")
    if decision is not None and (decision.state != DecisionState.AGREED or decision.body_id != escalation.receiver_id):
        raise Refused(f"Choose an agreed decision of {escalation.receiver.brief}, or none.")
    escalation.answer, escalation.decision = answer.strip(), decision
    escalation.answered_at, escalation.answered_by_id = now(), by.person_id
    save(escalation)
    if decision is not None:
        connect(decision, Link.Relation.DECIDES, escalation)
    _close(escalation, by)
    _bring_back(escalation, by)
    words = f"{escalation.receiver.brief} answered what {escalation.sender.brief} asked"
    tell_members(escalation.sender_id, words, escalation.get_absolute_url(), by)
    return escalation


def _wait(escalation: Escalation, body, title: str, introduction: str, purpose: str, by: Viewer) -> BacklogItem:
    """A row in the backlog of either body, with the readers of the escalation and the reason of a private item."""
    why = escalation.item.reasons if escalation.is_named else {}
    row = BacklogItem(
        body=body,
        title=title[:TITLE],
        introduction=introduction,
        purpose=purpose,
        escalation=escalation,
        audience=escalation.audience,
        reader_bodies=escalation.reader_bodies,
        created_by_id=by.person_id,
        **why,
    )
    return save(row)


def _told(escalation: Escalation) -> set[int]:
    """Who hears of a question: those who prepare or lead the receiver's meetings, and can read it."""
    people = officers_of(escalation.receiver)
    return people & set(members_of(escalation.receiver_id)) if escalation.is_named else people


def _close(escalation: Escalation, by: Viewer) -> None:
    """What still waits for the receiver's agenda need not wait any more."""
    rows = waiting(escalation.receiver_id).filter(escalation=escalation).select_for_update(of=("self",))
    for row in rows:
        dropped(row, "Answered without a meeting.", by)


def _bring_back(escalation: Escalation, by: Viewer) -> None:
    """The answer in the sender's backlog, and on its next agenda that is a draft."""
    sender, receiver = escalation.sender, escalation.receiver
    said = f"{sender.brief} asked: {escalation.question}\n\n{receiver.brief} answers: {escalation.answer}"
    title = f"Answer of {receiver.brief}: {escalation.item.title}"
    _wait(escalation, sender, title, said, Purpose.INFORMATION, by)
    if meeting := drafts_to_come(sender.pk).first():
        bring_answers(draft_of(meeting))
