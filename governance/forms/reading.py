"""What a reader of an agenda fills in: a note for oneself, a question, its answer; a clerk the guests of an item."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.urls import reverse

from bcsp.govuk.forms import Form
from bcsp.people.fields import PersonField
from bcsp.people.models import Membership, Person
from bcsp.records.screenedform import Screened
from governance.models import AgendaItem

DISCLOSABLE = "It may be disclosed on request."
FEW_ROWS = {"rows": 4}


class NoteForm(Form):
    """One's own note on an item. Saved as it is typed where scripts run: at its own address, so that it never lies
    among the drafts, which outlive the minutes. Its ids name the item: a page holds one for each."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)  # names the text on which this one was begun
    text = forms.CharField(
        label="My note",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs=FEW_ROWS),
        help_text=f"Only you see this. {DISCLOSABLE} It is deleted when the minutes are agreed.",
    )
    submit = "Save my note"

    def __init__(self, *args: Any, item: AgendaItem, alone: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"note-{item.pk}-%s", **kwargs)
        self.address = reverse("governance:note_edit", args=[item.pk])
        self.form_action = self.address if alone else f"{self.address}?back=agenda"
        self.draft_key = f"note:{item.pk}"
        self.fields["text"].label = f"My note on item {item.position}"

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.attrs["data-draft-url"] = self.address
        helper.attrs["data-draft-whole"] = "true"  # what is posted there is the note itself
        return helper


class QuestionForm(Screened, Form):
    screened_fields = ("text",)
    link_advice = "say in words what it leads to"
    text = forms.CharField(
        label="Your question",
        max_length=500,
        widget=forms.Textarea(attrs=FEW_ROWS),
        help_text="The presenter and the clerk are told. The members of the body read your question, your name and the "
        "answer.",
    )
    required_messages = {"text": "Write your question"}
    submit = "Send the question"


class AnswerForm(Screened, Form):
    screened_fields = ("answer",)
    link_advice = "say in words what it leads to"
    version = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.CharField(
        label="Your answer",
        max_length=1000,
        widget=forms.Textarea(attrs=FEW_ROWS),
        help_text="Whoever asked is told. The members of the body read it under your name.",
    )
    required_messages = {"answer": "Write the answer"}
    submit = "Send the answer"


class GuestForm(Screened, Form):
    """A guest is chosen from those with a sign-in, or only named."""

    screened_fields = ("why",)
    person = PersonField(
        label="A person with a sign-in",
        required=False,
        empty_label="Nobody: only the name below",
        help_text="They read the head of the meeting, this item and its papers once the agenda is published, and "
        "nothing else.",
    )
    name = forms.CharField(
        label="Name, and post or organisation",
        required=False,
        max_length=150,
        help_text="As it is to stand on the agenda. Leave it empty to use the name of the sign-in.",
    )
    why = forms.CharField(label="Why they are there", required=False, max_length=200)
    confirmed = forms.BooleanField(label="Yes, let this person read it")
    submit = "Invite for this item"

    def __init__(self, *args: Any, people: Any, private: str = "", **kwargs: Any) -> None:
        """`private` says what of a private item a guest reads: whoever has no place anywhere is let in by name alone,
        so that is asked for once more."""
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
        person = self._sent_person() if private else None
        if person is None or Membership.objects.as_at().filter(person=person).exists():
            del self.fields["confirmed"]
            return
        self.fields["confirmed"].error_messages["required"] = (
            f"{person} has no place in the partnership, and this item is private. {private} "
            "Tick “Yes, let this person read it”, or choose somebody else"
        )

    def _sent_person(self) -> Person | None:
        try:
            return self.fields["person"].clean(self["person"].data) if self.is_bound else None
        except forms.ValidationError:
            return None

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("person") and not data.get("name") and not self.errors:
            self.add_error("name", "Choose a person with a sign-in, or enter a name")
        return data


class ChairNoteForm(Screened, Form):
    screened_fields = ("text",)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label="Note for the chair",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs=FEW_ROWS),
        help_text=f"The chair and the clerk see this, here and in the chair's pack. {DISCLOSABLE}",
    )
    submit = "Save the note for the chair"
