"""The screening step of every form whose text leaves its author's organisation (practice.md, rules 1 and 4)."""

from typing import Any

from django import forms

from bcsp.govuk.forms import speak
from bcsp.govuk.widgets import Choice
from bcsp.records.screening import NAME_THE_THEME, Mark, graded, marks

TICK = "There are no names, addresses, car numbers or handles in this"
NO_TICK = "Read your text once more, then tick that there are no names, addresses, car numbers or handles in it"
LONGEST = 2000  # characters, where a field has no limit of its own
GRADED = (
    "“%s” looks like graded police intelligence, which must not be kept here. Take it out. "
    "A trend may say only “held by West Midlands Police” with the reference"
)


class Screened:
    """Mixin for forms whose text leaves its author's organisation (practice.md, rules 1 and 4).

    `screened_fields` are read for graded intelligence, which is refused, and for what looks like a person's data:
    each such piece must be taken out or ticked, one by one. A form that has a field `screened` wants its tick too.
    """

    screened_fields: tuple[str, ...] = ()
    link_advice = NAME_THE_THEME  # what to do instead of a link

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.marks: dict[str, Mark] = {}
        for name, text in self._texts():
            self.marks |= {f"{name}: {mark.text}": mark for mark in marks(text)}
        if self.marks:
            self.fields["checked"] = self._checks()

    def _texts(self) -> list[tuple[str, str]]:
        names = self.screened_fields if self.is_bound else ()
        # No further than the field goes: a longer text is refused anyway, and patterns take their time over it.
        return [(name, (self.data.get(self.add_prefix(name)) or "")[: self._most(name)]) for name in names]

    def _most(self, name: str) -> int:
        return getattr(self.fields[name], "max_length", None) or LONGEST

    def _checks(self) -> forms.MultipleChoiceField:
        words = {
            key: f"“{mark.text}” in “{self.fields[key.split(': ')[0]].label}” looks like {self._said(mark)}"
            for key, mark in self.marks.items()
        }
        field = forms.MultipleChoiceField(
            label="Look at these once more",
            help_text="Take out what points to a person. Tick what points to nobody.",
            choices=[Choice(key, text) for key, text in words.items()],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        speak(field)
        return field

    def _said(self, mark: Mark) -> str:
        link = mark.looks_like.startswith("a link")
        return mark.looks_like.replace(NAME_THE_THEME, self.link_advice) if link else mark.looks_like

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for name, text in self._texts():
            for grade in graded(text):
                self.add_error(name, GRADED % grade)
        unticked = [mark for key, mark in self.marks.items() if key not in data.get("checked", [])]
        if unticked and "checked" not in self.errors:
            pieces = ", ".join(f"“{mark.text}”" for mark in unticked)
            self.add_error("checked", f"Take out {pieces}, or tick that it points to nobody")
        return data

    @property
    def tick(self) -> tuple[str, ...]:
        """The screening fields as they stand now, for the form's layout."""
        return ("screened", "checked") if self.marks else ("screened",)


def unchecked(form: forms.BaseForm, *besides: str) -> dict[str, Any]:
    """What an action takes of a valid form: its answers without the step's own question, and without `besides`."""
    return {name: value for name, value in form.cleaned_data.items() if name not in ("checked", *besides)}


def screening_tick() -> forms.BooleanField:
    return forms.BooleanField(label=TICK, error_messages={"required": NO_TICK})
