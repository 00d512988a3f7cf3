"""Everything that changes a meeting, a decision or an action."""

from .accountability import issue_extract
from .agendas import add_item, edit_item, move_item, remove_item
from .attendance import Filling, declare_interest, record_attendance
from .backlog import drop_item, place_item, put_by
from .bodies import arrange_year, set_rules
from .carrying import carry_item
from .coming import add_coming, change_coming, drop_coming, make_coming, publish_coming, schedule_coming
from .decisions import agree_decision, record_decision, record_urgent, redraft_decision, supersede
from .editions import (
    ask_review,
    comment,
    drop_edition,
    look_at_section,
    settle_comment,
    start_edition,
    take_back,
    write_section,
)
from .escalations import answer_escalation, escalate
from .guests import end_guest, invite_guest, let_guests_in
from .meetings import arrange_meeting, cancel_meeting, change_meeting, hold_meeting
from .minutes import agree_minutes, ask_correction, circulate_minutes, decline_correction, make_correction, write_minute
from .moving import move_meeting
from .packs import rebuild_pack, withdraw_from_packs
from .publishing import publish_agenda
from .publishing_editions import approve_edition, print_again, publish_edition
from .reading import answer_question, ask_question, drop_notes, save_chair_note, save_note
from .replies import answer_meeting
from .reports import Attached, add_report, edit_report, move_report, remove_report
from .strategic_year import change_year_stage
from .supplements import issue_supplement
from .todo import add_action, finish_action, progress_action, reassign_action
from .withdrawing_editions import mend_reason, withdraw_edition

__all__ = [
    "Attached",
    "Filling",
    "add_action",
    "add_coming",
    "add_item",
    "add_report",
    "agree_decision",
    "agree_minutes",
    "answer_escalation",
    "answer_meeting",
    "answer_question",
    "approve_edition",
    "arrange_meeting",
    "arrange_year",
    "ask_correction",
    "ask_question",
    "ask_review",
    "cancel_meeting",
    "carry_item",
    "change_coming",
    "change_meeting",
    "change_year_stage",
    "circulate_minutes",
    "comment",
    "declare_interest",
    "decline_correction",
    "drop_coming",
    "drop_edition",
    "drop_item",
    "drop_notes",
    "edit_item",
    "edit_report",
    "end_guest",
    "escalate",
    "finish_action",
    "hold_meeting",
    "invite_guest",
    "issue_extract",
    "issue_supplement",
    "let_guests_in",
    "look_at_section",
    "make_coming",
    "make_correction",
    "mend_reason",
    "move_item",
    "move_meeting",
    "move_report",
    "place_item",
    "print_again",
    "progress_action",
    "publish_agenda",
    "publish_coming",
    "publish_edition",
    "put_by",
    "reassign_action",
    "rebuild_pack",
    "record_attendance",
    "record_decision",
    "record_urgent",
    "redraft_decision",
    "remove_item",
    "remove_report",
    "save_chair_note",
    "save_note",
    "schedule_coming",
    "set_rules",
    "settle_comment",
    "start_edition",
    "supersede",
    "take_back",
    "withdraw_edition",
    "withdraw_from_packs",
    "write_minute",
    "write_section",
]
