"""Pages about interventions: what was tried, one of them, several beside each other, and logging one."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views import View

from bcsp.documents.downloads import private_pdf
from bcsp.documents.markings import marking_of
from bcsp.documents.papers import as_pdf
from bcsp.records.access import log_reads
from bcsp.records.formpage import FormPage
from bcsp.records.readers import names_of, readers_sentence
from bcsp.records.screenedform import unchecked
from memory import actions, queries
from memory.filters import InterventionFilterForm
from memory.forms.interventions import (
    InterventionChangeForm,
    InterventionDetailForm,
    InterventionLogForm,
    InterventionReadersForm,
)
from memory.models import Intervention, InterventionDetail
from memory.papers import card_of
from memory.rules import ANSWER_YEAR, RECORD, RECORD_LESSON

PAGE = 25
MOST_BESIDE = 3  # that a page has room for


def find_intervention(request: HttpRequest, reference: str) -> Intervention:
    """The intervention, if this viewer may know of it; otherwise 404."""
    return get_object_or_404(queries.whole_interventions(request.viewer), reference=reference)


class InterventionListView(View):
    """What was tried, by what came of it."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = queries.interventions(request.viewer)
        form = InterventionFilterForm(request.GET or None, priorities=queries.priorities(request.viewer))
        page = Paginator(form.apply(rows), PAGE).get_page(request.GET.get("page"))
        log_reads(request, page.object_list, how="list")
        context = {"form": form, "page": page, "may_record": request.viewer.may(RECORD)}
        return render(request, "memory/intervention_list.html", context)


class InterventionDetailView(View):
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        row = find_intervention(request, reference)
        log_reads(request, [row, *row.lessons.all()])
        context = {
            "row": row,
            "readers": readers_sentence(row, names_of([row])),
            "decision": queries.decisions(request.viewer).filter(pk=row.decision_id).first(),
            "bid": queries.applications(request.viewer).filter(intervention=row).first(),
            "to_answer": queries.to_answer(row),
            "may_answer": request.viewer.may(ANSWER_YEAR, row),
            "may_record_lesson": request.viewer.may(RECORD_LESSON, row),
            "may_record": request.viewer.may(RECORD, row),
        }
        return render(request, "memory/intervention_detail.html", context)


class InterventionCardView(View):
    """One printed page, what came of it first."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        row = find_intervention(request, reference)
        log_reads(request, [row], how="pdf")
        paper = card_of(row, readers_sentence(row, names_of([row])))
        pdf = as_pdf(paper, marking=marking_of(row.audience))
        return private_pdf(pdf, f"{row.reference}.pdf", reader=request.viewer.name if row.is_named else None)


class InterventionCompareView(View):
    """Two or three beside each other: `?with=IN-2026-0001&with=IN-2026-0002`."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        asked = list(dict.fromkeys(request.GET.getlist("with")))[:MOST_BESIDE]
        found = {row.reference: row for row in queries.whole_interventions(request.viewer).filter(reference__in=asked)}
        rows = [found[reference] for reference in asked if reference in found]
        log_reads(request, rows, how="list")
        return render(request, "memory/intervention_compare.html", {"rows": rows, "most": MOST_BESIDE})


def choices(page: FormPage) -> dict[str, Any]:
    """What the forms of an intervention choose from."""
    return {"priorities": queries.priorities(page.viewer), "decisions": queries.decisions(page.viewer)}


class InterventionLogView(FormPage):
    form_class = InterventionLogForm
    template_name = "memory/form_page.html"
    called = "Log an intervention"
    rule = RECORD
    done = "The intervention is saved."
    says = "Eight things are enough. Everything else can be added later."

    def form_options(self) -> dict[str, Any]:
        return choices(self)

    def more(self) -> dict[str, Any]:
        return {"heading": self.called, "says": self.says}

    def act(self, form: InterventionLogForm) -> Intervention:
        return actions.log_intervention(by=self.viewer, **unchecked(form))


class InterventionPage(FormPage):
    """Base of pages that change an intervention."""

    rule = RECORD
    heading = "What it says, and what came of it"

    def fetch(self) -> Intervention:
        return find_intervention(self.request, self.kwargs["reference"])

    def more(self) -> dict[str, Any]:
        return {"row": self.thing, "back_url": self.thing.get_absolute_url(), "heading": self.heading}


class InterventionChangeView(InterventionPage):
    form_class = InterventionChangeForm
    template_name = "memory/form_page.html"
    called = "Change {reference}"
    done = "The intervention is changed."

    def form_options(self) -> dict[str, Any]:
        return choices(self)

    def act(self, form: InterventionChangeForm) -> Intervention:
        seen = queries.decisions(self.viewer).filter(pk=self.thing.decision_id).exists()
        hidden = ("decision",) if self.thing.decision_id and not seen else ()  # it was in no list: it stays
        return actions.change_intervention(intervention=self.thing, by=self.viewer, **unchecked(form, *hidden))


class InterventionAddDetailView(InterventionPage):
    form_class = InterventionDetailForm
    template_name = "memory/form_page.html"
    called = "Detail of {reference}"
    heading = "Add detail"
    done = "The detail is saved."

    def starting(self, row: Intervention) -> dict[str, Any]:
        detail = InterventionDetail.objects.filter(intervention=row).first()
        found = {name: getattr(detail, name) for name in InterventionDetailForm.screened_fields} if detail else {}
        return {**found, "maryland": detail.maryland_id if detail else None, "version": row.version}

    def act(self, form: InterventionDetailForm) -> Intervention:
        actions.add_detail(intervention=self.thing, by=self.viewer, **unchecked(form))
        return self.thing


class InterventionReadersView(InterventionPage):
    form_class = InterventionReadersForm
    template_name = "memory/form_page.html"
    called = "Readers of {reference}"
    heading = "Who may read it"
    done = "The readers are changed."

    def starting(self, row: Intervention) -> dict[str, Any]:
        return {"version": row.version, "audience": row.audience, "bodies": row.reader_bodies}

    def more(self) -> dict[str, Any]:
        return {**super().more(), "says": "The change holds for its lessons and its year-end answers too."}

    def act(self, form: InterventionReadersForm) -> Intervention:
        return actions.change_readers(intervention=self.thing, by=self.viewer, **unchecked(form))
