"""What the chair of a body decides between meetings."""

from typing import Any

from bcsp.people.models import Organisation
from bcsp.records.clock import today
from bcsp.records.models import Audience
from governance import actions, forms
from governance.models import Decision
from governance.urgent import reporting
from governance.views.bodies import body_for
from governance.views.decisions import DecisionFormPage


class DecisionUrgentView(DecisionFormPage):
    """A new decision of the chair, under no item: it is reported to the body's next meeting."""

    form_class = forms.DecisionUrgentForm
    called = "Record an urgent decision"
    about = "of {thing.brief}"
    item = None

    def fetch(self) -> Organisation:
        return body_for(self.viewer, self.kwargs["slug"])

    @property
    def body(self) -> Organisation:
        return self.thing

    def has_named_source(self) -> bool:
        return False

    def starting(self, row: Organisation | None) -> dict[str, Any]:
        detail = f"The chair of {row.brief}, between meetings"
        return {"decided_on": today(), "audience": Audience.PARTNERS, "authority_detail": detail}

    def more(self) -> dict[str, Any]:
        return {**super().more(), "urgent": True, "reporting": reporting(self.body)}

    def act(self, form: forms.DecisionUrgentForm) -> Decision:
        return actions.record_urgent(body=self.thing, by=self.viewer, **form.fields_of_decision())
