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
from governance.choices import Cycle, Week, Weekday
from governance.cycle import Planned
from governance.forms.meetings import HOURS

NOT_SET = [("", "Not set")]
MONTHS = [(month, f"{date(2000, month, 1):%B}") for month in range(1, 13)]
TOGETHER = "Say how often, from which month, in which week and on which day it meets, or leave all four “Not set”"
NUMBER = {"class": "govuk-input--width-3"}


def number(label: str, help_text: str, least: int = 0, most: int = 60) -> forms.IntegerField:
    """A small whole number that may be left out."""
    widget = forms.NumberInput(attrs=NUMBER)
    return forms.IntegerField(
        label=label, help_text=help_text, required=False, min_value=least, max_value=most, widget=widget
    )


class BodyRulesForm(Form):
    """Each rule may be left out: then it is "not set", and nothing is measured by it."""

    first = DateField(label="From which day", help_text="Meetings from that day on are measured by these rules.")
    source = forms.CharField(
        label="Where the rules stand",
        max_length=200,
        help_text="Such as “Terms of reference, agreed by the Board on 3 March 2026”",
    )
    cycle = forms.TypedChoiceField(
        label="How often it meets", choices=[*NOT_SET, *Cycle.choices], coerce=int, empty_value=None, required=False
    )
    first_month = forms.TypedChoiceField(
        label="A month in which it meets",
        help_text="The others follow from it.",
        choices=[*NOT_SET, *MONTHS],
        coerce=int,
        empty_value=None,
        required=False,
    )
    week = forms.TypedChoiceField(
        label="Which week of the month",
        choices=[*NOT_SET, *Week.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    weekday = forms.TypedChoiceField(
        label="Which day of the week",
        choices=[*NOT_SET, *Weekday.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    hour = forms.TimeField(
        label="Time",
        required=False,
        help_text="For example, 09:30 or 14:00",
        input_formats=HOURS,
        widget=forms.TimeInput(format="%H:%M", attrs={"class": "govuk-input--width-5"}),
    )
    quorum = number("Quorum", "How many seats must be present, in person or by their substitute.", least=1, most=99)
    notice_days = number("Notice", "Clear working days between publishing the agenda and the meeting.")
    papers_days = number("Papers close", "Working days before the meeting.")
    submit = "Set these rules"
    required_messages = {
        "first": "Enter the day from which the rules hold",
        "source": "Say where the rules stand, such as the terms of reference and their date",
    }

    @property
    def layout(self) -> Layout:
        return Layout(
            "first",
            "source",
            Section("When it meets", "cycle", "first_month", "week", "weekday", "hour"),
            Section("What a meeting needs", "quorum", "notice_days", "papers_days"),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        parts = [data.get(name) for name in ("cycle", "first_month", "week", "weekday")]
        if any(part is not None for part in parts) and None in parts:
            first = next(name for name in ("cycle", "first_month", "week", "weekday") if data.get(name) is None)
            if first not in self.errors:
                self.add_error(first, TOGETHER)
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
    closes = f"Papers close on {each.papers_close:%-d %B}." if each.papers_close else ""
    moved = f"Moved from {each.moved_from:%-d %B}, {each.holiday}. " if each.moved_from else ""
    return f"{moved}{closes}"
