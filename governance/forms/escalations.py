"""What is filled in to ask the tier above, and to answer a group below."""

from typing import Any

from django import forms

from bcsp.govuk.forms import Form
from bcsp.records.screenedform import Screened, screening_tick
from governance.models import Decision


class EscalationSendForm(Screened, Form):
    screened_fields = ("question",)
    question = forms.CharField(
        label="What do you ask?",
        max_length=400,
        widget=forms.Textarea,
        help_text="One question that a meeting can answer. No names of people.",
    )
    required_messages = {"question": "Say what you ask"}
    submit = "Send the question"
    screened = screening_tick()


class EscalationAnswerForm(Screened, Form):
    screened_fields = ("answer",)
    version = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.CharField(
        label="The answer", max_length=600, widget=forms.Textarea, help_text="Yes, no, or what happens next, and why."
    )
    decision = forms.ModelChoiceField(
        Decision.objects.none(),
        label="The decision behind it",
        required=False,
        empty_label="None",
        help_text="Only readers of the decision see which one it is.",
    )
    required_messages = {"answer": "Write the answer"}
    submit = "Send the answer"
    screened = screening_tick()

    def __init__(self, *args: Any, decisions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions
