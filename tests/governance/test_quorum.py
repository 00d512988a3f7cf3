"""Seats at each item: counted from who came, late or early, less who left the room; and what a quorum refuses."""

from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from bcsp.records.errors import NotAllowed, Refused, Stale
from governance import actions
from governance.actions import Filling
from governance.models import Attendance
from governance.notices import notice_of
from governance.quorum import Filled, Presence, in_words, present_at, seats_at
from tests.governance import make, seated
from tests.make import client, text, user, viewer

LAST = 12
positions = st.integers(1, LAST)
fillings = st.builds(
    lambda post, first, length: Filled(post, first, first + length if length else None),
    st.integers(1, 9),
    st.integers(0, LAST),
    st.integers(0, LAST),
)
everybody = st.lists(fillings, unique_by=lambda seat: seat.post, max_size=9)


@given(everybody, positions, st.frozensets(st.integers(1, 9)))
def test_nobody_is_counted_who_had_not_come_had_gone_or_was_out(filled, position, out):
    present = present_at(position, filled, out)
    by_post = {seat.post: seat for seat in filled}
    for post in present:
        seat = by_post[post]
        assert seat.first <= position
        assert seat.until is None or seat.until > position
    assert not present & out
    missing = set(by_post) - present - out
    assert all(position < by_post[p].first or position >= (by_post[p].until or LAST + 1) for p in missing)


@given(everybody, positions, st.integers(1, 9))
def test_leaving_the_room_takes_one_seat_at_most_and_never_adds_one(filled, position, who):
    before, after = present_at(position, filled), present_at(position, filled, frozenset({who}))
    assert before - after <= {who}
    assert after <= before


@given(everybody, positions)
def test_a_seat_is_there_for_one_stretch_of_items(filled, position):
    for seat in filled:
        there = [seat.at(n) for n in range(LAST + 2)]
        assert sum(a != b for a, b in pairwise(there)) <= 2


@given(st.integers(0, 20), st.none() | st.integers(1, 20), st.integers(0, 20))
def test_short_means_fewer_than_the_quorum_and_no_quorum_is_never_short(present, needed, seats):
    assert Presence(present, needed, seats).is_short == (needed is not None and present < needed)


def test_seats_in_words():
    assert in_words(6, 8, 5) == "6 of 8 seats present; quorum 5"
    assert in_words(6, 8, None) == "6 of 8 seats present; no quorum is set"


@pytest.mark.django_db
def test_seats_are_counted_item_by_item():
    seated.quorum(2)
    first, second, third = seated.seats(3)
    meeting = seated.held_with("Budget", "Close")
    budget, close = seated.item(meeting, "Budget"), seated.item(meeting, "Close")
    seated.came(meeting, first, away=[third])
    seated.came(meeting, second, arrived=budget, left=close)
    counted = [seats_at(item) for item in meeting.items.select_related("meeting__body").order_by("position")]
    assert [(each.present, each.needed, each.seats) for each in counted] == [(1, 2, 3), (2, 2, 3), (1, 2, 3)]


@pytest.mark.django_db
def test_whoever_left_the_room_is_not_counted_a_substitute_by_name():
    member, other = seated.member_in(), seated.seats(1)[0]
    meeting = seated.held_with("Budget")
    item = seated.item(meeting, "Budget")
    fillings = [Filling(member, "present"), Filling(other, "substitute", name="A. Deputy")]
    actions.record_attendance(meeting=meeting, fillings=fillings, by=viewer("clerk"))
    assert seats_at(item).present == 2
    declared = {"item": item, "nature": "A trustee", "leaves": True, "name": "", "by": viewer("clerk")}
    actions.declare_interest(post=member, **declared)
    assert seats_at(item).present == 1
    made = actions.declare_interest(post=other, **declared)
    assert (made.person, made.name) == (None, "A. Deputy")
    assert seats_at(item).present == 0


