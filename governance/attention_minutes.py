"""What of minutes waits for those who write them: a draft to send round, a correction to answer."""

from collections import Counter
from collections.abc import Iterator

from bcsp.records.working_days import working_days_since
from bcsp.strands import Waiting
from governance import rules
from governance.choices import MeetingState, MinutesState, Outcome
from governance.models import Correction, Minutes

LATE = 10  # working days after the meeting


def minutes_waiting(viewer) -> Iterator[Waiting]:
    """Two queries, however many there are."""
    drafts = Minutes.objects.visible_to(viewer).filter(state=MinutesState.DRAFT, meeting__state=MeetingState.HELD)
    for minutes in drafts.select_related("meeting__body").order_by("meeting__starts_at"):
        if viewer.may(rules.MINUTE, minutes):
            late = working_days_since(minutes.meeting.day) > LATE
            yield Waiting(f"Finish and circulate the minutes of {minutes.meeting}", minutes.get_absolute_url(), late)
    asked = Correction.objects.visible_to(viewer).filter(outcome=Outcome.WAITING)
    rows = asked.select_related("minutes__meeting__body").order_by("minutes__meeting__starts_at")
    for minutes, count in Counter(row.minutes for row in rows).items():
        if viewer.may(rules.MINUTE, minutes):
            words = "1 correction is" if count == 1 else f"{count} corrections are"
            yield Waiting(f"{words} asked for in the minutes of {minutes.meeting}", minutes.get_absolute_url())
