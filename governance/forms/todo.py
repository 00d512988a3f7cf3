"""What is filled in about an action: given out, passed on, or how it goes."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import TextChoices

from bcsp.govuk.dates import DateField
from bcsp.govuk.forms import Form
from bcsp.people.fields import PostField
from bcsp.people.models import Organisation, Person
from bcsp.records.clock import today
from bcsp.records.screenedform import Screened
from governance.choices import Nature


class OwnerForm(Screened, Form):
    """Base of the forms that name an action's owner: a post, or a person and for whom they act."""

    owner_post = PostField(
        label="Post that does it",
        required=False,
        empty_label="No post",
        help_text="A post keeps its actions when its holder leaves.",
    )
    owner_person = forms.ModelChoiceField(
        Person.objects.none(),
        label="Or a person, where no post fits",
        required=False,
        empty_label="No person",
        help_text="Only an officer can be tasked: never a referrer or a community contact.",
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="For which organisation the person acts",
        required=False,
        empty_label="Choose one",
    )

    def __init__(self, *args: Any, posts: Any, people: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner_post"].queryset = posts
        self.fields["owner_person"].queryset = people
        self.fields["organisation"].queryset = organisations

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        post, person = data.get("owner_post"), data.get("owner_person")
        if bool(post) == bool(person):
            self.add_error("owner_post", "Choose one owner: a post, or a person")
        elif person and not data.get("organisation"):
            self.add_error("organisation", "Choose the organisation for which the person acts")
        if post:
            data["organisation"] = post.organisation
        return data


class ActionAddForm(OwnerForm):
    screened_fields = ("title",)
    title = forms.CharField(label="What is to be done", max_length=200, help_text="Name posts and bodies, no persons.")
    nature = forms.ChoiceField(label="What is it for", choices=Nature.choices, widget=forms.RadioSelect)
    due = DateField(label="Due on")
    field_order = ("title", "nature", "owner_post", "owner_person", "organisation", "due")
    required_messages = {"title": "Say what is to be done", "due": "Enter the day on which it is due"}
    submit = "Give out the action"

    def clean_due(self) -> date:
        due = self.cleaned_data["due"]
        if due < today():
            raise forms.ValidationError("Due on must be today or later: an action can't be due before it is given out")
        return due


class ActionReassignForm(OwnerForm):
    screened_fields = ("why",)
    version = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(
        label="Why it goes to another owner",
        max_length=300,
        help_text="For example, “The seat is vacant”. It stands in the history of the action.",
    )
    field_order = ("version", "owner_post", "owner_person", "organisation", "why")
    required_messages = {"why": "Say why it goes to another owner"}
    submit = "Give it to this owner"


class How(TextChoices):
    """How an open action goes: kept as the beginning of its line. A line has to follow where it doesn't go well."""

    ON_TRACK = "on_track", "On track"
    STUCK = "stuck", "Stuck"
    DONE = "done", "Done"


def how_it_goes(progress: str) -> tuple[str, str]:
    """The word in a line on how an action goes, as `How` has it, and the rest: "Stuck: no reply" → stuck, no reply."""
    for how in How:
        if progress == how.label or progress.startswith(f"{how.label}: "):
            return how.value, progress[len(how.label) + 2 :]
    return "", progress


class ActionProgressForm(Screened, Form):
    """An open action's word and line; `late` where the day on which it is due has gone."""

    screened_fields = ("progress", "evidence")
    version = forms.IntegerField(widget=forms.HiddenInput)
    state = forms.ChoiceField(label="How does it go?", choices=How.choices, widget=forms.RadioSelect)
    progress = forms.CharField(
        label="In a line, what holds it up or what came of it",
        required=False,
        max_length=280,
        help_text="Only if it is stuck or late. No names of people outside the partnership.",
    )
    evidence = forms.CharField(
        label="If it is done, what shows it",
        required=False,
        max_length=600,
        help_text="For example, a report and its date, or a count before and after.",
    )
    required_messages = {"state": "Say whether it is on track, stuck or done"}
    submit = "Save"

    def __init__(self, *args: Any, late: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.late = late

    @property
    def is_done(self) -> bool:
        return self.cleaned_data["state"] == How.DONE

    @property
    def line(self) -> str:
        """What is kept: the word, and what was written after it. A done action has a state that says the word."""
        how, words = How(self.cleaned_data["state"]), self.cleaned_data["progress"]
        if how == How.DONE:
            return words or how.label
        return f"{how.label}: {words}" if words else how.label

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        state = data.get("state")
        if "progress" not in self.errors and not data.get("progress"):
            if state == How.STUCK:
                self.add_error("progress", "Say in a line what holds it up")
            elif state == How.ON_TRACK and self.late:
                self.add_error("progress", "It is late: say in a line why, and by when it will be done")
        if state == How.DONE and not self.errors and not data.get("progress") and not data.get("evidence"):
            self.add_error("evidence", "Say in a line what shows that it is done")
        if data.get("evidence") and state in (How.ON_TRACK, How.STUCK):
            self.add_error("evidence", "Say what shows it once it is done, or choose “Done”")
        return data
