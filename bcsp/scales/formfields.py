"""Words of a scale in a form, each with its test beside it."""

from collections.abc import Iterable
from typing import Any

from django import forms

from bcsp.govuk.widgets import Choice
from bcsp.scales.models import Scale, Term

LOCAL = "Local scale: our own words, for PDG to agree"


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
            self.help_text = f"{self.help_text}. {LOCAL}" if self.help_text else LOCAL

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
