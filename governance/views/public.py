"""The public register of decisions: what everybody may read, always as the public, without a session."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from bcsp.documents.downloads import public_pdf
from bcsp.public.base import PublicView
from bcsp.records.clock import today
from bcsp.records.viewer import Viewer
from governance import coming, queries, sealing
from governance.choices import DecisionState
from governance.filters import DecisionFilter
from governance.models import Decision
from governance.recommended import recommendation_shown
from governance.views.coming import with_notice
from governance.views.decisions import superseding

A_PAGE = 25


class DecisionListView(PublicView):
    def get(self, request: HttpRequest) -> HttpResponse:
        found = DecisionFilter(request.GET, rows=queries.decisions(self.viewer))
        page = Paginator(found.qs, A_PAGE).get_page(request.GET.get("page"))
        context = {"filter": found, "page": page, "head": sealing.head(), "today": today()}
        return render(request, "governance/public_decision_list.html", context)


class ComingListView(PublicView):
    """What is going to be decided, and what came of it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = coming.for_everyone(coming.coming(self.viewer))
        page = Paginator(coming.over(rows), A_PAGE).get_page(request.GET.get("page"))
        context = {"to_come": coming.to_come(rows), "page": with_notice(page), "benchmark": coming.BENCHMARK}
        return render(request, "governance/public_coming_list.html", context)


class DecisionDetailView(PublicView):
    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        decision = decision_for_all(reference)
        context = {
            "decision": decision,
            "superseded_by": superseding(self.viewer, decision),
            "supersedes": Decision.objects.visible_to(self.viewer).filter(pk=decision.supersedes_id).first(),
            "actions": queries.actions(self.viewer).filter(decision=decision),
            "notice": queries.notice_for(self.viewer, decision),
            "recommended": recommendation_shown(decision),
        }
        return render(request, "governance/public_decision_detail.html", context)


class DecisionNoticeView(PublicView):
    """The notice as the PDF that was issued."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        notice = queries.notice_for(self.viewer, decision_for_all(reference))
        if notice is None or notice.file.withdrawn_at:
            raise Http404
        return public_pdf(bytes(notice.file.content), f"decision-{reference}.pdf")


def decision_for_all(reference: str) -> Decision:
    """The public, agreed decision of that reference; otherwise 404."""
    found = Decision.objects.visible_to(Viewer.public()).filter(state=DecisionState.AGREED)
    return get_object_or_404(found.select_related("body", "seal"), reference=reference)
