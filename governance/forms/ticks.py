"""What the checks find and a person has to look at: a tick each."""

from typing import Any

from django import forms


class Ticks(forms.MultipleChoiceField):
    """Boxes to tick. One ticked on an earlier page and asked no more is left out, not complained of."""

    def to_python(self, value: Any) -> list[str]:
        return [each for each in super().to_python(value) if self.valid_value(each)]


class Looked:
    """Mixin for forms with things to be looked at: `hints` gives the sentences, each of which wants its tick in
    `looked_at`. Without any there is no such field."""

    unticked = "Look at each of these and tick what is right"

    def hints(self, says: list[str]) -> None:
        self.to_tick = says
        if says:
            self.fields["looked_at"] = Ticks(
                label="Look at each of these, and tick what is right",
                choices=[(each, each) for each in says],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if set(self.to_tick) - set(data.get("looked_at", [])):
            self.add_error("looked_at", self.unticked)
        return data
