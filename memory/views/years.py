"""Pages of a year's end: the five questions, and what was learned."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views import View

from bcsp.documents.downloads import private_pdf
from bcsp.records.access import log_reads
from bcsp.records.clock import today
from bcsp.records.formpage import FormPage
from memory import actions, papers
from memory.forms.years import YearEndForm
from memory.models import Intervention, YearEnd
from memory.rules import ANSWER_YEAR
from memory.views.interventions import find_intervention
from memory.years import in_words, latest_ended, ran_in, year_of

FIRST = 2000  # as YearEnd has it


class YearEndAnswerView(FormPage):
    """The five questions about one year of something that was tried; answered once, and mended afterwards."""

    form_class = YearEndForm
    template_name = "memory/form_page.html"
    rule = ANSWER_YEAR
    called = "Five questions about {reference}, year from April {year}"
    done = "The answers are saved. What you learned can be recorded as a lesson, so that others find it."
    says = "A sentence or two each is enough. Who may read the intervention may read the answers."

    def fetch(self) -> Intervention | YearEnd:
        self.tried, self.year = find_intervention(self.request, self.kwargs["reference"]), self.kwargs["year"]
        if self.year > latest_ended(today()) or not ran_in(self.year, self.tried.begins, self.tried.ends):
            raise Http404
        return YearEnd.objects.filter(intervention=self.tried, year=self.year).first() or self.tried

    @property
    def draft_key(self) -> str:
        """One for each year; its end names the row, so that what is redacted there goes from drafts too."""
        return f"{self.year}:{super().draft_key}"

    def starting(self, row: Intervention | YearEnd) -> dict[str, Any]:
        return super().starting(row) if isinstance(row, YearEnd) else {}

    def shown(self) -> list[Any]:
        return [self.tried]

    def more(self) -> dict[str, Any]:
        heading = f"Five questions about {in_words(self.year)}"
        return {"row": self.tried, "heading": heading, "says": self.says, "back_url": self.tried.get_absolute_url()}

    def act(self, form: YearEndForm) -> YearEnd:
        if isinstance(self.thing, YearEnd):
            given = {"answers": self.thing, "version": form.cleaned_data["version"] or 0}
            return actions.change_year(**given, by=self.viewer, **form.words)
        return actions.answer_year(intervention=self.tried, year=self.year, by=self.viewer, **form.words)


class LearnedView(View):
    """What was learned in a year; without one in the address, in the year that goes on."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, year: int | None = None) -> HttpResponse:
        current = year_of(today())
        year = known(current if year is None else year)
        data, records = papers.learned_in(year, request.viewer)
        log_reads(request, records)
        context = {
            "data": data,
            "html": render_to_string(papers.LEARNED, {"data": data}),
            "year": year,
            "earlier": year - 1,
            "later": year + 1 if year < current else None,
        }
        return render(request, "memory/learned.html", context)


class LearnedDownloadView(View):
    """The same as a PDF."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        data, records = papers.learned_in(known(year), request.viewer)
        log_reads(request, records, how="pdf")
        named = data.decided is not None or any(row.is_named for row in records)
        pdf = papers.learned_pdf(data, named=named)
        reader = request.viewer.name if named else None
        return private_pdf(pdf, f"what-we-learned-{in_words(year).replace('/', '-')}.pdf", reader=reader)


def known(year: int) -> int:
    """The year, if it has begun and the partnership may know of it; otherwise 404."""
    if not FIRST <= year <= year_of(today()):
        raise Http404
    return year
