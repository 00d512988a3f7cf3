"""What narrows the lists of decisions, on the members' page and on the public register alike."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.contrib.postgres.search import SearchQuery
from django.db.models import QuerySet

from bcsp.govuk.forms import Form
from bcsp.people.models import Organisation
from governance.models import Decision


class DecisionFilter(Form):
    """By words, by body and by year. What can't be read narrows nothing."""

    q = forms.CharField(label="Words", required=False, max_length=200)
    body = forms.ModelChoiceField(
        Organisation.objects.exclude(tier="").order_by("name"), label="Body", required=False, empty_label="All bodies"
    )
    year = forms.TypedChoiceField(label="Year", required=False, coerce=int, empty_value=None)
    form_method = "get"
    submit = "Show"
    layout = Layout("q", "body", "year")

    def __init__(self, data: Any, *, rows: QuerySet[Decision]) -> None:
        super().__init__(data)
        self.rows = rows
        years = [day.year for day in rows.order_by().dates("decided_on", "year", order="DESC")]
        self.fields["year"].choices = [("", "All years"), *((year, str(year)) for year in years)]

    @property
    def qs(self) -> QuerySet[Decision]:
        """The rows that fit what was chosen."""
        self.is_valid()
        chosen, rows = self.cleaned_data, self.rows
        if chosen.get("q"):
            rows = rows.filter(search=SearchQuery(chosen["q"], search_type="websearch", config="english"))
        if chosen.get("body"):
            rows = rows.filter(body=chosen["body"])
        if chosen.get("year"):
            rows = rows.filter(decided_on__year=chosen["year"])
        return rows

    @property
    def is_used(self) -> bool:
        return any(self.data.get(name) for name in self.fields)
