"""A decision's pages: from its paper to the public register, screened, departing, superseded."""

import pytest
from django.urls import reverse

from bcsp.people.models import Organisation
from bcsp.records.clock import today
from governance import actions, tasks
from governance.models import Decision
from tests.governance import make
from tests.make import body, client, text, viewer

pytestmark = pytest.mark.django_db


def decide(browser, item, place, **changed):
    data = {"title": "Vapes", "wording": "Test ten samples.", "reasons": "Nobody knows what is in them."}
    data |= {"follows": "yes", "departs": "", "authority": "meeting", "authority_detail": "The members present"}
    data |= {"decided_on_day": str(today().day), "decided_on_month": str(today().month)}
    data |= {"decided_on_year": str(today().year), "audience": "public", "screened": "on", **changed}
    return browser.post(reverse("governance:decision_record_paper", args=[item.pk, place.pk]), data)


def test_a_decision_from_its_paper_to_the_public_register(monkeypatch):
    make.offers(monkeypatch, make.paper(body("bvsc"), title="Vapes", recommendation="Test samples"))
    item, browser = make.emerging(make.held()), client("clerk")
    place = item.papers.get()
    html = text(browser.get(reverse("governance:decision_record_paper", args=[item.pk, place.pk])))
    assert ">Test samples</textarea>" in html
    answer = decide(browser, item, place)
    decision = Decision.objects.get()
    assert answer.headers["Location"] == decision.get_absolute_url()
    html = text(browser.get(decision.get_absolute_url()))
    assert "everyone can read this" in html
    assert 'name="version" value="1"' in html
    assert client("anonymous").get("/public/decisions/DEC-2026-0001/").status_code == 404
    browser.post(reverse("governance:decision_agree", args=[decision.pk]), {"version": decision.version})
    decision.refresh_from_db()
    tasks.store_decision_notice(decision.pk)
    everyone = client("anonymous")
    assert "Vapes" in text(everyone.get(reverse("governance_public:decision_list")))
    page = everyone.get(reverse("governance_public:decision_detail", args=[decision.reference]))
    assert "Nobody knows what is in them." in text(page)
    notice = everyone.get(reverse("governance_public:decision_notice", args=[decision.reference]))
    assert notice.content.startswith(b"%PDF")


def test_a_departure_needs_its_reason(monkeypatch):
    make.offers(monkeypatch, make.paper(body("bvsc")))
    item = make.emerging(make.held())
    answer = decide(client("clerk"), item, item.papers.get(), follows="no")
    assert answer.status_code == 422
    assert "Say why it departs from the recommendation" in text(answer)
    assert "Test ten samples." in text(answer)


def test_a_decision_is_screened_before_it_goes_out(monkeypatch):
    make.offers(monkeypatch, make.paper(body("bvsc")))
    item, browser = make.emerging(make.held()), client("clerk")
    given = browser, item, item.papers.get()
    assert "Read your text once more, then tick" in text(decide(*given, screened=""))
    assert "graded police intelligence" in text(decide(*given, reasons="Graded 1BP by the force."))
    marked = {"authority_detail": "Mr Invented", "wording": "Call 0121 496 0000."}
    html = text(decide(*given, **marked))
    assert "“Mr Invented” in “Whose authority” looks like a person&#39;s name" in html
    assert decide(*given, **marked, checked=["wording: 0121 496 0000"]).status_code == 422
    assert not Decision.objects.exists()
    assert (
        decide(*given, **marked, checked=["wording: 0121 496 0000", "authority_detail: Mr Invented"]).status_code == 302
    )


def test_a_paper_in_a_line_is_decided_like_the_others(monkeypatch):
    make.offers(monkeypatch, *(make.paper(each) for each in Organisation.objects.order_by("pk")[:7]))
    draft, browser = make.meeting(days=0), client("clerk")
    assert "7 decisions are asked" in text(browser.get(reverse("governance:meeting_publish", args=[draft.pk])))
    meeting = actions.publish_agenda(meeting=draft, by=viewer("clerk"))
    actions.hold_meeting(meeting=meeting, by=viewer("clerk"))
    item = make.emerging(meeting)
    html = text(browser.get(meeting.get_absolute_url()))
    for place in item.papers.all():
        assert reverse("governance:decision_record_paper", args=[item.pk, place.pk]) in html
    decide(browser, item, place)
    assert Decision.objects.get().subject == place.subject


def test_a_named_paper_asks_for_the_tick_in_the_form(monkeypatch):
    make.offers(monkeypatch, make.flats())
    item, browser = make.emerging(make.held()), client("clerk")
    answer = decide(browser, item, item.papers.get())
    assert answer.status_code == 422
    assert "The paper behind this decision is for named readers" in text(answer)
    assert decide(browser, item, item.papers.get(), opened="on").status_code == 302


def test_a_decision_is_superseded_under_another_item():
    old, later = make.agreed(make.emerging(make.held())), make.emerging(make.held())
    browser, address = client("clerk"), reverse("governance:decision_supersede", args=[old.pk])
    html = text(browser.get(address))
    assert f">{later}</option>" in html
    data = {"title": "Again", "wording": "Monthly.", "reasons": "Faster.", "authority": "meeting", "item": later.pk}
    data |= {"authority_detail": "The members present", "audience": "partners", "screened": "on"}
    data |= {"decided_on_day": str(today().day), "decided_on_month": str(today().month)}
    browser.post(address, data | {"decided_on_year": str(today().year)})
    new = Decision.objects.get(supersedes=old)
    assert new.item == later
    actions.agree_decision(decision=new, by=viewer("clerk"))
    assert "Another decision took the place of this one" in text(browser.get(old.get_absolute_url()))
