"""A question goes up (LDG to PDG to Board), and its answer comes back by itself."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from bcsp.notices.models import Notice
from bcsp.records.clock import now
from bcsp.records.errors import NotAllowed, Refused, Stale
from bcsp.records.models import AccessEvent
from bcsp.records.thread import thread
from governance import actions, waiting
from governance.attention import waiting as attention
from governance.models import AgendaItem, BacklogItem, Escalation
from tests.governance import make
from tests.make import PERSONAS, body, client, text, user, viewer
from tests.racing import at_once

pytestmark = pytest.mark.django_db
CANARY = "zephyrquince"


def told(persona: str) -> list[str]:
    return list(Notice.objects.filter(recipient=user(persona).person).values_list("text", flat=True))


def place(escalation: Escalation, meeting=None) -> AgendaItem:
    row = BacklogItem.objects.get(escalation=escalation, body=escalation.receiver)
    return actions.place_item(row=row, meeting=meeting or make.meeting(days=0), by=viewer("clerk"))


def hold(item: AgendaItem) -> None:
    actions.publish_agenda(meeting=item.meeting, by=viewer("clerk"))
    actions.hold_meeting(meeting=item.meeting, by=viewer("clerk"))


def test_a_question_waits_above_and_its_officers_are_told():
    for persona in ("clerk", "chair", "coordinator", "pdg", "ldg.north"):
        user(persona)
    escalation = make.asked()
    row = BacklogItem.objects.get()
    assert (row.body, row.title, row.introduction) == (body("pdg"), "Bins", "LDG North asks: May we test samples?")
    for persona in ("clerk", "chair", "coordinator"):
        assert "LDG North asks PDG something" in told(persona)
    assert told("pdg") == []
    assert "LDG North asks PDG something" not in told("ldg.north")
    with pytest.raises(Refused, match="Answer the question"):
        actions.drop_item(row=row, why="No", by=viewer("clerk"))
    assert f'Asked of PDG: <a class="govuk-link" href="{escalation.get_absolute_url()}">' in text(
        client("ldg.north").get(escalation.item.meeting.get_absolute_url())
    )


def test_the_answer_goes_by_itself_on_the_next_draft_agenda_and_the_members_are_told():
    user("ldg.north")
    escalation, later, soon = make.asked(), make.meeting("ldg-north", days=40), make.meeting("ldg-north", days=20)
    make.answered(escalation)
    item = soon.items.get()
    assert (item.title, item.purpose) == ("Answer of PDG: Bins", "information")
    assert item.introduction == "LDG North asked: May we test samples?\n\nPDG answers: Yes, ten."
    assert not later.items.exists()
    assert "PDG answered what LDG North asked" in told("ldg.north")
    assert not waiting.waiting(escalation.receiver_id).exists()
    assert BacklogItem.objects.get(body=escalation.receiver).dropped_why == "Answered without a meeting."


def test_without_a_draft_agenda_the_answer_waits_for_the_next_that_is_arranged():
    make.answered(make.asked())
    row = waiting.waiting(body("ldg-north").pk).get()
    assert row.is_answer
    assert "Answer of PDG" in text(client("ldg.north").get("/governance/bodies/ldg-north/backlog/"))
    meeting = make.meeting("ldg-north", days=20)
    assert [item.title for item in meeting.items.all()] == ["Answer of PDG: Bins"]
    assert not make.meeting("ldg-north", days=21).items.exists()


def test_a_removed_answer_waits_again_and_may_be_dropped():
    meeting = make.meeting("ldg-north", days=20)
    make.answered(make.asked())
    actions.remove_item(item=meeting.items.get(), by=viewer("coordinator"))
    row = waiting.waiting(body("ldg-north").pk).get()
    assert actions.drop_item(row=row, why="Read it", by=viewer("ldg.north")).dropped_why == "Read it"


def test_it_goes_further_to_the_board_and_its_page_shows_the_whole_way():
    escalation = make.asked()
    item = place(escalation)
    hold(item)
    decision = make.agreed(item, title="Samples")
    up = actions.escalate(item=item, question="Who pays?", by=viewer("chair"))
    assert (up.sender, up.receiver) == (body("pdg"), body("board"))
    draft = make.meeting("ldg-north", days=20)
    make.answered(escalation, decision=decision)
    html = text(client("ldg.north").get(escalation.get_absolute_url()))
    steps = ["LDG North asked PDG", "On the agenda of PDG for", "PDG decided", "PDG asked Board in turn"]
    steps += ["PDG answered LDG North", f"On the agenda of LDG North for {draft.day:%-d %B %Y}"]
    where = [html.index(step) for step in steps]
    assert where == sorted(where)
    assert decision.get_absolute_url() in html
    assert draft.get_absolute_url() not in html
    assert [stage.record for stage in thread(up, viewer("pdg"))] == [item, up]
    found = [stage.record for stage in thread(escalation, viewer("pdg"))]
    assert {escalation, item, decision, escalation.item} <= set(found)
    assert "The whole thread" in html


def test_a_question_carried_on_shows_both_meetings():
    escalation = make.asked()
    item, later = place(escalation), make.meeting(days=30)
    hold(item)
    actions.carry_item(item=item, meeting=later, by=viewer("clerk"))
    html = text(client("ldg.north").get(escalation.get_absolute_url()))
    for meeting in (item.meeting, later):
        assert f"On the agenda of PDG for {meeting.day:%-d %B %Y}" in html


def test_who_may_ask_and_what_about():
    item = make.read_item()
    for persona in ("clerk", "chair", "ldg.south", "analyst", "partner"):
        with pytest.raises(NotAllowed):
            make.asked(item, by=persona)
    with pytest.raises(Refused, match="Publish the agenda first"):
        make.asked(make.typed(make.meeting("ldg-north")))
    board = make.read_item("board")
    with pytest.raises(Refused, match="No tier is above Board"):
        make.asked(board, by="coordinator")
    assert client("coordinator").get(reverse("governance:escalation_send", args=[board.pk])).status_code == 404
    make.asked(item)
    with pytest.raises(ValidationError, match="sent to that body already"):
        make.asked(item)


def test_who_may_answer_and_once():
    escalation = make.asked()
    for persona in ("ldg.north", "pdg", "board", "analyst"):
        with pytest.raises(NotAllowed):
            make.answered(escalation, by=persona)
    other = make.agreed(make.emerging(make.held()))
    wrong = make.draft(make.emerging(make.held()))
    with pytest.raises(Refused, match="Choose an agreed decision of PDG"):
        make.answered(escalation, decision=wrong)
    make.answered(escalation, decision=other)
    escalation.version += 1
    with pytest.raises(Refused, match="answered already"):
        make.answered(escalation)
    escalation.version -= 1
    with pytest.raises(Stale):
        make.answered(escalation)


def test_by_its_pages():
    item, lead, clerk = make.read_item(), client("ldg.north"), client("clerk")
    address = reverse("governance:escalation_send", args=[item.pk])
    assert address in text(lead.get(item.meeting.get_absolute_url()))
    html = text(lead.post(address, {"question": "Ask @invented?"}))
    assert "looks like a handle" in html
    assert "Read your text once more" in html
    answer = lead.post(address, {"question": "May we?", "screened": "on"})
    escalation = Escalation.objects.get()
    assert answer.headers["Location"] == escalation.get_absolute_url()
    assert address not in text(lead.get(item.meeting.get_absolute_url()))
    assert "Answer it" not in text(lead.get(escalation.get_absolute_url()))
    assert "Answer it" in text(clerk.get(escalation.get_absolute_url()))
    address = reverse("governance:escalation_answer", args=[escalation.pk])
    assert "Write the answer" in text(clerk.post(address, {"version": 1, "screened": "on"}))
    clerk.post(address, {"version": 1, "answer": "Yes.", "decision": "", "screened": "on"})
    html = text(lead.get(escalation.get_absolute_url()))
    assert "Yes." in html
    assert "backlog of LDG North" in html
    assert "Yes." in text(lead.get("/governance/bodies/ldg-north/backlog/"))


# A private item: both bodies, and nobody else ---------------------------------------------------------------------

BOTH = {"clerk", "chair", "pdg", "ldg.north"}


def private() -> Escalation:
    """About a private item that the lead's own group has; the coordinator made its agenda, and so knows the item."""
    item = make.read_item(title=f"Item {CANARY}", **make.PRIVATE)
    AgendaItem.objects.filter(pk=item.pk).update(created_by=viewer("ldg.north").person_id)
    return make.asked(AgendaItem.objects.get(pk=item.pk), question=f"Question {CANARY}")


