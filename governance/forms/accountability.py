"""For whom the yearly extract is issued."""

from django import forms

from bcsp.govuk.forms import Form
from bcsp.govuk.widgets import Choice
from bcsp.records.models import Audience


class ExtractForm(Form):
    audience = forms.ChoiceField(
        label="Who may read it",
        choices=[
            Choice(Audience.PUBLIC, "Public", "Only what stands on the public register."),
            Choice(Audience.PARTNERS, "Partners only", "What all partners may read too, with options and dissent."),
        ],
        widget=forms.RadioSelect,
    )
    submit = "Issue the extract"
