"""The partnership's bodies for everyone, as they are today or were on an earlier day."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from bcsp.people.models import Organisation
from bcsp.records.clock import today
from governance import bodies, public
from governance.views.on_a_day import OnADayView


class BodyListView(OnADayView):
    """All of them; of an earlier day, as the way to each one's page of that day."""

    def get(self, request: HttpRequest) -> HttpResponse:
        day = self.asked or today()
        context = {"form": self.form, "day": day, "is_today": day == today(), "groups": bodies.groups(day)}
        return render(request, "governance/public_body_list.html", context)


class BodyDetailView(OnADayView):
    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        organisation = get_object_or_404(public.organisations().select_related("parent"), slug=slug)
        return render(request, "governance/public_body_detail.html", self.context(organisation, self.asked or today()))

    def context(self, organisation: Organisation, day: date) -> dict:
        return {
            "form": self.form,
            "day": day,
            "is_today": day == today(),
            "shown": bodies.shown(organisation, day),
            "next": bodies.meeting_next(organisation) if day == today() else None,
            "to_come": bodies.meetings_after(organisation, day),
            "meetings": bodies.meetings_by(organisation, day),
            "decisions": bodies.decisions_by(organisation, day),
        }
