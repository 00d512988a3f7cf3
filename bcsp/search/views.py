from typing import Any

from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import cached_property
from django.views import View

from bcsp.records.access import log_reads
from bcsp.records.formpage import FormPage
from bcsp.records.screenedform import unchecked
from bcsp.search.before import MARK, mark_before, marks_of, outcome_of
from bcsp.search.forms import BeforeMarkForm
from bcsp.search.queries import fetch, find, shown
from bcsp.search.words import tidy
from bcsp.strands import kinds


class SearchView(View):
    """`?q=WORDS`, narrowed by `kind` (a model's label) and `outcome` (a word), each as often as one likes; `exact`
    keeps to the words as typed."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        text = tidy(request.GET.get("q", ""))
        kinds, outcomes = request.GET.getlist("kind"), request.GET.getlist("outcome")
        exact = "exact" in request.GET
        results = find(text, request.viewer, kinds, outcomes, exact)
        page = Paginator(results.pages, 1).get_page(request.GET.get("page"))
        found = fetch(page.object_list[0], request.viewer) if page.object_list else []
        log_reads(request, [each.record for each in found if hasattr(each.record, "is_named")], how="search")
        context = {
            "text": text,
            "results": results,
            "page": page,
            "found": found,
            "shown": shown(results, found),
            "chosen": {"kind": kinds, "outcome": outcomes, "exact": exact},
        }
        return render(request, "search/search.html", context)


class BeforeMarkView(FormPage):
    """What was made of an entry from before: used, or not relevant, and why."""

    form_class = BeforeMarkForm
    template_name = "search/before_mark.html"
    called = "Something seen before"
    rule = MARK
    done = "That is recorded."
    starts_empty = True

    def fetch(self) -> Model:
        return self.find(self.kwargs["label"], self.kwargs["key"])

    def find(self, label: str, key: int) -> Model:
        """A record of a kind that stands in threads, if this viewer may read it; otherwise 404."""
        kind = kinds().get(label)
        if kind is None:
            raise Http404
        return get_object_or_404(kind.model.objects.visible_to(self.viewer), pk=key)

    @cached_property
    def past(self) -> Model:
        return self.find(self.kwargs["past_label"], self.kwargs["past_key"])

    @property
    def draft_key(self) -> str:
        return f"{super().draft_key}:{self.past._meta.label_lower}:{self.past.pk}"

    def shown(self) -> list[Any]:
        return [*super().shown(), *([self.past] if hasattr(self.past, "is_named") else [])]

    def starting(self, row: Model | None) -> dict[str, Any]:
        mark = next((each for each in marks_of(self.thing, self.viewer) if each.past == self.past), None)
        return {"used": "yes" if mark.used else "no", "because": mark.because} if mark else {}

    def more(self) -> dict[str, Any]:
        return {"thing": self.thing, "past": self.past, "outcome": outcome_of(self.past)}

    def act(self, form: BeforeMarkForm) -> str:
        given = {**unchecked(form), "used": form.cleaned_data["used"] == "yes"}
        mark_before(record=self.thing, past=self.past, by=self.viewer, **given)
        return self.thing.get_absolute_url()
