from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from bcsp.records.access import log_reads
from bcsp.search.queries import fetch, find, shown
from bcsp.search.words import tidy


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
