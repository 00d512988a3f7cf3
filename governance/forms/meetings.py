"""What a clerk fills in about a meeting and its agenda."""

import re
from datetime import date, datetime, time
from typing import Any

from django import forms

from bcsp.govuk.dates import DateField
from bcsp.govuk.forms import Form
from bcsp.govuk.widgets import Choice
from bcsp.people.models import Organisation
from bcsp.records.clock import LONDON, today
from bcsp.records.models import Audience
from bcsp.records.screenedform import Screened
from bcsp.records.working_days import bank_holidays
from governance import cycle
from governance.limits import LINK, PAST, day_of_a_meeting, no_link
from governance.models import Meeting

LEFT_EMPTY = (
    "Left empty, the rules of the body set it. Where they say nothing, or their day is past already, no day is set."
)
WHO_READS_THE_AGENDA = [
    Choice(
        Audience.PARTNERS,
        "Partners only",
        "Every member of the partnership's bodies and its partners reads the list of items.",
    ),
    Choice(
        Audience.PUBLIC,
        "Public",
        "Everyone may read the agenda, its public papers and a pack of them, without the place of the meeting.",
    ),
]


class HourField(forms.TimeField):
    """A time of day as people type it, and as our pages say it: 14:30, 14.30, 2.30pm, 2:30 p.m., 2pm."""

    FORMATS = ("%H:%M", "%H.%M", "%H:%M:%S", "%I:%M%p", "%I.%M%p", "%I%p")

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(format="%H:%M", attrs={"class": "govuk-input--width-5"})
        super().__init__(input_formats=self.FORMATS, widget=widget, **kwargs)

    def to_python(self, value: Any) -> time | None:
        if isinstance(value, str):
            value = re.sub(r"([ap])\.m\.?$", r"\1m", "".join(value.lower().split()))
        return super().to_python(value)


def hour_field(*, required: bool = True) -> HourField:
    return HourField(label="Time", help_text="For example, 14:30 or 2.30pm", required=required)


def no_working_day(day: date) -> str:
    """Why hardly anybody works on that day, in a sentence; empty for a working day."""
    if name := bank_holidays().get(day):
        return f"{day:%A %-d %B %Y} is a bank holiday ({name})."
    return f"{day:%-d %B %Y} is a {day:%A}." if day.weekday() >= 5 else ""


