"""What the chair of a body decides between meetings."""

from typing import Any

from django.db.models import Model
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from bcsp.people.models import Organisation
from bcsp.records.clock import today
from bcsp.records.models import Audience
from bcsp.strands import kinds
from governance import actions, forms
from governance.models import Decision
from governance.urgent import reporting
from governance.views.bodies import body_for
from governance.views.decisions import DecisionFormPage


class DecisionUrgentView(DecisionFormPage):
    """A new decision of the chair, under no item: it is reported to the body's next meeting."""

    base_form = forms.DecisionUrgentForm
    called = "Record an urgent decision"
    about = "of {thing.brief}"
    item = None

    def fetch(self) -> Organisation:
        return body_for(self.viewer, self.kwargs["slug"])

    @property
    def body(self) -> Organisation:
        return self.thing

    @property
    def draft_key(self) -> str:
        about = f":{self.subject._meta.label_lower}:{self.subject.pk}" if self.subject else ""
        return f"{super().draft_key}{about}"

    @cached_property
    def subject(self) -> Model | None:
        """What it is about, where the address says so and the viewer may read it."""
        if "kind" not in self.kwargs:
            return None
        kind = kinds().get(self.kwargs["kind"])
        if kind is None:
            raise Http404
        return get_object_or_404(kind.model.objects.visible_to(self.viewer), pk=self.kwargs["key"])

    def starting(self, row: Organisation | None) -> dict[str, Any]:
        detail = f"The chair of {row.brief}, between meetings"
        start = {"decided_on": today(), "audience": Audience.PARTNERS, "authority_detail": detail}
        named = {"audience": Audience.NAMED} if self.has_named_source() else {}
        return {**start, **named, **({"title": str(self.subject)[:150]} if self.subject else {})}

    def more(self) -> dict[str, Any]:
        return {**super().more(), "urgent": True, "reporting": reporting(self.body)}

    def act(self, form: forms.DecisionUrgentForm) -> Decision:
        given = form.fields_of_decision()
        return actions.record_urgent(body=self.thing, subject=self.subject, by=self.viewer, **given)
