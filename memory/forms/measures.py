"""What is counted of a priority or of something that was tried: where it began, was to go, and came to."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.html import format_html

from bcsp.govuk.forms import Form
from bcsp.govuk.layout import Details, Field, Pair, Section
from bcsp.records.screenedform import Screened
from memory.models import Measure

MOST = 6  # measures of one thing: who counts more counts none of them for long
COLUMNS = {
    "what": "What is counted",
    "baseline": "At the start",
    "target": "To be",
    "actual": "Came to",
    "source": "Counted by whom",
}
NEEDED = ("what", "baseline", "target")


def column(name: str, number: int) -> forms.CharField:
    """One box; its label tells it from the same box of another measure."""
    most = Measure._meta.get_field(name).max_length
    return forms.CharField(label=f"{COLUMNS[name]} ({number})", max_length=most, required=False)


def _box(name: str, number: int) -> Field:
    """The box with its number for ears alone: eyes have it from the heading above."""
    words = format_html('{}<span class="govuk-visually-hidden"> ({})</span>', COLUMNS[name], number)
    return Field(f"{name}_{number}", label={"html": words})


class MeasuresForm(Screened, Form):
    """Up to six measures; one whose boxes are all empty is none."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    screened_fields = tuple(f"{name}_{number}" for number in range(1, MOST + 1) for name in COLUMNS)
    submit = "Save what is counted"

    @property
    def layout(self) -> Layout:
        checked = ("checked",) if self.marks else ()
        first, *others = (self._one(number) for number in range(1, MOST + 1))
        folded = (Details(f"Measure {number}", *fields) for number, fields in enumerate(others, 2))
        return Layout("version", Section("Measure 1", *first), *folded, *checked)

    @staticmethod
    def _one(number: int) -> tuple[Any, ...]:
        what, baseline, target, actual, source = (_box(name, number) for name in COLUMNS)
        return what, Pair("How far it is to go", baseline, target), Pair("How far it came", actual, source)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for number in range(1, MOST + 1):
            given = self._given(number)
            missing = [name for name in NEEDED if any(given.values()) and not given[name]]
            for name in missing:
                self.add_error(f"{name}_{number}", f"Measure {number}: fill in “{COLUMNS[name]}”, or empty the others")
        return data

    def _given(self, number: int) -> dict[str, str]:
        return {name: self.cleaned_data.get(f"{name}_{number}") or "" for name in COLUMNS}

    @property
    def measures(self) -> list[dict[str, str]]:
        """What `change_measures` takes."""
        return [given for number in range(1, MOST + 1) if any((given := self._given(number)).values())]


for _number in range(1, MOST + 1):  # of the class itself, so that a draft and a second writer find them
    MeasuresForm.base_fields |= {f"{name}_{_number}": column(name, _number) for name in COLUMNS}


def starting(measures: list[Measure]) -> dict[str, str]:
    """Initial values of the boxes."""
    rows = enumerate(measures[:MOST], 1)
    return {f"{name}_{number}": getattr(row, name) for number, row in rows for name in COLUMNS}
