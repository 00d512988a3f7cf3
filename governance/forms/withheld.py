"""Why something is kept from the public: the same four fields for a private item and for a private paper."""

from django import forms

from bcsp.govuk.dates import DateField
from bcsp.govuk.forms import Form
from bcsp.records.clock import today
from governance.choices import Paragraph

WHY_PRIVATE = {
    "paragraph": "Choose the paragraph that is the guide for keeping this {what} private",
    "withheld_why": "Say why keeping this {what} private serves the public better than disclosing it",
    "withheld_by": "Say who decided that this {what} is private",
    "withheld_review": "Enter the day on which it is looked at again whether this {what} stays private",
}


class WhyPrivate(Form):
    """Base of forms about what can be private: `what` names it. When the fields must be filled in is the form's to
    say, by `must_say_why`."""

    what = "item"
    paragraph = forms.TypedChoiceField(
        label="Paragraph of Schedule 12A that is our guide",
        choices=Paragraph.choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        help_text="The schedule binds councils, not a partnership: so it is our guide. Others see the paragraph.",
    )
    withheld_why = forms.CharField(
        label="Why keeping it private serves the public better",
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What speaks for disclosing it, what speaks against, and which weighs more. "
        "Members of this body read this.",
    )
    withheld_by = forms.CharField(
        label="Who decided that it is private", required=False, max_length=150, help_text="A post, such as the chair"
    )
    withheld_review = DateField(
        label="When this is looked at again",
        required=False,
        help_text="It stays private only as long as there is a reason.",
    )

    def must_say_why(self) -> None:
        """Every reason that is missing, all at once; and a new day of review that is past."""
        data = self.cleaned_data
        for name, sentence in WHY_PRIVATE.items():
            if not data.get(name) and name not in self.errors:
                self.add_error(name, sentence.format(what=self.what))
        day = data.get("withheld_review")
        if day and day < today() and "withheld_review" in self.changed_data:
            self.add_error("withheld_review", "When this is looked at again must be today or later")
