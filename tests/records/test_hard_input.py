"""Input that nobody means well: it is refused in a sentence, or does no harm; nothing answers 500."""

import time

import pytest
from django.urls import reverse

from bcsp.records.models import AccessEvent, Draft
from bcsp.records.screening import marks
from horizon import actions
from horizon.models import Trend
from tests import make
from tests.governance import make as governance
from tests.horizon import make as horizon

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/search/?q=%00", "/horizon/trends/%00/", "/horizon/trends/?q=a%00b"])
def test_a_nul_in_an_address_is_refused(address):
    answer = make.client("analyst").get(address)
    assert answer.status_code == 400
    assert "This can" in answer.content.decode()


def test_a_number_of_thousands_of_digits_is_none():
    browser, digits = make.client("clerk"), "9" * 5000  # Python reads no such number
    meeting, waiting = governance.meeting(), governance.waiting()
    assert browser.get(meeting.get_absolute_url(), {"moved": digits}).status_code == 200
    place = reverse("governance:backlog_place", args=[waiting.pk])
    assert browser.post(place, {"meeting": digits}).status_code == 404
    kept = {"draft-key": f"ItemForm:governance.meeting:{meeting.pk}", "version": digits, "title": "Bins"}
    browser.post(reverse("records:draft_save"), kept)
    assert browser.get(reverse("governance:item_add", args=[meeting.pk])).status_code == 200


def test_a_nul_in_a_draft_is_left_out():
    browser = make.client("analyst")
    browser.post(reverse("records:draft_save"), {"draft-key": "A\0B", "what": "before\0after"})
    draft = Draft.objects.get()
    assert (draft.key, draft.payload) == ("AB", {"what": ["beforeafter"]})


def test_characters_that_nobody_sees_are_left_out():
    """What Word pastes beside the words; a PDF for screen readers could not hold it."""
    sent = horizon.post(what="One\x0btwo\x07 three\ufffe\x00.")
    make.client("analyst").post(reverse("horizon:trend_log"), sent)
    assert Trend.objects.get().what == "One\ntwo three."


@pytest.mark.parametrize("control", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_characters_that_turn_text_round_are_left_out(control):
    """Words would read otherwise than they stand: £001 as £100."""
    make.client("analyst").post(reverse("horizon:trend_log"), horizon.post(what=f"Cost £{control}001."))
    assert Trend.objects.get().what == "Cost £001."


def test_a_very_long_text_is_refused_without_much_ado():
    browser, begin = make.client("analyst"), time.process_time()
    answer = browser.post(reverse("horizon:trend_log"), horizon.post(what="w" * 100_000, new="a.b+c" * 20_000))
    assert answer.status_code == 422
    assert not Trend.objects.exists()
    assert len(marks("w" * 2000)) == 0
    assert time.process_time() - begin < 30  # it was the worker's time-out: no measure of speed


def test_a_choice_about_a_field_that_is_none_is_passed_over():
    row = horizon.draft()
    sent = horizon.assessment_post(row, **{"keep-checked": "theirs", "keep-nothing": "both"})
    address = reverse("horizon:assessment_edit", args=[row.trend.reference, row.number])
    assert make.client("analyst").post(address, sent).status_code == 302


def test_what_no_form_caught_is_a_page_with_the_sentence():
    trend = horizon.trend()

    actions.close_trend(trend=trend, version=1, outcome="It ended", by=make.viewer("analyst"))
    answer = make.client("analyst").post(reverse("horizon:assessment_start", args=[trend.reference]))
    assert answer.status_code == 409
    assert "This could not be done" in answer.content.decode()


def test_a_form_about_a_named_record_is_logged():
    trend = horizon.named()
    make.client("analyst").get(reverse("horizon:trend_close", args=[trend.reference]))
    assert [event.how for event in AccessEvent.objects.all()] == ["form"]


def test_pages_behind_the_door_are_not_kept_by_the_browser():
    assert make.client("analyst").get("/").headers["Cache-Control"] == "no-store, private"
    assert "no-store" not in make.client("anonymous").get("/public/decisions/").headers.get("Cache-Control", "")


@pytest.mark.parametrize("address", ["/accounts/email/", "/accounts/confirm-email/"])
def test_nobody_adds_an_address_to_catch_anothers_codes(address):
    assert make.client("ldg.east").post(address, {"email": "pdg@test.example.org", "action_add": ""}).status_code == 404


def test_live_papers_of_a_draft_agenda_are_logged_too():
    row = horizon.cleared(horizon.named())
    of = governance.meeting("pdg", days=20)
    for persona, page in (("chair", "meeting_detail"), ("clerk", "meeting_publish")):
        make.client(persona).get(reverse(f"governance:{page}", args=[of.pk]))
    assert [f"horizon.assessment:{row.pk}"] in [event.records for event in AccessEvent.objects.all()]


def test_the_same_as_a_named_trend_is_read_by_no_more_than_that():
    other = horizon.named("Canary flats are taken over")
    trend = horizon.trend("Canary flats again", matches={other.pk: "same"})
    assert (trend.audience, trend.reader_bodies) == (other.audience, other.reader_bodies)
    assert other.reference not in make.client("partner").get("/horizon/trends/?state=merged").content.decode()


def test_a_review_date_that_passed_costs_the_analyst_no_conflict():
    row = horizon.draft()
    address = reverse("horizon:assessment_edit", args=[row.trend.reference, row.number])
    sent = horizon.assessment_post(row, ready="1", review_on_year="2020")
    assert make.client("analyst").post(address, sent).status_code == 422
    row.refresh_from_db()
    assert (row.version, row.state) == (sent["version"], "draft")
