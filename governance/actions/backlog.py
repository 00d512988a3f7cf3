"""What waits for an agenda of a body: put by, placed on one, or dropped with a reason."""

from bcsp.people.models import Organisation
from bcsp.records.actions import action, demand, save
from bcsp.records.clock import now
from bcsp.records.errors import Refused
from bcsp.records.viewer import Viewer
from governance import rules
from governance.actions.agendas import draft_of
from governance.actions.placing import put
from governance.choices import MeetingState, Purpose
from governance.models import AgendaItem, BacklogItem, Meeting


@action
def put_by(
    *, body: Organisation, title: str, by: Viewer, introduction: str = "", purpose: str = Purpose.DISCUSSION
) -> BacklogItem:
    """Something for a later agenda of the body."""
    demand(rules.PUT_OFF, by, body)
    return save(
        BacklogItem(body=body, title=title, introduction=introduction, purpose=purpose, created_by_id=by.person_id)
    )


@action
def place_item(*, row: BacklogItem, meeting: Meeting, by: Viewer) -> AgendaItem:
    """Place what waits at the end of a draft agenda of its body. Raises Refused where it waits no more."""
    demand(rules.PREPARE, by, row)
    meeting = draft_of(meeting)
    if meeting.body_id != row.body_id:
        raise Refused(f"This waits for {row.body.brief}. Choose one of its meetings.")
    return put(_waiting(row), meeting, by.person_id)


@action
def drop_item(*, row: BacklogItem, why: str, by: Viewer) -> BacklogItem:
    """Take something out of the backlog for good, with the reason. Raises Refused for a question: it gets an answer."""
    demand(rules.PUT_OFF, by, row)
    row = _waiting(row)
    if row.escalation_id and not row.is_answer and not row.escalation.is_answered:
        raise Refused(
            f"{row.escalation.sender.brief} waits for an answer. Answer the question: then it goes from here."
        )
    return dropped(row, why, by)


def dropped(row: BacklogItem, why: str, by: Viewer) -> BacklogItem:
    """A row that waits, and is locked, marked as dropped."""
    row.placed = None
    row.dropped_at, row.dropped_by_id, row.dropped_why = now(), by.person_id, why.strip()
    row.version += 1
    return save(row)


def _waiting(row: BacklogItem) -> BacklogItem:
    """The row, locked, if it waits still."""
    found = BacklogItem.objects.select_for_update(of=("self",)).select_related("body", "placed__meeting__body")
    row = found.get(pk=row.pk)
    if row.dropped_at:
        raise Refused("Somebody has dropped this meanwhile.")
    if row.placed and row.placed.meeting.state != MeetingState.CANCELLED:
        raise Refused(f"Somebody has placed this on the agenda of {row.placed.meeting} already.")
    return row
