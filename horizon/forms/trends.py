"""Forms about trends, in the order of the analyst's journey (practice.md)."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.db.models import QuerySet
from django.utils.html import format_html

from bcsp.govuk.dates import DateField
from bcsp.govuk.forms import Form
from bcsp.govuk.layout import Buttons, Details, Inset, Submit
from bcsp.govuk.validators import MaxWords
from bcsp.govuk.widgets import Choice, with_hints
from bcsp.people.models import Organisation
from bcsp.people.roles import Role
from bcsp.places.formfields import WardsField
from bcsp.places.models import Ward
from bcsp.records.models import Audience
from bcsp.records.screenedform import Screened, screening_tick
from bcsp.scales.formfields import OnScales, ScaleField, small_radios
from horizon.choices import Match, SourceType, TrendKind, TrendState
from horizon.models import Trend
from horizon.models.trends import TITLE_WORDS
from horizon.rules import TEAM

AUDIENCES = [
    Choice(Audience.PARTNERS, "Partners only", "Everyone with a sign-in and a seat in a partner organisation"),
    Choice(Audience.NAMED, "Named readers", "Analysts, the coordinator, and the bodies and roles you choose here"),
]
MORE_ROLES = [(role.value, role.label) for role in Role if role not in (*TEAM, Role.ADMINISTRATOR, Role.MEMBER)]


class Readers(forms.Form):
    """Mixin: who may read. Without a choice it is partners only."""

    audience = forms.ChoiceField(
        label="Who may read this",
        choices=AUDIENCES,
        required=False,
        widget=forms.RadioSelect,
    )
    bodies = forms.ModelMultipleChoiceField(
        label="Bodies among the named readers",
        queryset=Organisation.objects.exclude(tier=""),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"}),
    )
    roles = forms.MultipleChoiceField(
        label="Roles among the named readers",
        help_text="Analysts and the coordinator are always among them",
        choices=MORE_ROLES,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"}),
    )
    public_line = forms.CharField(
        label="The line that the public may read",
        help_text="Stands on a public agenda in place of the title, such as “One item in private”",
        max_length=200,
        required=False,
    )

    def clean_audience(self) -> str:
        return self.cleaned_data["audience"] or Audience.PARTNERS


class TrendWordsForm(OnScales, Screened, Form):
    """What a trend says, in the order of the page."""

    title = forms.CharField(
        max_length=120,
        validators=[MaxWords(TITLE_WORDS)],
        help_text=f"At most {TITLE_WORDS} words, about what happens and not about a person",
    )
    what = forms.CharField(label="What is happening", max_length=400, widget=forms.Textarea(attrs={"rows": 4}))
    kind = forms.ChoiceField(choices=TrendKind.choices, widget=small_radios())
    theme = ScaleField("theme")
    new = forms.CharField(
        label="What is new",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Against what was known",
    )
    place = forms.CharField(
        label="Where", max_length=150, help_text="For example: shared houses near the ring road, or across the city"
    )
    wards = WardsField()
    since = DateField(label="Since when", help_text="For example, 27 3 2026. The first of a month will do")
    source_type = forms.ChoiceField(label="Where it comes from", choices=[("", "Choose one"), *SourceType.choices])
    screened = screening_tick()
    held_by_police = forms.CharField(
        label="Held by West Midlands Police, reference",
        max_length=60,
        required=False,
        help_text="Police intelligence stays with the police: only its reference stands here",
    )

    screened_fields: tuple[str, ...] = ("title", "what", "new", "place")

    @property
    def words(self) -> tuple[Any, ...]:
        """The layout of these fields, with the screening step at their end."""
        wards = Details("Choose wards", "wards")
        return ("title", "what", "kind", "theme", "new", "place", wards, "since", "source_type", *self.tick)


class TrendChangeForm(TrendWordsForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    submit = "Save the changes"

    @property
    def layout(self) -> Layout:
        return Layout("version", *self.words, "held_by_police")


class TrendLogForm(Readers, TrendWordsForm):
    screened_fields = (*TrendWordsForm.screened_fields, "public_line")
    submit = ""

    @property
    def layout(self) -> Layout:
        return Layout(
            *self.words,
            Inset(READERS),
            Details(
                "Add detail: named readers, public line, police reference",
                "audience",
                "bodies",
                "roles",
                "public_line",
                "held_by_police",
            ),
            Buttons(Submit("Continue"), Submit("Save for later", name="save-draft", kind="secondary")),
        )


class ReferralTrendLogForm(TrendLogForm):
    """A trend out of a referral: the referrer is told of it, in the analyst's words."""

    feedback = forms.CharField(
        label="What the referrer is told",
        help_text="They are told it once the trend is saved, and nothing else. Promise only what will come",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    screened_fields = (*TrendLogForm.screened_fields, "feedback")

    @property
    def words(self) -> tuple[Any, ...]:
        *asked, source = [name for name in super().words if name not in self.tick]
        return (*asked, source, "feedback", *self.tick)


READERS = (
    "Analysts and the coordinator alone read this until a summary of it is cleared. From then on all partners do, "
    "unless you choose named readers under “Add detail”."
)
NEW_TAB = '<a class="govuk-link" href="{}" target="_blank" rel="noopener noreferrer">{} (opens in new tab)</a>'


class MatchForm(Form):
    """What the analyst says of each likely match: `match-<key>`. Made for the trends that were found."""

    submit = "Save the trend"

    def __init__(self, *args: Any, trends: list[Trend], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hints = {Match.SAME: "The new text is kept, and followed there", Match.RELATED: "Both are followed, and linked"}
        for trend in trends:
            self.fields[f"match-{trend.pk}"] = forms.ChoiceField(
                label=format_html(NEW_TAB, trend.get_absolute_url(), trend),
                help_text=f"{trend.get_state_display()}. {trend.outcome or trend.what}",
                choices=with_hints(Match.choices, hints),
                widget=forms.RadioSelect,
                error_messages={"required": f"Say of {trend.reference} whether it is the same, related, or not"},
            )

    @property
    def said(self) -> dict[int, str]:
        """Keys of trends with what was said of each."""
        return {int(name.removeprefix("match-")): match for name, match in self.cleaned_data.items()}


class TrendReadersForm(Readers, Screened, Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(label="Why the readers change", max_length=300, help_text="Kept in the history of the trend")
    screened_fields = ("public_line",)
    submit = "Change the readers"

    @property
    def layout(self) -> Layout:
        checked = ("checked",) if self.marks else ()
        return Layout("version", "audience", "bodies", "roles", "public_line", "why", *checked)


class TrendCloseForm(Screened, Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.CharField(
        label="How it ended",
        max_length=300,
        help_text="One sentence that helps when something like it comes again",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    screened_fields = ("outcome",)
    submit = "Close the trend"


class TrendFilterForm(OnScales, Form):
    """Filters of the trend register, in the address."""

    q = forms.CharField(label="Words in the title", required=False)
    state = forms.ChoiceField(choices=[("", "Any"), *TrendState.choices], required=False)
    theme = ScaleField("theme", required=False, widget=forms.Select)
    kind = forms.ChoiceField(choices=[("", "Any"), *TrendKind.choices], required=False)
    wards = forms.ModelChoiceField(label="Ward", queryset=Ward.objects.all(), required=False, empty_label="Any")
    form_method = "get"
    submit = "Show"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].help_text = ""
        self.fields["theme"].choices = [("", "Any"), *self.fields["theme"].choices]

    def apply(self, trends: QuerySet[Trend]) -> QuerySet[Trend]:
        """The trends that fit; what can't be read in the address is passed over."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        if words := given.pop("q", ""):
            trends = trends.filter(title__icontains=words)
        return trends.filter(**given)
