"""Wards in a form."""

from typing import Any

from django import forms

from bcsp.places.models import Ward


class WardsField(forms.ModelMultipleChoiceField):
    """Any number of the 69 wards, as boxes to tick."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"class": "govuk-checkboxes--small bcsp-columns"}
        kwargs = {"queryset": Ward.objects.all(), "required": False, "label": "Wards", **kwargs}
        super().__init__(widget=forms.CheckboxSelectMultiple(attrs=attrs), **kwargs)
