"""What is filled in about minutes: three lines an item, sending them round, corrections, agreeing them."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms

from bcsp.govuk.forms import Form
from bcsp.govuk.layout import Buttons, Submit
from bcsp.records.screenedform import NO_TICK, TICK, Screened
from governance.models import Meeting

MAKE, DECLINE = "make", "decline"
THREE_LINES = "Three lines are enough: decisions and actions are shown by themselves. Who said what is left out."


class MinuteForm(Screened, Form):
    screened_fields = ("text",)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label="What was said", max_length=3000, widget=forms.Textarea(attrs={"rows": 5}), help_text=THREE_LINES
    )
    required_messages = {"text": "Write in three lines what was said, or go on to the next item"}
    submit = ""

    @property
    def layout(self) -> Layout:
        checked = ("checked",) if self.marks else ()
        buttons = Buttons(Submit("Save"), Submit("Save and go to the next item", "next", "1", "secondary"))
        return Layout("version", "text", *checked, buttons)


class MinutesCirculateForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    screened = forms.BooleanField(label=TICK, error_messages={"required": NO_TICK})
    submit = "Circulate the minutes"


class CorrectionAskForm(Screened, Form):
    screened_fields = ("text",)
    text = forms.CharField(
        label="What should be put right",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Say what is wrong and what should stand there instead.",
    )
    required_messages = {"text": "Say what should be put right"}
    submit = "Ask for the correction"


class CorrectionSettleForm(Screened, Form):
    screened_fields = ("text", "why")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    outcome = forms.ChoiceField(
        label="Is the correction made?",
        choices=[(MAKE, "Yes: the minutes say this from now on"), (DECLINE, "No: the minutes stay as they are")],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label="The minute as it should be", max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    why = forms.CharField(label="If not: why it is not made", max_length=300, required=False)
    required_messages = {"outcome": "Say whether the correction is made"}
    submit = "Answer"

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("outcome") == DECLINE and not (data.get("why") or "").strip():
            self.add_error("why", "Say why the correction is not made")
        if data.get("outcome") == MAKE and not (data.get("text") or "").strip():
            self.add_error("text", "Write the minute as it should be")
        return data


class MeetingField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Meeting) -> str:
        return obj.when


class MinutesAgreeForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    at = MeetingField(Meeting.objects.none(), label="Which meeting agreed them", empty_label="Choose one")
    required_messages = {"at": "Choose the meeting that agreed these minutes"}
    submit = "These minutes were agreed: lock them"

    def __init__(self, *args: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].queryset = meetings
