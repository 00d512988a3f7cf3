"""Pages about a decision, an action or an agenda show no more than their reader may read, and each read is logged."""

import pytest
from django.urls import reverse

from bcsp.documents.papers import Readers
from bcsp.people.models import Membership
from bcsp.records.clock import today
from bcsp.records.dated import since
from bcsp.records.models import AccessEvent
from governance import actions
from governance.actions.storing import store_notice
from governance.models import Decision
from governance.notices import notice_of
from tests.governance import make
from tests.make import body, client, text, viewer

pytestmark = pytest.mark.django_db
CANARY = "zephyrquince"
FORMS = ("decision_edit", "decision_supersede")


def logged() -> set[str]:
    return {record for event in AccessEvent.objects.all() for record in event.records}


def named_paper(**words):
    words = {"title": CANARY, "recommendation": f"Agree {CANARY}", "cost": f"£1 {CANARY}", **words}
    return make.paper(body("bvsc"), readers=Readers("named", bodies=(body("ldg-north").pk,)), **words)


def on_a_named_paper(monkeypatch, name: str) -> Decision:
    """What the coordinator opened to partners, about a paper of LDG North: a draft to edit, or agreed to supersede."""
    make.offers(monkeypatch, named_paper())
    made = make.agreed if name == "decision_supersede" else make.draft
    return made(make.emerging(make.held()), subject=body("bvsc"), title="Open", audience="partners", opened=True)


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("persona", ["clerk", "chair", "coordinator"])
def test_the_form_of_a_decision_hides_a_paper_that_is_not_the_readers(monkeypatch, name, persona):
    decision = on_a_named_paper(monkeypatch, name)
    answer = client(persona).get(reverse(f"governance:{name}", args=[decision.pk]))
    assert answer.status_code == 200
    assert CANARY not in text(answer)
    assert "Is this what the paper recommended?" not in text(answer)
    assert logged() == set()


@pytest.mark.parametrize("name", FORMS)
def test_the_form_of_a_decision_shows_the_paper_to_its_readers_and_logs_it(monkeypatch, name):
    decision = on_a_named_paper(monkeypatch, name)
    stored = decision.item.papers.get().paper
    person = viewer("clerk").person_id
    Membership.objects.create(person_id=person, organisation=body("ldg-north"), role="member", during=since(today()))
    html = text(client("clerk").get(reverse(f"governance:{name}", args=[decision.pk])))
    assert f"Agree {CANARY}" in html
    assert f"documents.storedpaper:{stored.pk}" in logged()


def test_a_departure_stays_where_its_paper_is_hidden(monkeypatch):
    """Who may not read the paper can still change the draft, and loses nothing of it."""
    decision = on_a_named_paper(monkeypatch, "decision_edit")
    Decision.objects.filter(pk=decision.pk).update(departs="For another reason")
    html = text(client("clerk").get(reverse("governance:decision_edit", args=[decision.pk])))
    assert "For another reason" in html
    assert CANARY not in html


def private(title: str):
    meeting = make.meeting(days=0)
    item = actions.add_item(meeting=meeting, title=title, by=viewer("clerk"), **make.PRIVATE)
    actions.publish_agenda(meeting=meeting, by=viewer("clerk"))
    actions.hold_meeting(meeting=meeting, by=viewer("clerk"))
    return item


@pytest.mark.parametrize("name", FORMS)
def test_the_form_of_a_decision_hides_a_private_item(name):
    """The coordinator serves every body and sits on none."""
    made = make.agreed if name == "decision_supersede" else make.draft
    decision = made(private(CANARY), title="Open", audience="partners", opened=True)
    address = reverse(f"governance:{name}", args=[decision.pk])
    assert CANARY not in text(client("coordinator").get(address))
    assert logged() == set()
    assert CANARY in text(client("clerk").get(address))
    assert f"governance.agendaitem:{decision.item_id}" in logged()


def test_an_agenda_logs_its_private_items_and_named_decisions():
    decision = make.agreed(private("Quiet"), audience="named")
    client("pdg").get(decision.item.meeting.get_absolute_url())
    assert logged() == {f"governance.agendaitem:{decision.item_id}", f"governance.decision:{decision.pk}"}


def replaced(audience: str) -> tuple[Decision, Decision]:
    """A named decision, and the one with other readers in its place."""
    old = make.agreed(make.emerging(make.held()), title=CANARY, audience="named")
    return old, in_place_of(old, audience)


def in_place_of(old: Decision, audience: str) -> Decision:
    given = {"wording": "Other.", "reasons": "Because.", "authority": "meeting", "authority_detail": "All"}
    given |= {"departs": "", "decided_on": old.decided_on, "title": "Open"}
    new = actions.supersede(decision=old, audience=audience, opened=True, by=viewer("clerk"), **given)
    return actions.agree_decision(decision=new, by=viewer("clerk"))


def test_a_superseded_named_decision_is_logged_where_its_title_stands():
    old, new = replaced("partners")
    assert CANARY in text(client("pdg").get(new.get_absolute_url()))
    assert logged() == {f"governance.decision:{old.pk}"}
    assert CANARY not in text(client("partner").get(new.get_absolute_url()))
    assert AccessEvent.objects.count() == 1


@pytest.mark.parametrize(("audience", "says"), [("public", False), ("partners", False), ("named", True)])
def test_a_notice_names_the_old_decision_only_to_its_readers(audience, says):
    old, new = replaced(audience)
    assert (notice_of(new).data.supersedes == old.reference) is says
    assert (old.reference in store_notice(decision=new, by=None).html) is says


def test_a_public_notice_names_no_decision_for_partners():
    old = make.agreed(make.emerging(make.held()), audience="partners")
    assert notice_of(in_place_of(old, "public")).data.supersedes == ""
    old = make.agreed(make.emerging(make.held()), audience="public")
    assert notice_of(in_place_of(old, "partners")).data.supersedes == old.reference


def test_the_list_logs_named_drafts_too():
    draft = make.draft(make.emerging(make.held()), audience="named")
    client("clerk").get(reverse("governance:decision_list"))
    assert logged() == {f"governance.decision:{draft.pk}"}
