from crispy_forms.layout import Layout
from django import forms

from bcsp.govuk.forms import Form
from bcsp.records.screenedform import Screened


class BeforeMarkForm(Screened, Form):
    """Whether an entry from before was used, and how; or why it is not relevant."""

    used = forms.ChoiceField(
        label="What did you make of it?",
        choices=[("yes", "We used it"), ("no", "It is not relevant")],
        widget=forms.RadioSelect,
    )
    because = forms.CharField(
        label="How you used it, or why it is not relevant",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="A sentence. Whoever decides reads it.",
    )
    screened_fields = ("because",)
    required_messages = {
        "used": "Say whether you used it",
        "because": "Say how you used it, or why it is not relevant",
    }
    submit = "Record it"

    @property
    def layout(self) -> Layout:
        checked = ("checked",) if self.marks else ()
        return Layout("used", "because", *checked)
