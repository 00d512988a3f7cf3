"""Forms about applications: logged in two minutes, decided with at least one reason."""

from datetime import date
from decimal import Decimal
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.db.models import Q, QuerySet

from bcsp.govuk.dates import DateField
from bcsp.govuk.forms import Form
from bcsp.govuk.layout import Details, Field, Section
from bcsp.people.models import Person
from bcsp.records.clock import today
from bcsp.records.screenedform import Screened
from bcsp.scales.formfields import small_radios
from memory.choices import AGAINST, FOR, DecidedHow, Direction, Outcome
from memory.models import Application, Priority, Round
from memory.verdicts import faults

POUNDS = {"text": "£"}
WIDE = {"class": "govuk-input--width-5"}
THREE = {"rows": 3}
NOT_YET = ""
DISCLOSABLE = "Read by the community safety team. It is not published by us, and may be disclosable."
DECISION = (
    "decided_on",
    "decided_how",
    "decided_by",
    "reasons",
    "awarded",
    "reasons_note",
    "conditions",
    "would_change",
)
TEXTS = ("told", "internal")
WHEN = {
    "decided_on": "Enter the day on which it was decided",
    "decided_how": "Choose how it was decided",
    "decided_by": "Enter which body or post decided it",
}


def pounds(label: str, **given: Any) -> forms.DecimalField:
    """A sum in pounds, more than nothing."""
    return forms.DecimalField(
        label=label,
        min_value=Decimal("0.01"),
        max_digits=11,
        decimal_places=2,
        widget=forms.NumberInput(attrs=WIDE),
        **given,
    )


def words(column: str, label: str, **given: Any) -> forms.CharField:
    """A box for a column of several lines that may stay empty."""
    most = Application._meta.get_field(column).max_length
    given = {"required": False, "widget": forms.Textarea(attrs=THREE), **given}
    return forms.CharField(label=label, max_length=most, **given)


class Decided(forms.Form):
    """Mixin: how an application was decided. What an outcome asks for is asked for at once."""

    outcome = forms.ChoiceField(label="How it was decided", choices=Outcome.choices, widget=small_radios())
    decided_on = DateField(label="When it was decided", required=False)
    decided_how = forms.ChoiceField(label="How", choices=DecidedHow.choices, required=False, widget=small_radios())
    decided_by = forms.CharField(
        label="By whom",
        max_length=150,
        required=False,
        help_text="A body or a post, such as “PDG” or “the coordinator”",
    )
    reasons = forms.MultipleChoiceField(
        label="Why: at least one reason",
        choices=[(reason.value, reason.label) for reason in (*FOR, *AGAINST)],
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small bcsp-columns"}),
    )
    awarded = pounds("How much was awarded", required=False, help_text="In pounds, where it was accepted")
    reasons_note = words("reasons_note", "More about why")
    conditions = words("conditions", "On which conditions")
    would_change = words("would_change", "What would have changed it")
    told = words("told", "What the applicant is told", help_text="This stands in the letter.")
    internal = words("internal", "For ourselves", help_text=DISCLOSABLE)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if outcome := data.get("outcome"):
            found = {name: fault for name, fault in WHEN.items() if not data.get(name)} | faults(
                outcome,
                reasons=data.get("reasons") or [],
                awarded=data.get("awarded"),
                conditions=data.get("conditions") or "",
                asked=data.get("asked"),
            )
            for name, fault in found.items():
                if name not in self.errors:
                    self.add_error(name, fault)
        return data

    def clean_decided_on(self) -> date | None:
        day = self.cleaned_data["decided_on"]
        if day and day > today():
            raise forms.ValidationError("That day is to come. Record the decision on its day, or after it")
        return day

    @property
    def decided(self) -> dict[str, Any] | None:
        """What `decide_application` takes; None where it is not decided yet."""
        data = self.cleaned_data
        return {name: data[name] for name in ("outcome", *DECISION, *TEXTS)} if data["outcome"] else None


