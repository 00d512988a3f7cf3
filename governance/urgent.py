"""To which meeting a decision that the chair took between meetings is reported, and who mentions it before."""

from dataclasses import dataclass

from bcsp.notices.actions import notify
from bcsp.people.models import Organisation
from bcsp.people.roles import Role
from bcsp.records.viewer import Viewer
from governance.choices import MeetingState
from governance.members import in_office
from governance.models import Meeting
from governance.queries import drafts_to_come


@dataclass(frozen=True)
class Reporting:
    """The next meeting whose agenda can still bear it, None where none is arranged; and those to come before it whose
    agenda is out already. Facts of the calendar, for any viewer."""

    to: Meeting | None
    before: tuple[Meeting, ...] = ()


def reporting(body: Organisation) -> Reporting:
    to = drafts_to_come(body.pk).first()
    out = Meeting.objects.filter(body=body).to_come(MeetingState.PUBLISHED)
    return Reporting(to, tuple(out.filter(starts_at__lt=to.starts_at) if to else out))


def mention_at(body: Organisation, by: Viewer) -> None:
    """Tell the clerk and the chair of each meeting whose agenda is out that there was an urgent decision, and nothing
    of it: they need not be among its readers. Call inside the action that agrees it."""
    people = in_office(body, Role.CLERK, Role.CHAIR) - {by.person_id}
    for meeting in reporting(body).before:
        text = f"{meeting}: the chair took an urgent decision after its agenda was published. It can be mentioned there"
        notify(people, text, meeting.get_absolute_url())
