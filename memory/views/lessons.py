"""Pages about lessons: what holds, one of them, and recording one from what was tried."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views import View

from bcsp.records.access import log_reads
from bcsp.records.formpage import FormPage
from bcsp.records.readers import names_of, readers_sentence
from bcsp.records.screenedform import unchecked
from memory import actions, queries
from memory.forms.lessons import LessonChangeForm, LessonRecordForm, LessonRetireForm, prefilled
from memory.models import Intervention, Lesson
from memory.rules import RECORD, RECORD_LESSON
from memory.views.interventions import find_intervention

PAGE = 25
YEAR = 4  # figures of a year in the address


def find_lesson(request: HttpRequest, reference: str) -> Lesson:
    """The lesson, if this viewer may know of it; otherwise 404."""
    return get_object_or_404(queries.lessons(request.viewer), reference=reference)


class LessonListView(View):
    """What we learned: what holds first; with `?retired=1` what no longer holds."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        retired = bool(request.GET.get("retired"))
        rows = queries.lessons(request.viewer).filter(retired_at__isnull=not retired)
        page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
        log_reads(request, page.object_list, how="list")
        return render(request, "memory/lesson_list.html", {"page": page, "retired": retired})


class LessonDetailView(View):
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        row = find_lesson(request, reference)
        source = Intervention.objects.visible_to(request.viewer).filter(pk=row.intervention_id).first()
        log_reads(request, [row])
        context = {
            "row": row,
            "source": source,
            "readers": readers_sentence(row, names_of([row])),
            "may_record": request.viewer.may(RECORD, row) and not row.retired_at,
        }
        return render(request, "memory/lesson_detail.html", context)


class LessonRecordView(FormPage):
    """A lesson from an intervention, for the same readers."""

    form_class = LessonRecordForm
    template_name = "memory/form_page.html"
    called = "Record a lesson from {reference}"
    heading = "Record a lesson"
    rule = RECORD_LESSON
    done = "The lesson is recorded."
    starts_empty = True

    def fetch(self) -> Intervention:
        return find_intervention(self.request, self.kwargs["reference"])

    def starting(self, row: Intervention) -> dict[str, Any]:
        """From the answers at the end of the year in the address, or else from what came of it."""
        year = self.request.GET.get("year", "")
        answers = row.year_ends.filter(year=year).first() if year.isdecimal() and len(year) == YEAR else None
        known = {"owner": row.lead_id} if row.lead_id else {}
        if answers is None:
            return {**known, "claim": row.lesson[:200], "evidence": row.found[:800]}
        return {**known, **prefilled(answers)}

    def more(self) -> dict[str, Any]:
        return {"row": self.thing, "back_url": self.thing.get_absolute_url(), "heading": self.heading}

    def act(self, form: LessonRecordForm) -> Lesson:
        return actions.record_lesson(intervention=self.thing, by=self.viewer, **unchecked(form))


class LessonPage(FormPage):
    """Base of pages that change a lesson."""

    rule = RECORD

    def fetch(self) -> Lesson:
        return find_lesson(self.request, self.kwargs["reference"])

    def more(self) -> dict[str, Any]:
        return {"row": self.thing, "back_url": self.thing.get_absolute_url(), "heading": self.heading}


class LessonChangeView(LessonPage):
    form_class = LessonChangeForm
    template_name = "memory/form_page.html"
    called = "Change {reference}"
    heading = "What the lesson says"
    done = "The lesson is changed."

    def act(self, form: LessonChangeForm) -> Lesson:
        return actions.change_lesson(lesson=self.thing, by=self.viewer, **unchecked(form))


class LessonRetireView(LessonPage):
    form_class = LessonRetireForm
    template_name = "memory/form_page.html"
    called = "{reference} no longer holds"
    heading = "It no longer holds"
    done = "The lesson is kept as one that no longer holds."

    def act(self, form: LessonRetireForm) -> Lesson:
        return actions.retire_lesson(lesson=self.thing, by=self.viewer, **unchecked(form))
