"""Which day a page is to show."""

from datetime import date

from django.core.exceptions import ValidationError

from bcsp.govuk.dates import DateField
from bcsp.govuk.forms import Form
from bcsp.records.clock import today


class PastDayForm(Form):
    on = DateField(label="See another day", help_text="Today or any day before it, such as 1 5 2026")
    form_method = "get"
    submit = "Show that day"
    required_messages = {"on": "Enter the day that you want to see"}

    def clean_on(self) -> date:
        if self.cleaned_data["on"] > today():
            raise ValidationError("The day must be today or before it: what is to come may still change")
        return self.cleaned_data["on"]
