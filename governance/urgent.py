"""To which meeting a decision that the chair took between meetings is reported, and who mentions it before."""

from dataclasses import dataclass

from bcsp.notices.actions import notify
from bcsp.people.models import Membership, Organisation
from bcsp.people.roles import Role
from bcsp.records.clock import begins, today
from bcsp.records.viewer import Viewer
from governance.choices import MeetingState
from governance.house_items import drafts_to_come
from governance.models import Meeting


@dataclass(frozen=True)
class Reporting:
    """The next meeting whose agenda can still bear it, None where none is arranged; and those to come before it whose
    agenda is out already. Facts of the calendar, for any viewer."""

    to: Meeting | None
    before: tuple[Meeting, ...] = ()


def reporting(body: Organisation) -> Reporting:
    to = drafts_to_come(body.pk).select_related("body").first()
    start = begins(today())
    out = Meeting.objects.filter(body=body, state=MeetingState.PUBLISHED, starts_at__gte=start)
    out = out.filter(starts_at__lt=to.starts_at) if to else out
    return Reporting(to, tuple(out.select_related("body").order_by("starts_at")))


def mention_at(body: Organisation, by: Viewer) -> None:
    """Tell the clerk and the chair of each meeting whose agenda is out that there was an urgent decision, and nothing
    of it: they need not be among its readers. Call inside the action that agrees it."""
    places = Membership.objects.as_at().filter(organisation=body, role__in=(Role.CLERK, Role.CHAIR))
    people = set(places.values_list("person_id", flat=True)) - {by.person_id}
    for meeting in reporting(body).before:
        text = f"{meeting}: the chair took an urgent decision after its agenda was published. It can be mentioned there"
        notify(people, text, meeting.get_absolute_url())
