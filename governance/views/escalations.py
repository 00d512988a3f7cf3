"""A question to the tier above: asked from an item, its way, its answer."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import cached_property
from django.views import View

from bcsp.people.models import Organisation
from bcsp.records.access import log_reads
from bcsp.records.formpage import FormPage
from governance import actions, forms, queries, rules, waiting
from governance.choices import ISSUED
from governance.escalating import journey
from governance.models import AgendaItem, BacklogItem, Decision, Escalation
from governance.views.agendas import item_for


class EscalationSendView(FormPage):
    """From an item of a published agenda: what is asked of the tier above."""

    form_class = forms.EscalationSendForm
    template_name = "governance/escalation_send.html"
    called = "Ask the tier above"
    about = "about item {thing.position} of {thing.meeting}"
    rule = rules.ESCALATE
    starts_empty = True

    def fetch(self) -> AgendaItem:
        item = item_for(self.viewer, self.kwargs["pk"])
        if item.meeting.state not in ISSUED or waiting.above(item.meeting.body) is None:
            raise Http404
        return item

    @cached_property
    def receiver(self) -> Organisation:
        return waiting.above(self.thing.meeting.body)

    @property
    def done(self) -> str:
        return f"Sent. It waits in the backlog of {self.receiver.brief}, and those who prepare its meetings are told."

    def more(self) -> dict[str, Any]:
        return {"receiver": self.receiver, "meeting": self.thing.meeting}

    def act(self, form: forms.EscalationSendForm) -> Escalation:
        return actions.escalate(item=self.thing, by=self.viewer, **forms.answers(form))


class EscalationDetailView(View):
    """The question, its way with days, and the answer."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        viewer = request.viewer
        escalation = escalation_for(viewer, pk)
        found = journey(escalation, viewer)
        item = AgendaItem.objects.visible_to(viewer).filter(pk=escalation.item_id).first()
        rows = BacklogItem.objects.visible_to(viewer).filter(waiting.WAITS, escalation=escalation)
        log_reads(request, [escalation, item, *found.read])
        context = {
            "escalation": escalation,
            "steps": found.steps,
            "item": item,
            "waits": rows.select_related("body").first(),
            "may_answer": viewer.may(rules.ANSWER_BELOW, escalation) and not escalation.is_answered,
        }
        return render(request, "governance/escalation_detail.html", context)


class EscalationAnswerView(FormPage):
    form_class = forms.EscalationAnswerForm
    template_name = "governance/escalation_answer.html"
    called = "Answer a group below"
    about = "({thing.sender.brief}, {thing.day:%-d %B %Y})"
    rule = rules.ANSWER_BELOW

    def fetch(self) -> Escalation:
        return escalation_for(self.viewer, self.kwargs["pk"])

    @property
    def done(self) -> str:
        return f"Answered. It goes to the next agenda of {self.thing.sender.brief}, and its members are told."

    @cached_property
    def decisions(self) -> QuerySet[Decision]:
        """Agreed decisions of the receiver that this viewer may read."""
        return queries.decisions(self.viewer).filter(body=self.thing.receiver_id)

    def form_options(self) -> dict[str, Any]:
        return {"decisions": self.decisions}

    def shown(self) -> list[Any]:
        return [*super().shown(), *self.decisions.filter(audience="named")]

    def act(self, form: forms.EscalationAnswerForm) -> Escalation:
        data = forms.answers(form)
        return actions.answer_escalation(escalation=self.thing, by=self.viewer, **data)


def escalation_for(viewer, pk: int) -> Escalation:
    """The question, if the viewer may know of it; otherwise 404."""
    found = Escalation.objects.visible_to(viewer).select_related(
        "sender", "receiver", "item__meeting__body", "decision"
    )
    return get_object_or_404(found, pk=pk)
