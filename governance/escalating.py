"""The way of a question to the tier above: asked, placed, decided, answered, heard again; with days."""

from dataclasses import dataclass
from datetime import date

from bcsp.records.clock import day_of
from governance.choices import DecisionState, MeetingState
from governance.models import AgendaItem, BacklogItem, Decision, Escalation


@dataclass(frozen=True)
class Step:
    """One step, as the timeline shows it. `text` and `url` only where the viewer may read them."""

    title: str
    at: date
    text: str = ""
    url: str = ""


@dataclass(frozen=True)
class Journey:
    """The steps in order, and what of them is for named readers, for the access log."""

    steps: list[Step]
    read: list[Decision | Escalation]


def journey(escalation: Escalation, viewer) -> Journey:
    """The way of an escalation that the viewer may read. That a body placed it, and on which day it meets, is no
    secret between the two; its agenda, decisions and answers are shown to those who may read them."""
    sender, receiver = escalation.sender.brief, escalation.receiver.brief
    placed = _placed(escalation)
    decisions = _decided(escalation, placed, viewer)
    onward = list(Escalation.objects.visible_to(viewer).filter(item__in=placed).select_related("sender", "receiver"))
    above = [item for item in placed if item.meeting.body_id == escalation.receiver_id]
    steps = [Step(f"{sender} asked {receiver}", escalation.day), *_placings(above, viewer)]
    steps += [Step(f"{receiver} decided", each.decided_on, str(each), each.get_absolute_url()) for each in decisions]
    steps += [
        Step(f"{receiver} asked {each.receiver.brief} in turn", each.day, each.question, each.get_absolute_url())
        for each in onward
    ]
    if escalation.is_answered:
        steps.append(Step(f"{receiver} answered {sender}", day_of(escalation.answered_at)))
        steps += _placings([item for item in placed if item not in above], viewer)
    return Journey(sorted(steps, key=lambda step: step.at), [*decisions, *onward])


def _placed(escalation: Escalation) -> list[AgendaItem]:
    """Items of either body by which it came before a meeting, and those that they were carried on to."""
    rows = BacklogItem.objects.filter(escalation=escalation, placed__isnull=False)
    found = list(AgendaItem.objects.filter(pk__in=rows.values("placed")).select_related("meeting__body"))
    latest = found
    while latest:
        latest = list(AgendaItem.objects.filter(carried_from__in=latest).select_related("meeting__body"))
        found += latest
    return [item for item in found if item.meeting.state != MeetingState.CANCELLED]


def _placings(placed: list[AgendaItem], viewer) -> list[Step]:
    """A step for each agenda on which it stood or stands; with its address for those who may go there."""
    keys = [item.pk for item in placed]
    seen = set(AgendaItem.objects.visible_to(viewer).filter(pk__in=keys).values_list("pk", flat=True))
    return [
        Step(
            f"On the agenda of {item.meeting.body.brief} for {item.meeting.day:%-d %B %Y}",
            day_of(item.created_at),
            url=item.get_absolute_url() if item.pk in seen else "",
        )
        for item in placed
    ]


def _decided(escalation: Escalation, placed: list[AgendaItem], viewer) -> list[Decision]:
    """What the receiver decided under it, or gave as the decision behind its answer."""
    own = [item.pk for item in placed if item.meeting.body_id == escalation.receiver_id]
    found = Decision.objects.visible_to(viewer).filter(state=DecisionState.AGREED)
    under = found.filter(item__in=own)
    return list((under | found.filter(pk=escalation.decision_id)).order_by("decided_on", "pk"))
