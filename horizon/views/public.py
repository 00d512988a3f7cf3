"""The page that everyone may read: how to refer, and how what is referred is assessed."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from horizon import queries
from horizon.choices import ReferralKind


@login_not_required
@require_safe
def how_we_assess(request: HttpRequest) -> HttpResponse:
    """Generated from the scales in force, each with its source, so that it can't say other than what is done."""
    context = {"scales": queries.scales_used(), "kinds": ReferralKind.labels, "days": queries.WORKING_DAYS}
    return render(request, "horizon/how_we_assess.html", context)