@pytest.mark.django_db
def test_a_decision_says_how_many_seats_were_there():
    seated.quorum(1)
    here, away = seated.seats(2)
    meeting = seated.held_with("Budget")
    seated.came(meeting, here, away=[away])
    decision = make.agreed(seated.item(meeting, "Budget"))
    assert (decision.seats_present, decision.seats_needed) == (1, 1)
    words = "1 of 2 seats present; quorum 1"
    assert words in text(client("pdg").get(decision.get_absolute_url()))
    assert notice_of(decision).data.seats == words


@pytest.mark.django_db
def test_below_the_quorum_nothing_is_decided_and_the_sentence_says_what_to_do():
    seated.quorum(2)
    here, away = seated.seats(2)
    meeting = seated.held_with("Budget")
    seated.came(meeting, here, away=[away])
    draft = make.draft(seated.item(meeting, "Budget"))
    answer = client("clerk").post(reverse("governance:decision_agree", args=[draft.pk]), {"version": draft.version})
    html = text(answer)
    assert answer.status_code == 422
    assert "quorum is 2 seats, and at item 2 only 1 of 2 were there: Seat 01." in html
    assert "Bring it to the next meeting, or ask the chair for an urgent decision." in html
    draft.refresh_from_db()
    assert draft.state == "draft"


@pytest.mark.django_db
def test_a_decision_under_delegated_authority_needs_no_quorum():
    seated.quorum(2)
    meeting = seated.held_with("Budget")
    seated.came(meeting, *seated.seats(1))
    decision = make.agreed(seated.item(meeting, "Budget"), authority="delegated")
    assert (decision.state, decision.seats_present) == ("agreed", None)


@pytest.mark.django_db
def test_without_a_record_of_who_came_nothing_is_counted():
    seated.quorum(5)
    decision = make.agreed(make.emerging(make.held()))
    assert (decision.state, decision.seats_present, decision.seats_needed) == ("agreed", None, None)


# The record itself ------------------------------------------------------------------------------------------------


def form_of(posts, **extra) -> dict:
    data = {f"how_{post.pk}": "present" for post in posts}
    return {**data, "version": "0.0.0", **extra}


@pytest.mark.django_db
def test_the_record_is_filled_in_from_the_answers_and_saved_again():
    post = seated.member_in()
    other = seated.seats(1)[0]
    meeting = make.published(days=0)
    words = {"coming": "substitute", "substitute": "A. Deputy", "by": viewer("pdg")}
    actions.answer_meeting(meeting=meeting, **words)
    address = reverse("governance:attendance_record", args=[meeting.pk])
    browser = client("clerk")
    html = text(browser.get(address))
    assert 'value="A. Deputy"' in html
    assert "Vacant on the day, and not counted" in html
    data = form_of([post, other], **{f"how_{post.pk}": "substitute", f"name_{post.pk}": "A. Deputy"}, version="0.0.1")
    assert browser.post(address, data).headers["Location"] == meeting.get_absolute_url()
    again = {**data, f"how_{other.pk}": "apologies", "version": "2.0.1"}
    assert browser.post(address, again).status_code == 302
    rows = Attendance.objects.order_by("post__label").values_list("post__label", "how", "name")
    assert list(rows) == [("Seat 00", "substitute", "A. Deputy"), ("Seat 01", "apologies", "Holder 01")]


@pytest.mark.django_db
def test_every_fault_of_the_record_at_once():
    first, second, third = seated.seats(3)
    meeting = seated.held_with("Budget")
    budget, one = seated.item(meeting, "Budget"), make.emerging(meeting)
    data = {
        f"how_{first.pk}": "substitute",
        f"how_{second.pk}": "absent",
        f"arrived_{second.pk}": budget.pk,
        f"how_{third.pk}": "present",
        f"arrived_{third.pk}": budget.pk,
        f"left_{third.pk}": one.pk,
    }
    answer = client("clerk").post(reverse("governance:attendance_record", args=[meeting.pk]), data)
    html = text(answer)
    assert answer.status_code == 422
    assert "Seat 01: say who came as the substitute" in html
    assert "Seat 02: only somebody who was there can arrive late" in html
    assert "Seat 03: the item before which they left must come after" in html
    assert not Attendance.objects.exists()


