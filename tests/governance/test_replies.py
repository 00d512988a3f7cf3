"""A member's answer before a meeting: for the body's eyes, changed until the meeting is held, nothing else."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from bcsp.records.errors import NotAllowed, Refused, Stale
from governance import actions
from governance.attending import answers_to, unanswered
from governance.attention import waiting as attention
from governance.models import Interest, Reply
from tests.governance import make, seated
from tests.make import client, text, user, viewer

pytestmark = pytest.mark.django_db


def answered(meeting, persona: str = "pdg", **words) -> Reply:
    given = {"coming": "yes", "no_interests": True, **words}
    return actions.answer_meeting(meeting=meeting, by=viewer(persona), **given)


def test_a_member_answers_in_one_form_and_the_meeting_says_what():
    meeting, browser = make.published(days=5), client("pdg")
    item = make.emerging(meeting)
    address = reverse("governance:meeting_reply", args=[meeting.pk])
    assert address in text(browser.get(meeting.get_absolute_url()))
    data = {"coming": "substitute", "substitute": "A. Deputy", f"in_{item.pk}": "on", f"nature_{item.pk}": "A trustee"}
    answer = browser.post(address, data)
    assert answer.headers["Location"] == meeting.get_absolute_url()
    html = text(browser.get(meeting.get_absolute_url()))
    assert "You answered: A substitute comes for me (A. Deputy)." in html
    assert list(Interest.objects.values_list("name", "nature")) == [(user("pdg").person.name, "A trustee")]
    assert "You declared an interest in item 1." in html  # what was just sent
    assert "You declared an interest in item 1: A trustee" in html
    own = text(browser.get(item.own_page))
    assert "<strong>You declared an interest in this item.</strong> A trustee" in own
    assert "A trustee" not in text(client("partner").get(item.own_page))
    assert "read your interest in it, word for word" in text(browser.get(address))


def to_answer(persona: str) -> list[str]:
    return [each.url for each in attention(viewer(persona)) if each.text.startswith("Say whether you come to")]


def test_who_has_a_seat_is_asked_for_an_answer_until_they_gave_it():
    make.meeting(days=30)  # a draft
    make.published(days=-1)
    actions.cancel_meeting(meeting=make.published(days=3), why="Snow", by=viewer("clerk"))
    make.held()
    later, first = make.published(days=9), make.published(days=5)
    addresses = [reverse("governance:meeting_reply", args=[meeting.pk]) for meeting in (first, later)]
    assert to_answer("pdg") == to_answer("chair") == addresses
    answered(first, coming="apologies", no_interests=False)
    assert to_answer("pdg") == addresses[1:]
    assert to_answer("chair") == addresses
    for persona in ("clerk", "board", "coordinator", "partner", "outsider", "public"):
        assert to_answer(persona) == [], persona


@pytest.mark.parametrize("count", [1, 3])
def test_asking_for_answers_takes_one_query(count, django_assert_num_queries):
    for days in range(count):
        make.published(days=days + 1)
    reader = viewer("pdg")
    with django_assert_num_queries(1):
        assert len([str(meeting) for meeting in unanswered(reader)]) == count


def test_others_read_an_answer_in_their_own_words():
    meeting = make.published(days=5)
    answered(meeting, coming="substitute", substitute="A. Deputy", no_interests=False)
    html = text(client("clerk").get(reverse("governance:meeting_replies", args=[meeting.pk])))
    assert "Sends a substitute: A. Deputy" in html
    assert "for me" not in html


def test_every_fault_of_an_answer_at_once_and_nothing_lost():
    meeting = make.published(days=5)
    item = make.emerging(meeting)
    data = {"coming": "substitute", "substitute": " ", f"in_{item.pk}": "on", "no_interests": "on"}
    answer = client("pdg").post(reverse("governance:meeting_reply", args=[meeting.pk]), data)
    html = text(answer)
    assert answer.status_code == 422
    for sentence in ("Say who comes for you", "Say what your interest in item 1 is", "Keep one of them"):
        assert sentence in html
    assert not Reply.objects.exists()


def test_whoever_comes_says_which_interests_or_none():
    meeting = make.published(days=5)
    answer = client("pdg").post(reverse("governance:meeting_reply", args=[meeting.pk]), {"coming": "yes"})
    assert "or that you have no interest to declare" in text(answer)
    with pytest.raises(Refused, match="no interest to declare"):
        answered(meeting, no_interests=False)


def test_an_answer_changes_until_the_meeting_is_held():
    meeting = make.published(days=0)
    item = make.emerging(meeting)
    first = answered(meeting, no_interests=False, interests={item: "A trustee"})
    answered(meeting, coming="apologies", no_interests=False, version=first.version)
    assert Reply.objects.get().coming == "apologies"
    assert not Interest.objects.exists()
    actions.hold_meeting(meeting=meeting, by=viewer("clerk"))
    with pytest.raises(Refused, match="tell the clerk"):
        answered(meeting, version=2)


def test_two_windows_of_one_member_lose_nothing():
    meeting = make.published(days=5)
    answered(meeting)
    with pytest.raises(Stale):
        answered(meeting, coming="apologies")
    data = {"coming": "apologies", "version": "", "no_interests": "on"}
    answer = client("pdg").post(reverse("governance:meeting_reply", args=[meeting.pk]), data)
    assert answer.status_code == 409
    assert "I will be there" in text(answer)


@pytest.mark.parametrize("state", ["draft", "cancelled"])
def test_only_a_published_meeting_takes_answers(state):
    meeting = make.meeting(days=5)
    if state == "cancelled":
        meeting = actions.cancel_meeting(meeting=meeting, why="Snow", by=viewer("clerk"))
    with pytest.raises(Refused):
        answered(meeting)


def test_an_interest_is_declared_only_in_an_item_that_one_reads():
    other = make.emerging(make.published(days=6))
    with pytest.raises(Refused, match="that you may read"):
        answered(make.published(days=5), no_interests=False, interests={other: "A trustee"})


def test_only_the_body_answers_and_sees_who_comes():
    meeting = make.published(days=5)
    answered(meeting)
    with pytest.raises(NotAllowed):
        answered(meeting, "partner")
    seen = {persona: Reply.objects.visible_to(viewer(persona)).count() for persona in ("pdg", "clerk", "coordinator")}
    assert seen == {"pdg": 1, "clerk": 1, "coordinator": 1}
    for persona in ("partner", "board", "ldg.north", "public"):
        assert not Reply.objects.visible_to(viewer(persona)).exists()
    assert client("partner").get(reverse("governance:meeting_replies", args=[meeting.pk])).status_code == 302


def test_the_answers_are_counted_by_seat():
    seated.member_in()
    seated.seats(2)
    meeting = make.published(days=5)
    answered(meeting)
    answered(meeting, "clerk", coming="apologies", no_interests=False)
    found = answers_to(meeting, viewer("clerk"))
    assert found.counted == [(1, "there"), (2, "not answered yet")]
    assert [reply.person for reply in found.others] == [user("clerk").person]
    html = text(client("pdg").get(reverse("governance:meeting_replies", args=[meeting.pk])))
    assert "1 there, 2 not answered yet" in html
    assert "Vacant" in html


def test_an_interest_in_a_private_item_is_seen_by_its_readers_alone():
    meeting = make.meeting(days=0)
    private = actions.add_item(meeting=meeting, title="Prices", by=viewer("clerk"), **make.PRIVATE)
    actions.publish_agenda(meeting=meeting, by=viewer("clerk"))
    answered(meeting, no_interests=False, interests={private: "zephyrquince"})
    actions.hold_meeting(meeting=meeting, by=viewer("clerk"))
    seated.circulated(meeting)
    assert Interest.objects.visible_to(viewer("pdg")).count() == 1
    assert not Interest.objects.visible_to(viewer("partner")).exists()
    assert "zephyrquince" not in text(client("partner").get(reverse("governance:minutes_detail", args=[meeting.pk])))


@pytest.mark.parametrize(
    "fields",
    [{"coming": "substitute"}, {"coming": "yes", "substitute": "A. Deputy"}, {"coming": "perhaps"}],
)
def test_a_reply_names_a_substitute_where_one_comes_and_only_then(fields):
    given = {"meeting": make.published(days=5), "person": user("pdg").person, "created_by": user("pdg").person}
    with pytest.raises(IntegrityError, match="governance_reply_substitute"), transaction.atomic():
        Reply.objects.create(**given, **fields)


def test_a_person_answers_once():
    meeting = make.published(days=5)
    first = answered(meeting)
    with pytest.raises(ValidationError, match="answered for this meeting already"):
        Reply(meeting=meeting, person=first.person, coming="yes", created_by=first.person).full_clean()
    with pytest.raises(IntegrityError, match="governance_reply_once"), transaction.atomic():
        Reply.objects.create(meeting=meeting, person=first.person, coming="yes", created_by=first.person)


@pytest.mark.parametrize("fields", [{"name": ""}, {"nature": ""}])
def test_an_interest_says_whose_and_what(fields):
    given = {
        "item": make.emerging(make.published(days=5)),
        "name": "A",
        "nature": "B",
        "created_by": user("pdg").person,
    }
    with pytest.raises(IntegrityError, match="governance_interest_says_what"), transaction.atomic():
        Interest.objects.create(**{**given, **fields})


def test_an_interest_is_declared_once_an_item():
    person = user("pdg").person
    given = {"item": make.emerging(make.published(days=5)), "person": person, "name": "A", "nature": "B"}
    Interest.objects.create(**given, created_by=person)
    with pytest.raises(IntegrityError, match="governance_interest_once"), transaction.atomic():
        Interest.objects.create(**given, created_by=person)
