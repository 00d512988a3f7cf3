"""The register, one trend, and logging one: what each person gets, and what stands afterwards."""

import pytest
from django.urls import reverse

from bcsp.places.models import Ward
from bcsp.records.models import Draft, Link
from horizon import actions
from horizon.choices import TrendState
from horizon.models import Referral, Trend
from horizon.views.trends import beginning_of
from tests.horizon import make
from tests.make import client, user, viewer

pytestmark = pytest.mark.django_db
LOG = reverse("horizon:trend_log")


def test_log_a_trend_gives_a_reference_and_offers_to_assess_it():
    answer = client("analyst").post(LOG, make.post(wards=["E05011118", "E05011119"]), follow=True)
    trend = Trend.objects.get()
    assert trend.reference.startswith("ET-")
    assert trend.wards.count() == 2
    assert (trend.audience, trend.created_by) == ("partners", user("analyst").person)
    text = answer.content.decode()
    assert f"Trend saved. Its reference is {trend.reference}" in text
    assert "Assess it now" in text
    assert answer.redirect_chain == [(trend.get_absolute_url(), 302)]


def test_log_says_all_faults_at_once_and_loses_nothing():
    sent = make.post(title="one two three four five six seven eight nine ten eleven twelve thirteen", since_month="14")
    del sent["screened"], sent["theme"]
    answer = client("analyst").post(LOG, sent)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "must be 12 words or fewer: it has 13" in text
    assert "Select a theme" in text
    assert "months run from 1 to 12" in text
    assert "Read your text once more" in text
    assert "Sweets shops sell vapes at closing time." in text
    assert not Trend.objects.exists()


def test_log_asks_of_each_likely_match():
    other = make.trend("Vapes sold near schools in the north")
    browser = client("analyst")
    first = browser.post(LOG, make.post())
    text = first.content.decode()
    assert "Is it one of these?" in text
    assert "This trend is like yours" in text
    assert f'href="{other.get_absolute_url()}" target="_blank" rel="noopener noreferrer"' in text
    assert Trend.objects.count() == 1
    assert Draft.objects.filter(key="TrendLogForm:new").exists()
    refused = browser.post(LOG, make.post(matched="1"))
    assert refused.status_code == 422
    assert f"Say of {other.reference}" in refused.content.decode()
    browser.post(LOG, make.post(matched="1", **{f"match-{other.pk}": "related"}))
    trend = Trend.objects.exclude(pk=other.pk).get()
    assert Link.objects.get(start_id=trend.pk).relation == "related"
    assert not Draft.objects.exists()


def test_the_same_closes_the_new_one_and_keeps_its_text():
    other = make.trend("Vapes sold near schools in the north")
    client("analyst").post(LOG, make.post(matched="1", **{f"match-{other.pk}": "same"}))
    trend = Trend.objects.exclude(pk=other.pk).get()
    assert (trend.state, trend.outcome) == (TrendState.MERGED, f"The same as {other.reference}")


def test_log_from_a_referral_links_and_answers_it():
    referral = make.referral()
    address = reverse("horizon:referral_log", args=[referral.reference])
    browser = client("analyst")
    assert "Batteries burn in hallways" in browser.get(address).content.decode()
    browser.post(address, make.post(feedback="We look at it in the spring."))
    assert Referral.objects.get().state == "linked"
    assert Referral.objects.get().feedback == "We look at it in the spring."
    assert Link.objects.get(relation="about").end == Trend.objects.get()


def test_what_the_referrer_is_told_stands_there_to_be_changed():
    referral = make.referral()
    address = reverse("horizon:referral_log", args=[referral.reference])
    browser = client("analyst")
    assert "We are following this. We tell you what comes of it." in browser.get(address).content.decode()
    assert "Fill in “What the referrer is told”" in browser.post(address, make.post()).content.decode()
    marked = browser.post(address, make.post(feedback="Ring 0121 496 0123"))
    assert "looks like a telephone number" in marked.content.decode()
    assert "What the referrer is told" not in browser.get(LOG).content.decode()


def test_a_long_referral_fills_the_box_with_its_first_sentences_and_stands_above():
    long = "Vapes are sold after four. " * 30
    referral = make.referral(what=long.strip())
    address = reverse("horizon:referral_log", args=[referral.reference])
    page = client("analyst").get(address)
    text, began = page.content.decode(), page.context["form"].initial["what"]
    assert len(began) <= 400
    assert began.endswith("after four.")
    assert long.strip() in text
    assert "These are its first sentences" in text
    short = reverse("horizon:referral_log", args=[make.referral().reference])
    assert "These are its first sentences" not in client("analyst").get(short).content.decode()


@pytest.mark.parametrize(
    ("text", "begins"),
    [("Short", "Short"), ("One. Two three", "One."), ("no stop here at all", "no stop"), ("1.5 km away", "1.5 km")],
)
def test_the_beginning_of_a_text_breaks_where_it_may(text, begins):
    assert beginning_of(text, 9) == begins


def test_save_for_later_brings_everything_back():
    browser = client("analyst")
    browser.post(LOG, make.post(**{"save-draft": "1"}))
    text = browser.get(LOG).content.decode()
    assert "Sweets shops sell vapes" in text
    assert 'name="since_year"' in text
    assert 'value="2026"' in text


@pytest.mark.parametrize("persona", ["partner", "pdg", "clerk"])
def test_log_is_for_analysts(persona):
    assert client(persona).get(LOG).status_code == 403


def test_what_a_trend_says_can_be_put_right():
    trend = make.trend("Vapes near schools", wards=[Ward.objects.get(pk="E05011118")])
    change = reverse("horizon:trend_change", args=[trend.reference])
    shown = client("analyst2").get(change).content.decode()
    assert 'value="Vapes near schools"' in shown
    client("analyst2").post(change, make.post(version=trend.version, wards=["E05011119"]))
    trend.refresh_from_db()
    assert trend.title == "Vapes are sold near schools"
    assert list(trend.wards.values_list("pk", flat=True)) == ["E05011119"]
    assert trend.version == 2


def test_two_who_put_a_trend_right_get_both_texts():
    trend = make.trend("Vapes near schools")
    change = reverse("horizon:trend_change", args=[trend.reference])
    client("analyst").post(change, make.post(version=1, new="First writer"))
    answer = client("analyst2").post(change, make.post(version=1, new="Second writer"))
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "First writer" in text
    assert "Second writer" in text
    assert Trend.objects.get().new == "First writer"


def test_a_closed_trend_keeps_its_words():
    trend = actions.close_trend(trend=make.trend(), version=1, outcome="It ended", by=viewer("analyst"))
    answer = client("analyst").post(
        reverse("horizon:trend_change", args=[trend.reference]), make.post(version=trend.version)
    )
    assert "is closed, so its text stays as it was" in answer.content.decode()