@pytest.mark.django_db
def test_two_clerks_on_one_record_lose_nothing():
    post = seated.seats(1)[0]
    meeting = seated.held_with()
    seated.came(meeting, post)
    given = {"meeting": meeting, "fillings": [Filling(post, "absent")], "by": viewer("coordinator")}
    with pytest.raises(Stale):
        actions.record_attendance(version="0.0.0", **given)
    answer = client("coordinator").post(
        reverse("governance:attendance_record", args=[meeting.pk]), {f"how_{post.pk}": "absent", "version": "0.0.0"}
    )
    html = text(answer)
    assert answer.status_code == 409
    assert "Present" in html
    assert "Absent" in html
    assert Attendance.objects.get().how == "present"
    actions.record_attendance(version="1.0.0", **given)
    assert Attendance.objects.get().how == "absent"


@pytest.mark.django_db
def test_a_meeting_to_come_has_no_record_of_who_came():
    post = seated.seats(1)[0]
    with pytest.raises(Refused, match="on that day or later"):
        seated.came(make.published(days=3), post)


@pytest.mark.django_db
def test_a_vacant_seat_and_another_meetings_items_are_refused():
    post = seated.seats(1)[0]
    meeting, other = seated.held_with(), seated.held_with()
    with pytest.raises(Refused, match="not a seat that somebody held"):
        seated.came(meeting, seated.seat("Empty"))
    with pytest.raises(Refused, match="items of this meeting"):
        seated.came(meeting, post, arrived=make.emerging(other))


@pytest.mark.django_db
def test_only_those_who_keep_the_bodys_record_write_who_came():
    post = seated.seats(1)[0]
    meeting = seated.held_with()
    for persona in ("pdg", "partner", "ldg.north"):
        with pytest.raises(NotAllowed):
            actions.record_attendance(meeting=meeting, fillings=[Filling(post, "present")], by=viewer(persona))


@pytest.mark.django_db
def test_who_came_is_the_bodys_until_the_minutes_go_round():
    meeting = seated.held_with()
    seated.came(meeting, *seated.seats(1))
    assert Attendance.objects.visible_to(viewer("pdg")).exists()
    assert not Attendance.objects.visible_to(viewer("partner")).exists()
    seated.circulated(meeting)
    assert Attendance.objects.visible_to(viewer("partner")).exists()
    assert not Attendance.objects.visible_to(viewer("public")).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_the_record_takes_as_many_queries_for_one_seat_as_for_three(count, django_assert_num_queries):
    seated.seats(count)
    meeting, browser = seated.held_with(), client("clerk")
    browser.get(reverse("governance:attendance_record", args=[meeting.pk]))
    with django_assert_num_queries(24):
        browser.get(reverse("governance:attendance_record", args=[meeting.pk]))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"how": "absent", "late": True}, "governance_attendance_there"),
        ({"how": "substitute"}, "governance_attendance_substitute"),
    ],
)
def test_the_database_holds_how_a_seat_is_filled(fields, name):
    meeting, person = seated.held_with(), user("clerk").person
    late = {"arrived": make.emerging(meeting)} if fields.pop("late", False) else {}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Attendance.objects.create(meeting=meeting, post=seated.seat("S"), created_by=person, **fields, **late)


@pytest.mark.django_db
def test_a_seat_is_recorded_once():
    meeting = seated.held_with()
    given = {"meeting": meeting, "post": seated.seat("S"), "how": "present", "created_by": user("clerk").person}
    Attendance.objects.create(**given)
    with pytest.raises(IntegrityError, match="governance_attendance_once"), transaction.atomic():
        Attendance.objects.create(**given)
