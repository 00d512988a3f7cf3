"""Notice at publishing, and what becomes of a meeting afterwards: moved, held, minuted, closed, cancelled."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from bcsp.notices.models import Notice
from bcsp.records.clock import LONDON, now, today
from bcsp.records.dated import since
from bcsp.records.errors import NotAllowed, Refused, Stale
from bcsp.records.working_days import latest_with_notice, next_working_day
from governance import actions, cycle
from governance.models import BodyRules, Meeting
from governance.packs import pack_of
from tests.governance import make
from tests.make import body, client, text, user, viewer

pytestmark = pytest.mark.django_db
WHY = "A grant lapses on Friday."
SNOW = "Snow closes the building."


def with_notice(days: int, slug: str = "pdg") -> BodyRules:
    given = {"during": since(date(2020, 1, 1)), "source": "Terms of reference", "notice_days": days}
    return BodyRules.objects.create(body=body(slug), **given)


def publish(meeting: Meeting, **words) -> Meeting:
    return actions.publish_agenda(meeting=meeting, by=viewer("clerk"), **words)


def move(meeting: Meeting, days: int = 7, why: str = SNOW, by: str = "clerk", **words) -> Meeting:
    given = {"starts_at": meeting.starts_at + timedelta(days=days), "place": meeting.place, **words}
    return actions.move_meeting(meeting=meeting, why=why, by=viewer(by), **given)


# Notice ----------------------------------------------------------------------------------------------------------


def test_short_notice_needs_a_reason_and_makes_the_meeting_extraordinary():
    with_notice(5)
    meeting = make.meeting(days=2)
    with pytest.raises(Refused, match="want 5 clear working days between publishing and the meeting"):
        publish(meeting)
    meeting.refresh_from_db()
    assert meeting.state == "draft"
    meeting = publish(meeting, extraordinary_why=f" {WHY} ")
    assert (meeting.state, meeting.extraordinary_why, meeting.is_extraordinary) == ("published", WHY, True)


def test_enough_notice_keeps_no_reason():
    with_notice(5)
    assert publish(make.meeting(days=30), extraordinary_why=WHY).extraordinary_why == ""


def test_the_last_day_is_in_time_and_the_next_working_day_is_not():
    meeting = make.meeting(days=30)
    last = latest_with_notice(meeting.day, 5)
    rules = with_notice(5)
    assert not cycle.notice_under(rules, meeting.day, last).is_short
    assert cycle.notice_under(rules, meeting.day, next_working_day(last + timedelta(days=1))).is_short


@pytest.mark.parametrize("days", [0, 2])
def test_without_a_rule_nothing_is_measured(days):
    assert publish(make.meeting(days=days)).extraordinary_why == ""
    assert "set no notice" in text(client("clerk").get(address("publish", make.meeting(days=days))))


def address(name: str, meeting: Meeting) -> str:
    return reverse(f"governance:meeting_{name}", args=[meeting.pk])


def test_the_check_page_asks_for_the_reason_only_where_notice_is_short():
    with_notice(5)
    soon, later, browser = make.meeting(days=2), make.meeting(days=30), client("clerk")
    page = browser.get(address("publish", later))
    assert "extraordinary_why" not in page.context["form"].fields
    assert "want 5 clear working days" in text(page)
    page = browser.get(address("publish", soon))
    sent = {**page.context["form"].initial, "audience": "partners"}
    assert "The last day to publish with that notice was" in text(page)
    answer = browser.post(address("publish", soon), sent)
    assert answer.status_code == 422
    assert "Say why this can&#39;t wait" in text(answer)
    assert browser.post(address("publish", soon), {**sent, "extraordinary_why": WHY}).status_code == 302
    for where in (soon.get_absolute_url(), reverse("governance:meeting_list")):
        assert "Extraordinary" in text(client("pdg").get(where))
    assert WHY in text(client("pdg").get(soon.get_absolute_url()))


def test_the_cover_of_a_pack_says_it():
    with_notice(5)
    meeting = publish(make.meeting(days=2), extraordinary_why=WHY)
    assert pack_of(meeting, "partners").facts == (("At short notice", WHY),)


# Moving ----------------------------------------------------------------------------------------------------------


def test_a_published_meeting_is_moved_and_its_members_are_told():
    member = user("pdg").person
    meeting = make.published(days=10)
    before = meeting.starts_at
    moved = move(meeting, place="Room 9")
    assert (moved.state, moved.moved_from, moved.moved_why, moved.place) == ("published", before, SNOW, "Room 9")
    assert moved.moved_by_id == viewer("clerk").person_id
    told = Notice.objects.filter(recipient=member).latest("pk").text
    assert f"is on {moved.when}" in told
    assert "Room 9" not in told
    assert moved.says_moved == f"Moved from {meeting.when}"


def test_moved_twice_it_still_says_for_which_day_it_was_published():
    meeting = make.published(days=10)
    again = move(move(meeting), days=3)
    assert again.moved_from == meeting.starts_at


def test_the_page_moves_it_and_says_so_on_page_and_list():
    meeting, browser = make.published(days=10), client("clerk")
    page = browser.get(address("move", meeting))
    day = meeting.day + timedelta(days=7)
    sent = {
        "version": page.context["form"].initial["version"],
        "hour": "15:00",
        "place": "Room 9",
        "why": "",
        "unusual_day": "on",
    }
    sent |= {"day_day": day.day, "day_month": day.month, "day_year": day.year}
    answer = browser.post(address("move", meeting), sent)
    assert answer.status_code == 422
    assert "Give the reason for moving the meeting" in text(answer)
    assert browser.post(address("move", meeting), {**sent, "why": SNOW}).status_code == 302
    for where in (meeting.get_absolute_url(), reverse("governance:meeting_list")):
        html = text(client("pdg").get(where))
        assert f"Moved from {meeting.when}: {SNOW}" in html
        assert f"{day:%A %-d %B %Y}, 3pm" in html


def test_members_are_told_of_a_new_day_on_the_day_of_the_move():
    meeting = publish(make.meeting(days=30))
    Meeting.objects.filter(pk=meeting.pk).update(published_at=now() - timedelta(days=3))
    assert cycle.told_on(move(meeting, days=7)) == today()


def test_another_place_alone_needs_no_new_notice():
    with_notice(5)
    meeting = publish(make.meeting(days=2), extraordinary_why=WHY)
    moved = move(meeting, days=0, place="Room 9")
    assert (moved.extraordinary_why, moved.says_moved) == (WHY, "Moved to another place")
    published = (now() - timedelta(days=3), moved.pk)
    Meeting.objects.filter(pk=published[1]).update(published_at=published[0])
    moved.refresh_from_db()
    assert cycle.told_on(moved) == published[0].astimezone(LONDON).date()


@pytest.mark.parametrize(
    ("made", "words"), [("meeting", "still a draft"), ("held", "was held already"), ("cancelled", "is cancelled")]
)
def test_only_a_published_meeting_is_moved(made, words):
    meeting = make.held() if made == "held" else make.meeting()
    if made == "cancelled":
        meeting = actions.cancel_meeting(meeting=meeting, why=SNOW, by=viewer("clerk"))
    with pytest.raises(Refused, match=words):
        move(meeting)


def test_a_move_changes_something():
    meeting = make.published(days=3)
    with pytest.raises(Refused, match="Change at least one"):
        move(meeting, days=0)


def test_two_meetings_of_a_body_do_not_begin_at_once():
    first, second = make.published(days=10), make.published(days=20)
    browser = client("clerk")
    at = second.starts_at.astimezone(LONDON)
    sent = {"version": first.version, "hour": f"{at:%H:%M}", "place": "", "why": SNOW, "unusual_day": "on"}
    answer = browser.post(
        address("move", first), sent | {"day_day": at.day, "day_month": at.month, "day_year": at.year}
    )
    assert answer.status_code == 422
    assert "already has a meeting at that time" in text(answer)


def test_papers_do_not_close_after_the_meeting():
    meeting = publish(make.meeting(days=20, papers_close=today() + timedelta(days=15)))
    assert move(meeting, days=-10).papers_close == today() + timedelta(days=10)


def test_only_as_it_was_read_and_only_by_who_prepares_it():
    meeting = make.published(days=10)
    with pytest.raises(Stale):
        move(meeting, version=meeting.version - 1)
    for persona in ("chair", "pdg", "analyst", "partner"):
        with pytest.raises(NotAllowed):
            move(meeting, by=persona)


@pytest.mark.parametrize(
    ("state", "words"),
    [("held", "Held"), ("minuted", "Minutes circulated"), ("closed", "Minutes agreed")],
)
def test_how_far_a_meeting_is_stands_in_words_and_nothing_of_its_life_can_be_repeated(state, words):
    meeting = make.held()
    Meeting.objects.filter(pk=meeting.pk).update(state=state)
    for where in (meeting.get_absolute_url(), reverse("governance:meeting_list")):
        assert words in text(client("pdg").get(where))
    with pytest.raises(Refused, match="was held"):
        actions.hold_meeting(meeting=meeting, by=viewer("clerk"))
    with pytest.raises(Refused, match=r"was held.* already; it can't be cancelled"):
        actions.cancel_meeting(meeting=meeting, why=SNOW, by=viewer("clerk"))
    with pytest.raises(Refused, match="was held"):
        publish(meeting)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"moved_why": SNOW}, "moved_whole"),
        ({"moved_from": now(), "moved_why": SNOW}, "moved_whole"),
        ({"moved_at": now()}, "moved"),
        ({"moved_at": now(), "moved_by": True, "moved_why": SNOW}, "moved_whole"),
        ({"moved_at": now(), "moved_by": True, "moved_from": now()}, "moved_whole"),
    ],
)
def test_the_database_keeps_a_move_whole(change, name):
    meeting = make.published()
    if "moved_by" in change:
        change = {**change, "moved_by": viewer("clerk").person_id}
    with pytest.raises(IntegrityError, match=f"governance_meeting_{name}"), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(**change)
