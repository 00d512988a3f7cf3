"""Actions: mine first, then everybody's; and what is said about one."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View

from bcsp.records.access import log_reads
from bcsp.records.clock import today
from bcsp.records.formpage import FormPage
from bcsp.records.models import Audience
from governance import actions, forms, members, queries, rules
from governance.filters import ActionFilter
from governance.models import Action, AgendaItem, Decision
from governance.views.agendas import item_for
from governance.views.decisions import decision_for

A_PAGE = 25


class ActionListView(View):
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        found = ActionFilter(request.GET, viewer=request.viewer)
        mine = [] if found.is_used else list(queries.mine(request.viewer))
        page = Paginator(found.qs.exclude(pk__in=[each.pk for each in mine]), A_PAGE).get_page(request.GET.get("page"))
        log_reads(request, [*mine, *page.object_list])
        context = {"filter": found, "mine": mine, "page": page, "today": today()}
        return render(request, "governance/action_list.html", context)


class ActionDetailView(FormPage):
    """One action; its owner or the clerk says in a line how it goes, without leaving the page."""

    form_class = forms.ActionProgressForm
    template_name = "governance/action_detail.html"
    called = "How an action goes"
    about = "({thing.reference})"
    sending = rules.PROGRESS
    done = "Saved."

    def fetch(self) -> Action:
        return todo_for(self.viewer, self.kwargs["pk"])

    @cached_property
    def decision(self) -> Decision | None:
        """What it follows from, if this viewer may know of it."""
        return Decision.objects.visible_to(self.viewer).filter(pk=self.thing.decision_id).first()

    @cached_property
    def item(self) -> AgendaItem | None:
        """The agenda item likewise."""
        return AgendaItem.objects.visible_to(self.viewer).filter(pk=self.thing.item_id).first()

    def shown(self) -> list[Any]:
        return [self.thing, self.decision, self.item]

    @cached_property
    def came_from(self) -> str:
        """The page of ours from which it was opened (`?next=`), to go back to; empty where there is none."""
        back = self.request.GET.get("next", "")
        ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
        return back if ours else ""

    def form_options(self) -> dict[str, Any]:
        return {"late": self.thing.due < today()}

    def starting(self, row: Action | None) -> dict[str, Any]:
        how, line = forms.how_it_goes(row.progress)
        return {**super().starting(row), "state": "done" if row.state == "done" else how, "progress": line}

    def more(self) -> dict[str, Any]:
        return {
            "back": self.came_from,
            "todo": self.thing,
            "decision": self.decision,
            "today": today(),
            "item": self.item,
            "may_reassign": self.viewer.may(rules.REASSIGN, self.thing) and self.thing.state == "open",
            "may_progress": self.viewer.may(rules.PROGRESS, self.thing) and self.thing.state == "open",
        }

    def act(self, form: forms.ActionProgressForm) -> Action | str:
        words = {"todo": self.thing, "version": form.cleaned_data["version"], "progress": form.line, "by": self.viewer}
        if form.is_done:
            todo = actions.finish_action(**words, evidence=form.cleaned_data["evidence"])
        else:
            todo = actions.progress_action(**words)
        self.done = f"Saved: {todo.title}."
        return self.came_from or todo


GIVEN = "The action is given out, and its owner is told."
GIVEN_TO_NOBODY = "The action is given out. The post is vacant, so nobody is told: see that somebody takes it up."


class OwnerPage(FormPage):
    """Base of the pages that name an owner: offered are only those who may read the thing."""

    starts_empty = True

    def form_options(self) -> dict[str, Any]:
        return {
            "posts": members.posts_for(self.thing),
            "people": members.people_for(self.thing),
            "organisations": members.employers(),
        }

    def say(self, todo: Action) -> None:
        """Whether anybody is told."""
        messages.success(self.request, GIVEN if members.owners_of(todo) else GIVEN_TO_NOBODY)


class ActionAddView(OwnerPage):
    """An action that follows from a decision."""

    form_class = forms.ActionAddForm
    template_name = "governance/action_add.html"
    called = "Give out an action"
    about = "that follows from {thing.reference}"
    rule = rules.TASK

    def fetch(self) -> Decision:
        return decision_for(self.viewer, self.kwargs["pk"])

    def more(self) -> dict[str, Any]:
        back = self.thing.get_absolute_url()
        return {"source": self.thing, "audience": self.thing.audience, "back": back, "from_decision": True}

    def act(self, form: forms.ActionAddForm) -> Decision:
        self.say(actions.add_action(decision=self.thing, by=self.viewer, **forms.answers(form)))
        return self.thing


class ItemActionAddView(ActionAddView):
    """An action under an item of an agenda, where no decision was taken."""

    about = "under item {thing.position} of {thing.meeting}"

    def fetch(self) -> AgendaItem:
        return item_for(self.viewer, self.kwargs["pk"])

    def more(self) -> dict[str, Any]:
        audience = Audience.NAMED if self.thing.is_named else Audience.PARTNERS
        return {"source": self.thing, "audience": audience, "back": self.minute}

    @property
    def minute(self) -> str:
        """The page on which the item is minuted, where it was given out from and where it stands."""
        return reverse("governance:minute_write", args=[self.thing.pk])

    def act(self, form: forms.ActionAddForm) -> str:
        self.say(actions.add_action(item=self.thing, by=self.viewer, **forms.answers(form)))
        return self.minute


class ActionReassignView(OwnerPage):
    form_class = forms.ActionReassignForm
    template_name = "governance/action_reassign.html"
    called = "Give an action to another owner"
    about = "({thing.reference})"
    rule = rules.REASSIGN

    def fetch(self) -> Action:
        return todo_for(self.viewer, self.kwargs["pk"])

    def starting(self, row: Action | None) -> dict[str, Any]:
        return {"version": row.version}

    def act(self, form: forms.ActionReassignForm) -> Action:
        todo = actions.reassign_action(todo=self.thing, by=self.viewer, **forms.answers(form))
        self.say(todo)
        return todo


def todo_for(viewer, pk: int) -> Action:
    """The action, if the viewer may know of it; otherwise 404."""
    return get_object_or_404(queries.actions(viewer).select_related("decision", "done_by", "item__meeting"), pk=pk)
