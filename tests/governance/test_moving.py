"""Moving a published meeting: what is refused, what is confirmed, and which reason for short notice stays."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from bcsp.records.clock import LONDON, now, today
from bcsp.records.dated import since
from bcsp.records.errors import Refused
from governance import actions
from governance.models import BodyRules, Meeting
from tests.governance import make
from tests.make import body, client, viewer

pytestmark = pytest.mark.django_db
WHY = "A grant lapses on Friday."
SNOW = "Snow closes the building."


@pytest.fixture(autouse=True)
def five_days():
    given = {"during": since(date(2020, 1, 1)), "source": "Terms of reference", "notice_days": 5}
    return BodyRules.objects.create(body=body("pdg"), **given)


def published(days: int, why: str = "") -> Meeting:
    return actions.publish_agenda(meeting=make.meeting(days=days), by=viewer("clerk"), extraordinary_why=why)


def move(meeting: Meeting, days: int, why: str = SNOW, **words) -> Meeting:
    given = {"starts_at": meeting.starts_at + timedelta(days=days), "place": meeting.place, **words}
    return actions.move_meeting(meeting=meeting, why=why, by=viewer("clerk"), **given)


def send(meeting: Meeting, day: date, **words):
    sent = {
        "version": meeting.version,
        "hour": "10:00",
        "place": meeting.place,
        "why": SNOW,
        "unusual_day": "on",
        **words,
    }
    sent |= {"day_day": day.day, "day_month": day.month, "day_year": day.year}
    return client("clerk").post(reverse("governance:meeting_move", args=[meeting.pk]), sent)


def pages(meeting: Meeting) -> list[str]:
    measured = reverse("governance:body_conformance", args=["pdg"]) + f"?year={meeting.day.year}"
    return [client("pdg").get(each).content.decode() for each in (meeting.get_absolute_url(), measured)]


@pytest.mark.parametrize(("days", "confirmed"), [(1, True), (60, False)])
def test_the_reason_given_at_publishing_stays_whatever_the_move_gives(days, confirmed):
    moved = move(published(2, WHY), days, short_notice=confirmed)
    assert (moved.extraordinary_why, moved.moved_why) == (WHY, SNOW)
    for html in pages(moved):
        assert WHY in html
        assert f"Moved from {published_for(moved)}: {SNOW}" in html


def published_for(meeting: Meeting) -> str:
    return Meeting(starts_at=meeting.moved_from).when


def test_a_move_to_short_notice_is_extraordinary_for_its_first_reason_until_notice_is_enough_again():
    soon = move(published(30), -28, short_notice=True)
    assert soon.extraordinary_why == SNOW
    again = move(soon, 1, why="Ice.", short_notice=True)
    assert (again.extraordinary_why, again.moved_why) == (SNOW, "Ice.")
    assert move(again, 40).extraordinary_why == ""


def test_short_notice_is_confirmed():
    meeting = published(30)
    with pytest.raises(Refused, match=r"want 5 clear working days .* moving it today gives \d"):
        move(meeting, -28)
    meeting.refresh_from_db()
    assert (meeting.moved_at, meeting.extraordinary_why) == (None, "")


def test_the_form_asks_to_confirm_it_in_a_sentence():
    meeting = published(30)
    assert b"at short notice" not in client("clerk").get(reverse("governance:meeting_move", args=[meeting.pk])).content
    answer = send(meeting, today() + timedelta(days=2))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "The rules of PDG want 5 clear working days" in html
    assert 'name="short_notice"' in html
    assert send(meeting, today() + timedelta(days=2), short_notice="on").status_code == 302
    meeting.refresh_from_db()
    assert meeting.extraordinary_why == SNOW


def test_enough_notice_and_the_same_day_ask_nothing():
    meeting = published(30)
    assert send(meeting, today() + timedelta(days=40)).status_code == 302
    soon = published(3, WHY)
    assert send(soon, soon.day, place="Room 9").status_code == 302


def test_not_to_a_time_that_is_past():
    meeting = published(30)
    with pytest.raises(Refused, match="That time is past already"):
        move(meeting, 0, starts_at=now() - timedelta(minutes=1), short_notice=True)
    answer = send(meeting, today() - timedelta(days=1))
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "That day is past" in html
    assert "short_notice" not in html


def test_another_place_for_a_meeting_that_has_begun():
    meeting = published(2, WHY)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=now() - timedelta(hours=1))
    meeting.refresh_from_db()
    assert move(meeting, 0, place="Room 9").place == "Room 9"
    assert meeting.starts_at.astimezone(LONDON) < now()
