"""Who may do what in governance. A clerk serves the bodies where they are the clerk; the coordinator serves all."""

from collections.abc import Callable
from typing import Any

from bcsp.documents.models import StoredPaper
from bcsp.people.models import Organisation
from bcsp.people.queries import posts_held
from bcsp.people.roles import ANYONE_WITH_A_SEAT, Role, may
from bcsp.records.redaction import REDACT
from governance.models.serving import speaks_for_all


def body_of(thing: Any) -> int | None:
    """The body that a thing of governance belongs to (a key), or None where it belongs to none in particular."""
    if thing is None:
        return None
    if isinstance(thing, Organisation):
        return thing.pk
    if hasattr(thing, "body_id"):  # a meeting, a decision
        return thing.body_id
    if hasattr(thing, "meeting"):  # an agenda item, a pack
        return thing.meeting.body_id
    if getattr(thing, "decision", None):
        return thing.decision.body_id
    if getattr(thing, "item", None):  # an action or a paper under an item
        return thing.item.meeting.body_id
    return thing.organisation_id


def serving(*offices: Role) -> Callable[[Any, Any], bool]:
    """Whether the viewer holds one of the offices in the thing's body, or is the coordinator, who serves all of them.

    Where no body is meant yet, the office alone counts: the form then offers only the viewer's bodies.
    """

    def serves(viewer: Any, thing: Any) -> bool:
        body = body_of(thing)
        return body is None or Role.COORDINATOR in viewer.roles or any(viewer.holds(o, body) for o in offices)

    return serves


def owns(viewer: Any, action: Any) -> bool:
    """Whether the action is the viewer's: by name, by the post they hold today, or as the body's clerk."""
    if action is None or action.owner_person_id == viewer.person_id:
        return True
    return recording(viewer, action) or holds(viewer, action.owner_post_id)


def holds(viewer: Any, post_id: int | None) -> bool:
    """Whether the viewer holds the post today."""
    return post_id is not None and posts_held(viewer.person_id).filter(post_id=post_id).exists()


def recording(viewer: Any, thing: Any) -> bool:
    """Whether the viewer keeps the thing's body's decisions and actions."""
    return bool(viewer.roles & set(RECORDERS)) and serving(Role.CLERK, Role.CHAIR)(viewer, thing)


def writing(viewer: Any, thing: Any) -> bool:
    """Whether the viewer writes papers for the thing's body: analysts do for all of them, clerks for their own."""
    return Role.ANALYST in viewer.roles or serving(Role.CLERK)(viewer, thing)


def watching(viewer: Any, body: Any) -> bool:
    """Whether the viewer sits on the body, or belongs to the community safety team, which looks after all of them."""
    return body is None or body.pk in viewer.bodies or bool(viewer.roles & {Role.COORDINATOR, Role.ANALYST})


def sits(viewer: Any, thing: Any) -> bool:
    """Whether the viewer has a place in the thing's body."""
    return thing is None or body_of(thing) in viewer.bodies


def leading(viewer: Any, item: Any) -> bool:
    """Whether the viewer is chair or clerk of the body itself: the coordinator, who serves all, is neither."""
    body = body_of(item)
    return body is None or any(viewer.holds(office, body) for office in (Role.CHAIR, Role.CLERK))


def answering(viewer: Any, question: Any) -> bool:
    """Whether the viewer answers a question: as who presents the item, or as the body's clerk or chair."""
    if question is None or recording(viewer, question):
        return True
    return holds(viewer, question.item.presenter_id)


def let_in(viewer: Any, item: Any) -> bool:
    """Whether the viewer was let into the item by name: a guest has a sign-in, and perhaps no place anywhere."""
    return item is not None and viewer.person_id in item.reader_people


def within(viewer: Any, body: Any) -> bool:
    """Whether the viewer has a place in the body, or is the coordinator, who serves all of them."""
    return body is None or body_of(body) in viewer.bodies or Role.COORDINATOR in viewer.roles


def for_the_whole(viewer: Any, thing: Any) -> bool:
    """Whether the viewer speaks for the whole partnership."""
    return speaks_for_all(viewer)


def receiving(viewer: Any, escalation: Any) -> bool:
    """Whether the viewer answers for the body that a question was sent to."""
    return escalation is None or serving(Role.CLERK, Role.CHAIR)(viewer, escalation.receiver)


