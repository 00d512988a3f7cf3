"""Saving who came takes nothing away that its writer could not see, or that came in while they were writing."""

import pytest
from django.urls import reverse

from bcsp.records.errors import Stale
from governance import actions
from governance.actions import Filling
from governance.models import Attendance, Interest
from governance.recorded import as_it_was, version_of
from tests.governance import make, seated
from tests.make import client, text, viewer

pytestmark = pytest.mark.django_db
CANARY = "zephyrquince"


def address(meeting) -> str:
    return reverse("governance:attendance_record", args=[meeting.pk])


def as_shown(browser, meeting) -> dict:
    """What the page sends if nothing on it is changed."""
    form = browser.get(address(meeting)).context["form"]
    found = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in found.items() if value is not None}


def declared(item, post, persona: str = "clerk", leaves: bool = True) -> Interest:
    words = {"name": "", "nature": f"A trustee {CANARY}", "leaves": leaves, "by": viewer(persona)}
    return actions.declare_interest(item=item, post=post, **words)


@pytest.fixture
def meeting(db):
    """Two items that all its writers read, and a private one that the coordinator may not."""
    return seated.held_with("Budget", "Close", private=[f"Prices {CANARY}"])


def test_leaving_the_room_for_a_private_item_outlives_a_writer_who_may_not_read_it(meeting):
    first, second = seated.seats(2)
    seated.came(meeting, first, second)
    hidden = declared(seated.item(meeting, f"Prices {CANARY}"), first)
    seen = declared(seated.item(meeting, "Budget"), second)
    browser = client("coordinator")
    sent = as_shown(browser, meeting)
    assert sent["out"] == [seen.pk]
    assert browser.post(address(meeting), {**sent, "out": []}).status_code == 302
    hidden.refresh_from_db()
    seen.refresh_from_db()
    assert (hidden.leaves, seen.leaves) == (True, False)


def test_a_private_item_before_which_somebody_came_or_left_stays_and_keeps_its_title(meeting):
    early, late, other = seated.seats(3)
    private = seated.item(meeting, f"Prices {CANARY}")
    seated.came(meeting, early, left=private)
    seated.came(meeting, late, arrived=private)
    seated.came(meeting, other)
    browser = client("coordinator")
    html = text(browser.get(address(meeting)))
    assert html.count(f"{private.position}. A private item") == 2
    assert CANARY not in html
    sent = as_shown(browser, meeting)
    assert browser.post(address(meeting), {**sent, f"how_{other.pk}": "absent"}).status_code == 302
    rows = {row.post: (row.how, row.arrived, row.left) for row in Attendance.objects.all()}
    assert rows == {
        early: ("present", None, private),
        late: ("present", private, None),
        other: ("absent", None, None),
    }
    assert browser.post(address(meeting), {**as_shown(browser, meeting), f"left_{early.pk}": ""}).status_code == 302
    assert Attendance.objects.get(post=early).left is None


@pytest.mark.django_db(transaction=True)  # who was last is told by their transactions' times
def test_an_interest_added_while_another_wrote_is_not_lost(meeting):
    post = seated.seats(1)[0]
    seated.came(meeting, post)
    clerk = client("clerk")
    old = as_shown(clerk, meeting)
    added = declared(seated.item(meeting, "Budget"), post, "coordinator")
    answer = clerk.post(address(meeting), {**old, f"how_{post.pk}": "present"})
    assert answer.status_code == 409
    assert "Who left the room for an item" in text(answer)
    assert answer.context["form"].conflicts.saved.by == viewer("coordinator").name
    added.refresh_from_db()
    assert added.leaves
    again = {**as_shown(clerk, meeting), f"how_{post.pk}": "absent"}
    assert again["out"] == [added.pk]
    assert clerk.post(address(meeting), again).status_code == 302
    added.refresh_from_db()
    assert added.leaves


def test_two_who_write_of_one_interest_lose_nothing(meeting):
    post = seated.seats(1)[0]
    seated.came(meeting, post)
    interest = declared(seated.item(meeting, "Budget"), post, leaves=False)
    clerk, coordinator = client("clerk"), client("coordinator")
    old = as_shown(clerk, meeting)
    answer = coordinator.post(address(meeting), {**as_shown(coordinator, meeting), "out": [interest.pk]})
    assert answer.status_code == 302
    assert clerk.post(address(meeting), old).status_code == 409
    assert clerk.post(address(meeting), {**old, "version": ""}).status_code == 409
    interest.refresh_from_db()
    assert interest.leaves


