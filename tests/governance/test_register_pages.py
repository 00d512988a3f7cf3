"""The register of decisions, for members and for everyone: what stands there, and what never does."""

import pytest
from django.urls import reverse

from bcsp.documents.models import StoredPaper
from bcsp.records.clock import today
from governance import actions, queries
from governance.actions.storing import store_notice
from tests.governance import make
from tests.make import body, client, text, user, viewer

pytestmark = pytest.mark.django_db


def test_the_register_says_what_was_decided_and_by_whom():
    item = make.emerging(make.held())
    make.agreed(item, audience="public", title="Vapes", wording="Test ten samples. Report in May.")
    html = text(client("anonymous").get(reverse("governance_public:decision_list")))
    assert "Test ten samples.</span>" in html
    assert f">{body('pdg').name}</td>" in html
    assert "Test ten samples.</span>" in text(client("pdg").get(reverse("governance:decision_list")))


@pytest.mark.parametrize("audience", ["partners", "named"])
def test_what_is_not_public_is_not_on_the_public_pages(audience):
    decision = make.agreed(make.emerging(make.held()), audience=audience, title="Quiet words")
    everyone = client("clerk")  # signed in, and yet the public there
    assert "Quiet words" not in text(everyone.get(reverse("governance_public:decision_list")))
    for name in ("decision_detail", "decision_notice"):
        assert everyone.get(reverse(f"governance_public:{name}", args=[decision.reference])).status_code == 404
    assert client("anonymous").get(decision.get_absolute_url()).status_code == 302


def test_public_pages_leave_persons_out():
    from bcsp.people.models import Person

    decision = make.agreed(make.emerging(make.held()), audience="public")
    person = Person.objects.get(pk=viewer("pdg").person_id)
    given = {"title": "Write", "due": today(), "decision": decision, "by": viewer("clerk")}
    actions.add_action(owner_person=person, organisation=body("pdg"), **given)
    html = text(client("anonymous").get(reverse("governance_public:decision_detail", args=[decision.reference])))
    assert "Write" in html
    assert person.name not in html
    assert "Persona" not in html


def test_the_notice_as_pdf_lists_the_actions_without_persons():
    decision = make.agreed(make.emerging(make.held()), audience="public")
    store_notice(decision=decision, by=None)
    first = queries.notice_for(viewer("pdg"), decision)
    officer = user("ldg.north").person
    given = {"owner_person": officer, "organisation": body("ldg-north"), "due": today()}
    actions.add_action(title="Write", decision=decision, by=viewer("clerk"), **given)
    store_notice(decision=decision, by=None)
    store_notice(decision=decision, by=None)
    last = queries.notice_for(viewer("pdg"), decision)
    assert StoredPaper.objects.filter(key=last.key).count() == 2
    assert "Actions that follow" not in first.html
    assert f"{body('ldg-north')}" in last.html
    assert officer.name not in last.html
    answer = client("anonymous").get(reverse("governance_public:decision_notice", args=[decision.reference]))
    assert answer.content == bytes(last.file.content)


def test_the_register_is_narrowed_by_words_body_and_year():
    item = make.emerging(make.held())
    make.agreed(item, title="Vapes near schools")
    make.agreed(item, title="Towpath lights")
    browser, address = client("pdg"), reverse("governance:decision_list")
    html = text(browser.get(address, {"q": "vape", "body": body("pdg").pk, "year": today().year}))
    assert "Vapes near schools" in html
    assert "Towpath lights" not in html
    assert "No decision fits" in text(browser.get(address, {"body": body("board").pk}))
    assert browser.get(address, {"year": "never", "body": "x", "page": "x"}).status_code == 200
