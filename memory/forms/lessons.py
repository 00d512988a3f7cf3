"""Forms about lessons: a claim with its use, its limits, its ground and its keeper."""

from datetime import date
from textwrap import shorten
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from bcsp.govuk.dates import DateField
from bcsp.govuk.forms import Form
from bcsp.people.models import Post
from bcsp.records.clock import today
from bcsp.records.screenedform import Screened, screening_tick
from memory.models import YearEnd

THREE = {"rows": 3}
FROM_YEAR = {"claim": "again", "use_when": "know", "avoid_when": "differed", "evidence": "changed"}


class LessonForm(Screened, Form):
    claim = forms.CharField(
        label="What we learned", max_length=200, help_text="One sentence that can be used elsewhere"
    )
    use_when = forms.CharField(label="Use it when", max_length=300, widget=forms.Textarea(attrs=THREE))
    avoid_when = forms.CharField(label="Avoid it when", max_length=300, widget=forms.Textarea(attrs=THREE))
    evidence = forms.CharField(label="What it rests on", max_length=800, widget=forms.Textarea(attrs=THREE))
    owner = forms.ModelChoiceField(
        Post.objects.select_related("organisation"), label="Which post keeps it true", empty_label="Choose one"
    )
    review_on = DateField(label="To be looked at again by")
    screened = screening_tick()
    screened_fields = ("claim", "use_when", "avoid_when", "evidence")

    @property
    def words(self) -> tuple[Any, ...]:
        return ("claim", "use_when", "avoid_when", "evidence", "owner", "review_on", *self.tick)

    def clean_review_on(self) -> date:
        day = self.cleaned_data["review_on"]
        if day <= today():
            raise forms.ValidationError("Choose a day to come, on which somebody looks whether it still holds")
        return day


class LessonRecordForm(LessonForm):
    submit = "Record the lesson"

    @property
    def layout(self) -> Layout:
        return Layout(*self.words)


class LessonChangeForm(LessonForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    submit = "Save the changes"

    @property
    def layout(self) -> Layout:
        return Layout("version", *self.words)


class LessonRetireForm(Screened, Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(label="Why it no longer holds", max_length=300, widget=forms.Textarea(attrs=THREE))
    screened_fields = ("why",)
    submit = "It no longer holds"

    @property
    def layout(self) -> Layout:
        checked = ("checked",) if self.marks else ()
        return Layout("version", "why", *checked)


def prefilled(answers: YearEnd) -> dict[str, str]:
    """The boxes of a lesson, begun with the answers of a year's end: to be made shorter by who records it."""
    limits = {name: LessonForm.base_fields[name].max_length for name in FROM_YEAR}
    return {name: shorten(getattr(answers, FROM_YEAR[name]), limits[name], placeholder=" …") for name in FROM_YEAR}
