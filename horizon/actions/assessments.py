"""Assessments: versions of what the analyst makes of a trend, and the four eyes that clear one for PDG."""

from datetime import date, timedelta
from typing import Any

from bcsp.govuk.sentences import lowered
from bcsp.notices.actions import mark_read, notify
from bcsp.notices.models import Notice
from bcsp.people.roles import Role
from bcsp.records.actions import action, demand, save, take
from bcsp.records.clock import now, today
from bcsp.records.errors import Refused
from bcsp.records.links import connect
from bcsp.records.models import Link
from bcsp.records.viewer import Viewer
from governance.actions.packs import prepare_parts
from governance.queries import next_pdg
from horizon.actions.referrals import called
from horizon.choices import AssessmentState, TrendState
from horizon.models import Assessment, PrivateNote, Trend
from horizon.models.assessments import TERMS, WORDS
from horizon.queries import holders, last_cleared, open_assessment, tasked
from horizon.rules import ASSESS, CLEAR
from horizon.words import to_keep

REVIEW_AFTER = timedelta(weeks=8)  # practice.md, the analyst's journey
AFTER_PDG = timedelta(weeks=4)  # never looked at again before the meeting it goes to could do anything
COPIED = (*TERMS, *WORDS, "ask", "task_whom", "cost", "gaps", "alternatives", "ring")
DRAFT, READY, CLEARED = AssessmentState.DRAFT, AssessmentState.READY, AssessmentState.CLEARED


@action
def start_assessment(*, trend: Trend, by: Viewer) -> Assessment:
    """The version of the assessment to work on: the open one, or a new one that starts from the last one's words."""
    demand(ASSESS, by, trend)
    trend = Trend.objects.select_for_update().get(pk=trend.pk)
    if trend.state != TrendState.OPEN:
        raise Refused(f"{trend.reference} is closed ({trend.outcome}); a closed trend is not assessed.")
    if begun := open_assessment(trend):
        return begun
    last = last_cleared(trend)
    words = {name: getattr(last, name) for name in COPIED} if last else {}
    number = last.number + 1 if last else 1  # the trend's row is locked: nobody else counts meanwhile
    return save(Assessment(trend=trend, number=number, created_by_id=by.person_id, review_on=_review(), **words))


def _review() -> date:
    """Eight weeks from today, or four weeks after the next PDG, whichever is later."""
    pdg, usual = next_pdg(), today() + REVIEW_AFTER
    return max(usual, pdg.day + AFTER_PDG) if pdg else usual


@action
def save_assessment(
    *, assessment: Assessment, version: int, note: str | None = None, ready: bool = False, by: Viewer, **words: Any
) -> Assessment:
    """Save what the analyst has so far. `note` is the private note: empty removes it, None leaves it alone.

    With `ready` it is marked ready for PDG too, or nothing is saved. Raises Stale where somebody saved since, Refused
    where it is no longer a draft.
    """
    demand(ASSESS, by, assessment)
    assessment = _in_state(DRAFT, assessment, version)
    for name, value in words.items():
        setattr(assessment, name, value)
    save(assessment)
    if note is not None:
        _keep_note(assessment, note.strip())
    return mark_ready(assessment=assessment, version=assessment.version, by=by) if ready else assessment


def _keep_note(assessment: Assessment, text: str) -> None:
    kept = PrivateNote.objects.filter(assessment=assessment).first()
    if text:
        kept = kept or PrivateNote(assessment=assessment)
        kept.text = text
        save(kept)
    elif kept:
        kept.delete()


@action
def mark_ready(*, assessment: Assessment, version: int, by: Viewer) -> Assessment:
    """The analyst says that the summary is ready for PDG; the coordinator is told. Refused where a box is empty."""
    demand(ASSESS, by, assessment)
    assessment = _in_state(DRAFT, assessment, version)
    if assessment.review_on and assessment.review_on <= today():
        raise Refused("The review date has passed. Give a day ahead on which the trend is looked at again.")
    assessment.state, assessment.sent_back, assessment.about = READY, "", to_keep(assessment.trend)
    assessment.ready_at, assessment.ready_by_id = now(), by.person_id
    save(assessment)
    _tell(holders(Role.COORDINATOR) - {by.person_id}, "A summary waits to be cleared", assessment)
    return assessment


@action
def send_back(*, assessment: Assessment, version: int, why: str, by: Viewer) -> Assessment:
    """The coordinator gives a summary back to the analyst, with a reason that the analyst's page shows."""
    demand(CLEAR, by, assessment)
    assessment = _in_state(READY, assessment, version)
    if not why.strip():
        raise Refused("Say what is to be changed, so that the analyst can do it.")
    analyst = assessment.ready_by_id
    assessment.state, assessment.sent_back = DRAFT, why
    assessment.ready_at = assessment.ready_by = None
    save(assessment)
    _settled(assessment)
    _tell({analyst} - {by.person_id}, "A summary was sent back to you", assessment)
    return assessment


@action
def take_back(*, assessment: Assessment, version: int, by: Viewer) -> Assessment:
    """An analyst takes a summary back to draft before it is cleared, to go on writing. Whoever was to clear it no
    longer has to."""
    demand(ASSESS, by, assessment)
    assessment = _in_state(READY, assessment, version)
    assessment.state = DRAFT
    assessment.ready_at = assessment.ready_by = None
    save(assessment)
    _settled(assessment)
    return assessment


@action
def clear_assessment(*, assessment: Assessment, version: int, by: Viewer) -> Assessment:
    """Clear a summary for PDG. It is locked from now on. Refused for the one who marked it ready: four eyes."""
    demand(CLEAR, by, assessment)
    assessment = _in_state(READY, assessment, version)
    if assessment.ready_by_id == by.person_id:
        raise Refused("You marked this summary ready yourself. Somebody else must clear it.")
    if assessment.trend.state != TrendState.OPEN:
        raise Refused(f"{assessment.trend.reference} was closed meanwhile. Send the summary back instead.")
    assessment.state = CLEARED
    assessment.cleared_at, assessment.cleared_by_id = now(), by.person_id
    save(assessment)
    connect(assessment, Link.Relation.ABOUT, assessment.trend)
    _settled(assessment)
    if meeting := next_pdg():  # its page is rendered now, so that publishing the agenda need not wait for it
        prepare_parts(meeting)
    _tell({assessment.ready_by_id}, "A summary of yours was cleared for PDG", assessment)
    _tell(tasked(assessment) - {by.person_id}, "PDG is asked to give your post a task", assessment)
    return assessment


def _tell(people: set[int], text: str, assessment: Assessment) -> None:
    notify(people, called(text, assessment.trend), assessment.get_absolute_url())


def _settled(assessment: Assessment) -> None:
    """Nobody is told any longer that it waits."""
    mark_read(notices=Notice.objects.filter(url=assessment.get_absolute_url()))


def _in_state(state: str, assessment: Assessment, version: int) -> Assessment:
    """The assessment, locked and counted up, if it is in that state."""
    assessment = take(assessment, version)
    if assessment.state != state:
        raise Refused(
            f"This version is now: {lowered(assessment.get_state_display())}. Open the trend to see how it stands."
        )
    return assessment
