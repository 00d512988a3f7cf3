from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views import View
from django.views.decorators.http import require_safe

from bcsp.people.middleware import open_to_signed_in
from bcsp.people.rules import INVITE
from bcsp.plan import queries
from bcsp.records import drafts
from bcsp.strands import public_links, strands


@login_not_required
@open_to_signed_in
@require_safe
def home(request):
    """For a member what waits; for everyone else what the partnership is."""
    links = public_links()
    if not request.viewer.is_member:
        invited = queries.attention(request.viewer) if request.viewer.person_id else []  # a guest, say
        context = {"links": links, "tiers": queries.tiers(), "attention": invited}
        return render(request, "plan/home_public.html", context)
    context = {
        "attention": queries.attention(request.viewer),
        "drafts": drafts.begun(request.viewer),
        # What people begin most often is in the strands above.
        "starts": [start for strand in reversed(strands()) for start in strand.starting_points(request.viewer)],
        "may_invite": request.viewer.may(INVITE),
        "links": links,
    }
    return render(request, "plan/home.html", context)


class PlanView(View):
    """The plan section as it stands: outputs with evidence, measures, boards named, priorities shared."""

    def get(self, request):
        context = {
            "outputs": queries.outputs(request.viewer),
            "measures": queries.measures(),
            "boards": queries.named_boards(),
            "priorities": queries.priorities(),
        }
        return render(request, "plan/plan.html", context)
