"""Every free text that others read is screened, or it is said here why not (practice.md, rule 4)."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from importlib import import_module

import pytest
from django import forms as django_forms
from django.urls import reverse

from bcsp.govuk.dates import DateField
from bcsp.govuk.forms import GovukForm
from bcsp.govuk.widgets import PARTS
from bcsp.records.dated import since
from bcsp.records.screenedform import Screened
from governance import actions
from governance.models import BodyRules
from tests.governance import make
from tests.make import body, client, viewer

NUMBER = "0121 496 0000"
NOT_SCREENED = {
    # Asks for a name: of whom the partnership itself sends, or gives a sign-in.
    ("GuestForm", "name"),
    ("InterestForm", "name"),
    ("PersonInviteForm", "name"),
    ("ReplyForm", "substitute"),
    # Names a document, or is a reference that has to stand here.
    ("ApplicantChangeForm", "identifier"),
    ("ApplicationLogForm", "who"),
    ("BodyRulesForm", "source"),
    ("ReferralTrendLogForm", "held_by_police"),
    ("TrendChangeForm", "held_by_police"),
    ("TrendLogForm", "held_by_police"),
    ("TrendWordsForm", "held_by_police"),
    # Does not leave its author, or the community safety team.
    ("AssessmentForm", "note"),
    ("ApplicationFilterForm", "q"),
    ("DecisionFilter", "q"),
    ("InterventionFilterForm", "q"),
    ("InterventionReadersForm", "why"),
    ("NoteForm", "text"),
    ("ProviderFilterForm", "q"),
    ("SendBackForm", "why"),
    ("TrendFilterForm", "q"),
    ("TrendReadersForm", "why"),
    # Part of forms that screen it.
    ("WhyPrivate", "withheld_by"),
    ("WhyPrivate", "withheld_why"),
}


def every_form(base: type = GovukForm) -> Iterator[type]:
    import_module("bcsp.urls")  # and with it all views and their forms
    for form in base.__subclasses__():
        yield form
        yield from every_form(form)


def test_every_free_text_is_screened_or_has_its_reason():
    found = set()
    for form in every_form():
        if (
            form.__module__.split(".")[0] not in {"governance", "memory", "horizon", "bcsp"}
            or "govuk" in form.__module__
        ):
            continue
        screened = form.screened_fields if issubclass(form, Screened) else ()
        for name, field in form.base_fields.items():
            hidden = isinstance(field.widget, django_forms.HiddenInput)
            if type(field) is django_forms.CharField and not hidden and name not in screened:
                found.add((form.__name__, name))
    assert found == NOT_SCREENED


def day_of(meeting) -> dict[str, object]:
    day = meeting.day + timedelta(days=20)
    return {"day_day": day.day, "day_month": day.month, "day_year": day.year, "hour": "10:00", "unusual_day": "on"}


def cancelled():
    meeting = make.published(days=14)
    return reverse("governance:meeting_cancel", args=[meeting.pk]), {"version": meeting.version}, "why"


def moved():
    meeting = make.published(days=14)
    address = reverse("governance:meeting_move", args=[meeting.pk])
    return address, {"version": meeting.version, **day_of(meeting)}, "why"


def published_late():
    BodyRules.objects.create(
        body=body("pdg"), during=since(date(2020, 1, 1)), source="Terms of reference", notice_days=5
    )
    meeting = make.meeting(days=2)
    address = reverse("governance:meeting_publish", args=[meeting.pk])
    page = client("clerk").get(address)
    sent = {name: page.context["form"].initial[name] for name in ("version", "laid_out")}
    return address, {**sent, "audience": "partners"}, "extraordinary_why"


def arranged():
    meeting = make.meeting(days=14)
    address = reverse("governance:meeting_change", args=[meeting.pk])
    return address, {"version": meeting.version, "title": "PDG", **day_of(meeting)}, "place"


def dropped():
    return reverse("governance:backlog_drop", args=[make.waiting().pk]), {}, "why"


def supplemented():
    meeting = make.meeting(days=14)
    item = make.item(meeting)
    actions.publish_agenda(meeting=meeting, by=viewer("clerk"))
    report = make.report(item)
    return reverse("governance:supplement_issue", args=[meeting.pk]), {"reports": [report.pk]}, "why"


def guest():
    item = make.item(make.meeting())
    return reverse("governance:guest_list", args=[item.pk]), {"name": "A. Body, BVSC"}, "why"


def for_the_chair():
    item = make.item(make.meeting())
    return reverse("governance:chair_note_edit", args=[item.pk]), {}, "text"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "page", [cancelled, moved, published_late, arranged, dropped, supplemented, guest, for_the_chair]
)
def test_what_looks_like_a_persons_data_is_taken_out_or_ticked(page):
    address, sent, name = page()
    clerk, sent = client("clerk"), {**sent, name: f"Ring {NUMBER}."}
    answer = clerk.post(address, sent)
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"checked"}
    assert f"“{NUMBER}” in “" in answer.content.decode()
    assert "graded police intelligence" in clerk.post(address, {**sent, name: "Graded 1BP."}).content.decode()
    assert clerk.post(address, {**sent, "checked": f"{name}: {NUMBER}"}).status_code == 302


def test_no_two_boxes_of_a_form_are_sent_under_one_name():
    for form in every_form():
        boxes = Counter(box for name, field in fields_of(form).items() for box in boxes_of(name, field))
        assert [box for box, times in boxes.items() if times > 1] == [], form.__name__


def fields_of(form: type) -> dict[str, django_forms.Field]:
    """None of a mixin, which is no form yet."""
    return getattr(form, "base_fields", {})


def boxes_of(name: str, field: django_forms.Field) -> list[str]:
    return [f"{name}_{part}" for part in PARTS] if isinstance(field, DateField) else [name]
