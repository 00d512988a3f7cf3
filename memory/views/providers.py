"""Providers used: in which year, for what, for how much, with what result; and one provider over the years."""

import csv

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views import View

from bcsp.people.models import Organisation
from bcsp.people.rules import RENAME
from bcsp.records.access import log_reads
from bcsp.records.models import Record
from memory import queries
from memory.forms.providers import ProviderFilterForm
from memory.models import Applicant
from memory.providers import Used, by_year, uses, with_reviews
from memory.rules import READ_REVIEWS, REVIEW

PAGE = 50
HEAD = ("Year from April", "Provider", "For what", "Pounds", "Result", "Intervention")
AGAIN = "Would we again"  # for the team alone


def filters(request: HttpRequest) -> ProviderFilterForm:
    return ProviderFilterForm(request.GET or None, providers=queries.providers(request.viewer))


class ProviderListView(View):
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        form = filters(request)
        page = Paginator(form.apply(uses(request.viewer)), PAGE).get_page(request.GET.get("page"))
        used = with_reviews(request.viewer, page)
        log_reads(request, shown(used), how="list")
        context = {"page": page, "used": used, "form": form, "asked": request.GET.urlencode()}
        context["may_read_reviews"] = request.viewer.may(READ_REVIEWS)
        return render(request, "memory/provider_list.html", context)


class ProviderExportView(View):
    """All that the filters in the address leave, as a table for a spreadsheet."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        team = request.viewer.may(READ_REVIEWS)
        rows = with_reviews(request.viewer, filters(request).apply(uses(request.viewer)))
        log_reads(request, shown(rows), how="export")
        answer = HttpResponse(content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="providers-used.csv"'
        answer.write("\ufeff")  # Excel takes a table without it for another alphabet
        table = csv.writer(answer)
        table.writerow((*HEAD, AGAIN) if team else HEAD)
        table.writerows([harmless(cell) for cell in _cells(each, team)] for each in rows)
        return answer


class ProviderDetailView(View):
    """One provider under whatever name: what it was used for, with what result, and how much it got in each year."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        viewer = request.viewer
        provider = get_object_or_404(Organisation.objects.visible_to(viewer), slug=slug)
        used = with_reviews(viewer, uses(viewer).filter(provider=provider))
        applicant = Applicant.objects.visible_to(viewer).filter(organisation=provider).first()
        asked = list(queries.applications(viewer).filter(queries.of_applicant(applicant))) if applicant else []
        log_reads(request, [*shown(used), *asked, applicant])
        context = {
            "provider": provider,
            "years": by_year(used),
            "scored": any(each.scored for each in used),
            "applicant": applicant,
            "asked": asked,
            "may_rename": viewer.may(RENAME, provider),
            "may_review": bool(used) and viewer.may(REVIEW, used[0].use),
        }
        return render(request, "memory/provider_detail.html", context)


def harmless(cell: object) -> object:
    """A cell that a spreadsheet takes for no formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def shown(used: list[Used]) -> list[Record]:
    """The records that a page or table of these shows, for the access log."""
    reviews = [each.review for each in used if each.review]
    return [*dict.fromkeys(each.use.intervention for each in used), *reviews]


def _cells(each: Used, team: bool) -> tuple[object, ...]:
    use, tried = each.use, each.use.intervention
    cells = (use.year, use.provider.name, use.what, use.amount, tried.outcome, str(tried))
    return (*cells, each.again) if team else cells
