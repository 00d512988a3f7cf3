"""Pages about an organisation that asked for money: all that it asked for, its names, and what it became."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views import View

from bcsp.records.access import log_reads
from bcsp.records.formpage import FormPage
from bcsp.records.screenedform import unchecked
from memory import actions, queries
from memory.forms.applicants import ApplicantChangeForm, ApplicantMergeForm
from memory.models import Applicant
from memory.rules import LOG_APPLICATION


class ApplicantDetailView(View):
    """Everything that one organisation asked for, under whatever name, with what merged into it."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        viewer = request.viewer
        applicant = get_object_or_404(queries.applicants(viewer), pk=key)
        rows = list(queries.applications(viewer).filter(queries.of_applicant(applicant)))
        merged = list(queries.applicants(viewer).filter(became=applicant))
        log_reads(request, [applicant, *merged, *rows])
        context = {"applicant": applicant, "rows": rows, "merged": merged}
        context["may_change"] = viewer.may(LOG_APPLICATION, applicant)
        return render(request, "memory/applicant_detail.html", context)


class ApplicantPage(FormPage):
    """Base of pages that change an applicant."""

    template_name = "memory/form_page.html"
    rule = LOG_APPLICATION
    heading = ""

    def fetch(self) -> Applicant:
        return get_object_or_404(queries.applicants(self.viewer), pk=self.kwargs["key"])

    def more(self) -> dict[str, Any]:
        return {"row": self.thing, "back_url": self.thing.get_absolute_url(), "heading": self.heading}


class ApplicantChangeView(ApplicantPage):
    form_class = ApplicantChangeForm
    called = "Change an applicant"
    heading = "Its names, its org-id and as what it is known to us"
    done = "The applicant is changed. Every name that it had still finds it."

    def form_options(self) -> dict[str, Any]:
        return {"applicant": self.thing}

    def act(self, form: ApplicantChangeForm) -> Applicant:
        return actions.change_applicant(applicant=self.thing, by=self.viewer, **unchecked(form))


class ApplicantMergeView(ApplicantPage):
    form_class = ApplicantMergeForm
    called = "Merge an applicant"
    heading = "It became another organisation"
    done = "They are merged. What each asked for stands on one page."

    def starting(self, row: Applicant) -> dict[str, Any]:
        return {"version": row.version}

    def form_options(self) -> dict[str, Any]:
        others = queries.applicants(self.viewer).filter(became=None).exclude(pk=self.thing.pk)
        return {"others": others}

    def act(self, form: ApplicantMergeForm) -> Applicant:
        return actions.merge_applicant(applicant=self.thing, by=self.viewer, **unchecked(form)).became
