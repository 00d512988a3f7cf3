"""The items of a draft agenda: add, change, move, remove."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views import View

from bcsp.people.queries import posts
from bcsp.records.actions import demand
from bcsp.records.errors import Refused
from bcsp.records.formpage import FormPage
from bcsp.records.models import Audience
from bcsp.records.screenedform import unchecked
from governance import actions, forms, rules
from governance.models import AgendaItem, Meeting
from governance.views.meetings import meeting_for


class ItemPage(FormPage):
    """Base of the forms of an item: the posts that can present it, those of the body that meets first."""

    rule = rules.PREPARE

    def form_options(self) -> dict[str, Any]:
        meeting = self.thing if isinstance(self.thing, Meeting) else self.thing.meeting
        return {"posts": posts(first=meeting.body)}

    def say(self, item: AgendaItem, what: str) -> AgendaItem:
        """Lead to the item on the agenda, and say its number there."""
        self.done = f"Item {item.position} {what}."
        return item


class ItemAddView(ItemPage):
    form_class = forms.ItemForm
    template_name = "governance/item_form.html"
    called = "Add an item"
    about = "to {thing}"
    starts_empty = True

    def fetch(self) -> Meeting:
        return meeting_for(self.viewer, self.kwargs["pk"])

    def more(self) -> dict[str, Any]:
        return {"meeting": self.thing}

    def act(self, form: forms.ItemForm) -> AgendaItem:
        item = actions.add_item(meeting=self.thing, by=self.viewer, **unchecked(form, "version"))
        return self.say(item, "is on the agenda")


class ItemEditView(ItemPage):
    template_name = "governance/item_form.html"
    called = "Change an agenda item"
    about = "({thing.meeting}, item {thing.position})"

    def fetch(self) -> AgendaItem:
        return item_for(self.viewer, self.kwargs["pk"])

    @property
    def form_class(self) -> type[forms.StandingItemForm]:
        return forms.StandingItemForm if self.thing.kind_id else forms.ItemForm

    def starting(self, row: AgendaItem | None) -> dict[str, Any]:
        return {**super().starting(row), "private": row.audience == Audience.NAMED}

    def more(self) -> dict[str, Any]:
        return {"meeting": self.thing.meeting}

    def act(self, form: forms.StandingItemForm) -> AgendaItem:
        return self.say(actions.edit_item(item=self.thing, by=self.viewer, **forms.answers(form)), "is changed")


class ItemRemoveView(FormPage):
    """The check page before an item goes off the agenda."""

    form_class = forms.ItemRemoveForm
    template_name = "governance/item_remove.html"
    rule = rules.PREPARE
    keeps_draft = False
    done = "The item is off the agenda."

    def fetch(self) -> AgendaItem:
        return item_for(self.viewer, self.kwargs["pk"])

    def act(self, form: forms.ItemRemoveForm) -> Meeting:
        return actions.remove_item(item=self.thing, by=self.viewer)


class ItemChangeView(View):
    """Up or down, by a button each. The page says at the item itself where it stands now."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        item = item_for(request.viewer, pk)
        demand(rules.PREPARE, request.viewer, item)
        verb = request.POST.get("do", "")
        try:
            if verb in ("up", "down"):
                actions.move_item(item=item, up=verb == "up", by=request.viewer)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(item.meeting)
        return redirect(f"{item.meeting.get_absolute_url()}?moved={item.pk}#item-{item.pk}")


def item_for(viewer, pk: int) -> AgendaItem:
    """The item, if the viewer may know of it; otherwise 404."""
    return get_object_or_404(AgendaItem.objects.visible_to(viewer), pk=pk)