def addresses(escalation: Escalation, item: AgendaItem) -> list[str]:
    thread_url = reverse("records:thread", args=["governance.escalation", escalation.pk])
    return [
        escalation.get_absolute_url(),
        thread_url,
        escalation.item.meeting.get_absolute_url(),
        item.meeting.get_absolute_url(),
        "/governance/bodies/pdg/backlog/",
        "/governance/bodies/ldg-north/backlog/",
        "/governance/meetings/",
        "/",
        "/search/?q=Question",
        "/notices/",
    ]


def test_a_private_question_is_read_by_both_bodies_and_nobody_else():
    browsers = {persona: client(persona) for persona in PERSONAS}  # there before it, to be told of it
    escalation = private()
    item = place(escalation)
    assert (item.audience, item.reader_bodies) == ("named", [body("pdg").pk])
    answered = make.answered(escalation, answer=f"Answer {CANARY}")
    assert answered.reader_bodies == sorted([body("pdg").pk, body("ldg-north").pk])
    back = make.meeting("ldg-north", days=20)
    assert back.items.get().reader_bodies == [body("ldg-north").pk]
    places = [*addresses(escalation, item), back.get_absolute_url()]
    shown = {persona: [a for a in places if CANARY in text(browsers[persona].get(a))] for persona in PERSONAS}
    assert {persona for persona in PERSONAS if shown[persona]} == BOTH, shown
    statuses = {persona: browsers[persona].get(escalation.get_absolute_url()).status_code for persona in PERSONAS}
    assert statuses == {p: 200 if p in BOTH else 404 if PERSONAS[p] else 403 for p in PERSONAS}
    assert not Notice.objects.filter(text__contains=CANARY).exists()


