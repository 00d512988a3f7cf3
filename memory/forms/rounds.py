"""Forms about funding rounds: what the money is for, and the days planned for each stage."""

from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.db.models import QuerySet

from bcsp.govuk.dates import DateField
from bcsp.govuk.forms import Form
from bcsp.govuk.layout import Field, Pair, Section
from bcsp.records.screenedform import Screened
from governance.models import Meeting
from memory.choices import Stage
from memory.commissioning import Days
from memory.forms.applications import POUNDS, pounds
from memory.models import Priority

THREE = {"rows": 3}


class RoundForm(Screened, Form):
    """A stage is planned by both its days; one that is left empty is not part of the round."""

    title = forms.CharField(max_length=120)
    need = forms.CharField(
        label="What the money is for, and why", max_length=1500, widget=forms.Textarea(attrs={"rows": 5})
    )
    amount = pounds("How much there is")
    two_scorers_above = pounds("Two people score what asks for more than", help_text="In pounds")
    priority = forms.ModelChoiceField(
        Priority.objects.none(), label="For which priority", required=False, empty_label="For none of them"
    )
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(), label="Which meeting decides", required=False, empty_label="None is named yet"
    )
    ends_on = DateField(label="When the funding ends", required=False)
    notice_on = DateField(label="When those who have it are told so", required=False)
    screened_fields = ("title", "need")

    def __init__(self, *args: Any, priorities: QuerySet[Priority], meetings: QuerySet[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["priority"].queryset = priorities
        self.fields["meeting"].queryset = meetings
        for stage in Stage:
            self.fields[f"{stage}_from"] = DateField(label=f"{stage.label}: from", required=False)
            self.fields[f"{stage}_to"] = DateField(label=f"{stage.label}: to", required=False)

    @property
    def layout(self) -> Layout:
        checked = ("checked",) if self.marks else ()
        stages = [Pair(stage.label, *(self._end(stage, end) for end in ("from", "to"))) for stage in Stage]
        version = ("version",) if "version" in self.fields else ()
        return Layout(
            *version,
            "title",
            "need",
            Field("amount", prefix=POUNDS),
            Field("two_scorers_above", prefix=POUNDS),
            "priority",
            Section("The stages", *stages, hint="Leave both days of a stage empty where the round has none such."),
            Section("The decision, and the end", "meeting", "ends_on", "notice_on"),
            *checked,
        )

    @staticmethod
    def _end(stage: Stage, end: str) -> Field:
        """The first or the last day of a stage. Its errors name the stage; beside its legend the end is enough."""
        return Field(f"{stage}_{end}", fieldset={"legend": {"text": end.capitalize()}})

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for stage in Stage:
            first, last = (data.get(f"{stage}_{end}") for end in ("from", "to"))
            wrong = {f"{stage}_from", f"{stage}_to"} & set(self.errors)
            if not wrong and bool(first) != bool(last):
                self.add_error(f"{stage}_{'to' if first else 'from'}", f"{stage.label}: give both days, or none")
            elif not wrong and first and last < first:
                self.add_error(f"{stage}_to", f"{stage.label} ends before it begins. Look at both days")
        return data

    @property
    def stages(self) -> dict[str, Days]:
        """The planned days by stage."""
        found = {stage.value: (self.cleaned_data[f"{stage}_from"], self.cleaned_data[f"{stage}_to"]) for stage in Stage}
        return {stage: days for stage, days in found.items() if days[0]}

    @property
    def words(self) -> dict[str, Any]:
        """Columns of the round."""
        names = ("title", "need", "amount", "two_scorers_above", "priority", "meeting", "ends_on", "notice_on")
        return {name: self.cleaned_data[name] for name in names}


class RoundPlanForm(RoundForm):
    submit = "Save the round as a draft"


class RoundChangeForm(RoundForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    submit = "Save the changes"


class AdviceAnswerForm(Screened, Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(label="Why the round departs from it", max_length=400, widget=forms.Textarea(attrs=THREE))
    screened_fields = ("why",)
    submit = "Record the reason"

    @property
    def layout(self) -> Layout:
        checked = ("checked",) if self.marks else ()
        return Layout("version", "why", *checked)


class RoundPublishForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    submit = "Publish the round"


class StageRecordForm(Form):
    """When a stage was."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    actual_from = DateField(label="When it began")
    actual_to = DateField(label="When it ended", required=False, help_text="Leave it empty while it goes on")
    submit = "Record the days"

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        first, last = data.get("actual_from"), data.get("actual_to")
        if first and last and last < first:
            self.add_error("actual_to", "It ended before it began. Look at both days")
        return data


def starting(stages: dict[str, tuple[date, date]]) -> dict[str, date]:
    """Initial values for the days of the stages."""
    return {
        f"{stage}_{end}": day for stage, days in stages.items() for end, day in zip(("from", "to"), days, strict=True)
    }