def withdrawing(viewer: Any, thing: Any) -> bool:
    """Whether the viewer runs the meetings of the thing's body, or may redact; of a paper, one that they may read."""
    if not (viewer.may(REDACT) or serving(Role.CLERK)(viewer, thing)):
        return False
    paper = getattr(thing, "paper_id", None)
    return paper is None or StoredPaper.objects.visible_to(viewer).filter(pk=paper).exists()


CLERKS = (Role.CLERK, Role.COORDINATOR)
WRITERS = (*CLERKS, Role.ANALYST)
RECORDERS = (*CLERKS, Role.CHAIR)
LEADERS = (*RECORDERS, Role.LEAD)  # a local group has no clerk of its own: its lead speaks for it

PREPARE = may("governance.prepare_meeting", "prepare a meeting", *CLERKS, where=serving(Role.CLERK))
SET_RULES = may("governance.set_rules", "set a body's rules", *CLERKS, where=serving(Role.CLERK))
WITHDRAW = may(
    "governance.withdraw_paper",
    "withdraw an issued paper",
    *CLERKS,
    Role.ADMINISTRATOR,
    where=withdrawing,
    whose="Only the clerk of that body may, and the coordinator where they may read the paper.",
)
MEASURE = may(
    "governance.measure_body",
    "read how a body keeps its rules",
    *ANYONE_WITH_A_SEAT,
    where=watching,
    whose="Only the members of that body and the community safety team may.",
)
RECORD = may("governance.record_decision", "record a decision", *RECORDERS, where=recording)
WRITE_PAPER = may("governance.write_paper", "write a paper for a meeting", *WRITERS, where=writing)
TASK = may("governance.add_action", "give out an action", *RECORDERS, where=recording)
EXTRACT = may(
    "governance.issue_extract",
    "issue the yearly accountability extract",
    *RECORDERS,
    where=for_the_whole,
    whose="Only the Board's chair or clerk and the coordinator may.",
)
REASSIGN = may("governance.reassign_action", "give an action to another owner", *RECORDERS, where=recording)
PROGRESS = may(
    "governance.progress_action",
    "write how one's own action goes",
    *ANYONE_WITH_A_SEAT,
    where=owns,
    whose="Only the owner of this action may, and the clerk or chair of the body that gave it out.",
)
REPLY = may(
    "governance.reply",
    "say whether one comes to a meeting of one's body",
    *ANYONE_WITH_A_SEAT,
    where=sits,
    whose="Only those with a place in that body may.",
)
MINUTE = may("governance.write_minutes", "record who came and write the minutes", *RECORDERS, where=recording)
CORRECT = may(
    "governance.ask_correction",
    "ask for a correction of one's body's minutes",
    *ANYONE_WITH_A_SEAT,
    where=sits,
    whose="Only those with a place in that body may.",
)
NOTE = may("governance.write_note", "write a private note on an agenda item", *ANYONE_WITH_A_SEAT, also=let_in)
ASK = may("governance.ask_question", "ask the presenter of an item a question", *ANYONE_WITH_A_SEAT)
ANSWER = may(
    "governance.answer_question",
    "answer a question about an item",
    *ANYONE_WITH_A_SEAT,
    where=answering,
    whose="Only whoever presents the item may, and the clerk or chair of the body.",
)
ADVISE = may("governance.advise_chair", "write notes for the chair", Role.CHAIR, Role.CLERK, where=leading)
SEE_READERS = may("governance.see_readers", "see who has read a meeting's papers", *RECORDERS, where=recording)
READ_BACKLOG = may(
    "governance.read_backlog",
    "read what waits for one's body",
    *ANYONE_WITH_A_SEAT,
    where=within,
    whose="Only those with a place in that body may, and the coordinator.",
)
PUT_OFF = may(
    "governance.put_off",
    "keep something for a later agenda",
    *LEADERS,
    where=serving(Role.CLERK, Role.CHAIR, Role.LEAD),
)
ESCALATE = may("governance.escalate", "ask the tier above", *LEADERS, where=serving(Role.CLERK, Role.CHAIR, Role.LEAD))
ANSWER_BELOW = may("governance.answer_escalation", "answer a group below", *RECORDERS, where=receiving)
ANNOUNCE = may("governance.announce", "announce a coming decision", *RECORDERS, where=recording)
WRITE_DOCUMENT = may(
    "governance.write_document",
    "write and publish the public document",
    *RECORDERS,
    where=for_the_whole,
    whose="Only the Board's chair or clerk and the coordinator may.",
)
COMMENT_ON_DOCUMENT = may(
    "governance.comment_on_document", "comment on a draft of the public document", *ANYONE_WITH_A_SEAT
)
