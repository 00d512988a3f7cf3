"""The sample partnership: what this strand holds of it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from bcsp.people.models import Organisation, User
from bcsp.records.clock import today
from bcsp.records.thread import thread
from bcsp.records.viewer import Viewer
from governance.cycle import year_of
from governance.models import Decision, Edition, Meeting
from governance.queries import next_pdg
from governance.sittings import sittings
from horizon import papers, queries
from horizon.models import Trend
from horizon.strand import STRAND
from memory.models import Lesson

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sampled")]


def viewer(login: str) -> Viewer:
    return Viewer.of(User.objects.select_related("person").get(email=f"{login}@example.org"))


def test_what_waits():
    assert Trend.objects.count() == 10
    texts = [waiting.text for waiting in STRAND.attention(viewer("analyst"))]
    assert texts[0] == "Referrals: 3 waiting, 1 past 2 working days"
    assert any("Clear for PDG" in waiting.text for waiting in STRAND.attention(viewer("coordinator")))
    assert STRAND.attention(viewer("partner")) == []


def test_the_complete_thread():
    decision = Decision.objects.filter(body__slug="pdg", item__isnull=False).order_by("pk").first()
    trend = decision.subject.trend
    assert queries.referrals_of(trend, viewer("analyst")).count() == 1
    assert decision.actions.count() == 2
    assert queries.meeting_of(decision.subject).state == "minuted"
    notices = User.objects.get(email="partner@example.org").person.notices
    assert notices.filter(text__startswith="PDG has decided on something that you referred: RF-").exists()


def test_from_a_lesson_one_walks_by_links_to_its_first_referral_and_back():
    analyst = viewer("analyst")
    lesson = Lesson.objects.get(claim__startswith="Bring the timer")
    walked = [(stage.kind.name, stage.record) for stage in thread(lesson, analyst)]
    names = [name for name, _ in walked]
    assert names[:2] == ["Referral", "Trend"]
    for kind in ("Assessment", "Decision", "Intervention", "Lesson"):
        assert kind in names
    referral = walked[0][1]
    back = [stage.record for stage in thread(referral, analyst)]
    assert set(back) == {record for _, record in walked}
    browser = Client()
    browser.force_login(User.objects.get(email="analyst@example.org"))
    page = browser.get(reverse("records:thread", args=["memory.lesson", lesson.pk])).content.decode()
    for _, record in walked:
        assert f'href="{record.get_absolute_url()}"' in page
        assert browser.get(record.get_absolute_url()).status_code == 200


def test_the_next_agenda():
    found = papers.emerging_trends(today() + timedelta(days=14))
    asks = [paper.data.ask.split(":")[0] for paper in found]
    assert len(found) == 7
    assert asks == sorted(asks, key=["Decide", "Task", "Note it"].index)
    assert [paper.title for paper in found if paper.returns] == ["Off-road bikes on towpaths after 9 pm"]
    assert next_pdg().day > today()


def test_the_register_has_its_numbers_in_the_order_of_days():
    agreed = Decision.objects.filter(state="agreed").order_by("reference")
    days = list(agreed.values_list("decided_on", flat=True))
    assert len(days) == 6
    assert days == sorted(days)


def test_each_edition_is_approved_on_a_weekday_on_which_its_body_meets():
    meets = {meeting.day.weekday() for meeting in Meeting.objects.filter(body__slug="board")}
    assert {found.approval_day.weekday() for found in Edition.objects.filter(approval_body__slug="board")} == meets


def test_meetings_are_on_the_days_that_their_bodies_rules_give():
    """No convened meeting beside an expected one, in the year of either body."""
    found = list(Organisation.objects.filter(slug__in=("board", "pdg")))
    rows = sittings(found, today() - timedelta(days=200), today() + timedelta(days=160))
    months = [(row.slug, row.day.year, row.day.month) for row in rows]
    assert len(set(months)) == len(months)
    assert {row.key.partition(":")[0] for row in rows} == {"organisation"}
    given = {
        planned.day for body in found for year in {row.day.year for row in rows} for planned in year_of(body, year)
    }
    assert {row.day for row in rows} <= given
