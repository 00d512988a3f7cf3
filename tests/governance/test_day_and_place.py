"""When and where a meeting can be: not in the past, not unasked on a day off, and without a joining link."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from bcsp.records.clock import today
from bcsp.records.errors import Refused
from governance import actions
from governance.models import Meeting
from tests.governance import make
from tests.make import body, client, viewer

pytestmark = pytest.mark.django_db
LINKS = ("https://teams.microsoft.com/l/meetup/19", "Online: zoom.us/j/99 1", "www.example.org", "msteams:/l/meetup/19")


def text(answer) -> str:
    return answer.content.decode()


def on(day: date, **more) -> dict:
    return {"day_day": day.day, "day_month": day.month, "day_year": day.year, "hour": "10:00", **more}


def next_week(weekday: int) -> date:
    return today() + timedelta(days=7 + (weekday - today().weekday()) % 7)


def arrange(day: date, **more):
    sent = on(day, body=body("pdg").pk, **more)
    return client("clerk").post(reverse("governance:meeting_arrange"), sent)


@pytest.mark.parametrize("link", LINKS)
def test_no_place_is_a_joining_link(link):
    answer = arrange(next_week(1), place=link)
    assert answer.status_code == 422
    assert "Put no joining link here" in text(answer)
    assert "looks like a link" not in text(answer)
    draft, out = make.meeting(), make.published(days=7)
    for name, meeting, more in (
        ("change", draft, {"title": draft.title}),
        ("move", out, {"why": "Rooms"}),
    ):
        sent = on(next_week(2), version=meeting.version, place=link, **more)
        answer = client("clerk").post(reverse(f"governance:meeting_{name}", args=[meeting.pk]), sent)
        assert answer.status_code == 422
        assert "Put no joining link here" in text(answer)
    assert not Meeting.objects.exclude(place="").exists()


def test_nor_by_another_way_than_the_form():
    with pytest.raises(ValidationError, match="Put no joining link here"):
        make.meeting(place=LINKS[0])
    make.meeting(place="Online, and St. James's Hall/Room 2")


def test_an_old_link_keeps_no_meeting_from_being_held():
    meeting = make.published(days=0)
    Meeting.objects.filter(pk=meeting.pk).update(place=LINKS[0])
    assert actions.hold_meeting(meeting=meeting, by=viewer("clerk")).state == "held"


def test_a_day_that_is_past_is_refused():
    yesterday = today() - timedelta(days=1)
    assert "That day is past" in text(arrange(yesterday))
    draft = make.meeting()
    sent = on(yesterday, version=draft.version, title=draft.title)
    answer = client("clerk").post(reverse("governance:meeting_change", args=[draft.pk]), sent)
    assert "That day is past" in text(answer)
    starts = draft.starts_at - timedelta(days=30)
    given = {"starts_at": starts, "place": "", "papers_close": None, "by": viewer("clerk")}
    with pytest.raises(Refused, match="past"):
        actions.arrange_meeting(body=body("pdg"), **given)
    with pytest.raises(Refused, match="past"):
        actions.change_meeting(meeting=draft, version=draft.version, title=draft.title, **given)


def test_a_draft_that_was_left_behind_can_still_be_renamed():
    draft = make.meeting(days=-3)
    sent = on(draft.day, version=draft.version, title="Another name")
    client("clerk").post(reverse("governance:meeting_change", args=[draft.pk]), sent)
    assert Meeting.objects.get().title == "Another name"


@pytest.mark.parametrize("weekday", [5, 6])
def test_a_weekend_is_asked_about(weekday):
    day = next_week(weekday)
    answer = arrange(day)
    assert answer.status_code == 422
    assert f"is a {day:%A}. Tick that it is meant" in text(answer)
    assert arrange(day, unusual_day="on").status_code == 302
    assert Meeting.objects.get().day == day


def test_a_bank_holiday_is_asked_about_when_a_meeting_moves_to_it(monkeypatch):
    day = next_week(2)
    monkeypatch.setattr("governance.forms.meetings.bank_holidays", lambda: {day: "Invented Day"})
    meeting = make.published(days=1)
    address = reverse("governance:meeting_move", args=[meeting.pk])
    sent = on(day, version=meeting.version, why="Rooms", short_notice="on")
    answer = client("clerk").post(address, sent)
    assert "is a bank holiday (Invented Day)" in text(answer)
    client("clerk").post(address, {**sent, "unusual_day": "on"})
    assert Meeting.objects.get().day == day
    again = Meeting.objects.get()  # its place changes, its day is as it was: nobody is asked twice
    sent = {**on(day, version=again.version, why="Larger", short_notice="on"), "hour": "11:00"}
    assert client("clerk").post(address, sent).status_code == 302
