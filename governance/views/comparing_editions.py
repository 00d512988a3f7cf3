"""Two editions of the public document beside each other: for everyone, and for those who prepare the next one."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from bcsp.records.keys import as_key
from bcsp.records.viewer import Viewer
from governance.choices import EditionState
from governance.document.comparing import compared
from governance.document.contents import text_of
from governance.models import Edition
from governance.views.edition_checks import shown
from governance.views.public import PublicView


class PublicCompareView(PublicView):
    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "governance/public_edition_compare.html", context_of(request, self.viewer))


class EditionCompareView(View):
    """The same with the edition that is being prepared, for those who may read it."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "governance/edition_compare.html", context_of(request, request.viewer))


@dataclass(frozen=True)
class Asked:
    """Which two were asked for: the editions, or why they can't be compared."""

    old: Edition | None = None
    new: Edition | None = None
    fault: str = ""


def context_of(request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
    """The two editions that `?from=2&to=3` names; the last two where it names none."""
    rows = Edition.objects.visible_to(viewer).order_by("number")
    numbers = list(rows.exclude(state=EditionState.WITHDRAWN).values_list("number", flat=True))
    asked = _asked(request, rows, numbers)
    found = None
    if asked.old and asked.new:
        found = compared(_html(asked.old), _html(asked.new))
    return {"asked": asked, "numbers": numbers, "compared": found}


def _asked(request: HttpRequest, rows: QuerySet[Edition], numbers: list[int]) -> Asked:
    typed = [request.GET.get(name, "") for name in ("from", "to")]
    if not any(typed):
        if len(numbers) < 2:
            return Asked()
        typed = [str(number) for number in numbers[-2:]]
    by_number = {row.number: row for row in rows.filter(number__in=[as_key(text) for text in typed]).defer("facts")}
    pair = [by_number.get(as_key(text)) for text in typed]
    faults = dict.fromkeys(_fault(text, row) for text, row in zip(typed, pair, strict=True))
    if typed[0] == typed[1] and not any(faults):
        faults = {"Choose two different editions.": None}
    fault = " ".join(filter(None, faults))
    return Asked(fault=fault) if fault else Asked(*pair)


def _fault(text: str, row: Edition | None) -> str:
    if row is None:
        return f"There is no edition “{text[:20]}”. Choose two editions." if text else "Choose two editions."
    if row.state == EditionState.WITHDRAWN:
        day = f"{row.withdrawn_at:%-d %B %Y}"
        return f"Edition {row.number} was withdrawn on {day}. Its words are no longer kept, so it can’t be compared."
    return ""


def _html(edition: Edition) -> str:
    """What was published; of one that is being prepared, how it reads today."""
    return str(text_of(edition, shown(edition))) if edition.is_open else edition.html
