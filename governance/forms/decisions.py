"""What is filled in about a decision and the actions that follow from it."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms

from bcsp.govuk.dates import DateField
from bcsp.govuk.forms import Form
from bcsp.govuk.layout import Details, Section, Text
from bcsp.govuk.widgets import Choice
from bcsp.records.models import Audience
from bcsp.records.screenedform import Screened, screening_tick
from governance.choices import Authority
from governance.forms.answers import answers
from governance.models import AgendaItem

YES, NO = "yes", "no"
AT_A_MEETING = [each for each in Authority.choices if each[0] != Authority.URGENT]
URGENT_FIELDS = ("urgent_why", "consulted")
DETAIL = ("options", "dissent", "review_on", "ends_funding", "notice_on", "equality_impact")
READERS = "A decision starts with the readers of its paper. It becomes public only if you choose “Public”."


def who_reads(body: str) -> list[Choice]:
    """The readers of a decision, each as a sentence."""
    return [
        Choice(Audience.NAMED, "Named readers", f"Only those who could read the paper, or the members of {body}."),
        Choice(Audience.PARTNERS, "Partners only", "Every member of the partnership's bodies and its partners."),
        Choice(Audience.PUBLIC, "Public", "A decision notice stands on the public register for everyone to read."),
    ]


class DecisionForm(Screened, Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(max_length=150)
    wording = forms.CharField(
        label="What was decided",
        max_length=1500,
        widget=forms.Textarea,
        help_text="In words that somebody who was not there can act on.",
    )
    follows = forms.ChoiceField(
        label="Is this what the paper recommended?",
        choices=[(YES, "Yes"), (NO, "No, it departs from the recommendation")],
        widget=forms.RadioSelect,
    )
    departs = forms.CharField(
        label="Why it departs from the recommendation",
        required=False,
        max_length=400,
        help_text="What the paper recommended stands beside this only where all who may read the decision may read "
        "the paper too. It is left out of a public decision on a paper that is not public: don’t repeat it here.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reasons = forms.CharField(label="Why it was decided", max_length=2000, widget=forms.Textarea)
    decided_on = DateField(label="Decided on")
    authority = forms.ChoiceField(
        label="Under what authority", choices=AT_A_MEETING, widget=forms.RadioSelect, initial=Authority.MEETING
    )
    authority_detail = forms.CharField(
        label="Whose authority",
        max_length=200,
        help_text="For example, “The members present”, or the post that acts and the scheme that lets it.",
    )
    options = forms.CharField(
        label="Other options that were weighed",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Members read this. It stands on no public page, but it may have to be disclosed.",
    )
    dissent = forms.CharField(
        label="Who disagreed, and why",
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Name posts or organisations, no persons. Members read this. It stands on no public page, but it may "
        "have to be disclosed.",
    )
    review_on = DateField(label="To be reviewed on", required=False)
    ends_funding = forms.BooleanField(
        label="This decision ends or cuts funding",
        required=False,
        help_text="Then it needs the day on which notice is given, and its equality impact, before it can be agreed.",
    )
    notice_on = DateField(label="Notice is given on", required=False)
    equality_impact = forms.CharField(
        label="Equality impact",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Whom it touches more than others, and what is done about that.",
    )
    audience = forms.ChoiceField(label="Who may read this decision", widget=forms.RadioSelect)
    opened = forms.BooleanField(
        label="The title, wording, reasons and all else here give nothing away that is for named readers",
        required=False,
        help_text="The paper behind this decision is for named readers. Tick once you have read the decision for this.",
    )
    required_messages = {
        "wording": "Say what was decided",
        "reasons": "Say why it was decided",
        "follows": "Say whether this is what the paper recommended",
        "authority_detail": "Say on whose authority it was decided",
    }
    screened_fields: tuple[str, ...] = (
        "title",
        "wording",
        "reasons",
        "departs",
        "authority_detail",
        "options",
        "dissent",
        "equality_impact",
    )
    says_readers = READERS
    heading, names, adds = "", (), ()  # of the fields that the subject's strand adds, as bcsp.strands has it
    submit = "Save and check"

    def __init__(self, *args: Any, body: str, named: bool, recommended: bool, **kwargs: Any) -> None:
        if not recommended:
            self.screened_fields = tuple(name for name in self.screened_fields if name != "departs")
        super().__init__(*args, **kwargs)
        self.fields["screened"] = screening_tick()  # no answer to compare where two people write: not a base field
        self.fields["audience"].choices = who_reads(body)
        dropped = {"opened"} if not named else set()
        if not recommended:
            dropped |= {"follows", "departs"}
        for name in dropped:
            del self.fields[name]
        self.layout = Layout(
            "version",
            Section("The decision", *self._left("title", "wording", "follows", "departs", "reasons")),
            *([Section(self.heading, *self.names)] if self.names else []),
            Section("Authority", *self._left("item", "decided_on", "authority", "authority_detail", *URGENT_FIELDS)),
            Details("Add detail", *DETAIL),
            Section("Readers", Text(self.says_readers), *self._left("audience", "opened"), *self.tick),
        )

    def _left(self, *names: str) -> list[str]:
        return [name for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("follows") == NO and not data.get("departs", "").strip() and "departs" not in self.errors:
            self.add_error("departs", "Say why it departs from the recommendation")
        if data.get("ends_funding"):
            self._ask_of_an_ending(data)
        return data

    def _ask_of_an_ending(self, data: dict[str, Any]) -> None:
        """What a decision to end funding needs before it can be agreed (practice.md, rule 15), all at once."""
        if not data.get("notice_on") and "notice_on" not in self.errors:
            self.add_error("notice_on", "Enter the day on which notice is given: this decision ends or cuts funding")
        if not data.get("equality_impact", "").strip() and "equality_impact" not in self.errors:
            self.add_error("equality_impact", "Describe the equality impact: this decision ends or cuts funding")

    def fields_of_decision(self) -> dict[str, Any]:
        """What an action takes: the answers that are columns, and whether the decision was opened to more readers."""
        data = {k: v for k, v in answers(self).items() if k not in ("version", "follows")}
        departs = data["departs"] if self.cleaned_data.get("follows") == NO else ""
        more = {name: data.pop(name) for name in self.adds}
        return {"opened": False, **data, "departs": departs, "more": more}


class DecisionUrgentForm(DecisionForm):
    """What the chair decides between meetings: it says why it could not wait, and who was consulted."""

    authority = None
    says_readers = "Partners read it unless you choose otherwise. It becomes public only if you choose “Public”."
    urgent_why = forms.CharField(
        label="Why it could not wait for a meeting", max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )
    consulted = forms.CharField(
        label="Who was consulted", max_length=300, help_text="Posts and organisations, no persons."
    )
    required_messages = {
        **DecisionForm.required_messages,
        "urgent_why": "Say why it could not wait for a meeting",
        "consulted": "Say who was consulted",
    }
    screened_fields = (*DecisionForm.screened_fields, *URGENT_FIELDS)


class DecisionSupersedeForm(DecisionForm):
    item = forms.ModelChoiceField(
        AgendaItem.objects.none(),
        label="Under which item the body came back to it",
        required=False,
        empty_label="The same as the first time",
    )

    required_messages = {**DecisionForm.required_messages, "item": "Choose the item under which the body changed it"}

    def __init__(self, *args: Any, items: Any, had_item: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = items
        if not had_item:
            self.fields["item"].required = True
            self.fields["item"].empty_label = "Choose one"


class DecisionAgreeForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    submit = "Agree and lock this decision"
