"""Forms about priorities: why one was chosen, and what became of it."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.db.models import QuerySet

from bcsp.govuk.dates import DateField
from bcsp.govuk.forms import Form
from bcsp.records.screenedform import Screened
from memory.choices import Lineage
from memory.models import Plan, Priority

FOUR = {"rows": 4}
DISSENT = "What you write here can be asked for under the Freedom of Information Act."


class PriorityForm(Screened, Form):
    title = forms.CharField(max_length=120)
    why = forms.CharField(label="Why it was chosen", max_length=1500, widget=forms.Textarea(attrs=FOUR))
    evidence = forms.CharField(label="What that rests on", max_length=1500, widget=forms.Textarea(attrs=FOUR))
    dissent = forms.CharField(
        label="Who disagreed, and why",
        max_length=600,
        required=False,
        help_text=DISSENT,
        widget=forms.Textarea(attrs=FOUR),
    )
    screened_fields = ("title", "why", "evidence", "dissent")

    @property
    def checks(self) -> tuple[str, ...]:
        return ("checked",) if self.marks else ()


class PriorityRecordForm(PriorityForm):
    plan = forms.ModelChoiceField(Plan.objects.all(), empty_label=None, label="Of which plan")
    submit = "Record the priority"

    @property
    def layout(self) -> Layout:
        return Layout("plan", "title", "why", "evidence", "dissent", *self.checks)


class PriorityChangeForm(PriorityForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    submit = "Save the changes"

    @property
    def layout(self) -> Layout:
        return Layout("version", "title", "why", "evidence", "dissent", *self.checks)


class SuccessionForm(Screened, Form):
    """What became of a priority: another one, or nothing."""

    how = forms.ChoiceField(label="What became of it", choices=Lineage.choices, widget=forms.RadioSelect)
    after = forms.ModelChoiceField(Priority.objects.none(), label="Which priority came after", required=False)
    day = DateField(label="When")
    why = forms.CharField(label="Why", max_length=600, widget=forms.Textarea(attrs=FOUR))
    screened_fields = ("why",)
    submit = "Record what became of it"

    def __init__(self, *args: Any, priorities: QuerySet[Priority], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["after"].queryset = priorities

    @property
    def layout(self) -> Layout:
        checked = ("checked",) if self.marks else ()
        return Layout("how", "after", "day", "why", *checked)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        dropped = data.get("how") == Lineage.DROPPED
        if dropped and data.get("after"):
            self.add_error("after", "A priority that was dropped has none after it. Choose none, or another word")
        if data.get("how") and not dropped and not data.get("after") and "after" not in self.errors:
            self.add_error("after", "Choose the priority that came after")
        return data
