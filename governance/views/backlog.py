"""The backlog of a body: what waits for its agendas, what became of the rest; and an item carried on."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views import View

from bcsp.people.models import Organisation
from bcsp.records import sendings
from bcsp.records.access import log_reads
from bcsp.records.actions import demand
from bcsp.records.errors import Refused
from bcsp.records.formpage import FormPage
from bcsp.records.keys import as_key
from governance import actions, forms, queries, rules, waiting
from governance.choices import MeetingState
from governance.models import AgendaItem, BacklogItem, Escalation, Meeting
from governance.views.agendas import item_for
from governance.views.bodies import body_for

A_PAGE = 20


class BacklogListView(View):
    """Its members read it, and the coordinator, who serves every body."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        viewer, body = request.viewer, body_for(request.viewer, slug)
        demand(rules.READ_BACKLOG, viewer, body)
        waits = list(waiting.waits(viewer, body))
        page = Paginator(waiting.became(viewer, body), A_PAGE).get_page(request.GET.get("page"))
        sent = Escalation.objects.visible_to(viewer).filter(sender=body).select_related("sender", "receiver", "item")
        sent = list(sent[:A_PAGE])
        log_reads(request, [*waits, *page.object_list, *sent])
        may_prepare = viewer.may(rules.PREPARE, body)
        context = {
            "body": body,
            "waits": waits,
            "page": page,
            "sent": sent,
            "drafts": queries.drafts_to_come(body.pk) if may_prepare else [],
            "may_prepare": may_prepare,
            "may_put_off": viewer.may(rules.PUT_OFF, body),
        }
        return render(request, "governance/backlog_list.html", context)


class BacklogAddView(FormPage):
    form_class = forms.BacklogAddForm
    template_name = "governance/backlog_add.html"
    called = "Something for a later agenda"
    about = "of {thing.brief}"
    rule = rules.PUT_OFF
    done = "It waits in the backlog."
    starts_empty = True

    def fetch(self) -> Organisation:
        return body_for(self.viewer, self.kwargs["slug"])

    def act(self, form: forms.BacklogAddForm) -> BacklogItem:
        return actions.put_by(body=self.thing, by=self.viewer, **forms.answers(form))


class BacklogPlaceView(View):
    """A button: this waiting thing on that draft agenda."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = waiting_for(request.viewer, pk)
        demand(rules.PREPARE, request.viewer, row)
        drafts = Meeting.objects.visible_to(request.viewer).filter(body=row.body_id)
        meeting = get_object_or_404(drafts, pk=as_key(request.POST.get("meeting", "")))
        return sendings.once(request.viewer, request.POST, lambda: self.place(row, meeting))[0]

    def place(self, row: BacklogItem, meeting: Meeting) -> HttpResponse:
        try:
            item = actions.place_item(row=row, meeting=meeting, by=self.request.viewer)
        except Refused as refused:
            messages.error(self.request, str(refused))
            return redirect(row)
        messages.success(self.request, f"“{item.title}” is now item {item.position} of this agenda.")
        return redirect(item)


class BacklogDropView(FormPage):
    form_class = forms.BacklogDropForm
    template_name = "governance/backlog_drop.html"
    rule = rules.PUT_OFF
    keeps_draft = False
    done = "It is dropped. The reason stands in the backlog."

    def fetch(self) -> BacklogItem:
        return waiting_for(self.viewer, self.kwargs["pk"])

    def act(self, form: forms.BacklogDropForm) -> BacklogItem:
        return actions.drop_item(row=self.thing, by=self.viewer, **forms.answers(form))


class ItemCarryView(FormPage):
    """An item to another meeting of its body, or to the backlog."""

    form_class = forms.ItemCarryForm
    template_name = "governance/item_carry.html"
    rule = rules.PREPARE
    keeps_draft = False

    def fetch(self) -> AgendaItem:
        item = item_for(self.viewer, self.kwargs["pk"])
        if item.kind_id:
            raise Http404  # it comes back by itself, so there is nothing to carry
        return item

    @cached_property
    def meetings(self) -> list[Meeting]:
        return list(queries.drafts_to_come(self.thing.meeting.body_id).exclude(pk=self.thing.meeting_id))

    def form_options(self) -> dict[str, Any]:
        return {"meetings": self.meetings}

    def more(self) -> dict[str, Any]:
        return {"meeting": self.thing.meeting, "moves": self.thing.meeting.state == MeetingState.DRAFT}

    def act(self, form: forms.ItemCarryForm) -> str:
        meeting, here = form.meeting(), self.thing.meeting
        actions.carry_item(item=self.thing, meeting=meeting, by=self.viewer)
        where = f"on {meeting.day:%-d %B %Y}" if meeting else "in the backlog"
        messages.success(self.request, f"“{self.thing.title}” is now {where}.")
        if meeting:
            return meeting.get_absolute_url()
        return reverse("governance:backlog_list", args=[here.body.slug])


def waiting_for(viewer, pk: int) -> BacklogItem:
    """The row of a backlog, if the viewer may know of it; otherwise 404."""
    found = BacklogItem.objects.visible_to(viewer).select_related("body", "escalation__sender", "escalation__receiver")
    return get_object_or_404(found, pk=pk)
