"""What is filled in to carry an item on, and to put something by for a later agenda."""

from collections.abc import Iterable
from typing import Any

from django import forms

from bcsp.govuk.forms import Form
from bcsp.govuk.widgets import Choice
from bcsp.records.screenedform import Screened
from governance.choices import Purpose
from governance.forms.agendas import PURPOSES
from governance.models import Meeting

BACKLOG = "backlog"


def shown_day(meeting: Meeting) -> str:
    closes = meeting.papers_close
    return f"Papers close on {closes:%-d %B %Y}" if closes else ""


class ItemCarryForm(Form):
    """Where an item goes: a meeting by its key, or the backlog."""

    where = forms.ChoiceField(label="Where does it go?", widget=forms.RadioSelect)
    required_messages = {"where": "Choose a meeting, or the backlog"}
    submit = "Carry the item"

    def __init__(self, *args: Any, meetings: Iterable[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meetings = {str(meeting.pk): meeting for meeting in meetings}
        days = [Choice(key, meeting.when, shown_day(meeting)) for key, meeting in self.meetings.items()]
        backlog = Choice(BACKLOG, "The backlog", "It waits there until somebody places it on an agenda.")
        self.fields["where"].choices = [*days, backlog]

    def meeting(self) -> Meeting | None:
        """The meeting that was chosen; None for the backlog."""
        return self.meetings.get(self.cleaned_data["where"])


class BacklogAddForm(Screened, Form):
    screened_fields = ("title", "introduction")
    link_advice = "say in words what it leads to, and leave out joining links"
    title = forms.CharField(label="Title of the item", max_length=150)
    introduction = forms.CharField(
        label="A few words of introduction",
        required=False,
        max_length=2000,
        widget=forms.Textarea,
        help_text="Members of the body read this. No names, addresses or joining links.",
    )
    purpose = forms.ChoiceField(
        label="What it is for", choices=PURPOSES, widget=forms.RadioSelect, initial=Purpose.DISCUSSION
    )
    required_messages = {"purpose": "Say what the item is for"}
    submit = "Put it in the backlog"


class BacklogDropForm(Screened, Form):
    screened_fields = ("why",)
    why = forms.CharField(
        label="Why is it dropped",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Members of the body see this.",
    )
    required_messages = {"why": "Give the reason for dropping it"}
    submit = "Drop it"
