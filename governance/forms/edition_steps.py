"""What is filled in for an edition's steps to the public: its approval, and its publishing."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from bcsp.govuk.dates import DateField
from bcsp.govuk.forms import Form
from bcsp.govuk.layout import Choices
from bcsp.govuk.widgets import Choice
from bcsp.people.models import Organisation
from bcsp.records.clock import today
from bcsp.records.screenedform import Screened
from governance.document.checks import Finding
from governance.document.first_day import wrong_dates
from governance.forms.answers import answers
from governance.forms.ticks import Looked
from governance.models import Decision

UNTICKED = "Look at each of these and tick what is right. If one is not, take the edition back to a draft and change it"


class _DecisionField(forms.ModelChoiceField):
    def label_from_instance(self, decision: Decision) -> str:
        """Enough to know that it is the one which approved this."""
        return f"{decision.reference}, {decision.body.brief}, {decision.decided_on:%-d %B %Y}: {decision.title}"


class EditionApproveForm(Form):
    """Who approved it, when, and by what. A decision says itself who and when."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    how = forms.ChoiceField(
        label="How was it approved",
        choices=[
            Choice("decision", "By a decision of the body", "Its reference stands in the edition for everyone."),
            Choice("chair", "Its chair agreed", "Between meetings: the edition says “by agreement of its chair”."),
        ],
        widget=forms.RadioSelect,
    )
    decision = _DecisionField(
        Decision.objects.none(), label="Which decision", required=False, empty_label="Choose the decision"
    )
    body = forms.ModelChoiceField(Organisation.objects.none(), label="Chair of which body", required=False)
    day = DateField(label="On which day", required=False)
    required_messages = {"how": "Say how it was approved"}
    submit = "Record the approval"

    def __init__(self, *args: Any, bodies: Any, decisions: Any, begun: date, **kwargs: Any) -> None:
        """`decisions` are those that can have approved an edition begun on the day `begun`."""
        super().__init__(*args, **kwargs)
        self.begun = begun
        self.fields["body"].queryset = bodies
        self.fields["decision"].queryset = decisions
        self.fields["decision"].help_text = (
            f"Agreed decisions since {begun:%-d %B %Y}, when this edition was begun, that everyone or all partners may "
            "read."
        )

    @property
    def layout(self) -> Layout:
        return Layout("version", Choices("how", {"decision": ["decision"], "chair": ["body", "day"]}))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("how") == "decision" and not data.get("decision"):
            self._missing("decision", "Choose the decision. If it is not there, record and agree it first")
        if data.get("how") == "chair":
            if not data.get("body"):
                self._missing("body", "Choose the body whose chair agreed")
            self._check_day(data.get("day"))
        return data

    def _check_day(self, day: date | None) -> None:
        if day is None:
            self._missing("day", "Enter the day on which its chair agreed")
        elif day > today():
            self.add_error("day", "That day is to come. Record the approval on the day, or after it")
        elif day < self.begun:
            self.add_error("day", f"This edition was begun on {self.begun:%-d %B %Y}. Enter that day or a later one")

    def _missing(self, name: str, says: str) -> None:
        if name not in self.errors:
            self.add_error(name, says)

    def words(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        decision = data["decision"] if data["how"] == "decision" else None
        body, day = (decision.body, decision.decided_on) if decision else (data["body"], data["day"])
        return {"version": data["version"], "body": body, "day": day, "decision": decision}


class EditionPublishForm(Looked, Screened, Form):
    """From when it is in force, by when it is reviewed, what is new; and a tick for each thing to be looked at."""

    screened_fields = ("change_note",)
    unticked = UNTICKED
    version = forms.IntegerField(widget=forms.HiddenInput)
    effective_from = DateField(label="In force from")
    review_due = DateField(label="To be reviewed by")
    change_note = forms.CharField(
        label="What is new, in a line",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Everyone reads it beside the edition.",
    )
    required_messages = {"change_note": "Say in a line what is new"}
    submit = "Publish to everyone"

    def __init__(self, *args: Any, check: Callable[[date, date, str], list[Finding]], **kwargs: Any) -> None:
        """`check` gives the findings for a first day, a review date and a change note. Where a date is wrong or can't
        be read nothing is checked: what would be found follows from it, and would hide it. What was ticked before
        stays ticked."""
        super().__init__(*args, **kwargs)
        first, review = self._typed("effective_from"), self._typed("review_due")
        self.wrong, self.findings = wrong_dates(first, review) if self.is_bound else {}, []
        if self.wrong or not first or not review:
            self.hints(self._ticked())
            return
        self.findings = check(first, review, self._typed("change_note") or "")
        self.hints([each.says for each in self.findings if not each.is_fault])

    @property
    def layout(self) -> Layout:
        looked = [name for name in ("looked_at", "checked") if name in self.fields]
        return Layout("version", "effective_from", "review_due", "change_note", *looked)

    def _typed(self, name: str) -> Any:
        """What a field holds; nothing where it can't be read."""
        if not self.is_bound:
            return self.initial.get(name)
        field, key = self.fields[name], self.add_prefix(name)
        with suppress(forms.ValidationError):
            return field.clean(field.widget.value_from_datadict(self.data, self.files, key))

    def _ticked(self) -> list[str]:
        widget, key = forms.CheckboxSelectMultiple(), self.add_prefix("looked_at")
        return list(dict.fromkeys(widget.value_from_datadict(self.data, self.files, key) or []))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for name, says in self.wrong.items():
            self.add_error(name, says)
        for each in self.findings:
            if each.is_fault:
                self.add_error(None, each.says)
        return data

    def words(self) -> dict[str, Any]:
        """What the action takes."""
        return {"looked_at": (), **answers(self)}
