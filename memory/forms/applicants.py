"""Forms about applicants: what one is called, and which other it became."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.db.models import Q, QuerySet

from bcsp.govuk.forms import Form
from bcsp.people.models import Organisation
from bcsp.records.screenedform import Screened
from memory.forms.providers import NEVER_PROVIDE, ProviderField
from memory.identifiers import EXAMPLES, org_id
from memory.models import Applicant


class ApplicantChangeForm(Screened, Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(
        label="What it is called now",
        max_length=150,
        help_text="The name that it had goes to its other names by itself, and still finds it",
    )
    also_called = forms.CharField(
        label="Earlier or other names", max_length=300, required=False, help_text="With a semicolon between two"
    )
    identifier = forms.CharField(
        label="Org-id", max_length=60, required=False, help_text=f"As at org-id.guide, {EXAMPLES}"
    )
    organisation = ProviderField(
        Organisation.objects.none(),
        label="Known to us as",
        required=False,
        empty_label="None of our organisations",
        help_text="Their names are public; that one asked for money is not",
    )
    screened_fields = ("name", "also_called")
    required_messages = {"name": "Enter the name of the organisation"}
    submit = "Save the changes"

    def __init__(self, *args: Any, applicant: Applicant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = Q(applicant__isnull=True) | Q(applicant=applicant)
        rows = Organisation.objects.exclude(kind__in=NEVER_PROVIDE).filter(free)
        self.fields["organisation"].queryset = rows.with_former_names()

    @property
    def layout(self) -> Layout:
        names = ("version", "name", "also_called", "identifier", "organisation")
        return Layout(*names, *(("checked",) if self.marks else ()))

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if ";" in name:
            raise forms.ValidationError("Write the name without a semicolon: one parts its other names")
        return name

    def clean_identifier(self) -> str:
        try:
            return org_id(self.cleaned_data["identifier"])
        except ValueError as fault:
            raise forms.ValidationError(str(fault)) from fault


class ApplicantMergeForm(Screened, Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    into = forms.ModelChoiceField(
        Applicant.objects.none(),
        label="Which one it became",
        empty_label="Choose one",
        error_messages={"invalid_choice": "Choose one that has not merged into another itself"},
    )
    why = forms.CharField(
        label="How they merged", max_length=300, help_text="Such as “It took over staff and work in April 2026”"
    )
    screened_fields = ("why",)
    required_messages = {"into": "Choose the organisation that it became", "why": "Say how they merged"}
    submit = "Merge them"

    def __init__(self, *args: Any, others: QuerySet[Applicant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = others

    @property
    def layout(self) -> Layout:
        return Layout("version", "into", "why", *(("checked",) if self.marks else ()))
