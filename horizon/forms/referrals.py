"""Forms about referrals: kind first, then only what that kind asks; and how a referral is answered."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms

from bcsp.govuk.dates import DateField
from bcsp.govuk.forms import Form
from bcsp.govuk.layout import Buttons, Details, Section, Submit
from bcsp.govuk.widgets import with_hints
from bcsp.people.models import Organisation
from bcsp.places.models import Ward
from bcsp.records.screenedform import Screened, screening_tick, unchecked
from bcsp.records.viewer import Viewer
from horizon.choices import (
    Changing,
    Characteristic,
    Corroborated,
    DiscardReason,
    HandOverRoute,
    Provenance,
    ReferralKind,
    SourceType,
    Tension,
    TensionTheme,
    Urgency,
)
from horizon.models import Trend

OPTIONAL = " (optional)"
KIND_HINTS = {
    ReferralKind.TREND: "Something that happens more often, differently, or for the first time",
    ReferralKind.TENSION: "How people feel, what has happened, or what is coming that could divide a community",
    ReferralKind.CHANGE: "A merger, a new chair, a new boundary, a change of funding or of meetings",
}


class ReferralKindForm(Form):
    kind = forms.ChoiceField(
        label="What do you want to tell us about?",
        choices=with_hints(ReferralKind.choices, KIND_HINTS),
        widget=forms.RadioSelect,
    )
    submit = "Continue"
    label_size = "m"


class ReferralForm(Screened, Form):
    """What every referral asks. The kinds below add their own."""

    title = forms.CharField(label="In a few words", max_length=120)
    what = forms.CharField(label="What was seen or heard", max_length=1500, widget=forms.Textarea)
    happened = forms.CharField(
        label="When it happened", max_length=100, required=False, help_text="A day, a span of days, or “not known”"
    )
    ward = forms.ModelChoiceField(queryset=Ward.objects.all(), required=False, empty_label="Not one ward, or not known")
    place = forms.CharField(
        label="Where", max_length=150, required=False, help_text="A kind of place, never a home address"
    )
    source_type = forms.ChoiceField(label="Where it comes from", choices=[("", "Choose one"), *SourceType.choices])
    provenance = forms.ChoiceField(label="How you know it", choices=Provenance.choices, widget=forms.RadioSelect)
    corroborated = forms.ChoiceField(
        label="Does anyone else say the same?", choices=Corroborated.choices, widget=forms.RadioSelect
    )
    urgency = forms.ChoiceField(label="How urgent it seems to you", choices=Urgency.choices, widget=forms.RadioSelect)
    done = forms.CharField(
        label="What has been done, and by whom", max_length=400, required=False, help_text="Organisations, not names"
    )
    organisation = forms.ModelChoiceField(
        label="For which organisation you tell us", queryset=Organisation.objects.none(), empty_label="Choose one"
    )
    screened = screening_tick()

    required_messages = {"title": "Say in a few words what it is about", "what": "Say what was seen or heard"}
    kind = ReferralKind.TREND
    one_of: tuple[str, ...] = ()  # fields of which one must be filled in, and one alone
    part: tuple[str, ...] = ()  # names of the fields that only this kind has
    screened_fields = ("title", "what", "happened", "place", "done")
    submit = ""

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Organisation.objects.filter(pk__in=viewer.bodies)
        self.sole = bodies[0] if len(bodies) == 1 else None
        if self.sole:
            del self.fields["organisation"]
        else:
            self.fields["organisation"].queryset = bodies
        for name, field in self.fields.items():
            if not field.required and name not in ("checked", *self.one_of):
                field.label += OPTIONAL

    @property
    def layout(self) -> Layout:
        organisation = () if self.sole else ("organisation",)
        return Layout(
            *self.of_kind(),
            self.where(),
            Section("How it is known", "source_type", "provenance", "corroborated"),
            Section("How urgent it is", "urgency", *organisation),
            Details("Add detail", "done"),
            *self.tick,
            Buttons(Submit("Continue"), Submit("Save for later", name="save-draft", kind="secondary")),
        )

    def of_kind(self) -> tuple[Any, ...]:
        return (Section("What you want to tell us", "title", "what"),)

    def where(self) -> Section:
        return Section("Where and when", "ward", "place", "happened")

    @property
    def details(self) -> dict[str, Any]:
        """The cleaned values of the fields that only this kind has."""
        return {name: self.cleaned_data[name] for name in self.part}

    @property
    def common(self) -> dict[str, Any]:
        names = set(self.cleaned_data) - set(self.part) - {"checked", "organisation"}
        organisation = self.sole or self.cleaned_data["organisation"]
        return {name: self.cleaned_data[name] for name in names} | {"organisation": organisation}


class TensionReferralForm(ReferralForm):
    """Tension: what was seen, and apart from it what the referrer makes of it (domain.md §1.3)."""

    parts = forms.MultipleChoiceField(
        label="What kind of information is it?", choices=Tension.choices, widget=forms.CheckboxSelectMultiple
    )
    theme = forms.ChoiceField(label="What is it about?", choices=[("", "Choose one"), *TensionTheme.choices])
    communities = forms.CharField(
        label="Communities affected", max_length=300, help_text="Groups, never a person or a family"
    )
    characteristics = forms.MultipleChoiceField(
        label="Protected characteristics it touches",
        choices=Characteristic.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"}),
    )
    interpretation = forms.CharField(
        label="What you make of it", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    trigger_date = DateField(
        label="A coming day that could raise tension", required=False, help_text="For example, 27 3 2026"
    )
    field_order = (
        "title",
        "what",
        "parts",
        "theme",
        "communities",
        "interpretation",
        "characteristics",
        "trigger_date",
    )
    required_messages = {**ReferralForm.required_messages, "communities": "Say which communities are affected"}
    kind = ReferralKind.TENSION
    part = ("parts", "theme", "communities", "characteristics", "interpretation", "trigger_date")
    screened_fields = (*ReferralForm.screened_fields, "communities", "interpretation")

    def of_kind(self) -> tuple[Any, ...]:
        return (
            Section("The tension", "title", "what", "parts", "theme", "communities"),
            Details("Add detail about the tension", "interpretation", "characteristics", "trigger_date"),
        )


class ChangeReferralForm(ReferralForm):
    what = forms.CharField(label="What is changing, in your words", max_length=1500, widget=forms.Textarea)
    happened = None  # a change has a day from which it holds
    place = forms.CharField(label="Where it makes a difference", max_length=150, required=False)
    changing = forms.ChoiceField(label="What changes", choices=Changing.choices, widget=forms.RadioSelect)
    subject = forms.ModelChoiceField(
        label="Which organisation changes",
        queryset=Organisation.objects.exclude(kind=Organisation.Kind.AREA_OF_WORK).order_by("name"),
        empty_label="Not in this list",
        required=False,
    )
    subject_name = forms.CharField(
        label="Its name, where it is not in the list", max_length=200, required=False, help_text="Never a person's name"
    )
    effective_on = DateField(
        label="From when", required=False, help_text="For example, 1 4 2027. Leave it empty if not known"
    )
    field_order = ("subject", "subject_name", "changing", "effective_on", "title", "what")
    required_messages = {**ReferralForm.required_messages, "what": "Say what is changing"}
    kind = ReferralKind.CHANGE
    screened_fields = ("subject_name", "title", "what", "place", "done")
    part = ("changing", "subject", "subject_name", "effective_on")

    one_of = ("subject", "subject_name")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        given = [name for name in self.one_of if data.get(name)]
        if not given and not set(self.one_of) & set(self.errors):
            self.add_error("subject", "Choose the organisation that changes, or write its name below")
        elif len(given) == 2:
            self.add_error("subject_name", "Leave the name out where you choose the organisation from the list")
        return data

    def of_kind(self) -> tuple[Any, ...]:
        return (Section("The change", "subject", "subject_name", "changing", "effective_on", "title", "what"),)

    def where(self) -> Section:
        return Section("Where", "ward", "place")


FORMS: dict[str, type[ReferralForm]] = {
    form.kind.value: form for form in (ReferralForm, TensionReferralForm, ChangeReferralForm)
}


class Answer(Screened, Form):
    """Base of the forms that answer a referral. What the referrer is told leaves the team, so it is screened."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    screened_fields = ("feedback",)

    @property
    def answer(self) -> dict[str, Any]:
        """The cleaned values that the action takes."""
        return unchecked(self, "confirmed")


