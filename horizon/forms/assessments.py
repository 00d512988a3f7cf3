"""The form of an assessment, in the order of the analyst's journey (practice.md)."""

import re
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from bcsp.govuk.dates import DateField
from bcsp.govuk.forms import Form
from bcsp.govuk.layout import Buttons, Details, Section, Submit
from bcsp.people.fields import PostField
from bcsp.people.models import Organisation
from bcsp.people.queries import posts
from bcsp.records.screenedform import Screened
from bcsp.scales.formfields import OnScales, ScaleField, small_radios
from horizon.choices import Ask
from horizon.models import Assessment
from horizon.models.assessments import TERMS, WORDS

VAGUE = re.compile(r"\b(may|might|could|possible|possibly)\b", re.I)  # domain.md §3.1
MONTH = re.compile(  # the month, which is as exact as a word can be
    r"\b(?i:by|in|of|from|to|since|until|before|after|during|early|late|mid)[\s-]+May\b|\bMay\s+\d|\b\d{1,2}\s+May\b"
)
DISCLOSABLE = (
    "For you and your successors. It goes into no paper, but it is held by the partnership: "
    "it may be disclosed under the Freedom of Information Act or to the person it is about"
)
NEEDED = {
    "impact": "Choose the impact",
    "proximity": "Choose how soon it would be felt",
    "direction": "Choose the direction",
    "judgement": "Write the key judgement",
    "yardstick": "Choose how likely it is",
    "confidence": "Choose how confident you are",
    "confidence_reason": "Give one reason for that confidence",
    "mitigate": "Say what can be done now",
    "why": "Say why it developed",
    "help": "Say how the CSP can help solve the root problem",
    "ask": "Choose what you ask of PDG",
    "recommendation": "Write the recommendation in a line",
    "review_on": "Give the review date",
}


def box(label: str, most: int, rows: int = 4, **options: Any) -> forms.CharField:
    """A box of the one page: nothing is compulsory until the summary is ready, and the room left is shown."""
    return forms.CharField(
        label=label, max_length=most, required=False, widget=forms.Textarea(attrs={"rows": rows}), **options
    )


class AssessmentForm(OnScales, Screened, Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    impact = ScaleField("impact", required=False, label="Impact, if nothing is done")
    proximity = ScaleField("proximity", required=False, label="How soon it would be felt")
    direction = ScaleField("direction", required=False, label="Direction")
    judgement = box(
        "Key judgement",
        300,
        3,
        help_text="One sentence without “may”, “might”, “could” or “possible”: the scale says how likely",
    )
    yardstick = ScaleField("yardstick", required=False, label="How likely")
    confidence = ScaleField(
        "confidence",
        required=False,
        help_text="How sound the ground is, not how likely it is. The published rating gives no test for each word",
    )
    confidence_reason = box("One reason for that confidence", 200, 2)
    mitigate = box("Mitigate now", 500)
    why = box("Why it developed", 500)
    help = box("How the CSP can help solve the root problem", 500)
    ask = forms.ChoiceField(label="What you ask of PDG", choices=Ask.choices, required=False, widget=small_radios())
    task_whom = PostField(
        label="Task whom",
        help_text="A post, never a referrer or a community contact. Only where you ask to task a partner",
        required=False,
        empty_label="Nobody",
    )
    recommendation = box("Recommendation, in a line", 200, 2)
    review_on = DateField(
        label="Review date",
        required=False,
        help_text="Eight weeks from now, and at least four after the next PDG, unless you say otherwise",
    )
    ring = ScaleField("ring", required=False, label="Stance")
    cost = forms.CharField(label="Cost, if any", max_length=80, required=False)
    gaps = box("What we do not know", 400, 3, help_text="A gap becomes a task for a post, never for a referrer")
    alternatives = box("Other explanations considered", 400, 3)
    note = forms.CharField(
        label="Private note",
        help_text=DISCLOSABLE,
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    screened_fields = (
        "judgement",
        "confidence_reason",
        "mitigate",
        "why",
        "help",
        "recommendation",
        "cost",
        "gaps",
        "alternatives",
    )
    submit = ""

    def __init__(self, *args: Any, first: bool = False, **kwargs: Any) -> None:
        """`first`: there is no earlier assessment of this trend to compare with."""
        super().__init__(*args, **kwargs)
        bodies = [Organisation.Kind.PARTNERSHIP, Organisation.Kind.TIER]
        self.fields["task_whom"].queryset = posts().filter(organisation__kind__in=bodies)
        before = "how it was a quarter ago, for this is its first assessment" if first else "the last assessment"
        self.fields["direction"].help_text = f"Against {before}. {self.fields['direction'].help_text}"

    @property
    def wants_ready(self) -> bool:
        return "ready" in self.data

    def clean_judgement(self) -> str:
        text = self.cleaned_data["judgement"]
        if found := VAGUE.search(MONTH.sub("", text)):
            raise forms.ValidationError(
                f"Take “{found.group()}” out of the key judgement: say what you judge, then choose how likely it is"
            )
        return text

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.wants_ready:
            for name, sentence in NEEDED.items():
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        if data.get("ask") == Ask.TASK and not data.get("task_whom"):
            self.add_error("task_whom", "Choose the post that PDG is asked to task")
        if data.get("ask") != Ask.TASK:
            data["task_whom"] = None
        return data

    @property
    def words(self) -> dict[str, Any]:
        """Columns of the assessment as the form has them."""
        names = (*TERMS, *WORDS, "ask", "task_whom", "cost", "review_on", "gaps", "alternatives", "ring")
        return {name: self.cleaned_data[name] for name in names}

    @property
    def layout(self) -> Layout:
        checked = ("checked",) if self.marks else ()
        return Layout(
            "version",
            Section("Size", "impact", "proximity", "direction"),
            Section("Key judgement", "judgement", "yardstick", "confidence", "confidence_reason"),
            Section("What can be done", "mitigate", "why", "help"),
            Section("Ask of PDG", "ask", "task_whom", "recommendation", "review_on"),
            Details("Add detail", "ring", "cost", "gaps", "alternatives", "note"),
            *checked,
            Buttons(
                Submit("Save", kind="secondary"),  # first, so that the Enter key saves and no more
                Submit("Preview the one page", name="preview", kind="secondary"),
                Submit("Ready for PDG", name="ready"),
            ),
        )


def still_empty(row: Assessment) -> list[str]:
    """What is to be filled in before the summary is ready, a sentence each."""
    return [sentence for name, sentence in NEEDED.items() if not getattr(row, name)]


class ReadyForm(Form):
    """No field but the version that the analyst has looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    submit = "Ready for PDG"


class TakeBackForm(Form):
    """No field but the version that the analyst wants to go on with."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    submit = "Take it back to draft"


class SendBackForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(label="What is to be changed", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    submit = "Send it back"


class ClearForm(Form):
    """No field but the version that the coordinator has read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    submit = "Clear it for PDG"