class MeetingForm(Screened, Form):
    """Day, time and place, alike for a new meeting and a changed one."""

    screened_fields: tuple[str, ...] = ("place",)
    link_advice = "leave out joining links"
    old_day: date | None = None  # the day that a meeting has before it is changed
    required_messages = {"day": "Enter the day of the meeting", "body": "Choose the body that meets"}

    day = DateField(label="Day of the meeting", validators=[day_of_a_meeting])
    unusual_day = forms.BooleanField(label="Yes, the meeting is on that day")
    hour = hour_field()
    place = forms.CharField(
        max_length=150, required=False, help_text="A room or “online”. No joining link.", validators=[no_link]
    )
    papers_close = DateField(label="Papers close on", required=False, help_text="Leave empty if no day is set.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Asks to confirm a day on which nobody works once somebody has sent it."""
        super().__init__(*args, **kwargs)
        day = self.sent_day()
        if day is None or day == self.old_day or not (why := no_working_day(day)):
            del self.fields["unusual_day"]
        else:
            self.fields["unusual_day"].error_messages["required"] = (
                f"{why} Tick that it is meant, or choose another day"
            )

    def sent_day(self) -> date | None:
        """The day that was sent, if it can be one; a day that is past is refused on its own."""
        try:
            day = self.fields["day"].clean(self["day"].data) if self.is_bound else None
        except forms.ValidationError:
            return None
        return day if day and day >= today() else None

    def clean_day(self) -> date:
        day = self.cleaned_data["day"]
        if day < today() and day != self.old_day:
            raise forms.ValidationError(PAST, code="past")
        return day

    def _texts(self) -> list[tuple[str, str]]:
        """A link in the place is refused, so nobody is asked about it."""
        return [(name, LINK.sub("", text) if name == "place" else text) for name, text in super()._texts()]

    def starts_at(self) -> datetime:
        """Day and time together, in London."""
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"], LONDON)


class MeetingArrangeForm(MeetingForm):
    body = forms.ModelChoiceField(Organisation.objects.none(), label="Which body meets", empty_label="Choose one")
    submit = "Arrange the meeting"
    field_order = ["body", "day", "unusual_day", "hour", "place", "papers_close"]

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies
        self.fields["papers_close"].help_text = LEFT_EMPTY


class MeetingChangeForm(MeetingForm):
    screened_fields = ("title", "place")
    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(max_length=200)
    submit = "Save the changes"
    field_order = ["version", "title", "day", "unusual_day", "hour", "place", "papers_close"]

    def __init__(self, *args: Any, old_day: date, **kwargs: Any) -> None:
        self.old_day = old_day
        super().__init__(*args, **kwargs)


class MeetingPublishForm(Screened, Form):
    screened_fields = ("extraordinary_why",)
    version = forms.IntegerField(widget=forms.HiddenInput)
    laid_out = forms.CharField(widget=forms.HiddenInput)  # what stood on the page: see `agendas.print_of`
    audience = forms.ChoiceField(
        label="Who may read the agenda", choices=WHO_READS_THE_AGENDA, widget=forms.RadioSelect, initial="partners"
    )
    extraordinary_why = forms.CharField(
        label="Why this can't wait",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It makes this an extraordinary meeting. Whoever may read the agenda reads this.",
    )
    required_messages = {
        "extraordinary_why": "Say why this can't wait, or go back and change the meeting to a later day"
    }
    submit = "Publish the agenda"

    def __init__(self, *args: Any, short: bool, **kwargs: Any) -> None:
        """`short` says whether the meeting's notice is shorter than its body's rules want."""
        self.screened_fields = self.screened_fields if short else ()
        super().__init__(*args, **kwargs)
        if not short:
            del self.fields["extraordinary_why"]


class MeetingMoveForm(MeetingForm):
    """Another day, time or place for a meeting whose agenda is published."""

    screened_fields = ("place", "why")
    version = forms.IntegerField(widget=forms.HiddenInput)
    papers_close = None
    why = forms.CharField(
        label="Why is it moved",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Members see this, and it stays on the meeting's page.",
    )
    required_messages = {**MeetingForm.required_messages, "why": "Give the reason for moving the meeting"}
    short_notice = forms.BooleanField(label="Yes, move it at short notice")
    submit = "Move the meeting"
    field_order = ["version", "day", "unusual_day", "hour", "place", "why", "short_notice"]

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        """Asks to confirm short notice once somebody has sent a day that gives it."""
        self.old_day = meeting.day
        super().__init__(*args, **kwargs)
        day = self.sent_day()
        notice = cycle.notice_under(cycle.rules_of(meeting.body_id, day), day, today()) if day else None
        if day == meeting.day or notice is None or not notice.is_short:
            del self.fields["short_notice"]
            return
        field = self.fields["short_notice"]
        field.error_messages["required"] = cycle.says_short_after_move(meeting.body, notice)
        field.help_text = "The reason above makes it an extraordinary meeting, unless it is one already."


class MeetingHoldForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    submit = "The meeting was held"


class MeetingCancelForm(Screened, Form):
    screened_fields = ("why",)
    version = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(
        label="Why is it cancelled",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Members see this, and it stays on the meeting's page.",
    )
    required_messages = {"why": "Give the reason for cancelling the meeting"}
    submit = "Cancel the meeting"


class PaperWithdrawForm(Screened, Form):
    screened_fields = ("why",)
    why = forms.CharField(
        label="Why is this paper withdrawn",
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Readers of the pack see this in its place. Don't repeat what has to go.",
    )
    required_messages = {"why": "Give the reason for withdrawing the paper"}
    submit = "Withdraw this paper"
