"""Packs as PDF: how far they are, building one again, the chair's copy, and taking a paper back."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views import View

from bcsp.documents.downloads import private_pdf
from bcsp.documents.packs import build
from bcsp.documents.pdf import UnfitPage
from bcsp.documents.pdf.joining import CannotJoin
from bcsp.people.roles import Role
from bcsp.records.access import log_reads
from bcsp.records.actions import demand
from bcsp.records.errors import NotAllowed, Refused
from bcsp.records.formpage import FormPage
from bcsp.records.models import Audience
from governance import actions, agendas, forms, queries, rules
from governance.choices import ISSUED, PackState
from governance.models import ItemPaper, Meeting, Pack
from governance.packs import pack_of
from governance.views.meetings import meeting_for


class PackStatesView(View):
    """How far the packs are: a part of the meeting's page that asks again until all are ready or failed."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        meeting = meeting_for(request.viewer, pk)
        if not request.htmx:
            return redirect(meeting)
        context = {
            "meeting": meeting,
            **packs_shown(meeting, request.viewer),
            "may_prepare": request.viewer.may(rules.PREPARE, meeting),
        }
        return render(request, "governance/_meeting_packs.html", context)


class PackRebuildView(View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        pack = get_object_or_404(Pack.objects.select_related("meeting__body"), pk=pk)
        if pack not in queries.packs_for(meeting_for(request.viewer, pack.meeting_id), request.viewer):
            raise Http404
        demand(rules.PREPARE, request.viewer, pack)
        if pack.state != PackState.WAITING:
            actions.rebuild_pack(pack=pack, by=request.viewer)
        return redirect(f"{pack.meeting.get_absolute_url()}#packs")


class ChairPackView(View):
    """The chair's copy, joined as it is asked for: its notes change until the meeting, the papers are ready."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        meeting = meeting_for(request.viewer, pk)
        if not may_have_chairs_copy(request.viewer, meeting):
            raise NotAllowed(f"The chair's copy is for the chair and the clerk of {meeting.body.brief}.")
        if meeting.state not in ISSUED:
            raise Http404
        if queries.kept_from_any(meeting, request.viewer):
            raise NotAllowed(
                "The chair's copy holds a paper in which you have an interest. Read the papers one by one."
            )
        log_reads(request, agendas.shown(agendas.entries(meeting, request.viewer)), how="pdf")
        name = f"{slugify(meeting.body.brief)}-{meeting.day:%Y-%m-%d}-chair.pdf"
        try:
            pack = build(pack_of(meeting, Audience.NAMED, chair=True))
        except (UnfitPage, CannotJoin) as fault:
            raise Refused(str(fault)) from fault
        return private_pdf(pack, name, reader=request.viewer.name)


def may_have_chairs_copy(viewer, meeting: Meeting) -> bool:
    """Whether the viewer is chair or clerk of the meeting's body."""
    return any(viewer.holds(role, meeting.body_id) for role in (Role.CHAIR, Role.CLERK))


def packs_shown(meeting: Meeting, viewer) -> dict[str, Any]:
    """What the part of the meeting's page about its packs needs."""
    packs = queries.packs_for(meeting, viewer)
    fullest = {pack.supplement_id: pack for pack in reversed(packs)}  # of the agenda, and of each supplement
    mine = list(dict.fromkeys(fullest[pack.supplement_id] for pack in packs))
    return {
        "packs": packs,
        "mine": mine,
        "others": [pack for pack in packs if pack not in mine],
        "waiting": any(pack.state == PackState.WAITING for pack in packs),
        "chairs_copy": meeting.state in ISSUED and may_have_chairs_copy(viewer, meeting),
    }


class PaperWithdrawView(FormPage):
    """The check page before an issued paper, and every pack that holds it, is taken back."""

    form_class = forms.PaperWithdrawForm
    template_name = "governance/paper_withdraw.html"
    rule = rules.WITHDRAW
    keeps_draft = False
    done = "The paper is withdrawn. The packs that held it are being built again without it."

    def fetch(self) -> ItemPaper:
        place = get_object_or_404(
            ItemPaper.objects.select_related("item__meeting__body", "paper"), pk=self.kwargs["pk"]
        )
        meeting = meeting_for(self.viewer, place.item.meeting_id)
        found = [each for entry in agendas.entries(meeting, self.viewer) for each in entry.places]
        if place.pk not in {each.pk for each in found}:
            raise Http404
        return place

    def shown(self) -> list[Any]:
        return [self.thing.paper]

    def act(self, form: forms.PaperWithdrawForm) -> Meeting:
        return actions.withdraw_from_packs(place=self.thing, why=form.cleaned_data["why"], by=self.viewer)
