"""Forms about providers: a use of one, and which uses a list shows."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.db.models import Q, QuerySet

from bcsp.govuk.forms import Form
from bcsp.govuk.layout import Field
from bcsp.people.models import Organisation
from bcsp.people.queries import organisation_named
from bcsp.records.screenedform import Screened
from memory.models import ProviderUse

POUNDS = {"text": "£"}
NARROW, WIDER = {"class": "govuk-input--width-4"}, {"class": "govuk-input--width-5"}
PUBLIC = "Only where it is not in the list. Organisations are public: its name may stand on any public page"
NEVER_PROVIDE = (Organisation.Kind.PARTNERSHIP, Organisation.Kind.TIER, Organisation.Kind.AREA_OF_WORK)


class ProviderField(forms.ModelChoiceField):
    """An organisation by its name; a name that it had stands beside it."""

    def label_from_instance(self, organisation: Organisation) -> str:
        return f"{organisation} (formerly {organisation.formerly})" if organisation.formerly else str(organisation)


def april(label: str = "The year that began in April", **given: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=2000, max_value=2100, widget=forms.NumberInput(attrs=NARROW), **given
    )


class ProviderUseForm(Screened, Form):
    """Who provided, in which year, what, for how much."""

    provider = ProviderField(
        Organisation.objects.exclude(kind__in=NEVER_PROVIDE).with_former_names(),
        required=False,
        empty_label="Choose one",
    )
    new = forms.CharField(label="Or the name of a new one", max_length=200, required=False, help_text=PUBLIC)
    year = april()
    what = forms.CharField(label="For what", max_length=200)
    amount = forms.DecimalField(
        label="For how much",
        min_value=0,
        max_digits=11,
        decimal_places=2,
        help_text="In pounds. Nothing is 0",
        widget=forms.NumberInput(attrs=WIDER),
    )
    screened_fields = ("new", "what")
    required_messages = {"year": "Enter the year that began in April, such as 2025", "what": "Say for what"}
    submit = "Save the provider"

    @property
    def words(self) -> tuple[Any, ...]:
        checked = ("checked",) if self.marks else ()
        return ("provider", "new", "year", "what", Field("amount", prefix=POUNDS), *checked)

    @property
    def layout(self) -> Layout:
        return Layout(*self.words)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        chosen, new = data.get("provider"), data.get("new")
        if chosen and new:
            self.add_error("new", "Choose a provider, or enter the name of a new one: not both")
        elif not chosen and not new and "provider" not in self.errors:
            self.add_error("provider", "Choose a provider, or enter the name of a new one")
        elif new and (known := organisation_named(new)) and known.kind in NEVER_PROVIDE:
            self.add_error("new", f"{known} is a part of the partnership itself. Enter who provided it")
        return data


class ProviderUseChangeForm(ProviderUseForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    submit = "Save the changes"

    @property
    def layout(self) -> Layout:
        return Layout("version", *self.words)


class ProviderUseRemoveForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    submit = "Take it out"


class ProviderFilterForm(Form):
    """Which uses the page and the table show: by year, by provider, by words in what it is or was called."""

    year = april("Year from April", required=False)
    provider = ProviderField(Organisation.objects.none(), required=False, empty_label="Any")
    q = forms.CharField(label="Name, now or earlier, or for what", required=False)
    form_method = "get"
    submit = "Show"

    def __init__(self, *args: Any, providers: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider"].queryset = providers

    def apply(self, rows: QuerySet[ProviderUse]) -> QuerySet[ProviderUse]:
        """The uses that fit; what can't be read in the address is passed over."""
        if not self.is_bound:
            return rows
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        if said := given.pop("q", ""):
            former = Organisation.objects.filter(former_names__name__icontains=said).values("pk")
            known = Q(provider__name__icontains=said) | Q(what__icontains=said) | Q(provider__in=former)
            rows = rows.filter(known)
        return rows.filter(**given)
