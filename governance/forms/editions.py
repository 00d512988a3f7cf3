"""What is filled in about an edition of the public document."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.urls import reverse_lazy

from bcsp.documents.written import typed
from bcsp.govuk.dates import DateField
from bcsp.govuk.forms import Form
from bcsp.govuk.layout import Choices
from bcsp.govuk.widgets import Choice
from bcsp.people.models import Organisation
from bcsp.records.clock import today
from bcsp.records.screenedform import Screened
from governance.document.checks import Finding
from governance.document.checks.places import joining
from governance.document.contents import narrative
from governance.forms.answers import answers
from governance.forms.reports import LONGEST, TYPING, WEB
from governance.models import EditionSection

UNTICKED = "Look at each of these and tick what is right. If one is not, take the edition back to a draft and change it"
SAY_IN_WORDS = "say in words what it leads to, and leave out joining links"


def without_joining(text: str) -> str:
    """The text or HTML as it is. Raises ValidationError where it has a joining link, which no edition is published
    with."""
    found = joining(text)
    if found:
        links = ", ".join(f"“{link[:60]}”" for link in found)
        raise forms.ValidationError(
            f"Take out {links}: it looks like a way into a meeting, and anyone could come in", code="joining"
        )
    return text


class SectionWriteForm(Screened, Form):
    """The words of a section, typed or pasted."""

    screened_fields = ("title", "text")
    link_advice = SAY_IN_WORDS
    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label="Heading of the section", max_length=100)
    text = forms.CharField(
        label="What it says",
        required=False,
        help_text=f"{TYPING} A line “| --- | --- |” under a table’s first row makes that row its headings. "
        "Name posts and organisations, not people.",
        widget=forms.Textarea(attrs={"rows": 16, "data-paste": reverse_lazy("documents:paste_read")}),
    )
    required_messages = {"title": "Enter the heading of the section"}
    submit = "Save the section"

    @property
    def layout(self) -> Layout:
        return Layout("version", "title", "text", *(["checked"] if self.marks else []))

    def _texts(self) -> list[tuple[str, str]]:
        """What is screened: all but the links, which lead to what the text cites."""
        return [(name, WEB.sub("", text)) for name, text in super()._texts()]

    def _most(self, name: str) -> int:
        return LONGEST if name == "text" else super()._most(name)

    def clean_title(self) -> str:
        return without_joining(self.cleaned_data["title"])

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if len(typed.from_typed(text)) > LONGEST:
            raise forms.ValidationError(
                f"The text is too long: {len(text):,} characters, and {LONGEST:,} is the most. Shorten it", code="long"
            )
        without_joining(narrative(text))
        return text

    def words(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in ("version", "title", "text")}


class EditionStepForm(Form):
    """A step without a question: review, back to a draft."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, submit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.submit = submit


