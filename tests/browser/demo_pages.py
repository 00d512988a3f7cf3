"""Pages that show every part of the front end, for tests alone: no database stands behind them."""

from datetime import date, datetime
from types import SimpleNamespace

from crispy_forms.layout import Layout
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import include, path

from bcsp.govuk.dates import DateField
from bcsp.govuk.forms import Form
from bcsp.govuk.layout import Buttons, Details, Field, Inset, Link, Section, Submit, Text, Warning
from bcsp.govuk.validators import MaxWords
from bcsp.govuk.widgets import Choice
from bcsp.records.clock import LONDON
from bcsp.records.conflicts import Comparison, Difference
from bcsp.records.past import Saved

LONG = "LlanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogochReference0001"
DRAFTS = {"answer": "save"}  # what the page's draft address does next: save, signed-out


class DemoForm(Form):
    """One field of each kind."""

    title = forms.CharField(validators=[MaxWords(12)], help_text="At most 12 words")
    happening = forms.CharField(label="What is happening", max_length=400, widget=forms.Textarea)
    kind = forms.ChoiceField(
        choices=[Choice("new", "New", "Not seen here before"), Choice("old", "Come back", "Seen, and gone meanwhile")],
        widget=forms.RadioSelect,
    )
    themes = forms.MultipleChoiceField(
        choices=[("alcohol", "Alcohol"), ("youth", "Children and young people")], widget=forms.CheckboxSelectMultiple
    )
    review = DateField(label="Review date", help_text="For example, 27 3 2026")
    ward = forms.ChoiceField(choices=[("", "Choose one"), ("aston", "Aston"), ("sparkhill", "Sparkhill")])
    cost = forms.DecimalField(widget=forms.NumberInput(attrs={"class": "govuk-input--width-5"}))
    email = forms.EmailField(label="E-mail address")
    secret = forms.CharField(label="Password", widget=forms.PasswordInput)
    paper = forms.FileField(label="Paper")
    no_names = forms.BooleanField(label="There are no names, addresses, car numbers or handles in this")
    note = forms.CharField(required=False, label="Anything else", widget=forms.Textarea)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=3)

    draft_key = "demo"
    layout = Layout(
        Warning("Somebody in danger now? Ring 999 first."),
        Section("What you saw", "title", "happening", Field("kind"), "themes", hint="In your own words"),
        Section("When and where", "review", "ward"),
        Inset("The audience is the partners."),
        Text("The rest is short."),
        Field("cost", prefix={"text": "£"}),
        "email",
        "secret",
        "paper",
        "no_names",
        Details("Add detail", "note"),
        Buttons(
            Submit("Save and continue"), Submit("Save for later", name="later", kind="secondary"), Link("Cancel", "/")
        ),
    )
    submit = ""


FRAME = {
    "person": "Asha Example",
    "viewer": SimpleNamespace(person_id=7, is_member=True),
    "navigation": [
        {"title": title, "url": f"/{title.lower()}/", "active": title == "Horizon"}
        for title in ("Plan", "Governance", "Memory", "Partners", "Horizon", "Local groups")
    ],
    "sample_data": True,
    "unread_notices": 2,
}


@login_not_required
def form_page(request: HttpRequest) -> HttpResponse:
    form = DemoForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        return redirect("home")
    return render(
        request, "form.html", {**FRAME, "form": form, "breadcrumbs": [{"title": "Horizon", "url": "/horizon/"}]}
    )


@login_not_required
def sent(request: HttpRequest) -> HttpResponse:
    return redirect("home")


@login_not_required
def conflict_page(request: HttpRequest) -> HttpResponse:
    form = DemoForm(initial={"title": "Mine"})
    both = [Difference("title", "Title", "Mine\nin two lines", f"<b>Theirs</b> {LONG}", join=True)]
    saved = Saved("Ben Example", datetime(2026, 5, 3, 14, 2, tzinfo=LONDON))
    form.conflicts = Comparison(QueryDict(), both, taken=["Where"], saved=saved)
    return render(request, "form.html", {**FRAME, "form": form})


@login_not_required
def parts_page(request: HttpRequest) -> HttpResponse:
    page = Paginator(range(300), 10).get_page(request.GET.get("page"))
    table = {
        "head": ("Reference", "Trend", "Likelihood", "Reports"),
        "rows": [
            ("T-0001", "E-bikes used in robberies", "Imminent", "12"),
            (LONG, "A long reference", "Unlikely", "3"),
        ],
        "numeric": [3],
    }
    return render(request, "parts.html", {**FRAME, **table, "page": page, "long": LONG, "day": date(2026, 5, 3)})


@login_not_required
def public_page(request: HttpRequest) -> HttpResponse:
    return render(request, "public.html", {"organisation_name": "Birmingham Community Safety Partnership"})


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "public.html", {**FRAME, "signed_in": True})


@login_not_required
def draft_save(request: HttpRequest) -> HttpResponse:
    if DRAFTS["answer"] == "signed-out":
        return HttpResponse("You have been signed out.", status=401)
    return HttpResponse("Saved at 14:02")


def named(name: str, address: str):
    return path(address, home, name=name)


urlpatterns = [
    named("home", ""),
    path("form/", form_page),
    path("sent/", sent),
    path("conflict/", conflict_page),
    path("parts/", parts_page),
    path("public/", public_page, name="public_home"),
    path("search/", include(([named("search", "")], "search"))),
    path("notices/", include(([named("list", "")], "notices"))),
    path("people/", include(([named("your_name", "your-name/")], "people"))),
    path("records/", include(([path("drafts/", draft_save, name="draft_save")], "records"))),
    named("account_login", "accounts/login/"),
    named("account_change_password", "accounts/password/change/"),
    named("account_logout", "accounts/logout/"),
]
