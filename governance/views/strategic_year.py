"""The steps of the strategic year for staff: read by every member, changed by those who write the public document."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views import View

from bcsp.records.formpage import FormPage
from governance import actions, forms, rules
from governance.models import YearStage


class YearStageListView(View):
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        context = {
            "stages": YearStage.objects.select_related("body"),
            "may_write": request.viewer.may(rules.WRITE_DOCUMENT),
        }
        return render(request, "governance/year_stage_list.html", context)


class YearStageEditView(FormPage):
    form_class = forms.YearStageForm
    template_name = "governance/year_stage_edit.html"
    called = "The strategic year: {key}"
    rule = rules.WRITE_DOCUMENT
    done = "The step is saved. The public document in force stays as it was published."

    def fetch(self) -> YearStage:
        return get_object_or_404(YearStage.objects.select_related("body"), key=self.kwargs["key"])

    def act(self, form: forms.YearStageForm) -> YearStage:
        words = {name: value for name, value in form.cleaned_data.items() if name != "screened"}
        return actions.change_year_stage(stage=self.thing, by=self.viewer, **words)
