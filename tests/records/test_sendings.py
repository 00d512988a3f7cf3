"""A form sent twice, in turn or at the same moment, is done once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.urls import reverse

from bcsp.records import sendings
from bcsp.records.models import Sending
from governance.models import AgendaItem
from horizon.models import Referral, Trend
from tests import make
from tests.governance import make as governance
from tests.horizon import make as horizon


def token(browser, address: str) -> str:
    return browser.get(address).context["form"].once


@pytest.mark.django_db
def test_a_second_sending_leads_where_the_first_did():
    browser, address = make.client("analyst"), reverse("horizon:trend_log")
    sent = horizon.post(once=token(browser, address))
    first, second = browser.post(address, sent), browser.post(address, sent)
    assert Trend.objects.count() == 1
    assert first.url == second.url
    browser.post(address, horizon.post(once=token(browser, address)))
    assert Sending.objects.count() == 1  # the same title asks first whether it is the same trend


@pytest.mark.django_db
def test_a_refused_form_may_be_sent_again():
    browser, address = make.client("analyst"), reverse("horizon:trend_log")
    sent = horizon.post(once=token(browser, address))
    assert browser.post(address, {**sent, "title": ""}).context["form"].once == sent["once"]
    assert browser.post(address, sent).status_code == 302
    assert Trend.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("odd", ["", "x", "0" * 5000])
def test_a_page_without_a_token_is_taken_as_it_is(odd):
    address = reverse("horizon:trend_log")
    assert make.client("analyst").post(address, horizon.post(once=odd)).status_code == 302


@pytest.mark.django_db
def test_another_persons_token_stops_nobody():
    taken = {"once": sendings.new_token()}
    assert sendings.once(make.viewer("analyst"), taken, lambda: "/a")[1]
    assert sendings.once(make.viewer("analyst2"), taken, lambda: "/b") == ("/b", True)


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_add_one_item():
    meeting, clerk = governance.meeting("pdg", days=20), make.client("clerk")
    address = reverse("governance:item_add", args=[meeting.pk])
    sent = {"title": "Apologies", "purpose": "information", "once": token(clerk, address)}
    before = AgendaItem.objects.count()
    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(lambda _: _sent(clerk, address, sent), range(2)))
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].url == answers[1].url
    assert AgendaItem.objects.count() == before + 1


def _sent(browser, address, sent):
    try:
        return browser.post(address, sent)
    finally:
        connection.close()


@pytest.mark.django_db
def test_a_referral_sent_twice_is_one():
    browser = make.client("partner")
    browser.post(reverse("horizon:referral_write", args=["trend"]), horizon.referral_post())
    check = reverse("horizon:referral_check", args=["trend"])
    assert browser.post(check).status_code == 302
    assert browser.post(check).status_code == 302
    assert Referral.objects.count() == 1