def feedback(required: bool = True) -> forms.CharField:
    return forms.CharField(
        label="What the referrer is told",
        help_text="In plain words: what was done with it, and what they can do",
        max_length=400,
        required=required,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReferralLinkForm(Answer):
    """The likely trends as radios and the others in a list; without a likely one there is the list alone."""

    trend = forms.ModelChoiceField(
        label="Which trend it belongs to", queryset=Trend.objects.none(), empty_label="Choose one", required=False
    )
    other = forms.ModelChoiceField(
        label="Another open trend",
        queryset=Trend.objects.none(),
        empty_label="None of these",
        required=False,
        help_text="Chosen here, it counts instead of a likely one",
    )
    feedback = feedback(required=False)
    submit = "Link them"

    def __init__(self, *args: Any, trends: Any, likely: list[Trend], **kwargs: Any) -> None:
        """`trends`: every open one that this analyst may link to; `likely`: those to offer first."""
        super().__init__(*args, **kwargs)
        self.fields["trend"].queryset = trends
        self.fields["feedback"].help_text = "Left empty, they are told that we are following it"
        if not likely:
            del self.fields["other"]
            return
        self.fields["trend"].widget = forms.RadioSelect(choices=[(trend.pk, str(trend)) for trend in likely])
        self.fields["other"].queryset = trends.exclude(pk__in=[trend.pk for trend in likely])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data["trend"] = data.pop("other", None) or data.get("trend")
        if not data["trend"] and not {"trend", "other"} & set(self.errors):
            self.add_error("trend", "Choose the trend that it belongs to")
        return data

    @property
    def layout(self) -> Layout:
        other = (Details("Choose another open trend", "other"),) if "other" in self.fields else ()
        checked = ("checked",) if self.marks else ()
        return Layout("version", "trend", *other, "feedback", *checked)


class ReferralNoteForm(Answer):
    """The fitting answer to a change in an organisation."""

    feedback = feedback()
    submit = "Note the change"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["feedback"].help_text = "In plain words: whom you told, and what they do about it"


class ReferralDiscardForm(Answer):
    reason = forms.ChoiceField(
        choices=[choice for choice in DiscardReason.choices if choice[0] != DiscardReason.NOTED],
        widget=forms.RadioSelect,
    )
    feedback = feedback()
    submit = "Take it no further"


class ReferralHandOverForm(Answer):
    route = forms.ChoiceField(
        label="To whom it was handed over", choices=HandOverRoute.choices, widget=forms.RadioSelect
    )
    feedback = feedback()
    confirmed = forms.BooleanField(
        label="They have confirmed that they have it, and I know that its text is now deleted here",
        error_messages={"required": "Wait until they confirm that they have it: only then is the text deleted here"},
    )
    submit = ""

    @property
    def layout(self) -> Layout:
        return Layout(*self.fields, Submit("Hand over and delete the text", kind="warning"))
