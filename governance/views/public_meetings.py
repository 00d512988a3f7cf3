"""Published agendas and packs for everyone: what the public rendition of a pack has, as pages, always as the public."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify

from bcsp.documents.downloads import public_pdf
from bcsp.public.base import PublicView
from bcsp.scales.queries import yardstick
from governance import agendas, bodies, order, public, queries
from governance.entries import Entry
from governance.models import Decision, Meeting
from governance.views.public import A_PAGE


def published(pk: int) -> Meeting:
    return get_object_or_404(public.meetings(), pk=pk)


class MeetingListView(PublicView):
    def get(self, request: HttpRequest) -> HttpResponse:
        upcoming = queries.upcoming(self.viewer).filter(public.PUBLISHED)
        page = Paginator(queries.past(self.viewer).filter(public.PUBLISHED), A_PAGE).get_page(request.GET.get("page"))
        context = {"upcoming": upcoming, "page": page, "nexts": bodies.meeting_nexts()}
        return render(request, "governance/public_meeting_list.html", context)


class MeetingDetailView(PublicView):
    """The agenda with its public papers, and the pack for everyone."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        meeting = published(pk)
        found = agendas.entries(meeting, self.viewer, audience="public")
        context = {
            "meeting": meeting,
            "rows": agendas.in_order(found, order.withheld_lines(meeting, self.viewer)),
            "asked": agendas.asked(found),
            "packs": [pack for pack in queries.packs_for(meeting, self.viewer) if pack.stored],
            "decisions": self.decisions(found),
            "scale": yardstick() if any("yardstick" in place.html for entry in found for place in entry.places) else [],
        }
        return render(request, "governance/public_meeting_detail.html", context)

    def decisions(self, found: list[Entry]) -> list[Decision]:
        items = [entry.item.pk for entry in found]
        return list(queries.decisions(self.viewer).filter(item__in=items).order_by("item__position", "pk"))


class PackView(PublicView):
    """The pack for everyone as the PDF that was issued; of one that was withdrawn, the reason."""

    def get(self, request: HttpRequest, pk: int, pack: int) -> HttpResponse:
        meeting = published(pk)
        found = next((p for p in queries.packs_for(meeting, self.viewer) if p.pk == pack and p.stored), None)
        if found is None:
            raise Http404
        file = found.stored.file
        if file.withdrawn_at:
            context: dict[str, Any] = {"meeting": meeting, "file": file}
            return render(request, "governance/public_pack_withdrawn.html", context, status=410)
        return public_pdf(bytes(file.content), f"{slugify(found.stored.title)[:80]}.pdf", ETag=f'"{file.sha256}"')
