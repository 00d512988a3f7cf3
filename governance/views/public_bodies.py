"""The partnership's bodies for everyone, as they are today or were on an earlier day."""

import re
from datetime import date

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render

from bcsp.people.models import Organisation
from bcsp.public.base import PublicView
from bcsp.records.clock import today
from governance import bodies, public
from governance.forms.days import PastDayForm

ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)


class BodyListView(PublicView):
    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "governance/public_body_list.html", {"groups": bodies.groups()})


class BodyDetailView(PublicView):
    """Today, or the day that `?on=2026-05-01` names: an address to keep. The form's three boxes lead to it."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        organisation = get_object_or_404(public.organisations().select_related("parent"), slug=slug)
        data = boxes(request.GET)
        form = PastDayForm(data)
        asked = form.cleaned_data["on"] if data is not None and form.is_valid() else None
        if asked and "on" not in request.GET:
            return redirect(f"{request.path}?on={asked:%Y-%m-%d}")
        return render(request, "governance/public_body_detail.html", self.context(organisation, asked, form))

    def context(self, organisation: Organisation, asked: date | None, form: PastDayForm) -> dict:
        day = asked or today()
        return {
            "form": form,
            "day": day,
            "is_today": day == today(),
            "shown": bodies.shown(organisation, day),
            "next": bodies.meeting_next(organisation) if day == today() else None,
            "to_come": bodies.meetings_after(organisation, day),
            "meetings": bodies.meetings_by(organisation, day),
            "decisions": bodies.decisions_by(organisation, day),
        }


def boxes(query: QueryDict) -> QueryDict | None:
    """What was asked for, as the form's boxes hold it; None where no day was."""
    if "on" not in query:
        return query if any(f"on_{part}" in query for part in ("day", "month", "year")) else None
    found = ISO.fullmatch(query["on"].strip())
    year, month, day = found.groups() if found else ("", "", query["on"][:20])
    data = QueryDict(mutable=True)
    data.update({"on_day": day, "on_month": month, "on_year": year})
    return data
