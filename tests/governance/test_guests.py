"""Guests for one item: they read it, the meeting's head and its papers, and nothing else of the meeting."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from bcsp.documents.models import StoredPaper
from bcsp.documents.papers import Readers
from bcsp.notices.models import Notice
from bcsp.records.errors import NotAllowed, Refused
from bcsp.records.models import AccessEvent
from governance import actions, tasks
from governance.models import AgendaItem, Guest, Meeting
from tests.governance import make
from tests.make import body, client, text, user, viewer

pytestmark = pytest.mark.django_db
CANARY = "zephyrquince"


def invited(item: AgendaItem, persona: str = "outsider", **words) -> Guest:
    return actions.invite_guest(item=item, person=user(persona).person, by=viewer("clerk"), **words)


def agenda(monkeypatch, *, before: bool = True) -> tuple[Meeting, AgendaItem, AgendaItem]:
    """A published agenda: emerging trends with papers for partners and named readers, full of canaries, and a private
    item for which the outsider is a guest, invited before or after publishing."""
    make.offers(
        monkeypatch,
        make.paper(body("bvsc"), f"Text {CANARY}", title=f"Title {CANARY}", recommendation=f"Agree {CANARY}"),
        make.paper(body("board"), f"Named {CANARY}", Readers("named", bodies=(body("pdg").pk,)), title=f"N {CANARY}"),
    )
    meeting = make.meeting(days=0)
    own = actions.add_item(meeting=meeting, title="Flats", introduction="Own words", by=viewer("clerk"), **make.PRIVATE)
    actions.add_item(meeting=meeting, title=f"Private {CANARY}", by=viewer("clerk"), **make.PRIVATE)
    if before:
        invited(own)
    meeting = actions.publish_agenda(meeting=meeting, audience="public", by=viewer("clerk"))
    if not before:
        invited(own)
    return meeting, own, make.emerging(meeting)


@pytest.mark.parametrize("before", [True, False], ids=["invited to a draft", "invited to a published agenda"])
def test_a_guest_reads_the_head_and_the_item_and_nothing_else(monkeypatch, before):
    meeting, own, other = agenda(monkeypatch, before=before)
    actions.hold_meeting(meeting=meeting, by=viewer("clerk"))
    make.agreed(own, title=f"Decided {CANARY}", audience="named")
    for pack in meeting.packs.all():
        tasks.build_pack(pack.pk)
    browser = client("outsider")
    for address in (meeting.get_absolute_url(), own.own_page):
        html = text(browser.get(address))
        assert "Own words" in html
        assert "You are a guest for item 2 of this meeting." in html
        for hidden in (CANARY, "Emerging trends", "Your pack", "item 2 of 3", "Ask the presenter"):
            assert hidden not in html
    guessed = [
        other.own_page,
        *(each.get_absolute_url() for each in StoredPaper.objects.all()),
        *(reverse("documents:paper_download", args=[each.pk]) for each in StoredPaper.objects.all()),
    ]
    assert len(guessed) > 6
    assert {browser.get(address).status_code for address in guessed} == {404}


@pytest.mark.parametrize(
    "address",
    ["/search/?q=zephyrquince", "/governance/meetings/", "/governance/decisions/", "/governance/actions/", "/notices/"],
)
def test_no_other_page_opens_to_a_guest(monkeypatch, address):
    _, own, _ = agenda(monkeypatch)
    answer = client("outsider").get(address)
    assert answer.status_code == 403
    assert CANARY not in text(answer)
    for name in ("question_ask", "guest_list", "chair_note_edit"):
        assert client("outsider").get(reverse(f"governance:{name}", args=[own.pk])).status_code == 403


def test_a_guest_writes_a_private_note_on_the_item_alone_until_the_minutes_are_agreed(monkeypatch):
    meeting, own, other = agenda(monkeypatch)
    browser, item = client("outsider"), reverse("governance:note_edit", args=[own.pk])
    assert "My private note" in text(browser.get(own.own_page))
    typed = browser.post(item, {"text": "Who pays?"}, headers={"X-Requested-With": "drafts"})
    assert typed.content.startswith(b"Saved at")
    more = {"text": "Who pays for it?", "version": typed.headers["X-Version"]}
    assert browser.post(item, more).headers["Location"] == f"{own.own_page}#my-note"
    pages = [own.own_page, meeting.get_absolute_url(), reverse("governance:note_list", args=[meeting.pk])]
    for address in pages:
        html = text(browser.get(address))
        assert "Who pays for it?" in html
        assert CANARY not in html
        assert "Who pays" not in text(client("clerk").get(address))
    hidden = AgendaItem.objects.get(title=f"Private {CANARY}")
    for each in (other, hidden):
        address = reverse("governance:note_edit", args=[each.pk])
        assert (browser.get(address).status_code, browser.post(address, {"text": "A"}).status_code) == (404, 404)
    with pytest.raises(NotAllowed):
        actions.save_note(item=other, text="A", by=viewer("outsider"))
    actions.end_guest(guest=own.guests.get(), by=viewer("clerk"))
    assert browser.get(item).status_code == 404
    assert browser.get(pages[-1]).status_code == 404


def test_the_home_page_and_a_notice_lead_a_guest_to_the_item(monkeypatch):
    _, own, _ = agenda(monkeypatch)
    html = text(client("outsider").get("/"))
    assert f'href="{own.own_page}"' in html
    assert CANARY not in html
    notice = Notice.objects.get(recipient=user("outsider").person)
    assert notice.url == own.own_page
    assert "Flats" not in notice.text


def test_a_guest_with_a_place_elsewhere_reads_the_private_item_and_no_other(monkeypatch):
    meeting, own, _ = agenda(monkeypatch)
    invited(own, "partner")
    html = text(client("partner").get(meeting.get_absolute_url()))
    assert "Own words" in html
    assert f"Text {CANARY}" in html  # a paper for all partners
    assert f"Named {CANARY}" not in html
    assert f"Private {CANARY}" not in html
    assert CANARY not in text(client("partner").get(f"/records/thread/governance.agendaitem/{own.pk}/"))


def test_a_guest_reads_the_papers_of_the_item_which_the_body_may_read(monkeypatch):
    """A paper for another body's readers is not the clerk's to show."""
    theirs = Readers("named", bodies=(body("ldg-north").pk,))
    make.offers(
        monkeypatch,
        make.paper(body("bvsc"), "Body text", Readers("named", bodies=(body("pdg").pk,))),
        make.paper(body("board"), f"Text {CANARY}", theirs, title=CANARY, public_line="A line for all"),
    )
    item = make.emerging(make.published())
    invited(item)
    html = text(client("outsider").get(item.own_page))
    assert "Body text" in html
    assert "A line for all" in html
    assert CANARY not in html
    papers = {place.paper.title == CANARY: place.paper for place in item.papers.select_related("paper__file")}
    read = {hidden: client("outsider").get(paper.get_absolute_url()).status_code for hidden, paper in papers.items()}
    assert read == {False: 200, True: 404}
    assert client("outsider").get(reverse("documents:paper_download", args=[papers[False].pk])).status_code == 200
    hows = AccessEvent.objects.filter(person=user("outsider").person).order_by("pk").values_list("how", flat=True)
    assert list(hows) == ["page", "page", "pdf"]


def test_ending_shuts_every_door_again(monkeypatch):
    make.offers(monkeypatch, make.paper(body("bvsc"), "Body text"))
    meeting = make.published()
    item = make.emerging(meeting)
    guest = invited(item)
    paper = item.papers.get().paper
    addresses = (meeting.get_absolute_url(), item.own_page, paper.get_absolute_url())
    assert {client("outsider").get(address).status_code for address in addresses} == {200}
    answer = client("clerk").post(reverse("governance:guest_end", args=[guest.pk]))
    assert answer.headers["Location"] == reverse("governance:guest_list", args=[item.pk])
    assert {client("outsider").get(address).status_code for address in addresses} == {404}


def test_a_guest_for_two_items_keeps_the_other_and_the_head():
    meeting = make.meeting()
    second = actions.add_item(meeting=meeting, title="Second", by=viewer("clerk"))
    first = invited(make.emerging(meeting))
    invited(second)
    actions.publish_agenda(meeting=meeting, by=viewer("clerk"))
    actions.end_guest(guest=first, by=viewer("clerk"))
    statuses = [client("outsider").get(a).status_code for a in (meeting.get_absolute_url(), second.own_page)]
    assert statuses == [200, 200]
    assert client("outsider").get(first.item.own_page).status_code == 404


def test_a_draft_lets_nobody_in():
    item = make.emerging(make.meeting())
    invited(item)
    for address in (item.own_page, item.meeting.get_absolute_url()):
        assert client("outsider").get(address).status_code == 404
    assert not Notice.objects.filter(recipient=user("outsider").person).exists()


def test_papers_that_come_later_are_let_in_without_a_second_notice(monkeypatch):
    make.offers(monkeypatch, make.paper(body("bvsc")))
    item = make.emerging(make.published())
    invited(item)
    StoredPaper.objects.update(reader_people=[])  # as a supplement's paper comes
    actions.let_guests_in(item)
    assert [paper.reader_people for paper in StoredPaper.objects.filter(places__item=item)] == [
        [user("outsider").person.pk]
    ]
    assert Notice.objects.filter(recipient=user("outsider").person).count() == 1


def test_who_cannot_be_a_guest():
    item = make.emerging(make.published())
    with pytest.raises(Refused, match="has a seat on PDG"):
        invited(item, "pdg")
    invited(item)
    with pytest.raises(Refused, match="is a guest for this item already"):
        invited(item)
    with pytest.raises(NotAllowed):
        actions.invite_guest(item=item, name="A", by=viewer("chair"))
    actions.cancel_meeting(meeting=item.meeting, why="Snow", by=viewer("clerk"))
    with pytest.raises(Refused, match="is cancelled"):
        actions.invite_guest(item=item, name="A", by=viewer("clerk"))


def test_the_clerk_invites_on_a_page_and_the_agenda_says_who_comes():
    item, browser = make.emerging(make.published()), client("clerk")
    address = reverse("governance:guest_list", args=[item.pk])
    assert "Nobody is in attendance" in text(browser.get(address))
    answer = browser.post(address, {"name": "", "why": ""})
    assert answer.status_code == 422
    assert "Choose a person with a sign-in, or enter a name" in text(answer)
    assert browser.post(address, {"person": user("pdg").person.pk}).status_code == 422
    browser.post(address, {"name": "Wanda Invented, BVSC", "why": "Wrote the paper"})
    assert "In attendance: Wanda Invented, BVSC (Wrote the paper)" in text(client("pdg").get(item.own_page))
    assert "Wanda" not in text(client("partner").get(item.own_page))  # of the body's members alone


def test_the_database_keeps_a_guest_named_and_once():
    item = make.emerging(make.published())
    maker = viewer("clerk").person_id
    with pytest.raises(IntegrityError, match="governance_guest_named"), transaction.atomic():
        Guest.objects.create(item=item, name="", created_by_id=maker)
    Guest.objects.create(item=item, name="A", person=user("outsider").person, created_by_id=maker)
    with pytest.raises(IntegrityError, match="governance_guest_once"), transaction.atomic():
        Guest.objects.create(item=item, name="B", person=user("outsider").person, created_by_id=maker)


def test_people_are_listed_with_where_they_have_a_place():
    item = make.typed(make.meeting())
    for persona in ("partner", "outsider", "board"):
        user(persona)
    html = text(client("clerk").get(reverse("governance:guest_list", args=[item.pk])))
    assert f">{user('partner').person}, {body('bvsc').brief}<" in html
    assert f">{user('outsider').person}, no place in the partnership<" in html
    assert f">{user('board').person}, {body('board').brief}<" in html


def test_one_full_stop_after_why_a_guest_is_there():
    item = make.typed(make.meeting())
    invited(item, why="Presents the survey.")
    html = text(client("clerk").get(reverse("governance:guest_list", args=[item.pk])))
    assert "Presents the survey. Reads this item" in html
    assert "Presents the survey)" in text(client("clerk").get(item.meeting.get_absolute_url()))


def test_a_guest_is_not_sent_to_the_administrator():
    html = text(client("outsider").get("/"))
    assert "Ask the partnership" in html  # with no invitation, that is what helps
    item = make.emerging(make.published())
    invited(item)
    html = text(client("outsider").get("/"))
    assert item.own_page in html
    assert "no place" not in html
    assert "administrator" not in html


def test_letting_somebody_without_a_place_read_a_private_item_is_asked_for_once_more():
    item = make.item(make.meeting(), "Flats", **make.PRIVATE)
    make.report(item, title="Prices of flats", **make.PRIVATE_PAPER)
    browser, address = client("clerk"), reverse("governance:guest_list", args=[item.pk])
    sent = {"person": user("outsider").person_id}
    answer = browser.post(address, sent)
    assert answer.status_code == 422
    html = text(answer)
    assert f"{user('outsider').person} has no place in the partnership, and this item is private." in html
    assert "They will read “Flats”, its introduction and its papers: “Prices of flats”." in html
    assert not item.guests.exists()
    assert browser.post(address, {**sent, "confirmed": "on"}).status_code == 302
    assert item.guests.get().person == user("outsider").person
    assert browser.post(address, {"person": user("partner").person_id}).status_code == 302  # has a place elsewhere


def test_an_open_item_asks_for_no_confirmation():
    item = make.item(make.meeting())
    browser, address = client("clerk"), reverse("governance:guest_list", args=[item.pk])
    assert browser.post(address, {"person": user("outsider").person_id}).status_code == 302


def test_taking_a_guest_off_says_what_was_done():
    item = make.item(make.meeting())
    guest = invited(item)
    page = client("clerk").post(reverse("governance:guest_end", args=[guest.pk]), follow=True)
    assert f"{guest.name} is no longer a guest for item {item.position}, and reads nothing of it" in text(page)
