"""Beside an agenda: private notes, questions, notes for the chair, what a matter became before, and who has read it."""

import io

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from pikepdf import Pdf

from bcsp.documents.papers import Readers
from bcsp.notices.models import Notice
from bcsp.people.models import Membership, Post
from bcsp.records.clock import now, today
from bcsp.records.dated import since
from bcsp.records.errors import NotAllowed, Refused, Stale
from bcsp.records.models import Draft
from governance import actions
from governance.models import AgendaItem, ChairNote, Meeting, Note, Question
from governance.reading import version_of
from tests.governance import make
from tests.make import body, client, text, user, viewer

pytestmark = pytest.mark.django_db
CANARY = "zephyrquince"
TYPING = {"X-Requested-With": "drafts"}


def item_of(meeting: Meeting | None = None) -> AgendaItem:
    return make.emerging(meeting or make.published())


def address(name: str, thing) -> str:
    return reverse(f"governance:{name}", args=[thing.pk])


def minutes_agreed(meeting: Meeting) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(
        state="closed", held_at=now(), held_by=viewer("clerk").person_id, version=meeting.version + 1
    )


# Notes ----------------------------------------------------------------------------------------------------------


def test_a_note_is_its_writers_alone():
    item = item_of()
    answer = client("pdg").post(address("note_edit", item), {"text": CANARY})
    assert answer.headers["Location"] == f"{item.own_page}#my-note"
    pages = (item.own_page, item.meeting.get_absolute_url(), address("note_list", item.meeting))
    for page in pages:
        assert CANARY in text(client("pdg").get(page))
        for other in ("chair", "clerk", "coordinator", "partner"):
            assert CANARY not in text(client(other).get(page))
    found = text(client("pdg").get("/search/", {"q": CANARY}))
    assert item.meeting.get_absolute_url() not in found


def test_a_note_is_saved_as_it_is_typed_and_leaves_no_draft():
    item, browser = item_of(), client("pdg")
    answer = browser.post(address("note_edit", item), {"text": "Half a"}, headers=TYPING)
    assert text(answer).startswith("Saved at ")
    typed = {"text": "Half a word", "version": answer.headers["X-Version"]}
    browser.post(address("note_edit", item), typed, headers=TYPING)
    assert [note.text for note in Note.objects.all()] == ["Half a word"]
    assert not Draft.objects.exists()
    assert text(browser.post(address("note_edit", item), {"text": "x" * 4001}, headers=TYPING)).startswith(
        "My note must be 4000"
    )
    browser.post(address("note_edit", item), {"text": " ", "version": version_of("Half a word")})
    assert not Note.objects.exists()


def test_a_note_changed_on_another_device_is_not_written_over():
    item, phone, laptop = item_of(), client("pdg"), client("pdg")
    begun = version_of("")
    saved = laptop.post(address("note_edit", item), {"text": "From the laptop", "version": begun}, headers=TYPING)
    late = phone.post(address("note_edit", item), {"text": "From the phone", "version": begun}, headers=TYPING)
    assert late.status_code == 409
    assert "changed elsewhere" in text(late)
    assert Note.objects.get().text == "From the laptop"
    page = phone.post(address("note_edit", item), {"text": "From the phone", "version": begun})
    assert page.status_code == 409
    assert "From the laptop\n\nFrom the phone</textarea>" in text(page)
    assert version_of("From the laptop") in text(page)
    again = {"text": "From both", "version": saved.headers["X-Version"]}
    assert phone.post(address("note_edit", item), again, headers=TYPING).status_code == 200
    assert laptop.post(address("note_edit", item), again, headers=TYPING).status_code == 200  # it says so already
    emptied = laptop.post(address("note_edit", item), {"text": "", "version": begun})
    assert emptied.status_code == 409
    assert Note.objects.get().text == "From both"


def test_a_note_is_refused_once_the_minutes_are_agreed_and_given_back():
    item, browser = item_of(), client("pdg")
    actions.save_note(item=item, text="Old", by=viewer("pdg"))
    minutes_agreed(item.meeting)
    assert actions.drop_notes(item.meeting) == 1
    answer = browser.post(address("note_edit", item), {"text": CANARY})
    assert answer.status_code == 422
    assert CANARY in text(answer)
    assert "minutes of this meeting are agreed" in text(answer)
    assert browser.post(address("note_edit", item), {"text": CANARY}, headers=TYPING).status_code == 409
    assert not Note.objects.exists()
    assert "note-form" not in text(browser.get(item.own_page))


