"""Pages about priorities: by plan, one of them, and what became of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views import View

from bcsp.records.access import log_reads
from bcsp.records.clock import today
from bcsp.records.formpage import FormPage
from bcsp.records.screenedform import unchecked
from memory import actions, queries
from memory.forms.priorities import PriorityChangeForm, PriorityRecordForm, SuccessionForm
from memory.models import Priority
from memory.rules import RECORD


class PriorityListView(View):
    """What the priorities are and were, by plan, and what became of each."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        plans = queries.plans(request.viewer)
        log_reads(request, [row for _, rows in plans for row in rows], how="list")
        return render(request, "memory/priority_list.html", {"plans": plans, "may_record": request.viewer.may(RECORD)})


class PriorityDetailView(View):
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        viewer = request.viewer
        rows = queries.priorities(viewer).prefetch_related("measures", queries.later(viewer), queries.earlier(viewer))
        row = get_object_or_404(rows, pk=key)
        tried = queries.interventions(viewer).filter(priority=row)
        log_reads(request, [row, *tried])
        context = {"row": row, "tried": tried, "may_record": viewer.may(RECORD, row)}
        return render(request, "memory/priority_detail.html", context)


class PriorityRecordView(FormPage):
    form_class = PriorityRecordForm
    template_name = "memory/form_page.html"
    called = "Record a priority"
    rule = RECORD
    done = "The priority is recorded."

    def more(self) -> dict[str, Any]:
        return {"heading": self.called}

    def act(self, form: PriorityRecordForm) -> Priority:
        return actions.record_priority(by=self.viewer, **unchecked(form))


class PriorityPage(FormPage):
    """Base of pages that change a priority."""

    rule = RECORD

    def fetch(self) -> Priority:
        return get_object_or_404(queries.priorities(self.viewer), pk=self.kwargs["key"])

    def more(self) -> dict[str, Any]:
        return {"row": self.thing, "back_url": self.thing.get_absolute_url(), "heading": self.called}


class PriorityChangeView(PriorityPage):
    form_class = PriorityChangeForm
    template_name = "memory/form_page.html"
    called = "Change a priority"
    done = "The priority is changed."

    def act(self, form: PriorityChangeForm) -> Priority:
        return actions.change_priority(priority=self.thing, by=self.viewer, **unchecked(form))


class SuccessionRecordView(PriorityPage):
    form_class = SuccessionForm
    template_name = "memory/form_page.html"
    called = "What became of a priority"
    done = "It is recorded what became of it."
    starts_empty = True

    def starting(self, row: Priority | None) -> dict[str, Any]:
        return {"day": today()}

    def form_options(self) -> dict[str, Any]:
        return {"priorities": queries.priorities(self.viewer).exclude(pk=self.thing.pk)}

    def act(self, form: SuccessionForm) -> Priority:
        actions.record_succession(before=self.thing, by=self.viewer, **unchecked(form))
        return self.thing
