"""Minutes: three lines an item, circulated, corrected, agreed by a later meeting, then locked."""

from bcsp.documents.actions import issue_paper
from bcsp.notices.actions import notify
from bcsp.records.actions import action, demand, save
from bcsp.records.clock import day_of, now
from bcsp.records.errors import Refused, Stale
from bcsp.records.viewer import Viewer
from governance import rules
from governance.actions.attendance import open_record, touch_minutes
from governance.actions.reading import drop_notes
from governance.actions.telling import tell_members
from governance.choices import MINUTES, MeetingState, MinutesState, Outcome
from governance.house_items import lock_agendas, put_on_next_agenda
from governance.minutes_paper import papers_of
from governance.models import AgendaItem, Attendance, Correction, Meeting, Minute, Minutes
from governance.quorum import not_quorate

UNCHANGED = (
    "The minute says this already. Write it as it should be, or answer “No” and say why nothing has to be changed."
)


@action
def write_minute(*, item: AgendaItem, text: str, by: Viewer, version: int | None = None) -> Minute:
    """What is minuted of one item besides its decisions and actions. `version` is the one that the writer read (None:
    there was none). Once circulated, another text is a correction. Raises Stale, Refused."""
    demand(rules.MINUTE, by, item)
    meeting = open_record(item.meeting)
    row = Minute.objects.filter(item=item).first()
    if row is None:
        row = Minute(item=item, minutes=_minutes(meeting, by), version=0, created_by_id=by.person_id)
    elif row.version != version:
        raise Stale(row)
    if row.text != text.strip():
        row.text, row.version = text.strip(), row.version + 1
        save(row)
        touch_minutes(meeting)
    return row


def _minutes(meeting: Meeting, by: Viewer) -> Minutes:
    """The meeting's minutes, begun where there are none. Call with the meeting locked."""
    found = Minutes.objects.filter(meeting=meeting).first()
    return found or save(Minutes(meeting=meeting, created_by_id=by.person_id))


@action
def circulate_minutes(*, meeting: Meeting, by: Viewer, version: int | None = None) -> Minutes:
    """Send the minutes of a held meeting round: from then on whoever reads the meeting reads them. Raises Refused, and
    Stale where the minutes are not at the `version` that the person read (0: nothing was minuted)."""
    demand(rules.MINUTE, by, meeting)
    lock_agendas(meeting.body_id)
    meeting = open_record(meeting)
    minutes = Minutes.objects.select_for_update().filter(meeting=meeting).first()
    if minutes and minutes.state != MinutesState.DRAFT:
        raise Refused("These minutes are circulated already. A correction is made item by item.")
    if meeting.state != MeetingState.HELD:
        raise Refused("Mark the meeting as held first: minutes say what a meeting did.")
    if not Attendance.objects.filter(meeting=meeting).exists():
        raise Refused("Record who came first: minutes begin with it.")
    if version is not None and version != (minutes.version if minutes else 0):
        raise Stale(minutes or Minutes(meeting=meeting, version=0))
    minutes = minutes or _minutes(meeting, by)
    minutes.state, minutes.version = MinutesState.CIRCULATED, minutes.version + 1
    minutes.circulated_at, minutes.circulated_by_id = now(), by.person_id
    save(minutes)
    _step(meeting, MeetingState.MINUTED)
    put_on_next_agenda(meeting.body_id, MINUTES, by)
    text = f"{meeting}: the minutes are circulated. You can ask for corrections"
    tell_members(meeting.body_id, text, minutes.get_absolute_url(), by)
    return minutes


@action
def ask_correction(*, item: AgendaItem, text: str, by: Viewer) -> Correction:
    """Ask for something in the circulated minutes of an item to be put right. Their writers are told."""
    demand(rules.CORRECT, by, item)
    minutes = Minutes.objects.select_for_update().filter(meeting=item.meeting_id).first()
    _is_out(minutes)
    made = save(Correction(minutes=minutes, item=item, text=text.strip(), created_by_id=by.person_id))
    people = {minutes.circulated_by_id} - {by.person_id}
    notify(people, f"{item.meeting}: a correction of the minutes is asked for", made.get_absolute_url())
    return made


