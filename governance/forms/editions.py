"""What is filled in about an edition of the public document."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.urls import reverse_lazy

from bcsp.documents.written import typed
from bcsp.govuk.forms import Form
from bcsp.records.screenedform import Screened
from governance.document.checks.places import joining
from governance.document.contents import narrative
from governance.forms.reports import LONGEST, TYPING, WEB
from governance.models import EditionSection

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
