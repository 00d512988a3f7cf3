"""What waits in the invented partnership: questions of LDG North, PDG's backlog, coming decisions of the Board."""

from datetime import date, timedelta

from bcsp.people.models import Organisation
from bcsp.people.sample import acting
from bcsp.records.clock import pretend
from bcsp.records.models import Audience
from governance import actions
from governance.choices import DecisionState
from governance.models import AgendaItem, BacklogItem, ComingDecision, Decision, Meeting
from governance.sample.days import board, thursday
from governance.sample.meetings import arranged, last_pdg

NORTH_EARLIER, NORTH_LAST, NORTH_NEXT = -84, -28, 21  # days from the first load
PLACE = "Invented Community Hall, Larkhurst"


def sample_waiting() -> None:
    """Called once PDG's meetings stand, before the last of them is published."""
    pdg = last_pdg()
    earlier = _local(NORTH_EARLIER, "Off-road bikes on the canal path", "Residents met them on most weekends.")
    with pretend(earlier.day + timedelta(days=1)):
        first = actions.escalate(
            item=earlier,
            question="May LDG North ask for gates that keep motorbikes off the canal path, and who would pay for them?",
            by=acting("ldg.north"),
        )
    with pretend(pdg.day - timedelta(days=12)):
        row = BacklogItem.objects.get(escalation=first, placed=None)
        actions.place_item(row=row, meeting=pdg, by=acting("clerk"))
    later = arranged("ldg-north", thursday(NORTH_LAST), hour=10, place=PLACE)
    with pretend(pdg.day + timedelta(days=1)):
        actions.answer_escalation(
            escalation=first,
            version=first.version,
            answer="Yes, for two entrances as a trial. The canal's owner pays for the gates, partners for the signs. "
            "PDG looks at what they changed after three months.",
            by=acting("clerk"),
        )
    again = _local(NORTH_LAST, "Vapes sold near two schools", "Shops were named to trading standards.", later)
    with pretend(again.day + timedelta(days=1)):
        actions.escalate(
            item=again,
            question="Can PDG ask trading standards for a second round of test purchases before the summer?",
            by=acting("ldg.north"),
        )
    arranged("ldg-north", thursday(NORTH_NEXT), hour=10, place=PLACE)
    _backlog()


def _local(days: int, title: str, introduction: str, meeting: Meeting | None = None) -> AgendaItem:
    """An item of a meeting of LDG North that was held; the coordinator serves as its clerk."""
    clerk, meeting = acting("coordinator"), meeting or arranged("ldg-north", thursday(days), hour=10, place=PLACE)
    with pretend(meeting.day - timedelta(days=8)):
        item = actions.add_item(meeting=meeting, title=title, introduction=introduction, by=clerk)
        actions.publish_agenda(meeting=meeting, by=clerk)
    with pretend(meeting.day, hour=17):
        actions.hold_meeting(meeting=meeting, by=clerk)
    return AgendaItem.objects.select_related("meeting__body").get(pk=item.pk)


def _backlog() -> None:
    """Two things that PDG wants to come back to."""
    pdg = Organisation.objects.get(slug="pdg")
    given = (
        ("Terms of reference: the yearly look", "Agreed a year ago, to be read again each year.", "decision", -35),
        (
            "What the night marshals see",
            "Tallowgate Night Marshals offer to show a month of their log.",
            "discussion",
            -7,
        ),
    )
    for title, introduction, purpose, days in given:
        with pretend(thursday(days)):
            actions.put_by(body=pdg, title=title, introduction=introduction, purpose=purpose, by=acting("clerk"))


def announced_decisions() -> None:
    """Of the Board: one that was made, one to come, one dropped."""
    made = Decision.objects.filter(body__slug="board", state=DecisionState.AGREED, audience=Audience.PUBLIC)
    decision = made.order_by("-decided_on", "-pk").first()
    first = _announced(
        "How often to receive a community tension report",
        "Whether the Board and PDG get the report monthly or quarterly, and what that costs in hours.",
        decision.decided_on - timedelta(days=33),
        decision.decided_on,
    )
    with pretend(decision.decided_on + timedelta(days=1)):
        actions.make_coming(coming=first, version=first.version, decision=decision, by=acting("clerk"))
    meeting = Meeting.objects.get(body__slug="board", starts_at__date=board(1))
    _announced(
        "Priorities of the partnership for next year",
        "Which of this year's priorities go on, which end, and what the strategic assessment adds.",
        thursday(-7),
        meeting.day,
        meeting,
    )
    dropped = _announced(
        "A shared mailbox for referrals",
        "Whether referrals come in by one mailbox for all agencies.",
        thursday(-63),
        thursday(-21),
    )
    with pretend(thursday(-28)):
        why = "Referrals come in by the form on this system, so no mailbox is needed."
        actions.drop_coming(coming=dropped, version=dropped.version, why=why, by=acting("clerk"))


def _announced(title: str, about: str, first: date, expected: date, meeting: Meeting | None = None) -> ComingDecision:
    """Published for everyone on the day `first`."""
    with pretend(first):
        row = actions.add_coming(
            body=Organisation.objects.get(slug="board"),
            title=title,
            about=about,
            expected=expected,
            meeting=meeting,
            contact="Coordinator, BCSP",
            audience=Audience.PUBLIC,
            by=acting("clerk"),
        )
        return actions.publish_coming(coming=row, version=row.version, by=acting("clerk"))
