"""Forms about reviews of providers: facts against what was agreed, then that the provider was shown them."""

from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from bcsp.govuk.dates import DateField
from bcsp.govuk.forms import Form
from bcsp.records.clock import today
from bcsp.records.screenedform import Screened
from bcsp.scales.formfields import small_radios
from memory.choices import Again
from memory.models import ProviderReview

FACTS = "Facts, against what was agreed. Name nobody who works there"


def facts(column: str, label: str, **given: Any) -> forms.CharField:
    most = ProviderReview._meta.get_field(column).max_length
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": 3}), **given)


class ProviderReviewForm(Screened, Form):
    """What was agreed, what was delivered, and whether we would again. No grade."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    agreed = facts("agreed", "What was agreed", help_text="Such as how many visits, by when")
    delivered = facts("delivered", "What was delivered", help_text=FACTS)
    again = forms.ChoiceField(label="Would we again?", choices=Again.choices, widget=small_radios())
    screened_fields = ("agreed", "delivered")
    required_messages = {
        "agreed": "Say what was agreed",
        "delivered": "Say what was delivered",
        "again": "Say whether we would again",
    }
    submit = "Save the review"

    @property
    def layout(self) -> Layout:
        return Layout("version", "agreed", "delivered", "again", *(("checked",) if self.marks else ()))


class ReviewShowForm(Screened, Form):
    """On which day the provider was shown it, and what it says; once shown, what it says alone."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    shown_on = DateField(label="Shown to the provider on")
    reply = facts("reply", "What the provider says", required=False, help_text="In its words. It can be added later")
    screened_fields = ("reply",)
    required_messages = {"shown_on": "Enter the day on which the provider was shown it"}

    def __init__(self, *args: Any, is_shown: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_shown:
            del self.fields["shown_on"]

    @property
    def layout(self) -> Layout:
        first = ("shown_on",) if "shown_on" in self.fields else ()
        return Layout("version", *first, "reply", *(("checked",) if self.marks else ()))

    def clean_shown_on(self) -> date | None:
        day = self.cleaned_data["shown_on"]
        if day and day > today():
            raise forms.ValidationError("That day is to come. Record it once the provider was shown it")
        return day
