"""What waits on the home page of analysts and of those whom PDG is asked to task, and what their notices say."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bcsp.notices.models import Notice
from bcsp.people.models import Membership, Post
from bcsp.places.models import Ward
from bcsp.records.errors import NotAllowed, Refused
from governance.choices import DecisionState
from horizon import actions
from horizon.models import Assessment, Trend
from horizon.strand import MOST_TO_ASSESS, STRAND
from tests.governance.make import agreed, emerging, held
from tests.horizon import make
from tests.make import body, client, user, viewer

pytestmark = pytest.mark.django_db


def waits(persona: str) -> list[str]:
    return [each.text for each in STRAND.attention(viewer(persona))]


def notices(persona: str) -> list[str]:
    return list(Notice.objects.filter(recipient=user(persona).person, read_at=None).values_list("text", flat=True))


@pytest.fixture
def lead() -> Post:
    """The post of the local lead of LDG North, held by the persona."""
    person = user("ldg.north").person
    post, _ = Post.objects.get_or_create(organisation=body("ldg-north"), label="Local lead")
    Membership.objects.filter(person=person).update(post=post)
    return post


def test_a_logged_trend_waits_for_every_analyst_until_somebody_begins():
    trend = make.trend()
    for persona in ("analyst", "analyst2"):
        assert waits(persona) == [f"Assess: {trend}"]
    assert waits("coordinator") == waits("partner") == []
    actions.start_assessment(trend=trend, by=viewer("analyst"))
    assert waits("analyst") == [f"Finish the assessment: {trend}"]
    assert waits("analyst2") == [f"Being assessed by {user('analyst').person}: {trend}"]
    assert waits("coordinator") == []


def test_of_many_trends_the_oldest_are_named():
    trends = [make.trend() for _ in range(MOST_TO_ASSESS + 2)]
    texts = waits("analyst")
    assert texts[:MOST_TO_ASSESS] == [f"Assess: {trend}" for trend in trends[:MOST_TO_ASSESS]]
    assert texts[-1] == "2 more trends wait to be assessed"


def test_home_asks_as_often_for_three_as_for_one(lead):
    counts = []
    for more in (1, 2):
        for _ in range(more):
            make.trend()
            make.draft()
            make.cleared(ask="task", task_whom=lead)
        for persona in ("analyst", "ldg.north"):
            reader = viewer(persona)
            with CaptureQueriesContext(connection) as asked:
                STRAND.attention(reader)
            counts.append(len(asked))
    assert counts[:2] == counts[2:]


def test_whom_pdg_is_asked_to_task_is_told_until_it_decides(lead):
    row = make.cleared(ask="task", task_whom=lead)
    assert notices("ldg.north") == [f"PDG is asked to give your post a task: {row.trend.reference}"]
    assert waits("ldg.north") == [f"PDG is asked to give your post a task: {row.trend}"]
    assert notices("ldg.south") == waits("ldg.south") == []
    decision = agreed(emerging(held()), subject=row, title="The lead looks after it")
    assert decision.state == DecisionState.AGREED
    assert waits("ldg.north") == []


def test_nobody_is_told_of_a_task_who_may_not_read_of_it(lead):
    make.cleared(make.named(), ask="task", task_whom=lead)
    assert notices("ldg.north") == waits("ldg.north") == []


def test_a_notice_of_a_named_trend_says_no_reference():
    analyst = user("analyst").person
    plain, named = make.cleared(), make.cleared(make.named())
    told = set(Notice.objects.filter(recipient=analyst).values_list("text", flat=True))
    assert told == {
        f"A summary of yours was cleared for PDG: {plain.trend.reference}",
        "A summary of yours was cleared for PDG",
    }
    assert named.trend.reference not in str(told)


def test_an_analyst_takes_a_summary_back_to_draft():
    user("coordinator")
    row = make.ready()
    assert notices("coordinator") == [f"A summary waits to be cleared: {row.trend.reference}"]
    browser = client("analyst2")
    assert "See the assessment" in browser.get(row.trend.get_absolute_url()).content.decode()
    assert "Take it back to draft" in browser.get(row.get_absolute_url()).content.decode()
    address = reverse("horizon:assessment_take_back", args=[row.trend.reference, row.number])
    answer = browser.post(address, {"version": row.version})
    assert answer.url == reverse("horizon:assessment_edit", args=[row.trend.reference, row.number])
    row.refresh_from_db()
    assert (row.state, row.ready_by) == ("draft", None)
    assert notices("coordinator") == []
    event = Assessment.pgh_event_model.objects.filter(pgh_obj_id=row.pk).latest("pgh_id")
    assert event.pgh_context.metadata["action"] == "horizon.actions.assessments.take_back"
    with pytest.raises(Refused, match="is now: draft"):
        actions.take_back(assessment=row, version=row.version, by=viewer("analyst"))


def test_what_is_cleared_is_not_taken_back_nor_by_the_coordinator():
    cleared, ready = make.cleared(), make.ready()
    with pytest.raises(Refused):
        actions.take_back(assessment=cleared, version=cleared.version, by=viewer("analyst"))
    with pytest.raises(NotAllowed):
        actions.take_back(assessment=ready, version=ready.version, by=viewer("coordinator"))


def test_home_says_how_many_notices_are_new():
    browser = client("partner")
    assert "Nothing waits for you today." in browser.get("/").content.decode()
    for _ in range(2):
        referral = make.referral()
        given = {"reason": "one_case", "feedback": "Thank you.", "by": viewer("analyst")}
        actions.discard_referral(referral=referral, version=1, **given)
    text = browser.get("/").content.decode()
    assert "2 new notices</a>" in text
    assert "Nothing waits for you today." not in text


def test_the_register_is_filtered_by_ward():
    north, south = Ward.objects.all()[:2]
    here = make.cleared(make.trend("Vapes near schools", wards=[north])).trend
    there = make.cleared(make.trend("Batteries burn", wards=[south, north])).trend
    assert Trend.objects.count() == 2
    for ward, titles in ((north, {here.title, there.title}), (south, {there.title})):
        text = client("ldg.north").get(reverse("horizon:trend_list"), {"wards": ward.pk}).content.decode()
        assert {title for title in (here.title, there.title) if title in text} == titles
