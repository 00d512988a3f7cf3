"""What the strand's forms share: words of a scale with their tests, wards, and the screening step."""

from collections.abc import Iterable
from typing import Any

from django import forms

from bcsp.govuk.forms import speak
from bcsp.govuk.widgets import Choice
from bcsp.places.models import Ward
from bcsp.scales.models import Scale, Term
from horizon.screening import Mark, graded, marks

LOCAL = "Local scale"
TICK = "There are no names, addresses, car numbers or handles in this"
NO_TICK = "Read your text once more, then tick that there are no names, addresses, car numbers or handles in it"
GRADED = (
    "“%s” looks like graded police intelligence, which must not be kept here. Take it out. "
    "A trend may say only “held by West Midlands Police” with the reference"
)


def small_radios() -> forms.RadioSelect:
    """Radios that leave room for the rest of a long page."""
    return forms.RadioSelect(attrs={"class": "govuk-radios--small"})


class ScaleField(forms.ChoiceField):
    """One word of a scale, with its test beside it; the value is a Term, or None. Its form fills in the words."""

    def __init__(self, scale: str, **kwargs: Any) -> None:
        self.scale = scale
        self.terms: dict[str, Term] = {}
        super().__init__(**{"widget": small_radios(), **kwargs})

    def use(self, terms: Iterable[Term]) -> None:
        """Offer these words; a scale that is only local says so."""
        self.terms = {term.key: term for term in terms}
        self.choices = [Choice(term.key, term.label, term.test) for term in self.terms.values()]
        if any(term.scale.status == Scale.Status.LOCAL for term in self.terms.values()):
            self.help_text = f"{self.help_text} {LOCAL}".strip()

    def clean(self, value: Any) -> Term | None:
        return self.terms.get(super().clean(value))


class OnScales:
    """Mixin: gives every ScaleField of the form its words, in one query."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = [field for field in self.fields.values() if isinstance(field, ScaleField)]
        terms = list(
            Term.objects.filter(scale__in={f.scale for f in fields}, retired=False)
            .select_related("scale")
            .order_by("position")
        )
        for field in fields:
            field.use(term for term in terms if term.scale_id == field.scale)


class WardsField(forms.ModelMultipleChoiceField):
    """Any number of the 69 wards, as boxes to tick."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"class": "govuk-checkboxes--small bcsp-columns"}
        kwargs = {"queryset": Ward.objects.all(), "required": False, "label": "Wards", **kwargs}
        super().__init__(widget=forms.CheckboxSelectMultiple(attrs=attrs), **kwargs)


class Screened:
    """Mixin for forms whose text leaves its author's organisation (practice.md, rules 1 and 4).

    `screened_fields` are read for graded intelligence, which is refused, and for what looks like a person's data:
    each such piece must be taken out or ticked, one by one. A form that has a field `screened` wants its tick too.
    """

    screened_fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.marks: dict[str, Mark] = {}
        for name, text in self._texts():
            self.marks |= {f"{name}: {mark.text}": mark for mark in marks(text)}
        if self.marks:
            self.fields["checked"] = self._checks()

    def _texts(self) -> list[tuple[str, str]]:
        names = self.screened_fields if self.is_bound else ()
        return [(name, self.data.get(self.add_prefix(name)) or "") for name in names]

    def _checks(self) -> forms.MultipleChoiceField:
        words = {
            key: f"“{mark.text}” in “{self.fields[key.split(': ')[0]].label}” looks like {mark.looks_like}"
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


def screening_tick() -> forms.BooleanField:
    return forms.BooleanField(label=TICK, error_messages={"required": NO_TICK})
