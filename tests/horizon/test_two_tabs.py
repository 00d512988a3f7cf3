"""Two tabs of one person, or two people, at one referral: each is told how it stands."""

import pytest
from django.urls import reverse

from bcsp.records.models import Draft
from horizon import actions
from horizon.models import Referral
from tests.horizon import make
from tests.make import client, viewer

pytestmark = pytest.mark.django_db

WRITE = reverse("horizon:referral_write", args=["trend"])
CHECK = reverse("horizon:referral_check", args=["trend"])


@pytest.fixture
def browser():
    """Somebody whose answers wait to be checked."""
    found = client("partner")
    found.post(WRITE, make.referral_post(title="The first of two"))
    return found


def test_the_second_tab_is_told_what_was_sent(browser):
    once = browser.get(CHECK).context["once"]
    browser.post(CHECK, {"once": once})
    sent = Referral.objects.get()
    answer = browser.post(CHECK, {"once": once}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("horizon:referral_sent", args=[sent.reference])
    assert f"Already sent: {sent.reference}. Nothing was sent now." in answer.content.decode()


def test_the_second_tab_does_not_send_the_next_draft_unseen(browser):
    once = browser.get(CHECK).context["once"]
    browser.post(CHECK, {"once": once})
    browser.post(WRITE, make.referral_post(title="The second of two"))
    assert "Already sent" in browser.post(CHECK, {"once": once}, follow=True).content.decode()
    assert Draft.objects.exists()
    Draft.objects.all().delete()
    browser.post(WRITE, make.referral_post(title="The third"))
    unread = "00000000-0000-4000-8000-000000000000"
    assert browser.post(CHECK, {"once": unread}).url == CHECK
    assert Referral.objects.count() == 1


def test_where_the_draft_is_gone_the_second_tab_says_so(browser):
    once = browser.get(CHECK).context["once"]
    Draft.objects.all().delete()
    answer = browser.post(CHECK, {"once": once}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("horizon:referral_mine")
    assert "This was sent or thrown away already. Nothing was sent now." in answer.content.decode()


@pytest.mark.parametrize("other", ["analyst", "analyst2"])
def test_an_answered_referral_says_so_at_once(other):
    referral, trend = make.referral(), make.trend()
    actions.link_referral(referral=referral, version=1, trend=trend, by=viewer(other))
    browser = client("analyst")
    address = reverse("horizon:referral_link", args=[referral.reference])
    said = f"{referral.reference} is answered already: linked to a trend."
    answer = browser.post(address, {"version": 1, "trend": trend.pk, "feedback": "We look into it"}, follow=True)
    assert answer.redirect_chain[0][0] == referral.get_absolute_url()
    text = answer.content.decode()
    assert said in text
    assert "The referrer was not told what you wrote: “We look into it”" in text
    assert said in browser.get(address, follow=True).content.decode()
