"""Pages about assessments: writing one, reading its one page, and clearing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views import View

from bcsp.documents.downloads import private_pdf
from bcsp.documents.markings import marking_of
from bcsp.documents.papers import as_pdf, render_html
from bcsp.records.access import log_reads
from bcsp.records.formpage import FormPage
from bcsp.records.readers import names_of, readers_sentence
from horizon import actions, queries
from horizon.choices import AssessmentState
from horizon.forms.assessments import AssessmentForm, ClearForm, ReadyForm, SendBackForm, TakeBackForm, still_empty
from horizon.models import Assessment
from horizon.next_pdg import ahead
from horizon.papers import paper_of, summary
from horizon.rules import ASSESS, CLEAR
from horizon.views.trends import find_trend

READY = "Ready for PDG. The coordinator is told."


def find_assessment(request: HttpRequest, reference: str, number: int) -> Assessment:
    """The version, if this viewer may know of it; otherwise 404."""
    return get_object_or_404(queries.assessments(request.viewer), trend__reference=reference, number=number)


def edit_url(row: Assessment) -> str:
    return reverse("horizon:assessment_edit", args=[row.trend.reference, row.number])


class AssessmentStartView(View):
    """Begin a version, or go on with the open one. A POST: it makes a row."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        row = actions.start_assessment(trend=find_trend(request, reference), by=request.viewer)
        return redirect(edit_url(row))


class AssessmentEditView(FormPage):
    """The assessment on one page, with what must always be in sight beside it."""

    form_class = AssessmentForm
    template_name = "horizon/assessment_edit.html"
    called = "Assess {reference}, version {number}"
    rule = ASSESS

    def fetch(self) -> Assessment:
        return find_assessment(self.request, self.kwargs["reference"], self.kwargs["number"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.thing.state != AssessmentState.DRAFT:
            return redirect(self.thing)
        return super().get(request, *args, **kwargs)

    def form_options(self) -> dict[str, Any]:
        return {"first": self.thing.number == 1}

    def starting(self, row: Assessment) -> dict[str, Any]:
        note = getattr(row, "private_note", None)
        return {**super().starting(row), "note": note.text if note else ""}

    def act(self, form: AssessmentForm) -> Any:
        given = {"version": form.cleaned_data["version"], "note": form.cleaned_data["note"], **form.words}
        row = actions.save_assessment(assessment=self.thing, ready=form.wants_ready, by=self.viewer, **given)
        if form.wants_ready:
            messages.success(self.request, READY)
            return row
        if "preview" in form.data:
            return row
        messages.success(self.request, "Saved.")
        return edit_url(row)

    def more(self) -> dict[str, Any]:
        trend = self.thing.trend
        return {
            "trend": trend,
            "assessment": self.thing,
            "readers": readers_sentence(trend, names_of([trend])),
            "last": queries.last_cleared(trend),
            "ahead": ahead(),
        }


class AssessmentDetailView(View):
    """The one page on screen, and what this viewer may do with it."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        row = find_assessment(request, reference, number)
        log_reads(request, [row])
        waits, draft = row.state == AssessmentState.READY, row.state == AssessmentState.DRAFT
        goes_to = ahead()
        pdg = goes_to.meeting
        context = {
            "assessment": row,
            "trend": row.trend,
            "html": render_html(paper_of(row, summary(row))),
            "ahead": goes_to,
            "too_soon": not row.cleared_at and pdg and row.review_on and row.review_on < pdg.day,
            "empty": still_empty(row) if draft else [],
            "meeting": queries.meeting_of(row) if row.state == AssessmentState.CLEARED else None,
            "may_edit": draft and request.viewer.may(ASSESS, row),
            "may_take_back": waits and request.viewer.may(ASSESS, row),
            "may_clear": waits and request.viewer.may(CLEAR, row),
            "own": row.ready_by_id == request.viewer.person_id,
            "clear_form": ClearForm(initial={"version": row.version}),
        }
        return render(request, "horizon/assessment_detail.html", context)


class AssessmentDownloadView(View):
    """The one page as a PDF. A version that is not cleared says so at the head of the page."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        row = find_assessment(request, reference, number)
        log_reads(request, [row], how="pdf")
        marking = marking_of(row.trend.audience, draft=row.state != AssessmentState.CLEARED)
        pdf = as_pdf(paper_of(row, summary(row)), marking=marking, issued=row.cleared_at)
        name = f"{row.trend.reference}-v{row.number}.pdf"
        return private_pdf(pdf, name, reader=request.viewer.name if row.is_named else None)


class AssessmentPage(FormPage):
    """Base of what is done with a summary as a whole; most of it by the coordinator."""

    rule = CLEAR
    keeps_draft = False

    def fetch(self) -> Assessment:
        return find_assessment(self.request, self.kwargs["reference"], self.kwargs["number"])

    def more(self) -> dict[str, Any]:
        return {"assessment": self.thing, "trend": self.thing.trend, "back_url": self.thing.get_absolute_url()}


class AssessmentReadyView(AssessmentPage):
    """From the preview: the analyst has seen the one page, and says that it is ready."""

    form_class = ReadyForm
    template_name = "horizon/assessment_ready.html"
    rule = ASSESS
    done = READY

    def act(self, form: ReadyForm) -> Any:
        return actions.mark_ready(assessment=self.thing, by=self.viewer, **form.cleaned_data)


class AssessmentTakeBackView(AssessmentPage):
    """The analyst goes on with a summary that waits to be cleared."""

    form_class = TakeBackForm
    template_name = "horizon/assessment_take_back.html"
    rule = ASSESS
    done = "It is a draft again. Nobody clears it until you mark it ready."

    def act(self, form: TakeBackForm) -> str:
        return edit_url(actions.take_back(assessment=self.thing, by=self.viewer, **form.cleaned_data))


class AssessmentClearView(AssessmentPage):
    form_class = ClearForm
    template_name = "horizon/assessment_clear.html"

    def act(self, form: ClearForm) -> Any:
        row = actions.clear_assessment(assessment=self.thing, by=self.viewer, **form.cleaned_data)
        messages.success(self.request, f"Cleared. {ahead()}")
        return row


class AssessmentSendBackView(AssessmentPage):
    form_class = SendBackForm
    template_name = "horizon/assessment_send_back.html"
    done = "Sent back. The analyst is told."

    def act(self, form: SendBackForm) -> Any:
        return actions.send_back(assessment=self.thing, by=self.viewer, **form.cleaned_data)
