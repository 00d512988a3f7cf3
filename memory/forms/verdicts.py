"""What a body's decision says of an application: filled in beside the decision's own words."""

from typing import Any

from django import forms

from bcsp.govuk.layout import Field
from bcsp.scales.formfields import small_radios
from memory.choices import AGAINST, FOR, Outcome
from memory.forms.applications import POUNDS, pounds, words
from memory.models import Verdict
from memory.verdicts import faults

PREFIX = "award_"
COLUMNS = ("outcome", "reasons", "awarded", "conditions", "would_change", "told")


class VerdictFields(forms.Form):
    """Mixin of the form of a decision about an application. A field's name is its column's, with the prefix."""

    heading = "The application"
    screened = tuple(PREFIX + column for column in ("conditions", "would_change", "told"))
    adds = tuple(PREFIX + column for column in COLUMNS)
    names = ("award_outcome", "award_reasons", Field("award_awarded", prefix=POUNDS)) + tuple(
        PREFIX + column for column in COLUMNS[3:]
    )
    award_outcome = forms.ChoiceField(
        label="How the application is decided", choices=Outcome.choices, widget=small_radios()
    )
    award_reasons = forms.MultipleChoiceField(
        label="Why: at least one reason",
        choices=[(reason.value, reason.label) for reason in (*FOR, *AGAINST)],
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small bcsp-columns"}),
    )
    award_awarded = pounds("How much is awarded", required=False, help_text="In pounds, where it is accepted")
    award_conditions = words("conditions", "On which conditions")
    award_would_change = words("would_change", "What would have changed it")
    award_told = words("told", "What the applicant is told", help_text="This stands in the letter.")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if outcome := data.get("award_outcome"):
            found = faults(
                outcome,
                reasons=data.get("award_reasons") or [],
                awarded=data.get("award_awarded"),
                conditions=data.get("award_conditions") or "",
                asked=None,
            )
            for name, fault in found.items():
                if PREFIX + name not in self.errors:
                    self.add_error(PREFIX + name, fault)
        return data


def columns(answers: dict[str, Any]) -> dict[str, Any]:
    """Columns of a Verdict from what was filled in."""
    given = {column: answers[PREFIX + column] for column in COLUMNS}
    return {**given, "reasons": sorted(given["reasons"])}


def starting(row: Verdict | None) -> dict[str, Any]:
    """Initial values of the fields."""
    return {PREFIX + column: getattr(row, column) for column in COLUMNS} if row else {}
