"""Decisions: written down as a draft, agreed once, then locked with their seal. A change is a new decision."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Model
from procrastinate.contrib.django import app

from bcsp.notices.actions import notify
from bcsp.people.models import Organisation
from bcsp.records.actions import action, demand, save, take
from bcsp.records.clock import now, today
from bcsp.records.errors import Refused, Stale
from bcsp.records.links import connect
from bcsp.records.models import Audience, Link, next_reference
from bcsp.records.viewer import Viewer
from bcsp.strands import decision_part, owner_of
from governance import rules, sealing
from governance.actions.attendance import count_seats
from governance.choices import ISSUED, URGENT_DECISIONS, Authority, DecisionState
from governance.house_items import put_on_next_agenda
from governance.members import readers_of
from governance.models import AgendaItem, Decision
from governance.queries import named_source
from governance.recommended import goes_as_far, paper_of
from governance.urgent import mention_at

NOTICE_JOB = "governance.store_notice"


@action
def record_decision(
    *,
    item: AgendaItem,
    by: Viewer,
    wording: str,
    reasons: str,
    authority_detail: str,
    title: str = "",
    authority: str = Authority.MEETING,
    departs: str = "",
    decided_on: date | None = None,
    audience: str | None = None,
    opened: bool = False,
    subject: Model | None = None,
    more: Mapping[str, Any] | None = None,
    **words: Any,
) -> Decision:
    """A draft of what the body decided under an item, about `subject` where it is about one.

    `words` are further columns of Decision: options, dissent, review_on, ends_funding, notice_on, equality_impact.
    Title, readers and day come from the subject's paper and the meeting where they are not given. A decision on a
    paper for named readers goes further only with `opened`: somebody has checked that it gives nothing away. `more` is
    what the subject's strand asks of a decision besides.
    """
    item = AgendaItem.objects.select_related("meeting__body").get(pk=item.pk)
    demand(rules.RECORD, by, item)
    if item.meeting.state not in ISSUED:
        raise Refused("Publish the agenda first: a decision is taken under an item that its members could read.")
    paper = paper_of(item, subject)
    decision = Decision(
        item=item,
        body_id=item.meeting.body_id,
        subject=subject,
        title=title or (paper.paper.title if paper else item.title)[:150],
        decided_on=decided_on or item.meeting.day,
        created_by_id=by.person_id,
    )
    audience = audience or (paper.paper.audience if paper else Audience.PARTNERS)
    fields = {"wording": wording, "reasons": reasons, "authority": authority, "departs": departs}
    _fill(decision, audience=audience, opened=opened, authority_detail=authority_detail, **fields, **words)
    return _save(decision, more)


@action
def record_urgent(
    *,
    body: Organisation,
    by: Viewer,
    urgent_why: str,
    consulted: str,
    subject: Model | None = None,
    more: Mapping[str, Any] | None = None,
    **words: Any,
) -> Decision:
    """A draft of what the body's chair decides between meetings: under no item, reported to the next meeting.

    It says why it could not wait and who was consulted. `words` are columns as for `record_decision`; title, wording,
    reasons and authority_detail among them; `subject` and `more` are as there.
    """
    demand(rules.RECORD, by, body)
    day = words.pop("decided_on", None) or today()
    decision = Decision(body=body, subject=subject, decided_on=day, created_by_id=by.person_id)
    readers = {"audience": words.pop("audience", Audience.PARTNERS), "opened": words.pop("opened", False)}
    _fill(decision, **readers, authority=Authority.URGENT, urgent_why=urgent_why, consulted=consulted, **words)
    return _save(decision, more)


@action
def redraft_decision(
    *,
    decision: Decision,
    version: int,
    by: Viewer,
    audience: str,
    opened: bool = False,
    more: Mapping[str, Any] | None = None,
    **fields: Any,
) -> Decision:
    """Other words for a decision that is still a draft. Raises Stale, Refused."""
    demand(rules.RECORD, by, decision)
    decision = take(decision, version)
    if decision.state != DecisionState.DRAFT:
        raise Refused("This decision is agreed and locked. To change it, record a new decision that supersedes it.")
    _fill(decision, audience=audience, opened=opened, **fields)
    return _save(decision, more)


@action
def supersede(
    *,
    decision: Decision,
    by: Viewer,
    audience: str,
    opened: bool = False,
    item: AgendaItem | None = None,
    more: Mapping[str, Any] | None = None,
    **fields: Any,
) -> Decision:
    """A draft of a decision that takes the place of an agreed one, which stays as it was agreed.

    `item` is where the body came back to it, if it was under another item than the first time.
    """
    demand(rules.RECORD, by, decision)
    old = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if old.state != DecisionState.AGREED:
        raise Refused("This decision is a draft still: change it instead.")
    if Decision.objects.filter(supersedes=old).exists():
        raise Refused("Another decision supersedes this one already. Open that one.")
    item = item or old.item
    if item is None:
        raise Refused("The chair took this decision between meetings. Choose the item under which the body changed it.")
    if item.meeting.body_id != old.body_id:
        raise Refused(f"Only {old.body.brief} can change its own decision. Choose an item of its agenda.")
    new = Decision(item=item, body_id=old.body_id, subject=old.subject, supersedes=old, created_by_id=by.person_id)
    _fill(new, audience=audience, opened=opened, **fields)
    return _save(new, more)


@action
def agree_decision(*, decision: Decision, by: Viewer, version: int | None = None) -> Decision:
    """Lock a draft: reference, seal, link to its subject, and whatever the subject's strand does about it.

    `version` is the draft that the person who agrees has read; Stale where it changed since. All or nothing: where
    that strand refuses, the decision stays a draft. The register is locked first, so twenty agreeing at once queue
    here and make one chain.
    """
    demand(rules.RECORD, by, decision)
    sealing.lock_register()
    found = Decision.objects.select_for_update(of=("self",)).select_related("item__meeting__body", "body")
    decision = found.get(pk=decision.pk)
    if decision.state != DecisionState.DRAFT:
        raise Refused(f"This decision was agreed already, as {decision.reference}.")
    if version is not None and version != decision.version:
        raise Stale(decision)
    if decision.item and not decision.item.meeting.took_place:
        raise Refused("Mark the meeting as held first; then agree what it decided.")
    if missing := _missing(decision):
        raise Refused(f"This decision ends or cuts funding. Before it can be agreed, add {' and '.join(missing)}.")
    if decision.decided_on > today():
        raise Refused("The day of the decision lies ahead. Put it right before agreeing.")
    if _narrowed_since(decision):
        raise Refused(
            "Since this was written down, what lies behind it has become for named readers. Change the draft: give it "
            "their readers, or tick that it gives nothing away."
        )
    count_seats(decision)
    decision.state, decision.agreed_at, decision.agreed_by_id = DecisionState.AGREED, now(), by.person_id
    decision.reference = next_reference("DEC")
    decision.version += 1
    save(decision)
    sealing.seal(decision)
    subject = decision.subject
    if subject is not None:
        connect(decision, Link.Relation.DECIDES, subject)
        strand = owner_of(subject)
        if strand:
            strand.decided(subject, decision, by)
    elif decision.item:
        connect(decision, Link.Relation.ABOUT, decision.item)
    if decision.authority == Authority.URGENT:
        put_on_next_agenda(decision.body_id, URGENT_DECISIONS, by)
        mention_at(decision.body, by)
    for each in filter(None, (decision.pk, decision.supersedes_id)):  # the old one's notice says what took its place
        app.configure_task(NOTICE_JOB, queue="packs").defer(decision_id=each)
    people = set(readers_of(decision)) - {by.person_id, *decision.kept_from}
    notify(people, f"Decision {decision.reference} was agreed", decision.get_absolute_url())
    return decision


def _save(decision: Decision, more: Mapping[str, Any] | None) -> Decision:
    """The draft, with what the subject's strand keeps of it."""
    part = decision_part(decision.subject)
    save(decision)
    if part and more:
        part.keep(decision, more)
    return decision


