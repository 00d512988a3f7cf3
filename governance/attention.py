"""What of governance waits for a person: computed afresh on each home page, never stored."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse

from bcsp.records.clock import today
from bcsp.records.working_days import working_days_since
from bcsp.strands import Waiting
from governance import attending, coming, queries, reading, rules
from governance.agendas import asked, entries, sentence_of_asked
from governance.attention_document import document_waiting
from governance.attention_minutes import minutes_waiting
from governance.choices import MeetingState
from governance.models import Meeting
from governance.notices import NOTICE_DAYS
from governance.waiting import unanswered

SOON = timedelta(days=7)  # an action is mentioned from a week before it is due
AHEAD = timedelta(days=28)  # and an unpublished agenda from four weeks before its meeting
ANSWERED_IN = timedelta(days=42)  # a question from below is late after that, whatever became of it


def waiting(viewer) -> list[Waiting]:
    """Actions first, then what is late, then the rest."""
    parts = (
        _my_actions,
        _meetings,
        _to_answer,
        _invited,
        _questions,
        _unrecorded,
        _drafts,
        _reviews,
        _ownerless,
        _from_below,
        _announced,
        minutes_waiting,
        document_waiting,
    )
    found = [each for part in parts for each in part(viewer)]
    return sorted(found, key=lambda each: not each.late)


def _my_actions(viewer) -> Iterator[Waiting]:
    """A line for each that is late or due soon, and one for all others."""
    day, others = today(), []
    for todo in queries.mine(viewer):
        if todo.due > day + SOON:
            others.append(todo)
            continue
        when = f"was due on {todo.due:%-d %B}" if todo.due < day else f"is due on {todo.due:%-d %B}"
        yield Waiting(f"Your action {when}: {todo.title}", todo.get_absolute_url(), late=todo.due < day)
    if len(others) == 1:
        yield Waiting(f"1 action of yours is open, due {others[0].due:%-d %B}", others[0].get_absolute_url())
    elif others:
        words = f"{len(others)} actions of yours are open, the next due {others[0].due:%-d %B}"
        yield Waiting(words, reverse("governance:action_list"))


def _meetings(viewer) -> Iterator[Waiting]:
    for meeting in queries.upcoming(viewer).exclude(state=MeetingState.CANCELLED):
        if meeting.state == MeetingState.PUBLISHED and meeting.body_id in viewer.bodies:
            yield _to_read(meeting, viewer)
        if viewer.may(rules.PREPARE, meeting):
            yield from _to_do(meeting)


def _to_read(meeting: Meeting, viewer) -> Waiting:
    found = entries(meeting, viewer)
    late = [place.supplement for entry in found for place in entry.places if place.supplement]
    after = f"; supplement S{max(late)} came after the agenda" if late else ""
    words = f"{sentence_of_asked(len(asked(found))).lower()}{after}"
    return Waiting(f"Read the papers for {meeting}: {words}", meeting.get_absolute_url())


def _to_answer(viewer) -> Iterator[Waiting]:
    """For who has a seat: each published meeting to come for which they have not said whether they come."""
    for meeting in attending.unanswered(viewer):
        yield Waiting(f"Say whether you come to {meeting}", reverse("governance:meeting_reply", args=[meeting.pk]))


def _invited(viewer) -> Iterator[Waiting]:
    """For a guest: each item to come."""
    for item in reading.invited(viewer):
        text = f"You are a guest for item {item.position} of {item.meeting}: read its papers"
        yield Waiting(text, item.own_page)


def _questions(viewer) -> Iterator[Waiting]:
    """For those who answer: each question that waits."""
    for question in reading.unanswered(viewer):
        text = f"A question on item {question.item.position} of {question.item.meeting} waits for an answer"
        yield Waiting(text, question.get_absolute_url())


def _to_do(meeting: Meeting) -> Iterator[Waiting]:
    """For those who prepare it: publish it, or say that it was held."""
    day, url = today(), meeting.get_absolute_url()
    if meeting.day < day:
        yield Waiting(f"Mark {meeting} as held, or cancel it", url, late=True)
    elif meeting.state == MeetingState.DRAFT and meeting.day - day <= AHEAD:
        closes = meeting.papers_close
        when = f"; papers close on {closes:%-d %B}" if closes and closes >= day else ""
        yield Waiting(f"Publish the agenda of {meeting}{when}", url, late=bool(closes and closes < day))


def _unrecorded(viewer) -> Iterator[Waiting]:
    """For those who record: decisions that a held meeting was asked for and that nobody has written down."""
    for meeting, count in queries.unrecorded(viewer):
        if viewer.may(rules.RECORD, meeting):
            words = "1 decision asked on {} is" if count == 1 else f"{count} decisions asked on {{}} are"
            text = f"{words.format(f'{meeting.day:%-d %B}')} not recorded yet"
            yield Waiting(text, meeting.get_absolute_url(), late=working_days_since(meeting.day) > NOTICE_DAYS)


def _drafts(viewer) -> Iterator[Waiting]:
    drafts = [each for each in queries.drafts(viewer) if viewer.may(rules.RECORD, each)]
    if drafts:
        words = "One decision is" if len(drafts) == 1 else f"{len(drafts)} decisions are"
        yield Waiting(f"{words} written down and not yet agreed", reverse("governance:decision_list"))


def _reviews(viewer) -> Iterator[Waiting]:
    """For those who record: decisions to be looked at again, overdue or within four weeks."""
    if not viewer.roles & set(rules.RECORDERS):
        return
    due = [each for each in queries.reviews(viewer) if viewer.may(rules.RECORD, each)]
    for review, late in (("overdue", True), ("due", False)):
        rows = [each for each in due if (each.review_on < today()) is late]
        if len(rows) == 1:
            verb = "was" if late else "is"
            text = f"Review of decision {rows[0].reference} {verb} due on {rows[0].review_on:%-d %B}"
            yield Waiting(text, rows[0].get_absolute_url(), late=late)
        elif rows:
            words = "overdue" if late else "due in the next four weeks"
            url = f"{reverse('governance:decision_list')}?review={review}"
            yield Waiting(f"Reviews of {len(rows)} decisions are {words}", url, late=late)


def _from_below(viewer) -> Iterator[Waiting]:
    """For those who answer for a body: what a group below asked. Late once the meeting that had it is over."""
    for each in unanswered(viewer) if viewer.may(rules.ANSWER_BELOW) else ():
        if viewer.may(rules.ANSWER_BELOW, each):
            text = f"{each.sender.brief} waits for an answer of {each.receiver.brief} since {each.day:%-d %B}"
            late = each.was_heard or each.day + ANSWERED_IN < today()
            yield Waiting(text, each.get_absolute_url(), late=late)


def _announced(viewer) -> Iterator[Waiting]:
    """For those who announce: coming decisions whose time is over and of which nobody has said what came."""
    for each in coming.overdue(viewer) if viewer.may(rules.ANNOUNCE) else ():
        if viewer.may(rules.ANNOUNCE, each):
            yield Waiting(f"Say what came of the coming decision “{each.title}”", each.get_absolute_url(), late=True)


def _ownerless(viewer) -> Iterator[Waiting]:
    """For those who record: open actions of leavers and of vacant posts."""
    if not viewer.roles & set(rules.RECORDERS):
        return
    rows = [each for each in queries.ownerless(viewer) if viewer.may(rules.REASSIGN, each)]
    late = any(each.due < today() for each in rows)
    if len(rows) == 1:
        yield Waiting(f"Action {rows[0].reference} needs a new owner", rows[0].get_absolute_url(), late=late)
    elif rows:
        url = f"{reverse('governance:action_list')}?show=ownerless"
        yield Waiting(f"{len(rows)} actions need a new owner", url, late=late)
