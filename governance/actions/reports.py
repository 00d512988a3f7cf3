"""Papers written for one item: added, changed, put in order and taken back until they are issued."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Max

from bcsp.documents.actions import PDF
from bcsp.documents.models import StoredFile
from bcsp.records.actions import action, demand, save, take
from bcsp.records.errors import Refused
from bcsp.records.models import Audience
from bcsp.records.viewer import Viewer
from governance import rules
from governance.actions.meetings import locked
from governance.actions.packs import prepare_parts
from governance.actions.withholding import give_reasons
from governance.choices import COMING, Form, MeetingState
from governance.models import AgendaItem, Meeting, Report

ISSUED_ALREADY = "This paper is issued: its readers rely on it. Add a late paper that says what changed."


@dataclass(frozen=True)
class Attached:
    """A file that came with a paper, checked: the bytes of a PDF, or none where a Word document's words were taken."""

    name: str
    content: bytes = b""
    pages: int | None = None
    tagged: bool = False


@action
def add_report(*, item: AgendaItem, by: Viewer, file: Attached | None = None, **words: Any) -> Report:
    """A paper at the end of an item's papers. `words` are further columns of Report; its text comes as clean HTML.

    Under an agenda that is published it is late: nobody else sees it before it is issued in a supplement.
    """
    demand(rules.WRITE_PAPER, by, item)
    meeting = _open_meeting(item.meeting)
    item = AgendaItem.objects.select_related("meeting__body").get(pk=item.pk)
    fills_not_itself(item)
    last = item.reports.aggregate(last=Max("position"))["last"] or 0
    report = Report(item=item, position=last + 1, created_by_id=by.person_id)
    save(_written(report, file, words))
    prepare_parts(meeting)
    return report


@action
def edit_report(*, report: Report, version: int, by: Viewer, file: Attached | None = None, **words: Any) -> Report:
    """Other words or another file for a paper that is not issued yet. Raises Stale, Refused."""
    demand(rules.WRITE_PAPER, by, report)
    meeting = _open_meeting(report.item.meeting)
    report = take(_changeable(report, meeting), version)
    save(_written(report, file, words))
    prepare_parts(meeting)
    return report


@action
def move_report(*, report: Report, up: bool, by: Viewer) -> Report:
    """Swap a paper with the one before it (`up`) or after it under its item; at the end it stays."""
    demand(rules.WRITE_PAPER, by, report)
    report = _changeable(report, _open_meeting(report.item.meeting))
    others = report.item.reports.exclude(Report.issued_q())
    if up:
        other = others.filter(position__lt=report.position).order_by("-position").first()
    else:
        other = others.filter(position__gt=report.position).order_by("position").first()
    if other:
        place = report.position
        Report.objects.filter(pk=report.pk).update(position=other.position)
        Report.objects.filter(pk=other.pk).update(position=place)
        report.refresh_from_db()
    return report


@action
def remove_report(*, report: Report, by: Viewer) -> AgendaItem:
    """Take back a paper that is not issued. Its history stays."""
    demand(rules.WRITE_PAPER, by, report)
    report = _changeable(report, _open_meeting(report.item.meeting))
    report.delete()
    report.item.reports.filter(position__gt=report.position).update(position=F("position") - 1)
    return report.item


def takes_papers(meeting: Meeting) -> None:
    """Refused where the papers of a meeting can't change any more."""
    if meeting.state not in COMING:
        raise Refused(f"{meeting.says_state}, so its papers can't change any more.")


def fills_not_itself(item: AgendaItem) -> None:
    """Refused for a standing item."""
    if item.kind_id:
        raise Refused(f"“{item.title}” fills itself with papers. Put yours under an item of its own.")


def _open_meeting(meeting: Meeting) -> Meeting:
    """The meeting, locked, if its papers can still change. An agenda that is not out is counted up: it was checked."""
    meeting = locked(meeting)
    takes_papers(meeting)
    if meeting.state == MeetingState.DRAFT:
        meeting.save(update_fields=["version"])
    return meeting


def _changeable(report: Report, meeting: Meeting) -> Report:
    """The paper as it is now, if it still stands under an item of this meeting, which is locked, and is not issued."""
    found = Report.objects.filter(pk=report.pk, item__meeting=meeting).select_related("item__meeting__body").first()
    if found is None:
        raise Refused("Somebody has taken this paper back, or carried its item, meanwhile. Look where it stands now.")
    if found.is_issued:
        raise Refused(ISSUED_ALREADY)
    return found


def _written(report: Report, file: Attached | None, words: dict[str, Any]) -> Report:
    """The report with its words, its readers and its file."""
    for column, value in words.items():
        setattr(report, column, value)
    _for_readers(report)
    if report.form == Form.PDF:
        report.body = ""
        if file:
            report.upload = StoredFile.keep(file.content, PDF)
            report.upload_name, report.upload_pages, report.upload_tagged = file.name, file.pages, file.tagged
    else:
        report.upload, report.upload_pages, report.upload_tagged, report.summary = None, None, False, ""
        report.upload_name = (file.name if file else report.upload_name) if report.form == Form.WORD else ""
    return report


def _for_readers(report: Report) -> None:
    """Set its readers: under a private item those of the item, for the item's reasons; otherwise as it says itself."""
    item = report.item
    if item.is_named:
        report.audience = Audience.NAMED
        for column, reason in item.reasons.items():
            setattr(report, column, reason)
    else:
        give_reasons(report, private=report.audience == Audience.NAMED, what="paper")
    named = report.audience == Audience.NAMED
    report.reader_bodies = list(item.reader_bodies if item.is_named else [item.meeting.body_id]) if named else []
    report.reader_roles = list(item.reader_roles) if named and item.is_named else []
