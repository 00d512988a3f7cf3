"""Papers that come after the agenda was published: issued together, under references that never move."""

from collections.abc import Sequence

from django.db.models import Max

from bcsp.records.actions import action, demand, save
from bcsp.records.clock import now
from bcsp.records.errors import Refused
from bcsp.records.viewer import Viewer
from governance import rules
from governance.actions.guests import let_guests_in
from governance.actions.meetings import locked
from governance.actions.packs import request_packs
from governance.actions.publishing import freeze
from governance.actions.telling import tell_members
from governance.choices import MeetingState
from governance.emerging import Offered
from governance.models import Meeting, Report, Supplement
from governance.reports import paper_of


@action
def issue_supplement(*, meeting: Meeting, reports: Sequence[Report], why: str, by: Viewer) -> Supplement:
    """Freeze late papers under their items, after those that stand there, and tell the members of the body."""
    demand(rules.PREPARE, by, meeting)
    meeting = locked(meeting)
    if meeting.state != MeetingState.PUBLISHED:
        raise Refused("Late papers are issued between the day the agenda is published and the meeting.")
    keys = {report.pk for report in reports}
    found = list(
        Report.objects.filter(pk__in=keys, item__meeting=meeting)
        .exclude(Report.issued_q())
        .select_related("item__meeting__body", "upload")
        .order_by("item__position", "position")
    )
    if not keys or len(found) != len(keys):
        raise Refused("Choose at least one paper. One that is issued already, or was taken back, can't be issued.")
    last = meeting.supplements.aggregate(last=Max("number"))["last"] or 0
    supplement = Supplement(
        meeting=meeting, number=last + 1, why=why.strip(), issued_at=now(), issued_by_id=by.person_id
    )
    save(supplement)
    for report in found:
        freeze(report.item, _next_place(report), Offered(paper_of(report), in_full=True), by, supplement)
    for item in {report.item for report in found}:
        let_guests_in(item)
    meeting.save(update_fields=["version"])
    request_packs(meeting, supplement)
    tell_members(meeting.body_id, f"{meeting}: {said(supplement, len(found))}", meeting.get_absolute_url(), by)
    return supplement


def said(supplement: Supplement, number: int) -> str:
    """ "Supplement S1: 2 papers"."""
    return f"Supplement {supplement}: {number} paper{'s' if number != 1 else ''}"


def _next_place(report: Report) -> int:
    return (report.item.papers.aggregate(last=Max("position"))["last"] or 0) + 1
