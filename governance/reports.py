"""A paper written for one item, as the meeting reads it: its cover box, then its text or the PDF that came with it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from bcsp.documents.papers import Paper, Readers
from bcsp.records.models import Audience
from governance.choices import Form, MeetingState
from governance.models import AgendaItem, Meeting, Report

TEMPLATE = "governance/pdf/report.html"
MOST_PAGES = 4  # of a paper, before somebody is told that it is long (practice.md)


@dataclass(frozen=True)
class ReportData:
    """What a paper shows under its title. `body` is clean HTML, cleaned again as it goes out."""

    written_by: str
    ask: str
    recommendation: str
    cost: str
    risk: str
    equality: str
    consulted: str
    body: str
    summary: str
    file: str
    file_pages: int


def papers_of(item: AgendaItem) -> list[Paper]:
    """The papers under a draft agenda's item, in the order in which its makers put them."""
    prefetch_related_objects([item], with_reports())
    return [paper_of(report, item) for report in item.reports.all()]


def with_reports() -> Prefetch:
    """The papers of a whole agenda's items in one query, the bytes of uploads left in the database."""
    reports = Report.objects.select_related("upload").defer("upload__content")
    return Prefetch("reports", reports.order_by("position"))


def paper_of(report: Report, item: AgendaItem | None = None) -> Paper:
    """The paper of a report. What lies under a private item is as private as the item."""
    item = item or report.item
    readers, withheld = readers_of(report, item), item if item.is_named else report
    return Paper(
        key=key_of(report),
        title=report.title,
        line=report.ask,
        readers=readers,
        subject_kind="governance.report",
        subject_id=report.pk,
        template=TEMPLATE,
        data=_data(report),
        ask=report.ask,
        recommendation=report.recommendation,
        cost=report.cost,
        public_line="" if item.is_named else _line_for_others(report),
        paragraph=withheld.paragraph if readers.audience == Audience.NAMED else None,
        upload=report.upload.sha256 if report.form == Form.PDF else "",
        summary=report.summary,
    )


def key_of(report: Report) -> str:
    return f"governance.report:{report.pk}"


def readers_of(report: Report, item: AgendaItem) -> Readers:
    """Who may read it: `public` means "as the agenda", whose readers `for_agenda` then sets."""
    record = item if item.is_named else report
    return Readers(record.audience, tuple(record.reader_bodies), tuple(record.reader_roles))


def for_agenda(paper: Paper, audience: str) -> Paper:
    """The paper with no more readers than an agenda that is published to `audience` has."""
    if paper.subject_kind != "governance.report" or paper.readers.audience != Audience.PUBLIC:
        return paper
    return replace(paper, readers=Readers(audience))


def _data(report: Report) -> ReportData:
    return ReportData(
        written_by=report.written_by,
        ask=report.ask,
        recommendation=report.recommendation,
        cost=report.cost,
        risk=report.risk,
        equality=report.equality,
        consulted=report.consulted,
        body=report.body,
        summary=report.summary,
        file=report.upload_name if report.form == Form.PDF else "",
        file_pages=report.upload_pages or 0,
    )


def _line_for_others(report: Report) -> str:
    """What stands on the agenda, for those who may not read it, in its place: so no paper's letter moves."""
    if not report.is_named:
        return "A paper for partners only" if report.audience == Audience.PARTNERS else ""
    said = f" ({report.says_paragraph})" if report.says_paragraph else ""
    return f"A private paper{said}"


def warnings(report: Report, pages: int | None = None) -> list[str]:
    """What whoever prepares the paper should look at before it is issued; nothing of it stops them."""
    found = []
    if report.recommendation:
        missing = [
            name for name, text in (("its cost", report.cost), ("the equality impact", report.equality)) if not text
        ]
        if missing:
            found.append(f"It recommends something but does not state {' or '.join(missing)}.")
    if pages and pages > MOST_PAGES:
        found.append(f"It has {pages} pages. Papers of up to {MOST_PAGES} are read; put the rest into an annex.")
    if report.form == Form.PDF and not report.upload_tagged and not report.summary:
        found.append(
            "It has no summary. The PDF has no sound tags, so a summary is all that a screen reader says of it."
        )
    if report.form != Form.PDF and not report.body:
        found.append("It has no text yet beside its cover box.")
    return found


def lacking(keys: Iterable[int]) -> list[tuple[Report, list[str]]]:
    """Of the papers with these keys those that somebody should look at before they are issued, each with why."""
    found = Report.objects.filter(pk__in=keys).order_by("item__position", "position")
    return [(report, said) for report in found if (said := warnings(report))]


def late_reports(meeting: Meeting, viewer) -> QuerySet[Report]:
    """Papers written under a published agenda's items and not issued yet, in the order of the agenda."""
    if meeting.state != MeetingState.PUBLISHED:
        return Report.objects.none()
    found = Report.objects.visible_to(viewer).filter(item__meeting=meeting).exclude(Report.issued_q())
    return found.select_related("item__meeting__body").order_by("item__position", "position")
