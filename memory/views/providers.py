"""Providers used: in which year, for what, for how much, with what result."""

import csv

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from bcsp.records.access import log_reads
from memory import queries
from memory.models import ProviderUse

PAGE = 50
HEAD = ("Year from April", "Provider", "For what", "Pounds", "Result", "Intervention")


class ProviderListView(View):
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        page = Paginator(queries.uses(request.viewer), PAGE).get_page(request.GET.get("page"))
        log_reads(request, [use.intervention for use in page], how="list")
        return render(request, "memory/provider_list.html", {"page": page})


class ProviderExportView(View):
    """All of them as a table for a spreadsheet."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = list(queries.uses(request.viewer))
        log_reads(request, [use.intervention for use in rows], how="export")
        answer = HttpResponse(content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="providers-used.csv"'
        answer.write("\ufeff")  # Excel takes a table without it for another alphabet
        table = csv.writer(answer)
        table.writerow(HEAD)
        table.writerows([harmless(cell) for cell in _cells(use)] for use in rows)
        return answer


def harmless(cell: object) -> object:
    """A cell that a spreadsheet takes for no formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _cells(use: ProviderUse) -> tuple[object, ...]:
    tried = use.intervention
    return (use.year, use.provider.name, use.what, use.amount, tried.outcome, str(tried))
