"""A strand asks for a place on a body's agendas, for papers that it puts to the body."""

from bcsp.people.models import Organisation
from bcsp.records.actions import save
from bcsp.records.clock import today
from bcsp.records.dated import since
from bcsp.records.viewer import Viewer
from governance.house_items import add_standing, lock_agendas, next_draft
from governance.models import StandingRule
from governance.queries import rules_on


def ask_for_place(*, body: Organisation, kind: str, source: str, by: Viewer) -> None:
    """From today on the standing item `kind` is on each of the body's agendas, and on the next that is still a draft.

    Call inside the action that puts the first paper to the body; `source` says why in the body's rules. Nobody needs to
    be able to prepare its meetings for this, and whoever prepares them may take the item off.
    """
    lock_agendas(body.pk)
    if not rules_on(body.pk, today()).filter(kind=kind).exists():
        save(StandingRule(body=body, kind_id=kind, source=source, during=since(today())))
    meeting = next_draft(body.pk)
    if meeting and not meeting.items.filter(kind=kind).exists():
        add_standing(meeting, kind, by)