class ApplicationLogForm(Decided, Screened, Form):
    """Who, what for, how much; and, where it is decided, by whom and why."""

    who = forms.CharField(label="Who asks", max_length=150, help_text="The name of the organisation, no person’s name")
    title = forms.CharField(label="What for", max_length=120)
    asked = pounds("How much they ask for")
    received_on = DateField(label="When it came")
    outcome = forms.ChoiceField(
        label="How it was decided",
        choices=[(NOT_YET, "It is not decided yet"), *Outcome.choices],
        required=False,
        widget=small_radios(),
    )
    what = words("what", "What they would do")
    priority = forms.ModelChoiceField(Priority.objects.none(), label="For which priority", required=False)
    round = forms.ModelChoiceField(Round.objects.none(), label="For which funding round", required=False)
    direction = forms.ChoiceField(label="Which way", choices=Direction.choices, required=False, widget=small_radios())
    screened_fields = ("title", "what", "decided_by", "reasons_note", "conditions", "would_change", "told", "internal")
    required_messages = {"who": "Enter the name of the organisation", "title": "Say what the money is for"}
    submit = "Save the application"

    def __init__(self, *args: Any, priorities: QuerySet[Priority], rounds: QuerySet[Round], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["round"].queryset = rounds
        self.fields["round"].empty_label = "For none, or not known"
        self.fields["priority"].queryset = priorities
        self.fields["priority"].empty_label = "For none of them, or not known"

    @property
    def layout(self) -> Layout:
        checked = ("checked",) if self.marks else ()
        return Layout(
            "who",
            "title",
            Field("asked", prefix=POUNDS),
            "received_on",
            Section("The decision", "outcome", "reasons", "decided_by", "decided_how", "decided_on", *AWARDED),
            Details("Add detail", "what", "priority", "round", "direction", "reasons_note", "would_change", *TEXTS),
            *checked,
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        received, decided = data.get("received_on"), data.get("decided_on")
        if received and received > today():
            self.add_error("received_on", "That day is to come. Enter the day on which it came")
        elif received and decided and decided < received:
            self.add_error("decided_on", "It was decided before it came. Look at both days")
        return data

    @property
    def application(self) -> dict[str, Any]:
        """What `log_application` takes besides how it was decided."""
        data = self.cleaned_data
        given = {name: data[name] for name in ("who", "title", "asked", "received_on", "what", "priority", "round")}
        return {**given, "direction": data["direction"] or Direction.IN}


AWARDED = (Field("awarded", prefix=POUNDS), "conditions")


class ApplicationDecideForm(Decided, Screened, Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    screened_fields = ("decided_by", "reasons_note", "conditions", "would_change", "told", "internal")
    submit = "Record the decision"

    @property
    def layout(self) -> Layout:
        checked = ("checked",) if self.marks else ()
        first = ("outcome", "reasons", "decided_by", "decided_how", "decided_on", *AWARDED)
        return Layout("version", *first, "reasons_note", "would_change", *TEXTS, *checked)


class InterestDeclareForm(Screened, Form):
    person = forms.ModelChoiceField(Person.objects.all(), label="Whose interest", empty_label="Choose one")
    what = forms.CharField(label="What it is", max_length=200, help_text="Such as “trustee”")
    screened_fields = ("what",)
    submit = "Record the interest"

    @property
    def layout(self) -> Layout:
        checked = ("checked",) if self.marks else ()
        return Layout("person", "what", *checked)


class ApplicationFilterForm(Form):
    outcome = forms.ChoiceField(
        label="How it was decided", choices=[("", "Any"), ("waiting", "Waiting"), *Outcome.choices], required=False
    )
    q = forms.CharField(label="Organisation or words", required=False)
    form_method = "get"
    submit = "Show"

    def apply(self, rows: QuerySet[Application]) -> QuerySet[Application]:
        """The applications that fit; what can't be read in the address is passed over."""
        if not self.is_bound:
            return rows
        self.is_valid()
        outcome, q = self.cleaned_data.get("outcome"), self.cleaned_data.get("q")
        if outcome:
            rows = rows.filter(outcome="" if outcome == "waiting" else outcome)
        if q:
            both = Q(title__icontains=q) | Q(applicant__name__icontains=q) | Q(applicant__also_called__icontains=q)
            rows = rows.filter(both)
        return rows
