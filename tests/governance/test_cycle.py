"""A body's rules as rows: the days of a year that follow from them, and the notice that a meeting gives."""

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from bcsp.records.clock import today
from bcsp.records.dated import since
from governance import cycle
from governance.models import BodyRules
from tests.governance import make
from tests.make import body, client

pytestmark = pytest.mark.django_db
MONTHLY = {"cycle": 1, "first_month": 1, "week": 2, "weekday": 3, "hour": time(14)}


def rules(slug: str = "pdg", first: date = date(2026, 1, 1), **words) -> BodyRules:
    return BodyRules.objects.create(body=body(slug), during=since(first), source="Terms of reference", **words)


def days(slug: str, year: int) -> list[date]:
    return [each.day for each in cycle.year_of(body(slug), year)]


def test_a_body_without_rules_plans_nothing():
    assert cycle.year_of(body("pdg"), 2027) == []
    assert cycle.rules_of(body("pdg"), date(2027, 1, 1)) is None


def test_the_second_thursday_of_each_month():
    rules(**MONTHLY)
    assert len(days("pdg", 2027)) == 12
    assert days("pdg", 2027)[:2] == [date(2027, 1, 14), date(2027, 2, 11)]


def test_a_quarter_counts_from_the_month_that_was_named():
    rules("board", cycle=3, first_month=11, week=5, weekday=0)
    assert days("board", 2027) == [date(2027, 2, 22), date(2027, 6, 1), date(2027, 8, 31), date(2027, 11, 29)]


def test_a_meeting_on_a_bank_holiday_moves_and_says_why():
    rules("board", cycle=12, first_month=5, week=1, weekday=0)
    [planned] = cycle.year_of(body("board"), 2027)
    assert (planned.day, planned.moved_from, planned.holiday) == (
        date(2027, 5, 4),
        date(2027, 5, 3),
        "Early May bank holiday",
    )


def test_rules_that_change_in_the_year_each_plan_their_part():
    first = rules(**MONTHLY)
    first.during = (date(2026, 1, 1), date(2027, 7, 1))
    first.save()
    rules(first=date(2027, 7, 1), **{**MONTHLY, "cycle": 3})
    assert [day.month for day in days("pdg", 2027)] == [1, 2, 3, 4, 5, 6, 7, 10]


def test_papers_close_so_many_working_days_before():
    assert cycle.papers_close(rules(papers_days=5), date(2027, 1, 14)) == date(2027, 1, 7)
    assert cycle.papers_close(BodyRules(papers_days=1), date(2027, 1, 14)) == date(2027, 1, 13)
    assert cycle.papers_close(BodyRules(papers_days=0), date(2027, 1, 14)) == date(2027, 1, 14)
    assert cycle.papers_close(None, date(2027, 1, 14)) is None


def test_notice_is_measured_by_the_rule_of_the_meetings_day():
    meeting = make.meeting(days=30)
    assert cycle.notice_of(meeting, meeting.day) is None
    rules(first=date(2020, 1, 1), notice_days=5)
    notice = cycle.notice_of(meeting, meeting.day)
    assert (notice.wanted, notice.given, notice.is_short) == (5, 0, True)
    assert not cycle.notice_of(meeting, notice.last_day).is_short


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ({"cycle": 1}, "whole_cycle"),
        ({**MONTHLY, "cycle": 5}, "cycle_known"),
        ({"quorum": 0}, "quorum"),
    ],
)
def test_the_database_holds_the_rules(words, name):
    with pytest.raises(IntegrityError, match=f"governance_bodyrules_{name}"), transaction.atomic():
        rules(**words)


def test_one_set_of_rules_a_day():
    rules()
    with pytest.raises(IntegrityError, match="one_a_day"), transaction.atomic():
        rules(first=date(2027, 1, 1))


def test_a_day_for_papers_that_is_past_is_not_set_and_said():
    rules(papers_days=5, first=date(2020, 1, 1))
    assert make.meeting(days=40).papers_close > today() + timedelta(days=20)
    address, browser = reverse("governance:meeting_arrange"), client("clerk")
    form = browser.get(address).content.decode()
    assert "Left empty, the rules of the body set it" in form
    assert "Leave empty if no day is set" not in form
    for ahead, said in ((3, True), (30, False)):
        day = today() + timedelta(days=ahead)
        sent = {
            "body": body("pdg").pk,
            "hour": "09:30",
            "unusual_day": "on",
            "day_day": day.day,
            "day_month": day.month,
            "day_year": day.year,
        }
        answer = browser.post(address, sent)
        html = browser.get(answer.headers["Location"]).content.decode()
        assert ("which is past, so no day is set" in html) is said
        assert ("Papers close on" in html) is not said
