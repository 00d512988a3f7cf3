"""When a body meets next, as everyone may know it: one answer on every public page."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bcsp.records.clock import LONDON, day_of, today
from governance import actions
from governance.models import Meeting
from governance.sittings import next_of
from tests.make import body, client, text, viewer

pytestmark = pytest.mark.django_db
RULE = "every month: second Thursday, 2pm"
PLACES = (("body_detail", ("pdg",)), ("body_list", ()), ("meeting_list", ()))


def rules(slug: str = "pdg", **words) -> None:
    given = {"cycle": 1, "first_month": 1, "week": 2, "weekday": 3, "hour": time(14), "source": "Terms", **words}
    actions.set_rules(body=body(slug), first=date(2020, 1, 1), by=viewer("coordinator"), **given)


def arranged(day: date, slug: str = "pdg") -> Meeting:
    at = datetime.combine(day, time(10), LONDON)
    return actions.arrange_meeting(body=body(slug), starts_at=at, by=viewer("coordinator"))


def published(day: date, audience: str = "public") -> Meeting:
    draft = arranged(day)
    actions.add_item(meeting=draft, title="Lights", by=viewer("coordinator"))
    return actions.publish_agenda(meeting=draft, audience=audience, by=viewer("coordinator"))


def by_rule() -> list[date]:
    """The next days that the rules give."""
    found, day = [], today()
    while len(found) < 4:
        day += timedelta(days=1)
        if day.weekday() == 3 and 8 <= day.day <= 14:
            found.append(day)
    return found


def said() -> list[str]:
    """The public pages that say when PDG meets next, without their line breaks."""
    answers = [client("anonymous").get(reverse(f"governance_public:{name}", args=args)) for name, args in PLACES]
    return [" ".join(text(answer).split()) for answer in answers]


def when(day: date, hour: str = "2pm") -> str:
    return f"{day:%A %-d %B %Y}, {hour}"


def test_without_rules_or_meetings_no_date_is_set_yet():
    assert all("No date is set yet" in page for page in said())


def test_the_rules_say_when_until_somebody_convenes_it():
    """A meeting that only partners know of tells nobody its day."""
    rules()
    first = next_of([body("pdg")], today())["pdg"].expected
    kept = arranged(first.day + timedelta(days=1))
    for page in said():
        assert f"Next expected: {first.when}, by its rules ({RULE})" in page
        assert f"{kept.day:%-d %B %Y}" not in page


def test_a_convened_meeting_takes_the_place_of_the_expected_one():
    rules()
    day = next_of([body("pdg")], today())["pdg"].expected.day + timedelta(days=1)
    meeting = published(day)
    for page in said():
        assert f'href="/public/meetings/{meeting.pk}/">{when(day, "10am")}' in page
        assert "Expected before that" not in page
    actions.cancel_meeting(meeting=meeting, why="Snow", by=viewer("clerk"))
    following = next_of([body("pdg")], today())["pdg"]
    assert following.convened is None
    assert following.expected.day > day + timedelta(days=14)


def test_an_expected_day_before_a_convened_one_is_told_too():
    rules()
    second = by_rule()[2]
    meeting = published(second)
    found = next_of([body("pdg")], today())["pdg"]
    assert (found.convened.meeting, found.expected.day < second) == (meeting.pk, True)
    assert all(f"Expected before that, by its rules ({RULE}): {found.expected.when}" in page for page in said())


def test_a_draft_meant_for_everyone_is_told_by_its_day_alone():
    draft = arranged(today() + timedelta(days=9))
    Meeting.objects.filter(pk=draft.pk).update(audience="public", place="Room 5")
    for page in said():
        assert f"{when(draft.day, '10am')}; the agenda is not published yet" in page
        assert f"/public/meetings/{draft.pk}/" not in page
        assert "Room 5" not in page


def test_what_was_held_today_is_not_next():
    meeting = published(today())
    by, at = meeting.published_by, meeting.published_at
    Meeting.objects.filter(pk=meeting.pk).update(state="held", held_at=at, held_by=by)
    assert next_of([body("pdg")], today())["pdg"].convened is None
    assert day_of(meeting.starts_at) == today()


def test_a_yearly_body_is_expected_again_once_its_month_is_over():
    rules(cycle=12, first_month=3)
    found = next_of([body("pdg")], date(2027, 3, 12))["pdg"].expected
    assert (found.day.year, found.day.month) == (2028, 3)


def test_more_bodies_and_meetings_cost_no_more_queries():
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            next_of([body("pdg"), body("board")], today())
        return len(seen)

    rules()
    before = cost()
    rules("board")
    published(by_rule()[0])
    published(by_rule()[1])
    assert cost() == before