@action
def make_correction(*, correction: Correction, text: str, by: Viewer, version: int | None = None) -> Minute:
    """The item's minute as it should have been; `version` is the minute that the writer read. Raises Stale, Refused."""
    demand(rules.MINUTE, by, correction)
    correction = _waiting(correction)
    if Minute.objects.filter(item=correction.item_id, text=text.strip()).exists():
        raise Refused(UNCHANGED)
    minute = write_minute(item=correction.item, text=text, version=version, by=by)
    touch_minutes(correction.item.meeting)
    _settle(correction, Outcome.MADE, by, "is made")
    return minute


@action
def decline_correction(*, correction: Correction, why: str, by: Viewer) -> Correction:
    """Say why the minutes stay as they are. Raises Refused."""
    demand(rules.MINUTE, by, correction)
    correction = _waiting(correction)
    correction.settled_why = why.strip()
    return _settle(correction, Outcome.DECLINED, by, "is not made; the page says why")


@action
def agree_minutes(*, minutes: Minutes, at: Meeting, by: Viewer, version: int | None = None) -> Minutes:
    """A later held meeting of the body has agreed the minutes: they are locked and kept as they read, the meeting is
    closed, and everybody's own notes on its items go for good. Raises Stale, Refused."""
    demand(rules.MINUTE, by, minutes.meeting)
    meeting = open_record(minutes.meeting)
    minutes = Minutes.objects.select_for_update().get(pk=minutes.pk)
    minutes.meeting = meeting
    _is_out(minutes)
    if version is not None and version != minutes.version:
        raise Stale(minutes)
    at = Meeting.objects.get(pk=at.pk)
    if at.body_id != meeting.body_id or not at.took_place or at.starts_at <= meeting.starts_at:
        raise Refused(f"Minutes are agreed by a later meeting of {meeting.body.brief}, once it is marked as held.")
    if why := not_quorate(at):
        raise Refused(why)
    if minutes.corrections.filter(outcome=Outcome.WAITING).exists():
        raise Refused("A correction that somebody asked for is not answered yet. Make it, or say why not; then agree.")
    minutes.state, minutes.version = MinutesState.AGREED, minutes.version + 1
    minutes.agreed_at, minutes.agreed_by_id, minutes.agreed_in = now(), by.person_id, at
    _step(meeting, MeetingState.CLOSED)
    save(minutes)
    for paper in papers_of(minutes):
        issue_paper(paper, by.person_id)
    drop_notes(meeting)
    return minutes


def _is_out(minutes: Minutes | None) -> None:
    if minutes is None or minutes.state == MinutesState.DRAFT:
        raise Refused("These minutes are not circulated yet.")
    if minutes.state == MinutesState.AGREED:
        raise Refused(f"These minutes were agreed on {day_of(minutes.agreed_at):%-d %B %Y} and are locked.")


def _step(meeting: Meeting, state: str) -> None:
    meeting.state, meeting.version = state, meeting.version + 1
    save(meeting)


def _waiting(correction: Correction) -> Correction:
    found = Correction.objects.select_for_update(of=("self",)).select_related("item__meeting", "minutes")
    found = found.get(pk=correction.pk)
    if found.outcome != Outcome.WAITING:
        raise Refused(f"This correction was answered already: {found.get_outcome_display().lower()}.")
    _is_out(found.minutes)
    return found


def _settle(correction: Correction, outcome: str, by: Viewer, told: str) -> Correction:
    correction.outcome, correction.version = outcome, correction.version + 1
    correction.settled_at, correction.settled_by_id = now(), by.person_id
    save(correction)
    words = f"{correction.item.meeting}: the correction of the minutes that you asked for {told}"
    notify({correction.created_by_id} - {by.person_id}, words, correction.get_absolute_url())
    return correction