def test_nobody_notes_on_an_item_they_may_not_read():
    meeting = make.meeting()
    item = actions.add_item(meeting=meeting, title="Private", by=viewer("clerk"), **make.PRIVATE)
    actions.publish_agenda(meeting=meeting, by=viewer("clerk"))
    for name in ("note_edit", "question_ask"):
        assert client("partner").get(address(name, item)).status_code == 404


def test_the_database_keeps_one_note_each():
    item, person = item_of(), user("pdg").person
    Note.objects.create(item=item, person=person, text="A")
    with pytest.raises(IntegrityError, match="governance_note_one_each"), transaction.atomic():
        Note.objects.create(item=item, person=person, text="B")


# Questions ------------------------------------------------------------------------------------------------------


def presented() -> AgendaItem:
    """An item that the holder of a post elsewhere presents."""
    meeting = make.meeting()
    post = Post.objects.exclude(organisation=body("pdg")).first()
    person = user("partner").person
    Membership.objects.filter(person=person).delete()
    Membership.objects.create(person=person, organisation=post.organisation, post=post, during=since(today()))
    item = actions.add_item(meeting=meeting, title="Flats", presenter=post, by=viewer("clerk"), purpose="decision")
    actions.publish_agenda(meeting=meeting, by=viewer("clerk"))
    return item


def test_a_question_goes_to_presenter_and_clerk_and_its_answer_back():
    item = presented()
    client("clerk"), client("partner")
    Notice.objects.all().delete()
    client("pdg").post(address("question_ask", item), {"text": CANARY})
    question = Question.objects.get()
    told = Notice.objects.filter(text__startswith="A question waits")
    assert {each.recipient for each in told} == {user("clerk").person, user("partner").person}
    assert all(CANARY not in each.text for each in told)
    for persona in ("clerk", "partner"):
        assert "Flats" not in text(client(persona).get("/"))
        assert f"item {item.position} of {item.meeting} waits for an answer" in text(client(persona).get("/"))
    answer = client("partner").post(address("question_answer", question), {"answer": "Ten", "version": 1})
    assert answer.status_code == 302
    assert Notice.objects.get(text__startswith="Your question").recipient == user("pdg").person
    for persona in ("pdg", "chair", "partner", "coordinator"):
        html = text(client(persona).get(item.own_page))
        assert CANARY in html
        assert "Ten" in html
    assert CANARY not in text(client("ldg.north").get(item.own_page))
    assert "waits for an answer" not in text(client("clerk").get("/"))


def test_who_asks_reads_their_question_without_a_seat_and_answers_none():
    item = item_of()
    client("ldg.north").post(address("question_ask", item), {"text": CANARY})
    question = Question.objects.get()
    assert CANARY in text(client("ldg.north").get(item.own_page))
    assert address("question_answer", question) not in text(client("ldg.north").get(item.own_page))
    assert address("question_answer", question) in text(client("chair").get(item.own_page))
    assert client("ldg.north").get(address("question_answer", question)).status_code == 403
    assert client("ldg.south").get(address("question_answer", question)).status_code == 404


def test_a_question_is_screened_and_has_its_time():
    item = item_of()
    html = text(client("pdg").post(address("question_ask", item), {"text": "Is it @invented?"}))
    assert "looks like a handle" in html
    assert "Write your question" in text(client("pdg").post(address("question_ask", item), {"text": ""}))
    asked = actions.ask_question(item=item, text="Why?", by=viewer("pdg"))
    actions.answer_question(question=asked, answer="So", version=1, by=viewer("chair"))
    with pytest.raises(Stale):
        actions.answer_question(question=asked, answer="Other", version=1, by=viewer("clerk"))
    with pytest.raises(NotAllowed):
        actions.answer_question(question=asked, answer="Other", version=2, by=viewer("pdg"))
    minutes_agreed(item.meeting)
    with pytest.raises(Refused, match="was held"):
        actions.ask_question(item=item, text="Late?", by=viewer("pdg"))
    with pytest.raises(Refused, match="minutes of this meeting are agreed"):
        actions.answer_question(question=asked, answer="Other", version=2, by=viewer("chair"))


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("governance_question_answer", {"answer": "A"}),
        ("governance_question_answered", {"answer": "A", "answered_at": now()}),
    ],
)
def test_the_database_keeps_answer_and_stamp_together(name, columns):
    asked = actions.ask_question(item=item_of(), text="Why?", by=viewer("pdg"))
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Question.objects.filter(pk=asked.pk).update(**columns)


