from django.shortcuts import render
from django.views import View

from bcsp.records.access import log_reads
from bcsp.search.queries import search


class SearchView(View):
    def get(self, request):
        text = request.GET.get("q", "")[:200]
        found = search(text, request.viewer)
        log_reads(request, [each.record for each in found if hasattr(each.record, "is_named")], how="search")
        return render(request, "search/search.html", {"text": text, "found": found})
