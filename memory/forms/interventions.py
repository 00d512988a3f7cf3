"""Forms about interventions: eight fields first, everything else under "add detail"."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.db.models import QuerySet

from bcsp.govuk.dates import DateField
from bcsp.govuk.forms import Form
from bcsp.govuk.layout import Choices, Details, Field, Section
from bcsp.govuk.widgets import Choice
from bcsp.people.models import Organisation, Post
from bcsp.places.formfields import WardsField
from bcsp.records.models import Audience
from bcsp.records.screenedform import Screened, screening_tick
from bcsp.scales.formfields import OnScales, ScaleField, small_radios
from governance.models import Decision
from memory.choices import Result
from memory.models import Intervention, InterventionDetail, Priority

AUDIENCES = [
    Choice(Audience.PARTNERS, "Partners only", "Everyone with a sign-in and a seat in a partner organisation"),
    Choice(Audience.NAMED, "Named readers", "The community safety team, and the bodies you choose here"),
]
POUNDS = {"text": "£"}
ROWS = {"rows": 3}
DETAIL = {
    "The problem and what was done": ("objective", "scanning", "analysis", "response", "assessment", "mechanism"),
    "Five questions": ("effect", "how", "whom", "hard", "price"),
}


def long_text(column: str, model: type = Intervention, **given: Any) -> forms.CharField:
    """A box for a column of several lines, with its own limit."""
    most = model._meta.get_field(column).max_length
    return forms.CharField(max_length=most, widget=forms.Textarea(attrs=ROWS), **given)


class InterventionForm(Screened, Form):
    """Title, priority, where, who, pounds, dates, result, lesson."""

    title = forms.CharField(max_length=120, help_text="What people call it, such as “Towpath lights”")
    priority = forms.ModelChoiceField(
        Priority.objects.none(), label="For which priority", required=False, empty_label="For none of them"
    )
    place = forms.CharField(label="Where", max_length=150)
    who = forms.CharField(label="Who did it", max_length=200, help_text="Organisations and posts, no person’s name")
    cost = forms.DecimalField(
        label="What it cost",
        required=False,
        min_value=0,
        max_digits=11,
        decimal_places=2,
        help_text="In pounds. Leave it empty where nobody knows yet",
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-5"}),
    )
    begins = DateField(label="From")
    ends = DateField(label="To", required=False, help_text="Leave it empty where it goes on")
    result = forms.ChoiceField(
        label="What came of it",
        required=False,
        choices=[("", "It is not known yet"), *Result.choices],
        help_text="“No detectable effect” was looked for and not found. “Not evaluated” was not looked for.",
        widget=small_radios(),
    )
    found = long_text("found", label="How we know, or why we don’t", required=False)
    lesson = long_text("lesson", label="What you would tell the next person", required=False)
    wards = WardsField()
    local_groups = forms.ModelMultipleChoiceField(
        Organisation.objects.local_groups(),
        label="Local groups",
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"}),
    )
    lead = forms.ModelChoiceField(
        Post.objects.select_related("organisation"),
        label="Which post leads it",
        required=False,
        empty_label="None is named yet",
        help_text="Who holds it is asked five questions at the end of each year",
    )
    decision = forms.ModelChoiceField(
        Decision.objects.none(),
        label="Which decision it carries out",
        required=False,
        empty_label="None of those recorded here",
    )
    screened = screening_tick()

    screened_fields = ("title", "place", "who", "found", "lesson")
    required_messages = {"begins": "Enter the day on which it began, or is to begin"}

    def __init__(
        self, *args: Any, priorities: QuerySet[Priority], decisions: QuerySet[Decision], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["priority"].queryset = priorities
        self.fields["decision"].queryset = decisions

    @property
    def words(self) -> tuple[Any, ...]:
        """The layout of these fields."""
        return (
            "title",
            "priority",
            "place",
            "who",
            Field("cost", prefix=POUNDS),
            "begins",
            "ends",
            Section("What came of it", "result", "found", "lesson"),
            Details("Choose wards and local groups", "local_groups", "wards"),
            Details("Add detail: who leads it, and which decision it carries out", "lead", "decision"),
            *self.tick,
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("begins") and data.get("ends") and data["ends"] < data["begins"]:
            self.add_error("ends", "It ended before it began. Look at both days")
        if data.get("result"):
            self._with_result(data)
        elif data.get("found"):
            self.add_error("result", "You say how we know it. Choose what came of it")
        return data

    def _with_result(self, data: dict[str, Any]) -> None:
        needs = {
            "found": "Say how we know it, or why we don’t",
            "lesson": "Say what you would tell the next person",
            "ends": "Enter the day on which it ended: what came of it is said at the end",
        }
        for name, words in needs.items():
            if not data.get(name) and name not in self.errors:
                self.add_error(name, words)


class InterventionLogForm(InterventionForm):
    submit = "Save the intervention"

    @property
    def layout(self) -> Layout:
        return Layout(*self.words)


class InterventionChangeForm(InterventionForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    submit = "Save the changes"

    @property
    def layout(self) -> Layout:
        return Layout("version", *self.words)


class InterventionDetailForm(OnScales, Screened, Form):
    """OSARA, the mechanism, Maryland and five prompts after EMMIE, in words that need no training."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    objective = long_text("objective", InterventionDetail, label="What was it to achieve?", required=False)
    scanning = long_text("scanning", InterventionDetail, label="What was the problem?", required=False)
    analysis = long_text("analysis", InterventionDetail, label="Why did it happen?", required=False)
    response = long_text("response", InterventionDetail, label="What was done?", required=False)
    assessment = long_text("assessment", InterventionDetail, label="How was it looked at?", required=False)
    mechanism = long_text("mechanism", InterventionDetail, label="How was it meant to work?", required=False)
    maryland = ScaleField("maryland", label="How sound is the evaluation?", required=False)
    effect = long_text("effect", InterventionDetail, label="Did it work?", required=False)
    how = long_text("how", InterventionDetail, label="How did it work, or why not?", required=False)
    whom = long_text("whom", InterventionDetail, label="For whom, and where?", required=False)
    hard = long_text("hard", InterventionDetail, label="What was hard?", required=False)
    price = long_text("price", InterventionDetail, label="What did it cost, money and time?", required=False)

    screened_fields = tuple(name for names in DETAIL.values() for name in names)
    submit = "Save the detail"

    @property
    def layout(self) -> Layout:
        problem, five = DETAIL
        checked = ("checked",) if self.marks else ()
        return Layout(
            "version",
            Section(problem, *DETAIL[problem]),
            Section("The evaluation", "maryland"),
            Section(five, *DETAIL[five]),
            *checked,
        )


class InterventionReadersForm(Form):
    """Who may read it. Nothing here is public: what is tried is for the partnership."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    audience = forms.ChoiceField(label="Who may read this", choices=AUDIENCES, widget=forms.RadioSelect)
    bodies = forms.ModelMultipleChoiceField(
        label="Bodies among the named readers",
        queryset=Organisation.objects.exclude(tier=""),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"}),
    )
    why = forms.CharField(
        label="Why the readers change", max_length=300, help_text="Kept in the history of the intervention"
    )
    required_messages = {"why": "Say why the readers change"}
    submit = "Change the readers"

    @property
    def layout(self) -> Layout:
        return Layout("version", Choices("audience", {Audience.NAMED.value: ["bodies"]}), "why")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("audience") == Audience.PARTNERS:
            data["bodies"] = []
        return data
