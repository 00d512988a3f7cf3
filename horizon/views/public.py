"""The page that everyone may read: how to refer, and how what is referred is assessed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bcsp.public.base import PublicView
from horizon import queries
from horizon.choices import ReferralKind


class HowWeAssessView(PublicView):
    """Generated from the scales in force, each with its source, so that it can't say other than what is done."""

    def get(self, request: HttpRequest) -> HttpResponse:
        context = {"scales": queries.scales_used(), "kinds": ReferralKind.labels, "days": queries.WORKING_DAYS}
        return render(request, "horizon/how_we_assess.html", context)