def _missing(decision: Decision) -> list[str]:
    """What a decision to end funding still lacks (practice.md, rule 15); its reasons every decision has."""
    if not decision.ends_funding:
        return []
    day = [] if decision.notice_on else ["the day on which notice is given"]
    return [*day, *([] if decision.equality_impact.strip() else ["its equality impact"])]


def _narrowed_since(decision: Decision) -> bool:
    """Whether a draft goes to more than the readers of what lies behind it, and nobody has checked it for that."""
    if decision.is_named or decision.opened:
        return False
    return named_source(decision.item, decision.subject, decision.supersedes) is not None


def _fill(decision: Decision, *, audience: str, opened: bool, **fields: Any) -> None:
    """Set what was typed, and the readers: those of a named paper unless somebody opened the decision further."""
    for name, value in fields.items():
        setattr(decision, name, value)
    if not decision.ends_funding:
        decision.notice_on = None
    if decision.item_id and decision.authority == Authority.URGENT:
        raise Refused("What the chair decides between meetings stands under no item: record it from the body's page.")
    named = named_source(decision.item, decision.subject, decision.supersedes)
    if named and audience != Audience.NAMED and not opened:
        raise Refused(
            "What lies behind this decision is for named readers. Tick that its title, wording and reasons give "
            "nothing of it away before others may read the decision."
        )
    decision.audience, decision.opened = audience, bool(named and opened)
    decision.reader_bodies, decision.reader_roles = [], []
    if audience == Audience.NAMED:
        # Where its strand lets the body decide about it, the body reads what it decided.
        own = {decision.body_id} if named is None or decision_part(decision.subject) else set()
        decision.reader_bodies = sorted({*(named.reader_bodies if named else ()), *own})
        decision.reader_roles = list(named.reader_roles) if named else []
    decision.recommended = "" if named and opened else _departed_from(decision)


def _departed_from(decision: Decision) -> str:
    """The recommendation that the decision departs from: without it the reason would hang in the air. It is left out
    where the paper behind the decision is for fewer readers than the decision."""
    paper = paper_of(decision.item, decision.subject) if decision.departs and decision.item else None
    return paper.recommendation if paper and goes_as_far(paper.paper, decision) else ""
