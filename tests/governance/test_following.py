"""What programs follow: feeds of published agendas and coming decisions, and the calendar. Public facts alone."""

from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from bcsp.records.clock import LONDON, now, today
from governance import actions
from governance.models import Meeting
from tests.governance import make
from tests.make import body, client, viewer

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}
CANARY = make.CANARY


def get(name: str, **headers):
    return client("anonymous").get(reverse(f"governance_public:{name}"), headers=headers)


def entries(name: str) -> list[ElementTree.Element]:
    return ElementTree.fromstring(get(name).content).findall("a:entry", ATOM)


def said(entry: ElementTree.Element, name: str) -> str:
    return entry.find(f"a:{name}", ATOM).text


def events() -> dict[str, object]:
    return {str(event["uid"]): event for event in Calendar.from_ical(get("meeting_calendar").content).walk("VEVENT")}


def publish(days: int = 14, audience: str = "public", **fields) -> Meeting:
    meeting = make.meeting(days=days, **fields)
    return actions.publish_agenda(meeting=meeting, audience=audience, by=viewer("clerk"))


def moved(meeting: Meeting, **to) -> Meeting:
    given = {"starts_at": meeting.starts_at, "place": meeting.place, "why": "Snow is forecast", **to}
    with time_machine.travel(now() + timedelta(minutes=5)):
        return actions.move_meeting(meeting=meeting, by=viewer("clerk"), short_notice=True, **given)


@pytest.mark.parametrize("name", ["meeting_feed", "meeting_calendar", "coming_feed"])
def test_nothing_but_what_is_public(name):
    publish(place=f"Back room {CANARY}")
    publish(days=20, place=CANARY, audience="partners")
    draft = make.meeting(days=30, place=CANARY)
    actions.cancel_meeting(meeting=draft, why=CANARY, by=viewer("clerk"))
    make.announced(title="Open")
    make.coming(title=CANARY)
    make.announced(title=CANARY, audience="partners")
    answer = get(name)
    assert CANARY not in answer.content.decode()
    assert CANARY not in answer.content.decode().replace("\r\n ", "")  # calendars fold their lines
    assert len(entries(name) if name.endswith("feed") else events()) == 1
    assert get(name, if_none_match=answer.headers["ETag"]).status_code == 304


def test_a_coming_decision_does_not_tell_of_a_meeting_that_is_not_public():
    meeting = make.published(days=20)
    make.announced(meeting=meeting, expected=meeting.day)
    [entry] = entries("coming_feed")
    assert f"Not before {meeting.day:%-d %B %Y}" in said(entry, "summary")
    assert "At the meeting" not in said(entry, "summary")


def test_a_moved_meeting_moves_in_calendars_that_have_it_and_a_cancelled_one_is_struck_out():
    meeting = publish()
    [(uid, before)] = events().items()
    assert before["dtstart"].dt == meeting.starts_at.astimezone(UTC)
    assert (before["status"], before["sequence"]) == ("CONFIRMED", 0)
    meeting = moved(meeting, starts_at=meeting.starts_at + timedelta(days=3), place=CANARY)
    after = events()[uid]
    assert after["dtstart"].dt == before["dtstart"].dt + timedelta(days=3)
    assert after["sequence"] > before["sequence"]
    assert after["last-modified"].dt > before["last-modified"].dt
    assert "Snow is forecast" in after["description"]
    assert CANARY not in get("meeting_calendar").content.decode().replace("\r\n ", "")
    with time_machine.travel(now() + timedelta(minutes=9)):
        actions.cancel_meeting(meeting=meeting, why="The hall is flooded; no heating, either", by=viewer("clerk"))
    over = events()[uid]
    assert over["status"] == "CANCELLED"
    assert over["sequence"] > after["sequence"]
    assert "The hall is flooded; no heating, either" in over["description"]
    assert "location" not in over


def test_a_meeting_is_as_long_as_its_agenda_plans_and_says_so_where_it_has_no_end():
    meeting = publish()
    [event] = events().values()
    assert "duration" not in event
    assert "dtend" not in event
    assert "No end is set" in event["description"]
    meeting.items.update(minutes=20)
    [event] = events().values()
    assert event["duration"].dt == timedelta(minutes=20) * meeting.items.count()
    assert "description" not in event


def test_a_day_by_rules_is_tentative_and_goes_once_the_meeting_is_published():
    """One a body, for the whole day and with nobody kept busy; the same bytes as long as it stands."""
    given = {"cycle": 1, "first_month": 1, "week": 2, "weekday": 3, "source": "Terms", "quorum": 2}
    actions.set_rules(body=body("pdg"), first=date(2020, 1, 1), by=viewer("coordinator"), **given)
    [event] = events().values()
    day = event["dtstart"].dt
    assert (type(day), event["status"], event["transp"]) == (date, "TENTATIVE", "TRANSPARENT")
    assert "by its rules (every month: second Thursday)" in event["description"]
    assert get("meeting_calendar").content == get("meeting_calendar").content
    publish((day - today()).days)
    assert [event["status"] for event in events().values()] == ["CONFIRMED"]


def test_meetings_stand_at_their_hour_in_winter_and_in_summer():
    winter, summer = datetime(2027, 1, 14, 14, tzinfo=LONDON), datetime(2027, 7, 15, 14, tzinfo=LONDON)
    for at in (winter, summer):
        meeting = make.meeting()
        Meeting.objects.filter(pk=meeting.pk).update(starts_at=at)
        meeting.refresh_from_db()
        actions.publish_agenda(meeting=meeting, audience="public", by=viewer("clerk"))
    hours = [event["dtstart"].dt.hour for event in events().values()]
    assert hours == [14, 13]


def test_an_agendas_entry_is_updated_when_its_meeting_moves():
    meeting = publish()
    [before] = entries("meeting_feed")
    moved(meeting, starts_at=meeting.starts_at + timedelta(days=3))
    [after] = entries("meeting_feed")
    assert said(after, "id") == said(before, "id")
    assert said(after, "published") == said(before, "published")
    assert said(after, "updated") > said(before, "updated")
    assert said(after, "title").endswith("(moved)")
    assert "Snow is forecast" in said(after, "summary")


def test_what_came_of_an_announced_decision_reaches_those_who_follow_it():
    row = make.announced()
    [before] = entries("coming_feed")
    actions.drop_coming(coming=row, version=row.version, why="The grant ended", by=viewer("clerk"))
    [after] = entries("coming_feed")
    assert said(after, "id") == said(before, "id")
    assert said(after, "updated") >= said(before, "updated")
    assert said(after, "title") == "Sampling (not coming any more)"
    assert "The grant ended" in said(after, "summary")


def test_the_pages_lead_to_what_follows_them():
    for page, *names in (("meeting_list", "meeting_feed", "meeting_calendar"), ("coming_list", "coming_feed")):
        html = get(page).content.decode()
        for name in names:
            assert html.count(f'href="{reverse(f"governance_public:{name}")}"') == 2


@pytest.mark.parametrize("name", ["meeting_feed", "meeting_calendar", "coming_feed"])
def test_as_many_queries_for_three_as_for_one(name):
    counts = []
    for days in (1, 2, 3):
        publish(days=days * 10)
        make.announced()
        with CaptureQueriesContext(connection) as found:
            get(name)
        counts.append(len(found))
    assert counts[0] == counts[2] <= 5
