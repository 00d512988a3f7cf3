"""Public pages that can be asked for as they were on a day: one way to ask, and one answer to what is no day."""

import re
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import cached_property

from bcsp.public.base import PublicView
from governance.forms.days import PastDayForm

ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)


class OnADayView(PublicView):
    """`?on=2026-05-01` is an address to keep; the form's three boxes lead to it. What is no day, or is to come, gets a
    page (400) that says so in a sentence, with the form. `asked` is the day; None where no day was asked for."""

    asked: date | None = None

    @cached_property
    def form(self) -> PastDayForm:
        return PastDayForm(boxes(self.request.GET))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if boxes(request.GET) is None or request.method not in ("GET", "HEAD"):
            return super().dispatch(request, *args, **kwargs)
        if not self.form.is_valid():
            return render(request, "governance/public_no_day.html", {"form": self.form}, status=400)
        self.asked = self.form.cleaned_data["on"]
        if "on" not in request.GET:
            return redirect(f"{request.path}?on={self.asked:%Y-%m-%d}")
        return super().dispatch(request, *args, **kwargs)


def boxes(query: QueryDict) -> QueryDict | None:
    """What was asked for, as the form's boxes hold it; None where no day was."""
    if "on" not in query:
        return query if any(f"on_{part}" in query for part in ("day", "month", "year")) else None
    found = ISO.fullmatch(query["on"].strip())
    year, month, day = found.groups() if found else ("", "", query["on"][:20])
    data = QueryDict(mutable=True)
    data.update({"on_day": day, "on_month": month, "on_year": year})
    return data