def test_reading_it_is_logged():
    escalation = private()
    client("pdg").get(escalation.get_absolute_url())
    assert AccessEvent.objects.filter(records=[f"governance.escalation:{escalation.pk}"]).exists()


def test_of_a_private_question_only_its_readers_are_told():
    for persona in ("coordinator", "clerk", "chair"):
        user(persona)
    private()
    assert "LDG North asks PDG something" in told("clerk")
    assert "LDG North asks PDG something" not in told("coordinator")


def test_a_named_decision_behind_an_open_answer_is_shown_to_its_readers_alone():
    escalation = make.asked()
    decision = make.agreed(make.emerging(make.held()), title=CANARY, audience="named")
    make.answered(escalation, decision=decision)
    assert CANARY in text(client("pdg").get(escalation.get_absolute_url()))
    assert CANARY not in text(client("ldg.north").get(escalation.get_absolute_url()))
    assert AccessEvent.objects.filter(records=[f"governance.decision:{decision.pk}"]).count() == 1


# What the database holds ------------------------------------------------------------------------------------------

CHANGES = {
    "governance_escalation_answer": {"answer": "Yes"},
    "governance_escalation_answered_pair": {"answer": "Yes", "answered_at": now()},
    "governance_escalation_up": {"question": ""},
    "governance_escalation_audience": {"audience": "all"},
    "governance_escalation_named_readers": {"audience": "named"},
}


def test_the_database_refuses():
    escalation = make.asked()
    for name, change in CHANGES.items():
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Escalation.objects.filter(pk=escalation.pk).update(**change)


def test_the_database_keeps_a_question_from_its_own_sender_and_from_being_asked_twice():
    escalation = make.asked()
    with pytest.raises(IntegrityError, match="governance_escalation_up"), transaction.atomic():
        Escalation.objects.filter(pk=escalation.pk).update(receiver=escalation.sender)
    with pytest.raises(IntegrityError, match="governance_escalation_once"), transaction.atomic():
        Escalation.objects.create(
            item=escalation.item,
            sender=escalation.sender,
            receiver=escalation.receiver,
            question="Again?",
            created_by=escalation.created_by,
        )


def test_what_waits_for_an_answer_stands_on_the_home_page():
    escalation = make.asked()
    words = "LDG North waits for an answer of PDG"
    for persona in ("clerk", "chair", "coordinator"):
        assert [w.url for w in attention(viewer(persona)) if words in w.text] == [escalation.get_absolute_url()]
    for persona in ("pdg", "ldg.north", "board", "analyst"):
        assert not any(words in w.text for w in attention(viewer(persona)))
    item = place(escalation)
    assert not any(w.late for w in attention(viewer("clerk")) if words in w.text)
    hold(item)
    assert any(w.late for w in attention(viewer("clerk")) if words in w.text)
    make.answered(escalation)
    assert not any(words in w.text for w in attention(viewer("clerk")))


def test_its_page_takes_as_many_queries_for_three_steps_as_for_one(django_assert_max_num_queries):
    escalation, browser = make.asked(), client("clerk")
    item = place(escalation)
    hold(item)

    def queries() -> int:
        browser.get(escalation.get_absolute_url())
        with django_assert_max_num_queries(200) as counted:
            browser.get(escalation.get_absolute_url())
        return len(counted)

    make.agreed(item)
    one = queries()
    make.agreed(item)
    make.agreed(item)
    assert queries() == one


@pytest.mark.django_db(transaction=True)
def test_two_who_answer_at_once_give_one_answer():
    escalation, person = make.asked(), viewer("clerk")
    make.meeting("ldg-north", days=20)

    answer = partial(actions.answer_escalation, escalation=escalation, version=1, by=person)
    faults = at_once(partial(answer, answer="Yes"), partial(answer, answer="No"))
    assert len(faults) == 1
    assert isinstance(faults[0], Refused)
    assert AgendaItem.objects.filter(title="Answer of PDG: Bins").count() == 1
