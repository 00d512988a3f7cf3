"""A date typed in three boxes, and the sentence for each way of getting it wrong."""

from datetime import date
from typing import Any, NoReturn

from django import forms
from django.core.exceptions import ValidationError

from bcsp.govuk import sentences
from bcsp.govuk.widgets import PARTS, DateInput

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class DateField(forms.Field):
    """Day, month and year → `datetime.date`, or None where nothing was typed and nothing is required.

    An error's params name the boxes at fault (`parts`), so that those alone are marked and the summary leads to them.
    """

    widget = DateInput

    def to_python(self, value: Any) -> date | None:
        """`value` is a date, or the three texts in the order day, month, year."""
        if value is None or isinstance(value, date):
            return value
        texts = [str(part or "").strip() for part in value]
        if not any(texts):
            return None
        missing = [part for part, text in zip(PARTS, texts, strict=True) if not text]
        if missing:
            self._refuse(f"must include {sentences.listed(['a ' + part for part in missing])}", missing)
        return self._real(*texts)

    def validate(self, value: date | None) -> None:
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the boxes say another day than `initial`; a date that can't be read is a change."""
        try:
            return self.to_python(data) != self.to_python(initial)
        except ValidationError:
            return True

    def _real(self, day: str, month: str, year: str) -> date:
        named = month.lower()[:3]
        number = str(MONTHS.index(named) + 1) if named in MONTHS else month
        bad = [
            part for part, text in zip(PARTS, (day, number, year), strict=True) if not text.isdecimal() or len(text) > 4
        ]
        if bad:
            self._refuse("must be a real date", bad)
        if len(year) != 4:
            self._refuse("must have a year of four numbers, such as 2026", ["year"])
        if not 1 <= int(number) <= 12:
            self._refuse("must be a real date: months run from 1 to 12", ["month"])
        try:
            return date(int(year), int(number), int(day))
        except ValueError:
            self._refuse("must be a real date", ["day"] if int(year) else ["year"])

    def _refuse(self, fault: str, parts: list[str]) -> NoReturn:
        label = str(self.label or "The date").replace("%", "%%")  # Django fills params in with the % operator
        raise ValidationError(f"{label} {fault}", code="invalid", params={"parts": parts})
