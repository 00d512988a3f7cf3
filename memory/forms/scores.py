"""Scoring an application, and putting it to a body."""

from crispy_forms.layout import Layout
from django import forms

from bcsp.govuk.forms import Form
from bcsp.people.models import Organisation
from bcsp.records.screenedform import Screened
from bcsp.scales.formfields import OnScales, ScaleField
from memory.models.scores import GROUNDS, SCALE


class ScoreForm(OnScales, Screened, Form):
    """Five grounds, each by a word of the scale, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    fits = ScaleField(SCALE, label=GROUNDS["fits"])
    need = ScaleField(SCALE, label=GROUNDS["need"])
    method = ScaleField(SCALE, label=GROUNDS["method"])
    delivery = ScaleField(SCALE, label=GROUNDS["delivery"])
    value = ScaleField(SCALE, label=GROUNDS["value"])
    why = forms.CharField(
        label="Why",
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="What the application shows, ground by ground. The body that decides reads this, without your name; "
        "it may be disclosable.",
    )
    screened_fields = ("why",)
    required_messages = {"why": "Say why you score it so"}
    submit = "Save my score"

    @property
    def layout(self) -> Layout:
        checked = ("checked",) if self.marks else ()
        return Layout("version", *GROUNDS, "why", *checked)


class PutForwardForm(Screened, Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    body = forms.ModelChoiceField(
        Organisation.objects.filter(kind=Organisation.Kind.TIER), label="To which body", empty_label="Choose one"
    )
    recommended = forms.CharField(
        label="What is recommended",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="In a line that the meeting can agree to, such as “Accept £5,200”.",
    )
    screened_fields = ("recommended",)
    required_messages = {"recommended": "Say what is recommended", "body": "Choose the body that decides"}
    submit = "Put it forward"

    @property
    def layout(self) -> Layout:
        checked = ("checked",) if self.marks else ()
        return Layout("version", "body", "recommended", *checked)