# The chair's notes ----------------------------------------------------------------------------------------------


def test_notes_for_the_chair_are_in_nobody_elses_bytes():
    item = item_of()
    client("clerk").post(address("chair_note_edit", item), {"text": CANARY})
    for page in (item.own_page, item.meeting.get_absolute_url()):
        for persona in ("clerk", "chair"):
            assert CANARY in text(client(persona).get(page))
        for persona in ("pdg", "coordinator", "board", "partner", "analyst"):
            assert CANARY not in text(client(persona).get(page))
    assert client("pdg").get(address("chair_note_edit", item)).status_code == 403


def test_two_who_write_for_the_chair_lose_nothing():
    item = item_of()
    client("clerk").post(address("chair_note_edit", item), {"text": "Mine"})
    note = ChairNote.objects.get()
    actions.save_chair_note(item=item, text="Theirs", version=note.version, by=viewer("chair"))
    answer = client("clerk").post(address("chair_note_edit", item), {"text": "Also mine", "version": note.version})
    assert answer.status_code == 409
    assert "Theirs" in text(answer)
    assert "Also mine" in text(answer)
    actions.save_chair_note(item=item, text=" ", version=note.version + 1, by=viewer("chair"))
    assert not ChairNote.objects.exists()


def test_the_database_keeps_one_note_for_the_chair():
    item = item_of()
    actions.save_chair_note(item=item, text="A", by=viewer("chair"))
    with pytest.raises(IntegrityError, match="governance_chairnote_item"), transaction.atomic():
        ChairNote.objects.create(item=item, text="B", created_by_id=viewer("clerk").person_id)


# Seen before, page numbers, who has read ------------------------------------------------------------------------


def test_what_a_matter_became_before_stands_beside_its_paper(monkeypatch):
    make.offers(monkeypatch, make.paper(body("bvsc"), cost="£900", returns=True))
    first = make.emerging(make.held(days=-30))
    decision = make.agreed(first, subject=body("bvsc"), wording="Test ten samples. Report in May.", audience="partners")
    second = item_of()
    html = text(client("pdg").get(second.own_page))
    for words in ("Seen before", "£900", decision.reference, "Test ten samples."):
        assert words in html
    assert f'href="{first.own_page}"' in html
    assert "Seen before" not in text(client("pdg").get(first.own_page))


def test_nobody_learns_that_a_matter_stood_before_where_it_was_not_theirs(monkeypatch):
    named = Readers("named", bodies=(body("pdg").pk,))
    make.offers(monkeypatch, make.paper(body("bvsc"), readers=named, cost=CANARY, returns=True))
    make.agreed(make.emerging(make.held(days=-30)), subject=body("bvsc"), wording=CANARY, audience="named")
    make.offers(monkeypatch, make.paper(body("bvsc"), "Now for all", returns=True))
    item = item_of()
    html = text(client("partner").get(item.own_page))
    assert "Now for all" in html
    assert "Seen before" not in html
    assert text(client("pdg").get(item.own_page)).count(CANARY) == 2


def test_what_came_before_says_that_nothing_is_decided_yet_and_what_a_review_is(monkeypatch):
    make.offers(monkeypatch, make.paper(body("bvsc"), returns=True))
    first = make.emerging(make.held(days=-30))
    page = item_of().own_page
    html = text(client("pdg").get(page))
    assert "not decided yet, or its minutes are not out yet" in html
    assert "Comes back for review, as agreed at an earlier meeting" in html
    make.agreed(first, subject=body("bvsc"), wording="Test ten samples.", audience="partners")
    assert "not decided yet" not in text(client("pdg").get(page))


