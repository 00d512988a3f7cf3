"""Filters of the lists of corporate memory, in the address."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from bcsp.govuk.forms import Form
from bcsp.places.models import Ward
from memory.choices import Result
from memory.models import Intervention, Priority


class InterventionFilterForm(Form):
    """What came of it first: that is what people look for."""

    result = forms.ChoiceField(label="What came of it", choices=[("", "Any"), *Result.choices], required=False)
    priority = forms.ModelChoiceField(Priority.objects.none(), required=False, empty_label="Any")
    wards = forms.ModelChoiceField(Ward.objects.all(), label="Ward", required=False, empty_label="Any")
    q = forms.CharField(label="Words in the title", required=False)
    form_method = "get"
    submit = "Show"

    def __init__(self, *args: Any, priorities: QuerySet[Priority], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["priority"].queryset = priorities

    def apply(self, rows: QuerySet[Intervention]) -> QuerySet[Intervention]:
        """The interventions that fit; what can't be read in the address is passed over."""
        if not self.is_bound:
            return rows
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        if words := given.pop("q", ""):
            rows = rows.filter(title__icontains=words)
        return rows.filter(**given)