class EditionApproveForm(Form):
    """Who approved it, when, and by what."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    body = forms.ModelChoiceField(Organisation.objects.none(), label="Which body", widget=forms.RadioSelect)
    day = DateField(label="On which day")
    how = forms.ChoiceField(
        label="How",
        choices=[
            Choice("decision", "By a decision of the body"),
            Choice("chair", "Its chair agreed", "Between meetings: the edition says “by agreement of its chair”."),
        ],
        widget=forms.RadioSelect,
    )
    reference = forms.CharField(
        label="Reference of the decision",
        required=False,
        max_length=60,
        help_text="It stands on the decision, and in the edition for everyone.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )
    required_messages = {"body": "Choose the body that approved it", "how": "Say how it was approved"}
    submit = "Record the approval"

    def __init__(self, *args: Any, bodies: Any, decisions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies
        self.fields["body"].empty_label = None
        self.decisions, self.decision = decisions, None

    @property
    def layout(self) -> Layout:
        return Layout("version", "body", "day", Choices("how", {"decision": ["reference"]}))

    def clean_day(self) -> date:
        day = self.cleaned_data["day"]
        if day > today():
            raise forms.ValidationError("That day is to come. Record the approval on the day, or after it", code="day")
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("how") == "decision" and data.get("body"):
            self._find(data["body"], data.get("reference") or "")
        return data

    def _find(self, body: Organisation, reference: str) -> None:
        if not reference:
            self.add_error("reference", "Enter the reference of the decision")
            return
        self.decision = self.decisions.filter(reference__iexact=reference, body=body).first()
        if self.decision is None:
            says = f"{body.brief} has no agreed decision “{reference}” that everyone or all partners may read. "
            self.add_error("reference", f"{says}Copy the reference from the decision’s page")

    def words(self) -> dict[str, Any]:
        """What the action takes."""
        return {**{name: self.cleaned_data[name] for name in ("version", "body", "day")}, "decision": self.decision}


class EditionPublishForm(Screened, Form):
    """From when it is in force, by when it is reviewed, what is new; and a tick for each thing to be looked at."""

    screened_fields = ("change_note",)
    version = forms.IntegerField(widget=forms.HiddenInput)
    effective_from = DateField(label="In force from")
    review_due = DateField(label="To be reviewed by")
    change_note = forms.CharField(
        label="What is new, in a line",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Everyone reads it beside the edition.",
    )
    looked_at = forms.MultipleChoiceField(
        label="Look at each of these, and tick what is right",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    required_messages = {"change_note": "Say in a line what is new"}
    submit = "Publish to everyone"

    def __init__(self, *args: Any, check: Callable[[date, date | None, str], list[Finding]], **kwargs: Any) -> None:
        """`check` gives the findings for a first day, a review date and a change note."""
        super().__init__(*args, **kwargs)
        first = self._typed("effective_from") or today()
        self.findings = check(first, self._typed("review_due"), self._typed("change_note") or "")
        hints = [each.says for each in self.findings if not each.is_fault]
        if hints:
            self.fields["looked_at"].choices = [(says, says) for says in hints]
        else:
            del self.fields["looked_at"]

    @property
    def layout(self) -> Layout:
        looked = [name for name in ("looked_at", "checked") if name in self.fields]
        return Layout("version", "effective_from", "review_due", "change_note", *looked)

    def _typed(self, name: str) -> Any:
        """What a field holds; nothing where it can't be read."""
        if not self.is_bound:
            return self.initial.get(name)
        field, key = self.fields[name], self.add_prefix(name)
        with suppress(forms.ValidationError):
            return field.clean(field.widget.value_from_datadict(self.data, self.files, key))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for each in self.findings:
            if each.is_fault:
                self.add_error(None, each.says)
        looked_at = data.get("looked_at", [])
        if "looked_at" not in self.errors and any(h.says not in looked_at for h in self.findings if not h.is_fault):
            self.add_error("looked_at", UNTICKED)
        return data

    def words(self) -> dict[str, Any]:
        """What the action takes."""
        return {"looked_at": (), **answers(self)}


class EditionCommentForm(Screened, Form):
    """What a reader of the review has to say."""

    screened_fields = ("text",)
    link_advice = SAY_IN_WORDS
    section = forms.ModelChoiceField(
        EditionSection.objects.none(), label="On which section", required=False, empty_label="The whole document"
    )
    text = forms.CharField(
        label="Your comment",
        max_length=1000,
        widget=forms.Textarea,
        help_text="Every member reads it, with your name. It is not published.",
    )
    required_messages = {"text": "Write your comment"}
    submit = "Send the comment"

    def __init__(self, *args: Any, sections: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = sections


class EditionAnswerForm(Screened, Form):
    """What was made of a comment."""

    screened_fields = ("answer",)
    link_advice = SAY_IN_WORDS
    version = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.CharField(
        label="What was made of it",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Such as “Changed in section 3” or why not. Every member reads it.",
    )
    required_messages = {"answer": "Say what was made of the comment"}
    submit = "Answer"
