"""How a body keeps its own rules in a year: internal, for the body and the community safety team."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from bcsp.records.access import log_reads
from bcsp.records.actions import demand
from bcsp.records.clock import today
from governance import conformance, limits, rules
from governance.views.bodies import body_for

MEASURED = (
    ("notice", "Notice", "clear working days between publishing and the meeting"),
    ("papers", "Papers on time", "written before papers closed, and out with the agenda"),
    ("quorum", "Quorum", "seats filled, in person or by a substitute"),
    ("reviews", "Review dates", "decisions that say when they are reviewed"),
    ("notices", "Decision notices", "agreed and out within 2 working days of the decision"),
)


class ConformanceView(View):
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        body, year = body_for(request.viewer, slug), _year(request)
        demand(rules.MEASURE, request.viewer, body)
        found = conformance.of_year(body, year, request.viewer)
        log_reads(request, [taken for row in found.rows for taken in row.unreviewed])
        context = {
            "body": body,
            "year": year,
            "found": found,
            "totals": [(name, means, found.kept(key)) for key, name, means in MEASURED],
            "rows": [(row, [(name, getattr(row, key)) for key, name, _ in MEASURED]) for row in found.rows],
            "columns": [name for _, name, _ in MEASURED],
            "earlier": year - 1 if year > limits.EARLIEST.year else None,
            "later": year + 1 if year < limits.latest().year else None,
        }
        return render(request, "governance/body_conformance.html", context)


def _year(request: HttpRequest) -> int:
    """The year asked about; this one where none, or none that can be, is named."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else 0
    return year if limits.EARLIEST.year <= year <= limits.latest().year else today().year
