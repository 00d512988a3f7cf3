"""Assessments: what the analyst writes, four eyes, two writers, the private note, and the one page."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from bcsp.notices.models import Notice
from bcsp.people.models import Post
from bcsp.records.clock import LONDON, pretend, today
from bcsp.records.errors import NotAllowed, Refused, Stale
from bcsp.records.models import Link
from governance.actions import arrange_meeting
from horizon import actions, papers
from horizon.models import Assessment, PrivateNote, Trend
from tests.governance import make as governance
from tests.horizon import make
from tests.make import body, client, user, viewer

pytestmark = pytest.mark.django_db


def page(row: Assessment, name: str = "edit") -> str:
    return reverse(f"horizon:assessment_{name}", args=[row.trend.reference, row.number])


@pytest.fixture
def row() -> Assessment:
    return make.draft()


def test_start_makes_one_version_and_goes_on_with_it():
    trend = make.trend()
    browser = client("analyst")
    address = reverse("horizon:assessment_start", args=[trend.reference])
    assert browser.get(address).status_code == 405
    first = browser.post(address)
    assert first.url == browser.post(address).url
    assert Assessment.objects.get().review_on == today() + timedelta(weeks=8)


def test_a_new_version_starts_from_the_last_ones_words():
    last = make.cleared()
    row = actions.start_assessment(trend=last.trend, by=viewer("analyst"))
    assert (row.number, row.judgement, row.impact_id, row.state) == (2, last.judgement, last.impact_id, "draft")
    assert row.review_on == today() + timedelta(weeks=8)
    text = client("analyst").get(page(row)).content.decode()
    assert "Last assessment: version 1" in text


def test_what_must_be_in_sight_is_on_the_page(row):
    day = today() + timedelta(days=20)
    arrange_meeting(
        body=body("pdg"),
        starts_at=datetime.combine(day, time(14), LONDON),
        papers_close=day - timedelta(days=9),
        by=viewer("coordinator"),
    )
    text = client("analyst").get(page(row)).content.decode()
    for piece in (
        row.trend.reference,
        "Partners only.",
        f"This goes to PDG on {day:%-d %B %Y}",
        "papers close",
        "data-draft-state",
        "Local scale",
        "about 55% to about 75%",
        "lives at risk",
        "may be disclosed",
    ):
        assert piece in text


def test_save_needs_nothing_but_keeps_everything():
    row = actions.start_assessment(trend=make.trend(), by=viewer("analyst"))
    browser = client("analyst")
    answer = browser.post(page(row), {"version": row.version, "why": "Cheap chargers", "note": "Ask the insurer"})
    assert answer.url == page(row)
    row.refresh_from_db()
    assert (row.why, row.private_note.text) == ("Cheap chargers", "Ask the insurer")
    browser.post(page(row), {"version": row.version, "why": "Cheap chargers", "note": ""})
    assert not PrivateNote.objects.exists()


def test_ready_names_every_empty_box_at_once():
    row = actions.start_assessment(trend=make.trend(), by=viewer("analyst"))
    answer = client("analyst").post(page(row), {"version": row.version, "ready": "1"})
    text = answer.content.decode()
    assert answer.status_code == 422
    for sentence in ("Choose the impact", "Write the key judgement", "Say why it developed", "Give the review date"):
        assert sentence in text


@pytest.mark.parametrize("word", ["may", "might", "could", "possible"])
def test_vague_words_are_refused_in_the_key_judgement(row, word):
    sent = make.assessment_post(row, judgement=f"It {word} go on")
    assert f"Take “{word}” out of the key judgement" in client("analyst").post(page(row), sent).content.decode()


@pytest.mark.parametrize("when", ["by May 2027", "in May", "since early May", "by mid-May", "on 3 May", "until May 9"])
def test_the_month_of_may_is_no_vague_word(row, when):
    sent = make.assessment_post(row, judgement=f"The lifts spread to two clubs {when}.")
    assert client("analyst").post(page(row), sent).status_code == 302
    row.refresh_from_db()
    unsure = make.assessment_post(row, judgement=f"The lifts may spread {when}.")
    assert "Take “may” out" in client("analyst").post(page(row), unsure).content.decode()


@pytest.mark.parametrize("text", ["May spread to two clubs", "Lifts May spread"])
def test_may_as_a_verb_is_vague_with_a_capital_too(row, text):
    answer = client("analyst").post(page(row), make.assessment_post(row, judgement=text))
    assert "Take “May” out" in answer.content.decode()


def test_task_wants_a_post(row):
    browser = client("analyst")
    assert "Choose the post" in browser.post(page(row), make.assessment_post(row, ask="task")).content.decode()
    browser.post(page(row), make.assessment_post(row, ask="task", task_whom=make.a_post().pk))
    row.refresh_from_db()
    assert row.task_whom == make.a_post()


def test_a_second_analyst_gets_both_texts(row):
    first, second = client("analyst"), client("analyst2")
    first.post(page(row), make.assessment_post(row, why="The first one's text"))
    answer = second.post(page(row), make.assessment_post(row, why="The second one's text"))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "The first one&#x27;s text" in text
    assert "The second one&#x27;s text" in text
    assert text.count('class="govuk-fieldset bcsp-conflict"') == 1
    sent = make.assessment_post(row, why="The second one's text", **{"keep-why": "both"})
    second.post(page(row), {**sent, "version": row.version + 1})
    row.refresh_from_db()
    assert row.why == "The first one's text\n\nThe second one's text"


def test_what_only_the_first_changed_is_taken_as_they_left_it(row):
    first, second = client("analyst"), client("analyst2")
    first.post(page(row), make.assessment_post(row, why="The first one's text"))
    answer = second.post(page(row), make.assessment_post(row, mitigate="The second one's text"))
    form = answer.context["form"]
    assert answer.status_code == 409
    assert (form.conflicts.both, form.conflicts.taken) == ([], [str(form["why"].label)])
    assert form.conflicts.saved.by == user("analyst").person.name
    assert (form["why"].value(), form["mitigate"].value()) == ("The first one's text", "The second one's text")


def test_ready_then_cleared_by_other_eyes(row):
    told = user("coordinator").person
    client("analyst").post(page(row), make.assessment_post(row, ready="1"))
    row.refresh_from_db()
    assert row.state == "ready"
    assert Notice.objects.filter(recipient=told, text__startswith="A summary waits to be cleared").exists()
    assert client("analyst").post(page(row, "clear"), {"version": row.version}).status_code == 403
    answer = client("coordinator").post(page(row, "clear"), {"version": row.version}, follow=True)
    row.refresh_from_db()
    assert row.state == "cleared"
    assert "Cleared" in answer.content.decode()
    assert Link.objects.get().end == row.trend


def test_nobody_clears_their_own():
    row = make.ready()
    Assessment.objects.filter(pk=row.pk).update(ready_by=user("coordinator").person)
    with pytest.raises(Refused, match="Somebody else"):
        actions.clear_assessment(assessment=row, version=row.version, by=viewer("coordinator"))


def test_send_back_says_why_to_the_analyst():
    row = make.ready()
    browser = client("coordinator")
    assert browser.post(page(row, "send_back"), {"version": row.version}).status_code == 422
    browser.post(page(row, "send_back"), {"version": row.version, "why": "Name the source of the count"})
    row.refresh_from_db()
    assert (row.state, row.ready_by) == ("draft", None)
    assert "Name the source of the count" in client("analyst").get(page(row)).content.decode()
    again = actions.mark_ready(assessment=row, version=row.version, by=viewer("analyst"))
    assert again.sent_back == ""


def test_after_clearing_the_page_says_which_meeting():
    row, day = make.cleared(), today() + timedelta(days=21)
    starts = datetime.combine(day, time(14), LONDON)
    arrange_meeting(body=body("pdg"), starts_at=starts, papers_close=day, by=viewer("coordinator"))
    text = client("pdg").get(page(row, "detail")).content.decode()
    assert f"This goes to PDG on {day:%-d %B %Y}; papers close on {day:%-d %B %Y}." in text
    assert row.judgement in text
    assert "Local scale" not in text
    assert "(local scale)" in text
    assert "Ready" not in text


def test_a_published_agenda_takes_nothing_new():
    soon = governance.published(days=10)
    later = governance.meeting("pdg", days=40)
    row = make.cleared()
    text = client("pdg").get(page(row, "detail")).content.decode()
    assert f"The agenda of {soon.day:%-d %B %Y} is published, so it takes nothing new." in text
    assert f"This goes to PDG on {later.day:%-d %B %Y}" in text


def arrange(day: date) -> None:
    starts = datetime.combine(day, time(14), LONDON)
    closes = day - timedelta(days=9)
    arrange_meeting(body=body("pdg"), starts_at=starts, papers_close=closes, by=viewer("coordinator"))


def test_the_review_comes_after_the_meeting():
    day = today() + timedelta(weeks=7)
    arrange(day)
    row = actions.start_assessment(trend=make.trend(), by=viewer("analyst"))
    assert row.review_on == day + timedelta(weeks=4)
    row = make.draft(review_on=day - timedelta(days=1))
    assert "lies before the next PDG" in client("analyst").get(page(row, "detail")).content.decode()


def test_the_preview_offers_the_next_act(row):
    browser = client("analyst")
    assert "it fits on one page" in browser.get(page(row, "detail")).content.decode()
    assert browser.post(page(row, "ready"), {"version": row.version - 1}).status_code == 409
    text = browser.post(page(row, "ready"), {"version": row.version}, follow=True).content.decode()
    row.refresh_from_db()
    assert row.state == "ready"
    assert "The coordinator is told" in text


def test_the_preview_of_an_unfinished_one_says_what_is_to_do():
    row = actions.start_assessment(trend=make.trend(), by=viewer("analyst"))
    browser = client("analyst")
    text = browser.get(page(row, "detail")).content.decode()
    assert "Write the key judgement" in text
    assert "Ready for PDG</button>" not in text
    assert browser.post(page(row, "ready"), {"version": row.version}).status_code == 422


def test_clearing_says_which_meeting_it_goes_to():
    row, day = make.ready(), today() + timedelta(days=21)
    arrange(day)
    answer = client("coordinator").post(page(row, "clear"), {"version": row.version}, follow=True)
    closes = day - timedelta(days=9)
    assert f"This goes to PDG on {day:%-d %B %Y}; papers close on {closes:%-d %B %Y}" in answer.content.decode()


def test_a_vacant_post_says_so(row):
    vacant = Post.objects.create(organisation=body("pdg"), label="Observer")
    text = client("analyst").get(page(row)).content.decode()
    assert f"{vacant} (vacant)" in text
    assert "this is its first assessment" in text


def test_a_cleared_version_is_locked_by_the_database():
    row = make.cleared()
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        Assessment.objects.filter(pk=row.pk).update(why="other")
    with pytest.raises(Refused):
        actions.save_assessment(assessment=row, version=row.version, by=viewer("analyst"), why="other")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"state": "ready", "about": {"title": "T"}}, "horizon_assessment_state"),
        ({"impact": "theme.social"}, "horizon_assessment_impact_scale"),
        ({"ask": "task"}, "horizon_assessment_task_whom"),
    ],
)
def test_the_database_holds_the_rules(row, change, sentence):
    columns = {f"{k}_id" if k == "impact" else k: v for k, v in change.items()}
    with pytest.raises(IntegrityError, match=sentence), transaction.atomic():
        Assessment.objects.filter(pk=row.pk).update(**columns)


def test_a_review_date_that_has_passed_is_refused(row):
    with pretend(date(today().year + 2, 1, 1)), pytest.raises(Refused, match="review date"):
        actions.mark_ready(assessment=row, version=row.version, by=viewer("analyst"))


def test_an_empty_box_is_refused_by_the_action_too():
    row = actions.start_assessment(trend=make.trend(), by=viewer("analyst"))
    with pytest.raises(ValidationError, match="Fill in every box"):
        actions.mark_ready(assessment=row, version=row.version, by=viewer("analyst"))


def test_only_analysts_assess(row):
    for persona in ("coordinator", "partner", "pdg"):
        with pytest.raises(NotAllowed):
            actions.save_assessment(assessment=row, version=row.version, by=viewer(persona))


def test_a_stale_save_changes_nothing(row):
    with pytest.raises(Stale):
        actions.save_assessment(assessment=row, version=row.version - 1, by=viewer("analyst"), why="lost")


def test_drafts_are_for_makers(row):
    seen = {
        p
        for p in ("analyst2", "coordinator", "partner", "pdg", "chair")
        if client(p).get(page(row, "detail")).status_code == 200
    }
    assert seen == {"analyst2", "coordinator"}


def test_a_closed_trend_is_not_assessed():
    trend = make.trend()
    actions.close_trend(trend=trend, version=1, outcome="The plan worked", by=viewer("analyst"))
    with pytest.raises(Refused, match="closed"):
        actions.start_assessment(trend=trend, by=viewer("analyst"))
    assert Trend.objects.get().outcome == "The plan worked"


def test_a_trend_with_a_waiting_summary_stays_open():
    row = make.ready()
    with pytest.raises(Refused, match="waits to be cleared"):
        actions.close_trend(trend=row.trend, version=1, outcome="Over", by=viewer("analyst"))


def test_the_private_note_is_in_no_output():
    row = make.draft()
    row = actions.save_assessment(assessment=row, version=row.version, note="canary-note", by=viewer("analyst"))
    row = actions.mark_ready(assessment=row, version=row.version, by=viewer("analyst"))
    row = actions.clear_assessment(assessment=row, version=row.version, by=viewer("coordinator"))
    for persona in ("analyst", "coordinator", "pdg"):
        browser = client(persona)
        for address in (row.get_absolute_url(), row.trend.get_absolute_url(), f"{reverse('search:search')}?q=canary"):
            assert "canary-note" not in browser.get(address).content.decode()


def test_what_was_cleared_says_what_the_coordinator_read():
    about = make.trend("Batteries catch fire in hallways")
    row = make.ready(about)
    change = {name: getattr(about, name) for name in ("what", "new", "place", "since", "kind", "source_type", "theme")}
    given = {**change, "title": "Another title", "what": "Another text.", "wards": []}
    actions.change_trend(trend=about, version=about.version, by=viewer("analyst"), **given)
    row = actions.clear_assessment(assessment=row, version=row.version, by=viewer("coordinator"))
    said = papers.summary(Assessment.objects.get(pk=row.pk))
    assert (said.title, said.what) == ("Batteries catch fire in hallways", about.what)
    again = actions.start_assessment(trend=about, by=viewer("analyst"))
    assert papers.summary(again).title == "Another title"


def test_the_database_wants_the_words_of_what_is_ready():
    row = make.ready()
    with pytest.raises(IntegrityError, match="keeps_words"), transaction.atomic():
        Assessment.objects.filter(pk=row.pk).update(about={})
