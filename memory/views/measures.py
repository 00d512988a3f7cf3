"""Pages on which the team says what is counted, of a priority and of something that was tried."""

from typing import Any

from bcsp.records.formpage import FormPage
from memory import actions
from memory.forms import measures as forms
from memory.models import Intervention, Priority
from memory.rules import RECORD
from memory.views.interventions import InterventionPage
from memory.views.priorities import PriorityPage


class MeasuresPage(FormPage):
    form_class = forms.MeasuresForm
    template_name = "memory/form_page.html"
    heading = "What is counted"
    done = "What is counted is saved."
    rule = RECORD

    def starting(self, row: Intervention | Priority) -> dict[str, Any]:
        return {"version": row.version, **forms.starting(list(row.measures.all()))}

    def act(self, form: forms.MeasuresForm) -> Intervention | Priority:
        version = form.cleaned_data["version"]
        return actions.change_measures(of=self.thing, version=version, measures=form.measures, by=self.viewer)


class InterventionMeasuresView(MeasuresPage, InterventionPage):
    called = "What is counted of {reference}"


class PriorityMeasuresView(MeasuresPage, PriorityPage):
    called = "What is counted of a priority"

    def more(self) -> dict[str, Any]:
        return {**super().more(), "heading": self.heading}
