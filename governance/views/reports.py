"""Papers written for one item: write, read as the meeting will, put in order, take back; and issue late ones."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views import View

from bcsp.documents.downloads import private_pdf
from bcsp.documents.markings import marking_of
from bcsp.documents.papers import render_html
from bcsp.documents.pdf import UnfitPage
from bcsp.documents.pdf.joining import CannotJoin, Part, join
from bcsp.documents.ready import known_pages, pages_of
from bcsp.documents.written.typed import as_typed, plain
from bcsp.records.access import log_reads
from bcsp.records.actions import demand
from bcsp.records.errors import Refused
from bcsp.records.formpage import FormPage
from bcsp.records.screening import marks
from governance import actions, forms, reports, rules
from governance.actions.reports import ISSUED_ALREADY, fills_not_itself, takes_papers
from governance.choices import COMING, Purpose
from governance.models import AgendaItem, Meeting, Report
from governance.recommended import paper_of
from governance.views.agendas import item_for
from governance.views.meetings import meeting_for

MOST_MARKS = 20  # pieces that are shown; more say only that there are more


class ReportPage(FormPage):
    """Base of the pages on which a paper is written."""

    form_class = forms.ReportForm
    template_name = "governance/report_form.html"
    rule = rules.WRITE_PAPER

    @property
    def item(self) -> AgendaItem:
        return self.thing if isinstance(self.thing, AgendaItem) else self.thing.item

    def form_options(self) -> dict[str, Any]:
        report = self.thing if isinstance(self.thing, Report) else None
        return {"report": report, "private": self.item.is_named, "decides": self.item.purpose == Purpose.DECISION}

    def more(self) -> dict[str, Any]:
        return {"item": self.item, "report": self.form_options()["report"]}

    def finish(self, where: Any) -> HttpResponse:
        for sentence in self.left_out:
            messages.warning(self.request, sentence)
        return super().finish(where)


class ReportAddView(ReportPage):
    called = "Write a paper"
    about = "under item {thing.position} of {thing.meeting}"
    done = "The paper is saved. Read it once more as the meeting will."
    starts_empty = True

    def fetch(self) -> AgendaItem:
        return open_for_papers(item_for(self.viewer, self.kwargs["pk"]))

    def act(self, form: forms.ReportForm) -> Report:
        self.left_out = form.left_out
        return actions.add_report(item=self.thing, by=self.viewer, **form.words())


class ReportEditView(ReportPage):
    called = "Change a paper"
    about = "under item {thing.item.position} of {thing.item.meeting}"
    done = "The paper is changed."

    def fetch(self) -> Report:
        report = report_for(self.viewer, self.kwargs["pk"])
        if report.is_issued:
            raise Refused(ISSUED_ALREADY)
        open_for_papers(report.item)
        return report

    def starting(self, row: Report | None) -> dict[str, Any]:
        return {**super().starting(row), "how": row.form, "body": as_typed(row.body)}

    def act(self, form: forms.ReportForm) -> Report:
        self.left_out = form.left_out
        version = form.cleaned_data["version"]
        return actions.edit_report(report=self.thing, version=version, by=self.viewer, **form.words())


class ReportDetailView(View):
    """The paper as the meeting reads it, with what to look at before it is issued. Once it is, what was issued."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        report = report_for(request.viewer, pk)
        place = paper_of(report.item, report)
        if place:
            return redirect(place.paper)
        log_reads(request, [report])
        paper = reports.paper_of(report)
        found = marks(plain(report.body)) if report.form == "word" else []
        context = {
            "report": report,
            "html": render_html(paper),
            "readers": readers_in_words(report),
            "pages": (pages := known_pages([paper]).get(paper.key)),
            "warnings": reports.warnings(report, pages),
            "marks": found[:MOST_MARKS],
            "may_write": request.viewer.may(rules.WRITE_PAPER, report) and report.item.meeting.state in COMING,
            "is_late": report.item.meeting.state != "draft",
        }
        return render(request, "governance/report_detail.html", context)


