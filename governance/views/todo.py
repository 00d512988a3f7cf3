"""Actions: mine first, then everybody's; and what is said about one."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views import View

from bcsp.records.access import log_reads
from bcsp.records.clock import today
from bcsp.records.formpage import FormPage
from governance import actions, forms, queries, rules
from governance.models import Action, AgendaItem, Decision
from governance.views.agendas import item_for
from governance.views.decisions import decision_for

A_PAGE = 25


class ActionListView(View):
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        mine = list(queries.mine(request.viewer))
        others = queries.actions(request.viewer).exclude(pk__in=[todo.pk for todo in mine])
        page = Paginator(others, A_PAGE).get_page(request.GET.get("page"))
        log_reads(request, [*mine, *page.object_list])
        context = {"mine": mine, "page": page, "today": today()}
        return render(request, "governance/action_list.html", context)


class ActionDetailView(FormPage):
    """One action; its owner or the clerk says in a line how it goes, without leaving the page."""

    form_class = forms.ActionProgressForm
    template_name = "governance/action_detail.html"
    called = "How an action goes"
    done = "Saved."

    def fetch(self) -> Action:
        found = Action.objects.visible_to(self.viewer).select_related(
            "owner_post__organisation", "owner_person", "organisation", "decision", "done_by"
        )
        return get_object_or_404(found, pk=self.kwargs["pk"])

    @cached_property
    def decision(self) -> Decision | None:
        """What it follows from, if this viewer may know of it."""
        return Decision.objects.visible_to(self.viewer).filter(pk=self.thing.decision_id).first()

    def shown(self) -> list[Any]:
        return [self.thing, self.decision]

    def more(self) -> dict[str, Any]:
        return {
            "todo": self.thing,
            "decision": self.decision,
            "today": today(),
            "may_progress": self.viewer.may(rules.PROGRESS, self.thing) and self.thing.state == "open",
        }

    def act(self, form: forms.ActionProgressForm) -> Action:
        data = form.cleaned_data
        act = actions.finish_action if data["state"] == "done" else actions.progress_action
        return act(todo=self.thing, version=data["version"], progress=data["progress"], by=self.viewer)


GIVEN = "The action is given out, and its owner is told."
GIVEN_TO_NOBODY = "The action is given out. The post is vacant, so nobody is told: see that somebody takes it up."


class ActionAddView(FormPage):
    form_class = forms.ActionAddForm
    template_name = "governance/action_add.html"
    called = "Give out an action"
    rule = rules.TASK

    def fetch(self) -> Decision:
        return decision_for(self.viewer, self.kwargs["pk"])

    def starting(self, row: Decision | None) -> dict[str, Any]:
        return {}

    def form_options(self) -> dict[str, Any]:
        return {
            "posts": queries.posts_for(self.thing),
            "people": queries.people_for(self.thing),
            "organisations": queries.employers(),
        }

    def more(self) -> dict[str, Any]:
        return {"source": self.thing, "back": self.thing.get_absolute_url(), "from_decision": True}

    def act(self, form: forms.ActionAddForm) -> Any:
        self.give_out(form, decision=self.thing)
        return self.thing

    def give_out(self, form: forms.ActionAddForm, **source: Any) -> None:
        todo = actions.add_action(by=self.viewer, **source, **forms.answers(form))
        messages.success(self.request, GIVEN if queries.owners_of(todo) else GIVEN_TO_NOBODY)


class ItemActionAddView(ActionAddView):
    """An action that follows from an item without a decision."""

    def fetch(self) -> AgendaItem:
        return item_for(self.viewer, self.kwargs["pk"])

    def more(self) -> dict[str, Any]:
        return {"source": self.thing, "back": reverse("governance:minute_write", args=[self.thing.pk])}

    def act(self, form: forms.ActionAddForm) -> Any:
        self.give_out(form, item=self.thing)
        return redirect("governance:minute_write", self.thing.pk)
