"""What is filled in about a coming decision."""

from typing import Any

from django import forms

from bcsp.govuk.dates import DateField
from bcsp.govuk.forms import Form
from bcsp.govuk.widgets import Choice
from bcsp.people.models import Organisation
from bcsp.records.models import Audience
from bcsp.records.screenedform import Screened, screening_tick
from governance.limits import day_of_a_meeting
from governance.models import ComingDecision, Decision, Meeting

NO_MEETING = "No meeting yet"
READERS = [
    Choice(Audience.PARTNERS, "Partners only", "Every member of the partnership's bodies and its partners."),
    Choice(Audience.PUBLIC, "Public", "It stands on a public page for everyone to read."),
]


class ComingChangeForm(Screened, Form):
    screened_fields = ("title", "about", "contact")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label="What is to be decided, in a line", max_length=150)
    about = forms.CharField(
        label="What it is about, and why it matters",
        max_length=600,
        widget=forms.Textarea,
        help_text="In words that somebody outside the partnership understands. No names of people.",
    )
    expected = DateField(
        label="Not before", validators=[day_of_a_meeting], help_text="The earliest day of the decision."
    )
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(), label="At which meeting", required=False, empty_label=NO_MEETING
    )
    contact = forms.CharField(
        label="Whom to ask", max_length=150, required=False, help_text="A post and its organisation, not a person."
    )
    audience = forms.ChoiceField(
        label="Who may read this once it is published",
        choices=READERS,
        widget=forms.RadioSelect,
        initial=Audience.PARTNERS,
    )
    required_messages = {"about": "Say what it is about, and why it matters"}
    submit = "Save and check"
    screened = screening_tick()

    def __init__(self, *args: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings


class ComingAddForm(ComingChangeForm):
    body = forms.ModelChoiceField(Organisation.objects.none(), label="Which body decides", empty_label="Choose one")
    required_messages = {**ComingChangeForm.required_messages, "body": "Choose the body that decides"}
    field_order = ["body", "title"]

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        meeting, body = data.get("meeting"), data.get("body")
        if meeting and body and meeting.body_id != body.pk:
            self.add_error("meeting", f"Choose a meeting of {body.brief}, or none yet")
        return data


class ComingPublishForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    submit = "Publish it"


class ComingScheduleForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(), label="At which meeting", required=False, empty_label=NO_MEETING
    )
    submit = "Save"

    def __init__(self, *args: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings


class ComingDropForm(Screened, Form):
    screened_fields = ("why",)
    version = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(
        label="Why is it not coming any more",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Whoever could read it reads this too.",
    )
    required_messages = {"why": "Say why it is not coming any more"}
    submit = "Drop it"


class ComingMadeForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    decision = forms.ModelChoiceField(
        Decision.objects.none(), label="Which decision came of it", empty_label="Choose one"
    )
    required_messages = {"decision": "Choose the decision that came of it"}
    submit = "Save"

    def __init__(self, *args: Any, decisions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions


class DecisionWasComingForm(Form):
    coming = forms.ModelChoiceField(
        ComingDecision.objects.none(), label="Which coming decision was this", empty_label="Choose one"
    )
    required_messages = {"coming": "Choose the coming decision that this one made"}
    submit = "Save"

    def __init__(self, *args: Any, candidates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["coming"].queryset = candidates