class ReportPdfView(View):
    """The paper's pages as they stand now, with the PDF that came with it."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        report = report_for(request.viewer, pk)
        place = paper_of(report.item, report)
        if place:
            return redirect(place.paper)
        log_reads(request, [report], how="pdf")
        paper = reports.paper_of(report)
        marking = marking_of(paper.readers.audience, named=report.item.meeting.body.brief, draft=True)
        try:
            part = Part(paper.key, paper.title, pages_of(paper))
        except (UnfitPage, CannotJoin) as fault:
            raise Refused(str(fault)) from fault
        pdf = join([part], title=paper.title, marking=marking)
        return private_pdf(pdf, "draft-paper.pdf", reader=request.viewer.name if report.is_named else None)


class ReportChangeView(View):
    """Up or down among the papers of its item, by a button each."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        report = report_for(request.viewer, pk)
        demand(rules.WRITE_PAPER, request.viewer, report)
        verb = request.POST.get("do", "")
        try:
            if verb in ("up", "down"):
                actions.move_report(report=report, up=verb == "up", by=request.viewer)
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect(report.item)


class ReportRemoveView(FormPage):
    """The check page before a paper is taken back."""

    form_class = forms.ReportRemoveForm
    template_name = "governance/report_remove.html"
    rule = rules.WRITE_PAPER
    keeps_draft = False
    done = "The paper is taken back. Its history stays."

    def fetch(self) -> Report:
        return report_for(self.viewer, self.kwargs["pk"])

    def act(self, form: forms.ReportRemoveForm) -> AgendaItem:
        return actions.remove_report(report=self.thing, by=self.viewer)


class SupplementIssueView(FormPage):
    """Late papers: which are ready, why they are late, then one button."""

    form_class = forms.SupplementIssueForm
    template_name = "governance/supplement_issue.html"
    rule = rules.PREPARE
    keeps_draft = False
    starts_empty = True

    def fetch(self) -> Meeting:
        return meeting_for(self.viewer, self.kwargs["pk"])

    def form_options(self) -> dict[str, Any]:
        return {"reports": self.late()}

    def late(self) -> Any:
        return reports.late_reports(self.thing, self.viewer)

    def more(self) -> dict[str, Any]:
        found = [(report, reports.warnings(report)) for report in self.late()]
        items = self.thing.items.filter(AgendaItem.audience_q(self.viewer), kind__isnull=True)
        return {"late": found, "items": items.order_by("position"), "issued": self.thing.supplements.all()}

    def shown(self) -> list[Any]:
        return list(self.late())

    def act(self, form: forms.SupplementIssueForm) -> str:
        chosen = list(form.cleaned_data["reports"])
        why = form.cleaned_data["why"]
        supplement = actions.issue_supplement(meeting=self.thing, reports=chosen, why=why, by=self.viewer)
        messages.success(self.request, f"Supplement {supplement} is issued. The members are told.")
        return reverse("governance:meeting_detail", args=[self.thing.pk])


def report_for(viewer, pk: int) -> Report:
    """The paper, if the viewer may know of it; otherwise 404."""
    found = Report.objects.visible_to(viewer).select_related("item__meeting__body", "upload")
    return get_object_or_404(found.defer("upload__content"), pk=pk)


def open_for_papers(item: AgendaItem) -> AgendaItem:
    """The item, if papers can still be written for it; Refused where they can't."""
    fills_not_itself(item)
    takes_papers(item.meeting)
    return item


def readers_in_words(report: Report) -> str:
    """Who may read it, in a sentence."""
    body = report.item.meeting.body.brief
    if report.item.is_named:
        return f"Members of {body} alone, as the item."
    if report.is_named:
        return f"Members of {body} alone ({report.says_paragraph}). Others see the paragraph and nothing else."
    if report.audience == "public":
        return "As the agenda: everybody who may read it."
    return "Partners only."