def test_page_numbers_of_the_pack_stand_on_screen(monkeypatch):
    make.offers(monkeypatch, make.paper(body("bvsc")))
    item = item_of()
    assert "page 7" not in text(client("pdg").get(item.own_page))
    numbers = {
        "items": {str(item.pk): [6, 1]},
        "papers": {str(item.papers.get().pk): [7, 2]},
        "last": 8,
        "front": [1, 1],
    }
    Meeting.objects.filter(pk=item.meeting_id).update(numbering=numbers)
    html = text(client("pdg").get(item.meeting.get_absolute_url()))
    assert "Pack page 6" in html
    assert "Pack page 7" in html
    assert "</a>, page 7" in html  # on the decisions sheet


def test_who_has_read_is_shown_to_those_who_serve_the_body_alone(monkeypatch):
    make.offers(monkeypatch, make.paper(body("bvsc"), readers=Readers("named", bodies=(body("pdg").pk,))))
    page = make.published().get_absolute_url()
    for persona in ("chair", "clerk", "pdg"):
        viewer(persona)
    client("pdg").get(page)
    client("pdg").get(page)
    client("clerk").get(page)
    html = text(client("clerk").get(page))
    assert "Read by 1 of 2 members" in html  # a clerk serves the body and isn't counted
    assert f"Not yet: {user('chair').person.name}" in html
    html = text(client("pdg").get(page))
    assert "Read by" not in html
    assert "the clerk and the coordinator see who has read this paper" in html


def test_who_has_read_is_not_counted_on_a_draft():
    meeting = make.meeting()
    make.typed(meeting, **make.PRIVATE)
    viewer("pdg")
    assert "Read by" not in text(client("clerk").get(meeting.get_absolute_url()))
    actions.publish_agenda(meeting=meeting, by=viewer("clerk"))
    assert "Read by 0 of 1 member" in text(client("clerk").get(meeting.get_absolute_url()))


def test_a_page_asks_the_database_as_often_for_three_papers_as_for_one(monkeypatch):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    named, browser, counts = Readers("named", bodies=(body("pdg").pk,)), client("clerk"), []
    for subjects in (["bvsc"], ["bvsc", "board", "pdg"]):
        make.offers(monkeypatch, *(make.paper(body(slug), readers=named, returns=True) for slug in subjects))
        make.held(days=-30 + len(subjects))
        item = item_of(make.published(days=len(subjects)))
        for _ in subjects:
            actions.ask_question(item=item, text="Why?", by=viewer("pdg"))
            actions.invite_guest(item=item, name="A", by=viewer("clerk"))
        browser.get(item.own_page)
        for page in (item.own_page, item.meeting.get_absolute_url()):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                browser.get(page)
            counts.append(len(asked))
    assert counts[:2] == counts[2:]


# Downloads ------------------------------------------------------------------------------------------------------


def test_a_download_for_named_readers_bears_its_readers_name_and_no_other_does(monkeypatch):
    import pdfplumber

    named = Readers("named", bodies=(body("pdg").pk,))
    make.offers(monkeypatch, make.paper(body("bvsc")), make.paper(body("board"), readers=named))
    for place in item_of().papers.select_related("paper__file"):
        answer = client("pdg").get(reverse("documents:paper_download", args=[place.paper.pk]))
        stored = bytes(place.paper.file.content)
        assert (answer.content == stored) is (place.paper.audience == "partners")
        if place.paper.is_named:
            with pdfplumber.open(io.BytesIO(answer.content)) as pdf:
                said = "".join(char["text"] for char in pdf.pages[0].chars if not char["upright"])
            assert said.startswith(f"Given to {user('pdg').person.name}, {today():%-d %B %Y}, ")
            with Pdf.open(io.BytesIO(answer.content)) as pdf:
                assert pdf.Root.MarkInfo.Marked
                assert b"/Artifact" in pdf.pages[0].Contents[-1].read_bytes()


def test_the_chairs_copy_bears_its_readers_name():
    answer = client("chair").get(reverse("governance:pack_chair", args=[make.published().pk]))
    with Pdf.open(io.BytesIO(answer.content)) as pdf:
        assert all("/BcspGiven" in page.Resources.XObject for page in pdf.pages)
