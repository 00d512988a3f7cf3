"""Pages about applications, for the community safety team: never for whoever has an interest in one."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views import View

from bcsp.records.access import log_reads
from bcsp.records.actions import demand
from bcsp.records.clock import today
from bcsp.records.formpage import FormPage
from bcsp.records.screenedform import unchecked
from bcsp.records.viewer import Viewer
from memory import actions, queries, scoring
from memory.choices import Reason
from memory.forms.applications import (
    ApplicationDecideForm,
    ApplicationFilterForm,
    ApplicationLogForm,
    InterestDeclareForm,
)
from memory.models import Application
from memory.models.scores import GROUNDS
from memory.papers.applications import judged
from memory.papers.letters import has_letter
from memory.rules import DECIDE, DECLARE, LOG_APPLICATION, READ_APPLICATIONS, SCORE

PAGE = 25


def find_application(request: HttpRequest, reference: str) -> Application:
    """The application, if this viewer may know of it; otherwise 404."""
    return get_object_or_404(queries.applications(request.viewer), reference=reference)


class ApplicationListView(View):
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        viewer = request.viewer
        demand(READ_APPLICATIONS, viewer)
        form = ApplicationFilterForm(request.GET or None)
        page = Paginator(form.apply(queries.applications(viewer)), PAGE).get_page(request.GET.get("page"))
        log_reads(request, page.object_list, how="list")
        context = {"form": form, "page": page, "may_log": viewer.may(LOG_APPLICATION)}
        return render(request, "memory/application_list.html", context)


class ApplicationDetailView(View):
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        viewer, row = request.viewer, find_application(request, reference)
        log_reads(request, [row])
        context = {
            "row": row,
            "reasons": [reason.label for reason in Reason if reason in row.reasons],
            "may_decide": viewer.may(DECIDE, row) and row.outcome in ("", "reserve"),
            "may_score": viewer.may(SCORE, row) and row.scored_at is None and row.outcome in ("", "reserve"),
            "says_missing": scoring.says_missing(row) if row.outcome == "" and not row.scored_at else "",
            **judged_by(row, viewer),
            "may_declare": viewer.may(DECLARE, row),
            "round": queries.rounds(viewer).filter(pk=row.round_id).first() if row.round_id else None,
            "has_letter": has_letter(row) and viewer.may(READ_APPLICATIONS, row),
            "interests": row.interests.visible_to(viewer).select_related("person"),
        }
        return render(request, "memory/application_detail.html", context)


def judged_by(row: Application, viewer: Viewer) -> dict[str, Any]:
    """The scores that the viewer may read, ground by ground."""
    scores = list(row.scores.visible_to(viewer).select_related(*GROUNDS))
    return {"scores": scores, "judged": judged(scores), "apart": scoring.far_apart(scores)}


class ApplicationLogView(FormPage):
    form_class = ApplicationLogForm
    template_name = "memory/form_page.html"
    called = "Log an application"
    rule = LOG_APPLICATION
    done = "The application is saved."

    def starting(self, row: Any) -> dict[str, Any]:
        return {"received_on": today()}

    def form_options(self) -> dict[str, Any]:
        return {"priorities": queries.priorities(self.viewer), "rounds": queries.rounds(self.viewer)}

    def more(self) -> dict[str, Any]:
        return {"heading": self.called, "says": "The community safety team alone reads it, whatever comes of it."}

    def act(self, form: ApplicationLogForm) -> Application:
        return actions.log_application(by=self.viewer, decided=form.decided, **form.application)


class ApplicationPage(FormPage):
    """Base of pages that change an application."""

    template_name = "memory/form_page.html"
    heading = ""

    def fetch(self) -> Application:
        return find_application(self.request, self.kwargs["reference"])

    def more(self) -> dict[str, Any]:
        return {"row": self.thing, "back_url": self.thing.get_absolute_url(), "heading": self.heading}


class ApplicationDecideView(ApplicationPage):
    form_class = ApplicationDecideForm
    called = "Decision on {reference}"
    heading = "How it was decided"
    rule = DECIDE
    done = "The decision is recorded."

    def act(self, form: ApplicationDecideForm) -> Application:
        version = form.cleaned_data["version"]
        return actions.decide_application(application=self.thing, version=version, by=self.viewer, **form.decided)


class InterestDeclareView(ApplicationPage):
    form_class = InterestDeclareForm
    called = "Interest in {reference}"
    heading = "An interest in this application"
    rule = DECLARE
    done = "The interest is recorded. That person can no longer reach the application."
    starts_empty = True

    def act(self, form: InterestDeclareForm) -> str:
        actions.declare_interest(application=self.thing, by=self.viewer, **unchecked(form))
        still = Application.objects.visible_to(self.viewer).filter(pk=self.thing.pk)
        return self.thing.get_absolute_url() if still.exists() else queries.APPLICATIONS
