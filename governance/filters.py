"""What narrows the lists of decisions, on the members' page and on the public register alike."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet

from bcsp.govuk.forms import Form
from bcsp.people.models import Organisation
from bcsp.records.clock import today
from bcsp.records.viewer import Viewer
from governance import queries
from governance.choices import ActionState, Authority
from governance.models import Action, Decision
from governance.queries import REVIEW_SOON

IN_FORCE, SUPERSEDED = "in-force", "superseded"
DUE, OVERDUE, PLANNED = "due", "overdue", "planned"
STATES = [("", "All"), (IN_FORCE, "In force"), (SUPERSEDED, "Superseded")]
REVIEWS = [("", "Any, or none"), (OVERDUE, "Overdue"), (DUE, "Due in the next four weeks"), (PLANNED, "Has a review")]


class DecisionFilter(Form):
    """By words, body, year, authority and what became of it. What can't be read narrows nothing.

    `rows` come from `queries.decisions`, which says of each whether it was superseded, as far as the viewer may know.
    """

    q = forms.CharField(label="Words", required=False, max_length=200)
    body = forms.ModelChoiceField(
        Organisation.objects.exclude(tier="").order_by("name"), label="Body", required=False, empty_label="All bodies"
    )
    year = forms.TypedChoiceField(label="Year", required=False, coerce=int, empty_value=None)
    authority = forms.ChoiceField(
        label="Authority", choices=[("", "Any authority"), *Authority.choices], required=False
    )
    state = forms.ChoiceField(label="In force", choices=STATES, required=False)
    review = forms.ChoiceField(label="Review", choices=REVIEWS, required=False)
    ends_funding = forms.BooleanField(label="Only what ends or cuts funding", required=False)
    form_method = "get"
    submit = "Show"
    layout = Layout("q", "body", "year", "authority", "state", "review", "ends_funding")

    def __init__(self, data: Any, *, rows: QuerySet[Decision]) -> None:
        super().__init__(data)
        self.rows = rows
        years = [day.year for day in rows.order_by().dates("decided_on", "year", order="DESC")]
        self.fields["year"].choices = [("", "All years"), *((year, str(year)) for year in years)]

    @property
    def qs(self) -> QuerySet[Decision]:
        """The rows that fit what was chosen."""
        self.is_valid()
        chosen, rows = self.cleaned_data, self.rows
        if chosen.get("q"):
            rows = rows.filter(search=SearchQuery(chosen["q"], search_type="websearch", config="english"))
        if chosen.get("body"):
            rows = rows.filter(body=chosen["body"])
        if chosen.get("year"):
            rows = rows.filter(decided_on__year=chosen["year"])
        if chosen.get("authority"):
            rows = rows.filter(authority=chosen["authority"])
        if chosen.get("state"):
            rows = rows.filter(was_superseded=chosen["state"] == SUPERSEDED)
        if chosen.get("ends_funding"):
            rows = rows.filter(ends_funding=True)
        return self._reviewed(rows, chosen.get("review"))

    def _reviewed(self, rows: QuerySet[Decision], review: str | None) -> QuerySet[Decision]:
        """What is to be reviewed, the earliest first; what was superseded is done with."""
        if not review:
            return rows
        waiting = rows.filter(review_on__isnull=False, was_superseded=False).order_by("review_on", "pk")
        if review == OVERDUE:
            return waiting.filter(review_on__lt=today())
        return waiting.filter(review_on__range=(today(), today() + REVIEW_SOON)) if review == DUE else waiting

    @property
    def is_used(self) -> bool:
        return any(self.data.get(name) for name in self.fields)


MINE, OPEN, LATE, DONE, OWNERLESS = "mine", "open", "overdue", "done", "ownerless"
SHOW = [
    ("", "All"),
    (MINE, "Mine, open"),
    (OPEN, "Open"),
    (LATE, "Overdue"),
    (DONE, "Done"),
    (OWNERLESS, "Need a new owner"),
]


class ActionFilter(Form):
    """By how they stand and by body. What can't be read narrows nothing."""

    show = forms.ChoiceField(label="Which", choices=SHOW, required=False)
    body = forms.ModelChoiceField(
        Organisation.objects.exclude(tier="").order_by("name"), label="Body", required=False, empty_label="All bodies"
    )
    form_method = "get"
    submit = "Show"
    layout = Layout("show", "body")

    def __init__(self, data: Any, *, viewer: Viewer) -> None:
        super().__init__(data)
        self.viewer = viewer

    @property
    def qs(self) -> QuerySet[Action]:
        """The actions that fit what was chosen."""
        self.is_valid()
        chosen = self.cleaned_data
        rows = queries.mine(self.viewer) if chosen.get("show") == MINE else queries.actions(self.viewer)
        if chosen.get("body"):
            rows = rows.filter(queries.of_body(chosen["body"]))
        return rows.filter(self._shown(chosen.get("show")))

    def _shown(self, show: str | None) -> Q:
        late = Q(state=ActionState.OPEN, due__lt=today())
        which = {OPEN: Q(state=ActionState.OPEN), LATE: late, DONE: Q(state=ActionState.DONE)}
        return which.get(show, Q(needs_owner=True) if show == OWNERLESS else Q())

    @property
    def is_used(self) -> bool:
        return any(self.cleaned_data.get(name) for name in self.fields) if self.is_valid() else False
