"""The thread: both ways, over the links, through what the viewer may see alone; the days till it is decided."""

from datetime import timedelta

import pytest
from django.urls import reverse

from bcsp.records.clock import pretend, today
from bcsp.records.links import connect
from bcsp.records.models import AccessEvent
from bcsp.records.thread import days_to_answer, thread
from horizon import actions
from tests import make
from tests.horizon import make as horizon

pytestmark = pytest.mark.django_db


def linked_trend():
    """A referral ten days ago, the trend it led to eight days ago, and its assessment."""
    with pretend(today() - timedelta(days=10)):
        referral = horizon.referral()
    with pretend(today() - timedelta(days=8)):
        trend = horizon.trend()
        actions.link_referral(
            referral=referral, version=referral.version, trend=trend, feedback="Thank you", by=make.viewer("analyst")
        )
    return referral, trend, horizon.cleared(trend)


def steps(record, persona) -> list[tuple[str, int]]:
    return [(stage.kind.name, stage.days) for stage in thread(record, make.viewer(persona))]


def test_the_thread_is_the_same_from_both_ends():
    referral, trend, assessment = linked_trend()
    expected = [("Referral", 0), ("Trend", 2), ("Assessment", 10)]
    assert steps(referral, "analyst") == steps(trend, "analyst") == steps(assessment, "analyst") == expected


def test_what_a_viewer_may_not_see_is_no_step_and_leads_nowhere():
    *_, assessment = linked_trend()
    assert steps(assessment, "pdg") == [("Trend", 0), ("Assessment", 8)]
    assert steps(assessment, "public") == [("Assessment", 0)]


def test_a_related_matter_is_shown_but_not_walked_through():
    _, trend, _ = linked_trend()
    other, far = horizon.trend("Another matter"), horizon.trend("A far matter")
    connect(trend, "related", other)
    connect(other, "related", far)
    titles = {str(stage.record) for stage in thread(trend, make.viewer("analyst"))}
    assert str(other) in titles
    assert str(far) not in titles


def test_the_page_is_logged_where_it_shows_named_readers_records():
    referral, _, _ = linked_trend()
    page = reverse("records:thread", args=["horizon.referral", referral.pk])
    assert make.client("analyst").get(page).status_code == 200
    event = AccessEvent.objects.get()
    assert (event.how, event.records) == ("thread", [f"horizon.referral:{referral.pk}"])
    assert make.client("pdg").get(page).status_code == 404


def test_days_are_counted_to_the_first_decision():
    _, trend, _ = linked_trend()
    assert days_to_answer(thread(trend, make.viewer("analyst"))) is None


def test_an_older_related_matter_is_not_where_the_thread_began():
    with pretend(today() - timedelta(days=30)):
        older = horizon.trend("An older matter")
    _, trend, assessment = linked_trend()
    connect(trend, "related", older)
    stages = thread(assessment, make.viewer("analyst"))
    assert next((stage.record, stage.related) for stage in stages) == (older, True)
    assert [stage.days for stage in stages if not stage.related] == [0, 2, 10]


def test_steps_of_one_day_stand_in_the_order_in_which_they_were_written():
    trend = horizon.trend()
    assessment = horizon.cleared(trend)
    assert steps(assessment, "analyst") == [("Trend", 0), ("Assessment", 0)]
