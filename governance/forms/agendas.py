"""What a clerk fills in about an item of an agenda."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms

from bcsp.govuk.forms import Form
from bcsp.govuk.layout import Reveal, Section
from bcsp.govuk.widgets import Choice
from bcsp.people.fields import PostField
from bcsp.records.screenedform import Screened
from governance.choices import Purpose
from governance.forms.withheld import WHY_PRIVATE, WhyPrivate

PURPOSES = [
    Choice(Purpose.DECISION, "For decision", "The meeting is asked to agree something."),
    Choice(Purpose.DISCUSSION, "For discussion", "The meeting gives its views."),
    Choice(Purpose.INFORMATION, "For information", "Read before the meeting; questions only."),
]
NOT_TICKED = "Tick that this is a private item, or take out the reasons for keeping it private"


class StandingItemForm(Screened, Form):
    """An item that comes back on every agenda: its title is its kind's name, its papers have readers of their own."""

    screened_fields = ("introduction", "presented_by")
    link_advice = "say in words what it leads to, and leave out joining links"
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    introduction = forms.CharField(
        label="A few words of introduction",
        required=False,
        max_length=2000,
        widget=forms.Textarea,
        help_text="Whoever may read the item reads this. No names, addresses or joining links.",
    )
    presenter = PostField(label="Post that presents it", required=False, empty_label="No post")
    presented_by = forms.CharField(
        label="Or who else presents it",
        required=False,
        max_length=150,
        help_text="A post or an organisation, where the list has none that fits.",
    )
    minutes = forms.IntegerField(
        label="Minutes planned",
        required=False,
        min_value=1,
        max_value=480,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
        help_text="The agenda says when an item starts as long as the minutes of all items before it are known.",
    )
    submit = "Save the item"

    def __init__(self, *args: Any, posts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["presenter"].queryset = posts

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("presenter") and data.get("presented_by"):
            self.add_error("presented_by", "Choose the post that presents it, or say who else: not both")
        return data


class ItemForm(StandingItemForm, WhyPrivate):
    """An item of this meeting alone. A private one says by which paragraph, why, who decided, and until when."""

    screened_fields = ("title", "introduction", "presented_by", "withheld_why", "withheld_by")
    title = forms.CharField(label="Title of the item", max_length=150)
    purpose = forms.ChoiceField(label="What it is for", choices=PURPOSES, widget=forms.RadioSelect)
    private = forms.BooleanField(
        label="Private item: only for members of this body",
        required=False,
        help_text="Others see its number and its paragraph, and nothing else of it.",
    )
    required_messages = {
        "title": "Enter a title of the item",
        "purpose": "Say whether the item is for decision, for discussion or for information",
    }

    @property
    def layout(self) -> Layout:
        return Layout(
            *("version", "title", "purpose", "introduction"),
            Section("At the meeting", "presenter", "presented_by", "minutes"),
            Section("Who may read it", Reveal("private", *WHY_PRIVATE)),
            *(["checked"] if self.marks else []),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("private"):
            self.must_say_why()
        elif data.get("withheld_why") and not self.initial.get("private"):
            self.add_error("private", NOT_TICKED)  # a tick forgotten would put the item before all partners
        return data


class ItemRemoveForm(Form):
    submit = "Remove the item"
