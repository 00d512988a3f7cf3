"""What a reader adds to an agenda: a note for oneself, a question to the presenter; and the chair's notes."""

from bcsp.notices.actions import notify
from bcsp.records.actions import action, demand, save, take
from bcsp.records.clock import now
from bcsp.records.errors import Refused, Stale
from bcsp.records.viewer import Viewer
from governance import rules
from governance.choices import MeetingState
from governance.models import AgendaItem, ChairNote, Meeting, Note, Question
from governance.reading import version_of, who_answer

AGREED = "The minutes of this meeting are agreed, and private notes on it are deleted. Copy your text to keep it."
NOT_NOW = {
    MeetingState.DRAFT: "The agenda is a draft. Ask once it is published.",
    MeetingState.CANCELLED: "This meeting is cancelled. Ask the clerk where the item goes.",
}


@action
def save_note(*, item: AgendaItem, text: str, by: Viewer, seen: str | None = None) -> Note | None:
    """Keep a person's private note on an item they read; an empty text takes it away.

    `seen` names the text (`version_of`) on which this one was begun; None asks for no comparison. Raises Stale where
    the note was changed since, on another device, to something else. The meeting is locked first, so that no note
    outlives the agreeing of the minutes. Raises Refused after that.
    """
    demand(rules.NOTE, by, item)
    if _locked(item).state == MeetingState.CLOSED:
        raise Refused(AGREED)
    note = Note.objects.filter(person_id=by.person_id, item=item).first()
    if note and seen is not None and note.text != text and version_of(note.text) != seen:
        raise Stale(note)
    if not text.strip():
        if note:
            note.delete()
        return None
    note = note or Note(person_id=by.person_id, item=item)
    note.text = text
    return save(note)


def drop_notes(meeting: Meeting) -> int:
    """Delete every private note on a meeting whose minutes are agreed (practice.md, rule 11). Call inside an action
    that has locked the meeting. Returns how many went."""
    return Note.objects.filter(item__meeting=meeting).delete()[0]


@action
def ask_question(*, item: AgendaItem, text: str, by: Viewer) -> Question:
    """Ask the presenter of an item before the meeting. The clerk and whoever presents it are told."""
    demand(rules.ASK, by, item)
    meeting = _locked(item)
    if meeting.state != MeetingState.PUBLISHED:
        raise Refused(NOT_NOW.get(meeting.state, "This meeting was held. Ask the presenter or the clerk directly."))
    question = save(Question(item=item, text=text, created_by_id=by.person_id))
    people = who_answer(item) - {by.person_id}
    notify(people, f"A question waits for an answer: {meeting}", question.get_absolute_url())
    return question


@action
def answer_question(*, question: Question, answer: str, version: int, by: Viewer) -> Question:
    """Answer a question, or put one's answer right, until the minutes are agreed. Raises Stale, Refused."""
    demand(rules.ANSWER, by, question)
    if _locked(question.item).state == MeetingState.CLOSED:
        raise Refused("The minutes of this meeting are agreed: its questions and answers can't change any more.")
    question = take(question, version)
    question.answer, question.answered_at, question.answered_by_id = answer, now(), by.person_id
    save(question)
    text = f"Your question was answered: {question.item.meeting}"
    notify({question.created_by_id} - {by.person_id}, text, question.get_absolute_url())
    return question


@action
def save_chair_note(*, item: AgendaItem, text: str, by: Viewer, version: int | None = None) -> ChairNote | None:
    """What the chair wants before them at an item; an empty text takes it away. Raises Stale, Refused."""
    demand(rules.ADVISE, by, item)
    _locked(item)
    old = ChairNote.objects.filter(item=item).first()
    if old is None:
        note = ChairNote(item=item, created_by_id=by.person_id) if text.strip() else None
    else:
        note = take(old, version or 0)
        if not text.strip():
            old.delete()
            return None
    if note is not None:
        note.text = text
        save(note)
    return note


def _locked(item: AgendaItem) -> Meeting:
    """The item's meeting, locked but not counted up: what readers add doesn't change its agenda."""
    found = Meeting.objects.select_for_update(of=("self",)).select_related("body")
    return found.get(pk=item.meeting_id)
