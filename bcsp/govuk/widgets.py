"""Widgets and choices that Django lacks: they read what a browser sends; `fields.py` draws them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

PARTS = ("day", "month", "year")


class HintedLabel(str):
    """A choice's label that carries the hint shown under it. Django keeps the label object, so the hint survives."""

    hint: str = ""

    def __new__(cls, label: str, hint: str = "") -> "HintedLabel":
        made = super().__new__(cls, label)
        made.hint = hint
        return made


class Choice(tuple):
    """One choice of radios or checkboxes: `Choice("high", "High", "More than one ward")`."""

    def __new__(cls, value: Any, label: str, hint: str = "") -> "Choice":
        return super().__new__(cls, (value, HintedLabel(label, hint)))


def with_hints(choices: Iterable[tuple[Any, str]], hints: Mapping[Any, str]) -> list[Choice]:
    """The choices (of a TextChoices, say), each with its hint, by value."""
    return [Choice(value, label, hints.get(value, "")) for value, label in choices]


class Textarea(forms.Textarea):
    """A textarea that counts a new line as one character, as the browser's counter does, though browsers send two."""

    STOCK = {"rows": "10", "cols": "40"}

    @classmethod
    def like(cls, other: forms.Textarea) -> "Textarea":
        """One with the attributes of `other`, save the size that Django gives to every textarea."""
        return cls({k: v for k, v in other.attrs.items() if cls.STOCK.get(k) != v})

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": "5", **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:
        text = super().value_from_datadict(data, files, name)
        return text.replace("\r\n", "\n") if isinstance(text, str) else text


class DateInput(forms.MultiWidget):
    """Day, month and year in three boxes, sent as `name_day`, `name_month`, `name_year`."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(dict.fromkeys(PARTS, forms.TextInput), attrs)

    def decompress(self, value: Any) -> list[Any]:
        return [value.day, value.month, value.year] if isinstance(value, date) else [None, None, None]
