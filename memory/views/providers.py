"""Providers used: in which year, for what, for how much, with what result; and one provider over the years."""

import csv

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views import View

from bcsp.people.models import Organisation
from bcsp.people.rules import RENAME
from bcsp.records.access import log_reads
from memory import queries
from memory.forms.providers import ProviderFilterForm
from memory.models import ProviderUse
from memory.providers import by_year

PAGE = 50
HEAD = ("Year from April", "Provider", "For what", "Pounds", "Result", "Intervention")


def filters(request: HttpRequest) -> ProviderFilterForm:
    return ProviderFilterForm(request.GET or None, providers=queries.providers(request.viewer))


class ProviderListView(View):
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        form = filters(request)
        page = Paginator(form.apply(queries.uses(request.viewer)), PAGE).get_page(request.GET.get("page"))
        log_reads(request, [use.intervention for use in page], how="list")
        context = {"page": page, "form": form, "asked": request.GET.urlencode()}
        return render(request, "memory/provider_list.html", context)


class ProviderExportView(View):
    """All that the filters in the address leave, as a table for a spreadsheet."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = list(filters(request).apply(queries.uses(request.viewer)))
        log_reads(request, [use.intervention for use in rows], how="export")
        answer = HttpResponse(content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="providers-used.csv"'
        answer.write("\ufeff")  # Excel takes a table without it for another alphabet
        table = csv.writer(answer)
        table.writerow(HEAD)
        table.writerows([harmless(cell) for cell in _cells(use)] for use in rows)
        return answer


class ProviderDetailView(View):
    """One provider under whatever name: what it was used for, with what result, and how much it got in each year."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        viewer = request.viewer
        provider = get_object_or_404(Organisation.objects.visible_to(viewer), slug=slug)
        uses = list(queries.uses(viewer).filter(provider=provider))
        log_reads(request, [use.intervention for use in uses])
        context = {"provider": provider, "years": by_year(uses), "may_rename": viewer.may(RENAME, provider)}
        return render(request, "memory/provider_detail.html", context)


def harmless(cell: object) -> object:
    """A cell that a spreadsheet takes for no formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _cells(use: ProviderUse) -> tuple[object, ...]:
    tried = use.intervention
    return (use.year, use.provider.name, use.what, use.amount, tried.outcome, str(tried))
