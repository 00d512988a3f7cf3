"""What is filled in about a step of the strategic year."""

from typing import Any

from django import forms

from bcsp.govuk.forms import Form
from bcsp.people.models import Organisation
from bcsp.records.screenedform import Screened
from governance import queries
from governance.forms.bodies import MONTHS


def _month(label: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, choices=MONTHS, coerce=int)


class YearStageForm(Screened, Form):
    screened_fields = ("name", "what", "outcome", "source")
    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label="What it is called", max_length=60)
    what = forms.CharField(
        label="What happens",
        max_length=400,
        widget=forms.Textarea,
        help_text="In words that somebody outside the partnership understands. No names of people.",
    )
    first_month = _month("It begins in")
    last_month = _month("It ends in")
    body = forms.ModelChoiceField(Organisation.objects.none(), label="Which body answers for it", empty_label=None)
    outcome = forms.CharField(label="What comes out of it", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    source = forms.CharField(
        label="Where this was agreed",
        max_length=200,
        required=False,
        help_text="Such as “The Board, 3 March 2026”. As long as this is empty, the document calls it a proposal.",
    )
    submit = "Save this step"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = queries.bodies()
