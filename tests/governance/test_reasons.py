"""Reasons that others read, on pages and on packs, go through the screening step (practice.md, rule 4)."""

from datetime import date

import pytest
from django.urls import reverse

from bcsp.records.dated import since
from governance import actions
from governance.models import BodyRules
from tests.governance import make
from tests.make import body, client, viewer

pytestmark = pytest.mark.django_db
SAID = "Mr Smith of 12 Acacia Road is ill"
TICKS = ["Mr Smith", "12 Acacia Road"]


def cancelled() -> tuple[str, str, dict]:
    meeting = make.published(days=3)
    return reverse("governance:meeting_cancel", args=[meeting.pk]), "why", {"version": meeting.version}


def moved() -> tuple[str, str, dict]:
    meeting = make.published(days=3)
    address, day = reverse("governance:meeting_move", args=[meeting.pk]), meeting.day
    sent = {"version": meeting.version, "place": "Room 9", "hour": "14:00"}
    return address, "why", {**sent, "day_day": day.day, "day_month": day.month, "day_year": day.year}


def published_late() -> tuple[str, str, dict]:
    BodyRules.objects.create(body=body("pdg"), during=since(date(2020, 1, 1)), source="Terms", notice_days=5)
    meeting = make.meeting(days=1)
    address = reverse("governance:meeting_publish", args=[meeting.pk])
    shown = client("clerk").get(address).context["form"].initial
    return address, "extraordinary_why", {**shown, "audience": "public"}


def supplemented() -> tuple[str, str, dict]:
    meeting = make.meeting()
    item = make.item(meeting)
    actions.publish_agenda(meeting=meeting, by=viewer("clerk"))
    late = make.report(item)
    return reverse("governance:supplement_issue", args=[meeting.pk]), "why", {"reports": [late.pk]}


def dropped() -> tuple[str, str, dict]:
    return reverse("governance:backlog_drop", args=[make.waiting().pk]), "why", {}


@pytest.mark.parametrize("begin", [cancelled, moved, published_late, supplemented, dropped])
def test_a_reason_that_points_to_a_person_is_looked_at_once_more(begin):
    address, name, sent = begin()
    answer = client("clerk").post(address, {**sent, name: SAID})
    assert answer.status_code == 422
    assert "or tick that it points to nobody" in answer.content.decode()
    ticks = [f"{name}: {piece}" for piece in TICKS]
    assert client("clerk").post(address, {**sent, name: SAID, "checked": ticks}).status_code == 302
