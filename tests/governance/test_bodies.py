"""A body's own rules on its page: set by its clerk, kept as they were, and the year's meetings made from them."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from bcsp.records.clock import today
from bcsp.records.errors import NotAllowed, Refused
from governance import actions, cycle
from governance.models import BodyRules, Meeting
from tests.governance import make
from tests.make import body, client, viewer

pytestmark = pytest.mark.django_db
YEAR = today().year + 1
SENT = {
    "starts_day": "1",
    "starts_month": "1",
    "starts_year": str(YEAR),
    "source": "Terms of reference",
    "cycle": "1",
    "first_month": "3",
    "week": "2",
    "weekday": "3",
    "hour": "14:00",
    "quorum": "6",
    "notice_days": "5",
    "papers_days": "7",
}


def page(name: str, slug: str = "pdg", *more) -> str:
    return reverse(f"governance:body_{name}", args=[slug, *more])


def rules(**words) -> BodyRules:
    given = {"source": "Terms of reference", "cycle": 1, "first_month": 1, "week": 2, "weekday": 3, **words}
    return actions.set_rules(body=body("pdg"), first=date(YEAR, 1, 1), by=viewer("clerk"), **given)


def test_what_is_not_set_says_so():
    text = client("partner").get(page("detail")).content.decode()
    assert "No rules are set" in text
    assert "Vacant" in text


def test_rules_are_set_and_read_as_at_their_day():
    answer = client("clerk").post(page("rules"), SENT)
    assert answer.status_code == 302
    found = BodyRules.objects.get(body=body("pdg"), during__startswith=date(YEAR, 1, 1))
    assert found.first_month == 3
    assert "No rules are set" in client("pdg").get(page("detail")).content.decode()
    text = client("pdg").get(f"{page('detail')}?day={YEAR}-02-01").content.decode()
    for words in ("Every month, second Thursday, 2pm", "6 seats present", "5 clear working days", "As at 1 February"):
        assert words in text


def test_half_a_cycle_is_refused_with_all_its_faults():
    answer = client("clerk").post(page("rules"), {**SENT, "week": "", "quorum": "0", "source": ""})
    text = answer.content.decode()
    assert answer.status_code == 422
    for words in ("leave all four", "Say where the rules stand", "Quorum"):
        assert words in text
    assert not BodyRules.objects.exists()


def test_new_rules_end_the_old_ones():
    rules(quorum=6)
    actions.set_rules(body=body("pdg"), first=date(YEAR, 7, 1), quorum=8, source="Agreed in June", by=viewer("clerk"))
    found = [cycle.rules_of(body("pdg"), date(YEAR, month, 1)).quorum for month in (1, 6, 7, 12)]
    assert found == [6, 6, 8, 8]
    with pytest.raises(Refused, match="recorded already"):
        rules(quorum=9)


def test_the_past_is_not_measured_anew():
    make.held()
    with pytest.raises(Refused, match="was held under the rules of its day"):
        actions.set_rules(body=body("pdg"), first=today() - timedelta(days=30), source="Terms", by=viewer("clerk"))


def test_only_who_serves_the_body_sets_its_rules():
    for persona in ("chair", "pdg", "analyst", "partner"):
        with pytest.raises(NotAllowed):
            actions.set_rules(body=body("pdg"), first=today(), source="x", by=viewer(persona))
    with pytest.raises(NotAllowed):
        actions.set_rules(body=body("ldg-north"), first=today(), source="x", by=viewer("clerk"))


def test_a_year_is_arranged_once():
    rules(papers_days=7)
    browser, address = client("clerk"), page("year", "pdg", YEAR)
    form = browser.get(address).context["form"]
    days = [key for key, *_ in form.fields["days"].choices]
    assert len(days) == 12
    assert browser.post(address, {"days": days[:2]}).status_code == 302
    meetings = Meeting.objects.filter(body__slug="pdg", starts_at__year=YEAR)
    assert [meeting.items.count() for meeting in meetings] == [1, 1]
    assert all(meeting.papers_close for meeting in meetings)
    assert browser.post(address, {"days": days[:2]}).status_code == 422  # they are there: no choice any more
    assert meetings.count() == 2


def test_a_year_out_of_reach_is_no_page():
    assert client("clerk").get(page("year", "pdg", 1999)).status_code == 404
    assert client("clerk").get(page("year", "pdg", YEAR + 9)).status_code == 404
    assert client("clerk").get(page("detail", "bvsc")).status_code == 404


def test_a_day_that_is_none_means_today():
    assert client("pdg").get(f"{page('detail')}?day=2026-02-31").status_code == 200