@pytest.mark.django_db(transaction=True)
def test_what_one_of_two_writers_alone_changed_is_taken_without_asking():
    """Four seats: one changed by each, one by both, one by nobody; and an interest that only the other ticked."""
    meeting = seated.held_with("Budget")
    mine, theirs, both, neither = posts = seated.seats(4)
    seated.came(meeting, *posts)
    interest = declared(seated.item(meeting, "Budget"), neither, leaves=False)
    clerk, coordinator = client("clerk"), client("coordinator")
    begun = as_shown(clerk, meeting)
    for how in ("apologies", "present", "apologies"):  # the base is what was read, not what stood there before or since
        sent = as_shown(coordinator, meeting) | {f"how_{theirs.pk}": how, f"how_{both.pk}": how, "out": [interest.pk]}
        assert coordinator.post(address(meeting), sent).status_code == 302
    answer = clerk.post(address(meeting), begun | {f"how_{mine.pk}": "absent", f"how_{both.pk}": "absent"})
    form = answer.context["form"]
    assert answer.status_code == 409
    ask, out = "How was this seat filled?", "Who left the room for an item, because of an interest"
    assert [difference.label for difference in form.conflicts.both] == [f"{both.label}. {ask}"]
    assert form.conflicts.taken == [f"{theirs.label}. {ask}", out]
    assert form.conflicts.saved.by == viewer("coordinator").name
    again = {name: form[name].value() for name in form.fields} | {f"keep-how_{both.pk}": "mine"}
    again = {name: value for name, value in again.items() if value is not None}
    assert clerk.post(address(meeting), again).status_code == 302
    rows = {row.post: row.how for row in Attendance.objects.all()}
    assert rows == {mine: "absent", theirs: "apologies", both: "absent", neither: "present"}
    interest.refresh_from_db()
    assert interest.leaves


def test_an_answer_that_comes_in_while_somebody_records_is_told_and_taken():
    post = seated.member_in()
    meeting, by = make.published(days=0), viewer("pdg")
    reply = actions.answer_meeting(meeting=meeting, coming="yes", no_interests=True, by=by)
    browser = client("clerk")
    begun = as_shown(browser, meeting)
    assert begun[f"how_{post.pk}"] == "present"
    actions.answer_meeting(meeting=meeting, coming="apologies", version=reply.version, by=by)
    answer = browser.post(address(meeting), begun)
    assert answer.status_code == 409
    form = answer.context["form"]
    assert (form.conflicts.both, form[f"how_{post.pk}"].value()) == ([], "apologies")
    assert not Attendance.objects.exists()


def test_a_draft_of_who_came_is_no_conflict_as_long_as_nobody_saved(meeting):
    post = seated.seats(1)[0]
    seated.came(meeting, post)
    browser = client("clerk")
    browser.post(address(meeting), as_shown(browser, meeting) | {f"how_{post.pk}": "absent", "save-draft": "1"})
    form = browser.get(address(meeting)).context["form"]
    assert form[f"how_{post.pk}"].value() == "absent"
    assert not form.conflicts


def test_a_count_that_never_was_has_no_past(meeting):
    seated.came(meeting, *seated.seats(2))
    for version in ("", "1", "9.0.0", "0.9.0", "0.0.9", "0.0.-1", "²..", "1.0.0.0", "1.0." + "9" * 40):
        assert as_it_was(meeting, version, viewer("clerk")) is None, version


def test_the_record_at_every_count_is_what_stood_there(meeting):
    posts = seated.seats(2)
    kept = {}
    for how in ("present", "absent", "apologies"):
        fillings = [Filling(post, how) for post in posts]
        actions.record_attendance(meeting=meeting, fillings=fillings, by=viewer("clerk"))
        kept[version_of(meeting, viewer("clerk"))] = how
    for version, how in kept.items():
        found = as_it_was(meeting, version, viewer("clerk"))
        assert {seat.row.how for seat in found.seats if seat.row} == {how}
    assert not any(seat.row for seat in as_it_was(meeting, "0.0.0", viewer("clerk")).seats)


def test_an_interest_taken_back_and_another_declared_are_two_changes():
    post = seated.member_in()
    meeting = make.published(days=0)
    item, by = make.emerging(meeting), viewer("pdg")
    words = {"meeting": meeting, "coming": "yes", "by": by}
    reply = actions.answer_meeting(interests={item: "A trustee"}, **words)
    read = version_of(meeting, viewer("clerk"))
    actions.answer_meeting(no_interests=True, version=reply.version, **words)
    declared(item, post, "coordinator")
    given = {"meeting": meeting, "fillings": [Filling(post, "present")], "out": [], "by": viewer("clerk")}
    with pytest.raises(Stale):
        actions.record_attendance(version=read, **given)
    assert Interest.objects.get().leaves


def test_what_a_writer_may_not_read_is_no_conflict_and_counts_in_no_number(meeting):
    post = seated.seats(1)[0]
    seated.came(meeting, post)
    browser = client("coordinator")
    old = as_shown(browser, meeting)
    hidden = declared(seated.item(meeting, f"Prices {CANARY}"), post)
    assert as_shown(browser, meeting) == old
    assert browser.post(address(meeting), {**old, f"how_{post.pk}": "absent"}).status_code == 302
    hidden.refresh_from_db()
    assert hidden.leaves


def test_the_reply_page_says_what_declaring_an_interest_does():
    meeting = make.published(days=5)
    html = text(client("pdg").get(reverse("governance:meeting_reply", args=[meeting.pk])))
    assert "The minutes that every partner reads say only that you declared an interest" in html
    assert "Whoever leaves the room for that item does not count towards its quorum." in html
    assert "rarely does harm" not in html
