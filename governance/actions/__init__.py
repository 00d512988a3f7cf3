"""Everything that changes a meeting, a decision or an action."""

from .agendas import add_item, edit_item, move_item, remove_item
from .bodies import arrange_year, set_rules
from .decisions import agree_decision, record_decision, record_urgent, redraft_decision, supersede
from .meetings import arrange_meeting, cancel_meeting, change_meeting, hold_meeting
from .moving import move_meeting
from .packs import rebuild_pack, withdraw_from_packs
from .publishing import publish_agenda
from .reports import Attached, add_report, edit_report, move_report, remove_report
from .supplements import issue_supplement
from .todo import add_action, finish_action, progress_action

__all__ = [
    "Attached",
    "add_action",
    "add_item",
    "add_report",
    "agree_decision",
    "arrange_meeting",
    "arrange_year",
    "cancel_meeting",
    "change_meeting",
    "edit_item",
    "edit_report",
    "finish_action",
    "hold_meeting",
    "issue_supplement",
    "move_item",
    "move_meeting",
    "move_report",
    "progress_action",
    "publish_agenda",
    "rebuild_pack",
    "record_decision",
    "record_urgent",
    "redraft_decision",
    "remove_item",
    "remove_report",
    "set_rules",
    "supersede",
    "withdraw_from_packs",
]
