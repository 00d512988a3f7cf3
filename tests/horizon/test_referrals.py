"""Referrals: from the urgent-danger text to the answer, and what is deleted on a confirmed hand-over."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bcsp.notices.models import Notice
from bcsp.people.models import Organisation
from bcsp.records import sendings
from bcsp.records.clock import pretend, today
from bcsp.records.errors import NotAllowed, Refused, Stale
from bcsp.records.models import Draft, Link, Tombstone
from horizon import actions, queries
from horizon.choices import ReferralState
from horizon.models import ChangeDetail, Referral, TensionDetail
from horizon.strand import STRAND
from tests.governance.make import agreed, emerging, held
from tests.horizon import make
from tests.make import client, user, viewer

pytestmark = pytest.mark.django_db
FIELD_WORDS = ("PESTELO", "OSARA", "EMMIE", "PHIA", "weak signal", "wild card")


def write(kind: str) -> str:
    return reverse("horizon:referral_write", args=[kind])


def check(kind: str) -> str:
    return reverse("horizon:referral_check", args=[kind])


def test_danger_comes_before_the_first_field():
    text = client("partner").get(reverse("horizon:referral_start")).content.decode()
    for way in ("999", "101", "0800 789 321", "safeguarding"):
        assert text.index(way) < text.index('name="kind"')


@pytest.mark.parametrize("kind", ["trend", "tension", "change"])
def test_each_kind_asks_its_own_and_in_plain_words(kind):
    text = client("partner").get(write(kind)).content.decode()
    assert ('name="communities"' in text) == (kind == "tension")
    assert ('name="changing"' in text) == (kind == "change")
    assert not [word for word in FIELD_WORDS if word.lower() in text.lower()]


def test_check_answers_then_send():
    browser = client("partner")
    answer = browser.post(
        write("tension"), make.referral_post(parts="experienced", theme="resources", communities="All")
    )
    assert answer.url == check("tension")
    assert not Referral.objects.exists()
    shown = browser.get(check("tension")).content.decode()
    assert "Planning, asylum accommodation or resources" in shown
    assert f"{write('tension')}#id_communities" in shown
    sent = browser.post(check("tension"), follow=True)
    referral = Referral.objects.get()
    text = sent.content.decode()
    assert referral.reference in text
    assert "within 2 working days" in text
    assert (referral.organisation.slug, referral.audience) == ("bvsc", "named")
    assert TensionDetail.objects.get().communities == "All"
    assert not Draft.objects.exists()


def test_change_in_an_organisation():
    browser = client("ldg.north")
    subject = make.body_pk("bvsc")
    browser.post(write("change"), make.referral_post(changing="chair", subject=subject, effective_on_day="1"))
    assert not Draft.objects.exists()
    browser.post(write("change"), make.referral_post(changing="chair", subject=subject))
    browser.post(check("change"))
    assert Referral.objects.get().change.changing == "chair"


def test_a_change_in_an_organisation_that_is_not_in_the_list():
    browser = client("partner")
    text = browser.get(write("change")).content.decode()
    assert "Not in this list" in text
    for area in Organisation.objects.filter(kind="area_of_work"):
        assert f">{area}</option>" not in text
    sent = make.referral_post(changing="chair")
    neither = browser.post(write("change"), sent).content.decode()
    assert "Choose the organisation that changes, or write its name below" in neither
    both = {**sent, "subject": make.body_pk("bvsc"), "subject_name": "Lantern Lane Trust"}
    assert "Leave the name out" in browser.post(write("change"), both).content.decode()
    browser.post(write("change"), {**sent, "subject_name": "Lantern Lane Trust"})
    assert "Lantern Lane Trust" in browser.get(check("change")).content.decode()
    browser.post(check("change"), {sendings.FIELD: browser.get(check("change")).context["once"]})
    referral = Referral.objects.get()
    assert referral.change.whom == "Lantern Lane Trust"
    assert "Lantern Lane Trust" in browser.get(referral.get_absolute_url()).content.decode()
    given = {"version": 1, "route": "council", "feedback": "They have it.", "by": viewer("analyst")}
    actions.hand_over_referral(referral=referral, **given)
    for model in (ChangeDetail, ChangeDetail.pgh_event_model):
        assert "Lantern" not in str(model.objects.values())


@pytest.mark.parametrize("words", [{"subject": None}, {"subject_name": "Also this"}])
def test_the_database_wants_one_organisation_of_a_change(words):
    detail = make.change().change
    with pytest.raises(IntegrityError, match="one_subject"), transaction.atomic():
        ChangeDetail.objects.filter(pk=detail.pk).update(**words)


def test_all_faults_at_once():
    answer = client("partner").post(write("tension"), {"what": "a text that stays"})
    text = answer.content.decode()
    assert answer.status_code == 422
    for sentence in (
        "Say in a few words",
        "a text that stays",
        "Choose an answer to “How you know it”",
        "Read your text once more",
    ):
        assert sentence in text
    assert text.count("govuk-error-message") >= 8


def test_marks_are_ticked_one_by_one():
    browser = client("partner")
    sent = make.referral_post(what="Ring 0121 496 0123 or write to a@example.org")
    refused = browser.post(write("trend"), {**sent, "checked": ["what: a@example.org"]})
    assert "Take out “0121 496 0123”" in refused.content.decode()
    ticked = {**sent, "checked": ["what: a@example.org", "what: 0121 496 0123"]}
    assert browser.post(write("trend"), ticked).status_code == 302


def test_graded_intelligence_is_refused_whatever_is_ticked():
    answer = client("partner").post(write("trend"), make.referral_post(what="Graded 1BP by the source"))
    assert answer.status_code == 422
    assert "“1BP” looks like graded police intelligence" in answer.content.decode()


def test_a_clerk_of_two_bodies_says_for_which_one():
    browser = client("clerk")
    assert browser.post(write("trend"), make.referral_post()).status_code == 422
    assert browser.post(write("trend"), make.referral_post(organisation=make.body_pk("pdg"))).status_code == 302
    with pytest.raises(Refused):
        make.referral(by="clerk")


def test_analysts_and_coordinator_are_told_without_content():
    people = {user(p).person.pk for p in ("analyst", "analyst2", "coordinator")}
    referral = make.referral()
    assert set(Notice.objects.values_list("recipient", flat=True)) == people
    assert set(Notice.objects.values_list("text", flat=True)) == {
        f"A referral waits for an answer: {referral.reference}"
    }
    actions.discard_referral(referral=referral, version=1, reason="one_case", feedback="Thanks", by=viewer("analyst"))
    assert not Notice.objects.filter(recipient__in=people, read_at=None).exists()
    assert Notice.objects.get(read_at=None).recipient == user("partner").person


def test_queue_counts_working_days_oldest_first():
    with pretend(today() - timedelta(days=7)):
        old = make.referral()
    make.referral(title="A new one")
    waiting = queries.waiting_referrals(viewer("analyst"))
    assert waiting[0].referral.pk == old.pk
    assert queries.queue_sentence(waiting) == "2 waiting, 1 past 2 working days"
    text = client("analyst").get(reverse("horizon:referral_queue")).content.decode()
    assert "2 waiting, 1 past 2 working days" in text
    assert client("partner").get(reverse("horizon:referral_queue")).status_code == 403


def test_link_tells_the_referrer_that_it_is_followed_and_not_with_what():
    referral, trend = make.referral(), make.named()
    actions.link_referral(referral=referral, version=1, trend=trend, by=viewer("analyst"))
    browser = client("partner")
    text = browser.get(referral.get_absolute_url()).content.decode()
    assert "We are following this" in text
    thread = browser.get(reverse("records:thread", args=["horizon.referral", referral.pk])).content.decode()
    assert "Canary" not in text + thread
    told = f"A referral that you made is answered: {referral.reference}"
    assert Notice.objects.filter(recipient=user("partner").person, text=told).exists()
    assert Link.objects.get().end == trend


@pytest.mark.parametrize("audience", ["public", "named"])
def test_the_referrer_sees_that_pdg_has_decided_and_no_more_than_they_may(audience):
    referral, trend = make.referral(), make.named()
    actions.link_referral(referral=referral, version=1, trend=trend, by=viewer("analyst"))
    row = make.cleared(trend)
    browser = client("partner")
    assert "PDG has decided" not in browser.get(referral.get_absolute_url()).content.decode()
    title = "A canary sings" if audience == "named" else "Flats are looked after"
    decision = agreed(emerging(held()), subject=row, title=title, audience=audience, opened=audience == "public")
    page = browser.get(referral.get_absolute_url()).content.decode()
    mine = browser.get(reverse("horizon:referral_mine")).content.decode()
    assert "PDG has decided" in page
    assert "PDG has decided" in mine
    assert "canary" not in (page + mine).lower()
    assert (decision.reference in page) == (audience == "public")


def test_a_change_is_asked_about_in_words_that_fit_it():
    text = client("partner").get(write("change")).content.decode()
    assert "What is changing, in your words" in text
    assert 'name="happened"' not in text
    for sentence in ("What was seen or heard", "never a home address"):
        assert sentence not in text


def test_what_may_stay_empty_says_so_and_who_reads_it_comes_first():
    text = client("partner").get(write("tension")).content.decode()
    assert "Where (optional)" in text
    assert "Communities affected (optional)" not in text
    assert text.index("The analysts and the coordinator read it") < text.index('name="title"')
    refused = client("partner").post(write("tension"), make.referral_post()).content.decode()
    assert "Say which communities are affected" in refused


def test_link_page_offers_open_trends_the_analyst_sees():
    referral, trend = make.referral(), make.trend()
    address = reverse("horizon:referral_link", args=[referral.reference])
    browser = client("analyst")
    assert trend.reference in browser.get(f"{address}?all=1").content.decode()
    browser.post(address, {"version": 1, "trend": trend.pk, "feedback": ""})
    referral.refresh_from_db()
    assert (referral.state, referral.feedback) == (ReferralState.LINKED, actions.referrals.FOLLOWED)


def test_the_likely_trends_come_first_and_the_page_says_so():
    referral = make.referral()
    address = reverse("horizon:referral_link", args=[referral.reference])
    far = make.trend("Foxes bark in parks", what="They keep people awake.", new="More than before")
    browser = client("analyst")
    alone = browser.get(address).content.decode()
    assert "No open trend is like it." in alone
    assert 'type="radio"' not in alone
    assert _main_button(browser.get(referral.get_absolute_url()).content.decode()) == "Log a trend from it"
    near = make.trend("Batteries burn in hallways again")
    both = browser.get(address).content.decode()
    assert "most like it come first" in both
    assert both.index(str(near)) < both.index(str(far))
    assert _main_button(browser.get(referral.get_absolute_url()).content.decode()) == "Link to a trend"
    assert browser.post(address, {"version": 1}).status_code == 422
    browser.post(address, {"version": 1, "trend": near.pk, "other": far.pk})
    assert Link.objects.get().end == far


def _main_button(text: str) -> str:
    return re.search(r'class="govuk-button"[^>]*>\s*([^<]+?)\s*<', text).group(1)


def test_a_referral_leads_back_to_the_list_it_stands_in():
    address = make.referral().get_absolute_url()
    for persona, where in (("analyst", "referral_queue"), ("partner", "referral_mine")):
        text = client(persona).get(address).content.decode()
        assert f'govuk-breadcrumbs__link" href="{reverse(f"horizon:{where}")}"' in text


def test_what_is_missing_is_said_in_plain_words():
    text = client("partner").post(write("change"), {}).content.decode()
    assert "Say in a few words what it is about" in text
    assert "Enter in a few words" not in text


def test_discard_wants_reason_and_feedback():
    referral = make.referral()
    address = reverse("horizon:referral_discard", args=[referral.reference])
    browser = client("coordinator")
    assert browser.post(address, {"version": 1}).status_code == 422
    browser.post(address, {"version": 1, "reason": "one_case", "feedback": "Thank you. One case is no trend."})
    mine = client("partner").get(reverse("horizon:referral_mine")).content.decode()
    assert "Not taken further" in mine
    assert "One case is no trend." in mine


@pytest.mark.parametrize("page", ["link", "discard", "hand_over", "note"])
def test_what_the_referrer_is_told_is_screened(page):
    referral, trend = make.change(), make.trend()
    address = reverse(f"horizon:referral_{page}", args=[referral.reference])
    told = {"trend": trend.pk, "reason": "one_case", "route": "crime", "confirmed": "on"}
    sent = {"version": 1, "feedback": "Ring 0121 496 0123", **told}
    browser = client("analyst")
    answer = browser.post(address, sent)
    assert answer.status_code == 422
    assert "looks like a telephone number" in answer.content.decode()
    assert browser.post(address, {**sent, "feedback": "Graded 1BP"}).status_code == 422
    assert browser.post(address, {**sent, "checked": ["feedback: 0121 496 0123"]}).status_code == 302


def test_a_change_in_an_organisation_is_noted_and_no_other_is():
    change, other = make.change(), make.referral()
    browser = client("analyst")
    assert "Note the change" in browser.get(change.get_absolute_url()).content.decode()
    address = reverse("horizon:referral_note", args=[change.reference])
    assert browser.get(address).status_code == 200
    browser.post(address, {"version": 1, "feedback": "We told the local groups."})
    mine = client("partner").get(change.get_absolute_url()).content.decode()
    assert "We told the local groups." in mine
    assert "Not taken further" not in mine
    assert browser.get(reverse("horizon:referral_note", args=[other.reference])).status_code == 404
    given = {"referral": other, "version": 1, "reason": "noted", "feedback": "Noted", "by": viewer("analyst")}
    with pytest.raises(Refused, match="Only a change"):
        actions.discard_referral(**given)


def test_the_most_urgent_comes_first_whatever_its_age():
    with pretend(today() - timedelta(days=7)):
        make.referral(urgency="routine")
    urgent = make.referral(urgency="now")
    waiting = queries.waiting_referrals(viewer("analyst"))
    assert waiting[0].referral == urgent
    assert waiting[0].age == "Sent today"
    text = client("analyst").get(reverse("horizon:referral_queue")).content.decode()
    assert "Needs attention today" in text


def test_what_needs_attention_today_says_to_ring():
    browser = client("partner")
    for urgency, rings in (("soon", False), ("now", True)):
        browser.post(write("trend"), make.referral_post(urgency=urgency))
        assert ("Ring as well" in browser.get(check("trend")).content.decode()) == rings
        sent = browser.post(check("trend"), follow=True).content.decode()
        assert ("read in working hours only" in sent) == rings
        assert ("ring 999" in sent) == rings


def test_what_needs_attention_today_is_told_first_and_late():
    analyst = user("analyst").person
    old = make.referral()
    urgent = make.referral(urgency="now")
    texts = set(Notice.objects.filter(recipient=analyst).values_list("text", flat=True))
    assert texts == {
        f"A referral waits for an answer: {old.reference}",
        f"A referral needs attention today: {urgent.reference}",
    }
    waits = STRAND.attention(viewer("analyst"))[0]
    assert (waits.text, waits.late) == ("Referrals: 1 needs attention today, 2 waiting", True)


def test_a_second_answer_is_refused():
    referral = make.referral()
    given = {"referral": referral, "reason": "one_case", "feedback": "Thank you.", "by": viewer("analyst")}
    actions.discard_referral(version=1, **given)
    with pytest.raises(Stale):
        actions.discard_referral(version=1, **given)
    with pytest.raises(Refused, match="answered already"):
        actions.discard_referral(version=2, **given)
    with pytest.raises(NotAllowed):
        actions.discard_referral(version=2, **{**given, "by": viewer("partner")})


def test_confirmed_hand_over_deletes_the_text_everywhere():
    referral = make.tension(interpretation="canary-meaning")
    Referral.objects.filter(pk=referral.pk).update(what="canary-what", place="canary-place", done="canary-done")
    address = reverse("horizon:referral_hand_over", args=[referral.reference])
    sent = {"version": 1, "route": "prevent", "feedback": "They have it."}
    browser = client("analyst")
    assert "Wait until they confirm" in browser.post(address, sent).content.decode()
    browser.post(address, {**sent, "confirmed": "on"})
    referral.refresh_from_db()
    assert (referral.state, referral.route, referral.what) == ("handed_over", "prevent", "[removed]")
    assert referral.closed_at.date() == timezone.now().date()
    for model in (Referral, TensionDetail):
        rows = [*model.objects.values(), *model.pgh_event_model.objects.values()]
        assert rows
        assert "canary" not in str(rows)
        assert "hostel" not in str(rows)
    assert Tombstone.objects.count() == 2
    assert "Handed over: Prevent" in Tombstone.objects.first().why


def test_only_referrer_analysts_and_coordinator_see_a_referral():
    address = make.referral().get_absolute_url()
    seen = {
        p
        for p in ("analyst2", "coordinator", "partner", "pdg", "chair", "ldg.north", "board", "admin")
        if client(p).get(address).status_code == 200
    }
    assert seen == {"analyst2", "coordinator", "partner"}


def test_lists_ask_the_same_number_of_queries():
    browser = client("analyst")
    browser.get(reverse("horizon:referral_mine"))  # the kinds of record are looked up once in a process
    counts = []
    for _ in range(2):
        make.referral()
        make.referral(by="analyst")
        with CaptureQueriesContext(connection) as queue:
            browser.get(reverse("horizon:referral_queue"))
        with CaptureQueriesContext(connection) as mine:
            browser.get(reverse("horizon:referral_mine"))
        counts.append((len(queue), len(mine)))
    assert counts[0] == counts[1]


def test_a_person_without_a_place_may_not_refer():
    assert client("outsider").get(write("trend")).status_code == 403
