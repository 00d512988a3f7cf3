"""What staff fill in about a body's own rules and its year."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from bcsp.govuk.dates import DateField
from bcsp.govuk.forms import Form
from bcsp.govuk.layout import Section
from bcsp.govuk.widgets import Choice
from bcsp.records.clock import today
from governance.choices import Cycle, Week, Weekday
from governance.cycle import Planned
from governance.forms.meetings import hour_field

MONTHS = [(month, f"{date(2000, month, 1):%B}") for month in range(1, 13)]
TOGETHER = "Say how often, from which month, in which week and on which day it meets, or leave all four “Not set”"
WHEN = ("cycle", "first_month", "week", "weekday")
NUMBER = {"class": "govuk-input--width-3"}


def number(label: str, help_text: str, least: int = 0, most: int = 60) -> forms.IntegerField:
    """A small whole number that may be left out."""
    widget = forms.NumberInput(attrs=NUMBER)
    return forms.IntegerField(
        label=label, help_text=help_text, required=False, min_value=least, max_value=most, widget=widget
    )


def choice(label: str, choices: Sequence[tuple[int, str]], help_text: str = "") -> forms.TypedChoiceField:
    """One of a list of numbers with their words, or "not set"."""
    choices = [("", "Not set"), *choices]
    return forms.TypedChoiceField(
        label=label, help_text=help_text, choices=choices, coerce=int, empty_value=None, required=False
    )


class BodyRulesForm(Form):
    """Each rule may be left out: then it is "not set", and nothing is measured by it."""

    starts = DateField(label="From which day", help_text="Meetings from that day on are measured by these rules.")
    source = forms.CharField(
        label="Where the rules stand",
        max_length=200,
        help_text="Such as “Terms of reference, agreed by the Board on 3 March 2026”",
    )
    cycle = choice("How often it meets", Cycle.choices)
    first_month = choice("A month in which it meets", MONTHS, "The others follow from it.")
    week = choice("Which week of the month", Week.choices)
    weekday = choice("Which day of the week", Weekday.choices)
    hour = hour_field(required=False)
    quorum = number("Quorum", "How many seats must be present, in person or by their substitute.", least=1, most=99)
    notice_days = number("Notice", "Clear working days between publishing the agenda and the meeting.")
    papers_days = number("Papers close", "Working days before the meeting.")
    submit = "Set these rules"
    required_messages = {
        "starts": "Enter the day from which the rules hold",
        "source": "Say where the rules stand, such as the terms of reference and their date",
    }

    @property
    def layout(self) -> Layout:
        return Layout(
            "starts",
            "source",
            Section("When it meets", *WHEN, "hour"),
            Section("What a meeting needs", "quorum", "notice_days", "papers_days"),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        missing = [name for name in WHEN if data.get(name) is None]
        if missing and len(missing) < len(WHEN) and missing[0] not in self.errors:
            self.add_error(missing[0], TOGETHER)
        return data


class YearForm(Form):
    """Which of the meetings that follow from the rules are to be arranged."""

    days = forms.TypedMultipleChoiceField(
        label="Which meetings",
        coerce=date.fromisoformat,
        widget=forms.CheckboxSelectMultiple,
        help_text="Each becomes a draft with the body's standing items on it.",
    )
    submit = "Arrange these meetings"
    required_messages = {"days": "Choose at least one meeting"}

    def __init__(self, *args: Any, planned: Sequence[Planned], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].choices = [Choice(each.day.isoformat(), _day(each), _moved(each)) for each in planned]
        self.fields["days"].initial = [each.day.isoformat() for each in planned]


def _day(each: Planned) -> str:
    return f"{each.starts_at:%A %-d %B %Y, %H:%M}"


def _moved(each: Planned) -> str:
    moved = f"Moved from {each.moved_from:%-d %B}, {each.holiday}. " if each.moved_from else ""
    return f"{moved}{_closes(each.papers_close)}"


def _closes(day: date | None) -> str:
    if day is None:
        return ""
    if day < today():
        return f"Papers were to close on {day:%-d %B}; no day will be set."
    return f"Papers close on {day:%-d %B}."
