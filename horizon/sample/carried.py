"""What became of one decision of last quarter's PDG: something was tried, it ended, a lesson was recorded. With it the
sample holds one thread from a referral to a lesson."""

from datetime import timedelta
from decimal import Decimal

from bcsp.people.models import Post
from bcsp.people.sample import acting
from bcsp.records.clock import today
from governance.models import Decision, Meeting
from horizon.sample.meetings import OUTCOMES
from memory import actions

BEGUN, ENDED = timedelta(days=4), timedelta(days=26)  # after the meeting
FOUND = "31 of 40 houses took timers; no fire in any of the forty in a month, one in the houses not visited."
LESSON = "Bring the timer and fit it: those that were left with a leaflet stayed in their box."


def carry_out(meeting: Meeting) -> None:
    """The safety visits that PDG asked the fire service for, and what was learned from them."""
    by = acting("coordinator")
    decision = Decision.objects.get(item__meeting=meeting, wording=OUTCOMES[0].wording)
    row = actions.log_intervention(
        title="Charger timers for forty shared houses",
        place="Shared houses in Quillmoor and Tallowgate",
        who="The fire service, with the landlords",
        cost=Decimal(1800),
        begins=meeting.day + BEGUN,
        ends=meeting.day + ENDED,
        result="promising",
        found=FOUND,
        lesson=LESSON,
        decision=decision,
        lead=Post.objects.get(organisation__slug="pdg", label="Member for West Midlands Fire Service"),
        screened=True,
        by=by,
    )
    actions.record_lesson(
        intervention=row,
        claim=LESSON,
        use_when="A small device keeps people safe, and somebody is at the door anyway.",
        avoid_when="Fitting it needs a landlord’s leave that nobody has asked for.",
        evidence=FOUND,
        owner=row.lead,
        review_on=today() + timedelta(days=365),
        screened=True,
        by=by,
    )
