"""Funding rounds for everyone: the timeline, and the same as a calendar."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bcsp.public.base import PublicView
from bcsp.records.clock import today
from memory import calendars
from memory.document import timeline


class RoundListView(PublicView):
    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "memory/public_round_list.html", {"data": timeline(today())})


class RoundCalendarView(PublicView):
    def get(self, request: HttpRequest) -> HttpResponse:
        headers = {"Content-Disposition": 'inline; filename="funding.ics"'}
        return HttpResponse(calendars.rounds(), content_type="text/calendar; charset=utf-8", headers=headers)
