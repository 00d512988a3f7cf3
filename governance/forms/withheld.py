"""Why something is kept from the public: the same four fields for a private item and for a private paper."""

from django import forms

from bcsp.govuk.dates import DateField
from bcsp.govuk.forms import Form
from governance.choices import Paragraph


class WhyPrivate(Form):
    """Base of forms about what can be private. Which of the fields must be filled in is for the form to say."""

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
