"""Five questions at the end of a year, for who leads something: on one page, on a phone, at night."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms

from bcsp.govuk.forms import Form
from bcsp.records.screenedform import Screened, screening_tick
from memory.models import QUESTIONS, YearEnd

EMPTY = "Answer “{}”. “Nothing” is an answer too"


def question(name: str) -> forms.CharField:
    """A box for one of the five."""
    asked = QUESTIONS[name]
    return forms.CharField(
        label=asked,
        max_length=YearEnd._meta.get_field(name).max_length,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": EMPTY.format(asked)},
    )


class YearEndForm(Screened, Form):
    done = question("done")
    changed = question("changed")
    differed = question("differed")
    again = question("again")
    know = question("know")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    screened = screening_tick()
    screened_fields = tuple(QUESTIONS)
    submit = "Save the answers"

    @property
    def layout(self) -> Layout:
        return Layout("version", *QUESTIONS, *self.tick)

    @property
    def words(self) -> dict[str, Any]:
        """Columns of YearEnd."""
        return {name: self.cleaned_data[name] for name in (*QUESTIONS, "screened")}
