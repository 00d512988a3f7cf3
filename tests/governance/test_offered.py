"""What is offered only once it makes sense: marking as held, recording a decision, agreeing one, a list of one body."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from bcsp.people.models import Post
from bcsp.records.clock import LONDON, pretend, today
from bcsp.records.errors import Refused
from governance import actions
from governance.actions import Filling
from governance.house_items import is_house
from governance.models import Correction, ItemPaper, Minutes
from governance.quorum import seats_at
from tests.governance import make, seated
from tests.make import body, client, viewer

pytestmark = pytest.mark.django_db
UNKNOWN = ("a b", "'", "../x", "nobody-here", "%00")


def text(answer) -> str:
    return answer.content.decode()


def test_a_meeting_is_held_from_its_hour_on():
    day = today() + timedelta(days=3)
    meeting = actions.arrange_meeting(
        body=body("pdg"),
        starts_at=datetime.combine(day, datetime.min.time(), LONDON).replace(hour=14),
        by=viewer("clerk"),
    )
    actions.publish_agenda(meeting=meeting, by=viewer("clerk"))
    with pretend(day, hour=13), pytest.raises(Refused, match="2pm"):
        actions.hold_meeting(meeting=meeting, by=viewer("clerk"))
    with pretend(day, hour=14):
        assert actions.hold_meeting(meeting=meeting, by=viewer("clerk")).state == "held"


def test_a_decision_is_recorded_from_the_day_of_the_meeting_on(monkeypatch):
    make.offers(monkeypatch, make.paper(body("bvsc")))
    for days, offered in ((5, False), (0, True)):
        html = text(client("clerk").get(make.published(days=days).get_absolute_url()))
        assert ("Record the decision" in html) is offered
        assert ("Record a decision<" in html) is offered


def test_no_decision_is_recorded_on_the_houses_own_papers():
    seated.circulated(seated.held_with("Budget", days=-3), Budget="Heard.")
    meeting = make.published(days=0)
    place = ItemPaper.objects.select_related("paper").get(item__meeting=meeting)
    assert is_house(place.paper.key)
    assert "Record the decision" not in text(client("clerk").get(meeting.get_absolute_url()))
    address = reverse("governance:decision_record_paper", args=[place.item_id, place.pk])
    assert client("clerk").get(address).status_code == 404


def test_the_check_page_says_how_many_seats_were_there_before_anybody_presses():
    seated.quorum(2)
    here, other = seated.seats(2)
    meeting = seated.held_with("Budget")
    draft = make.draft(seated.item(meeting, "Budget"))
    number = draft.item.position
    for name in ("decision_detail", "decision_agree"):
        assert "Nobody has recorded who came" in text(
            client("clerk").get(reverse(f"governance:{name}", args=[draft.pk]))
        )
    seated.came(meeting, here, away=[other])
    with pytest.raises(Refused) as refused:
        actions.agree_decision(decision=draft, by=viewer("clerk"))
    for name in ("decision_detail", "decision_agree"):
        html = text(client("clerk").get(reverse(f"governance:{name}", args=[draft.pk]))).replace("&#x27;", "'")
        assert f"At item {number}: 1 of 2 seats present; quorum 2" in html
        assert str(refused.value) in html
    seated.came(meeting, here, other)
    html = text(client("clerk").get(draft.get_absolute_url()))
    assert f"At item {number}: 2 of 2 seats present; quorum 2" in html
    assert "Agree and lock this decision" in html


def test_an_unchanged_text_is_no_correction():
    minutes = seated.circulated(Budget="All heard.")
    asked = actions.ask_correction(item=seated.item(minutes.meeting, "Budget"), text="Louder", by=viewer("pdg"))
    with pytest.raises(Refused, match="The minute says this already"):
        actions.make_correction(correction=asked, text=" All heard. ", version=1, by=viewer("clerk"))
    assert Correction.objects.get().outcome == "waiting"
    assert Minutes.objects.get().state == "circulated"


@pytest.mark.parametrize("name", ["meeting_list", "coming_list"])
def test_a_list_of_an_unknown_body_is_not_found(name):
    browser = client("pdg")
    for slug in UNKNOWN:
        assert browser.get(reverse(f"governance:{name}"), {"body": slug}).status_code == 404
    assert browser.get(reverse(f"governance:{name}"), {"body": "pdg"}).status_code == 200
    assert browser.get(reverse(f"governance:{name}"), {"body": ""}).status_code == 200


def test_minutes_have_two_pdfs_and_no_others():
    minutes = seated.circulated(seated.held_with("Budget", private=["Prices"]), Budget="Heard.", Prices="Dear.")
    for name, status in (("partners", 200), ("private", 200), ("public", 404), ("minutes", 404), ("PRIVATE", 404)):
        address = reverse("governance:minutes_pdf", args=[minutes.meeting_id, name])
        assert client("pdg").get(address).status_code == status, name


def test_who_came_is_not_changed_under_a_locked_decision():
    seated.quorum(2)
    here, other, third = seated.seats(3)
    meeting = seated.held_with("Budget", "Bins")
    item, bins = seated.item(meeting, "Budget"), seated.item(meeting, "Bins")
    seated.came(meeting, here, other, away=[third])
    locked = make.agreed(item)
    page = reverse("governance:attendance_record", args=[meeting.pk])
    assert f"under item {item.position}." in text(client("clerk").get(page))
    left = [Filling(here, "present"), Filling(other, "present", left=item), Filling(third, "apologies")]
    with pytest.raises(Refused, match=r"“2 of 3 seats present; quorum 2”.+“1 of 3 seats present; quorum 2”"):
        actions.record_attendance(meeting=meeting, fillings=left, by=viewer("clerk"))
    with pytest.raises(Refused, match="nothing is saved"):
        actions.declare_interest(item=item, post=other, name="", nature="A", leaves=True, by=viewer("clerk"))
    assert (seats_at(item).present, locked.seats_present) == (2, 2)
    later = [Filling(here, "present"), Filling(other, "present", left=bins), Filling(third, "apologies")]
    actions.record_attendance(meeting=meeting, fillings=later, by=viewer("clerk"))
    assert (seats_at(item).present, seats_at(bins).present) == (2, 1)


def test_minutes_are_agreed_by_a_meeting_that_recorded_a_quorum():
    seated.quorum(1)
    minutes = seated.circulated(seated.held_with("Budget", days=-3), Budget="Heard.")
    [came] = Post.objects.filter(attendance__meeting=minutes.meeting)
    at = make.held()
    with pytest.raises(Refused, match="has not recorded who came"):
        actions.agree_minutes(minutes=minutes, at=at, by=viewer("clerk"))
    seated.came(at, away=[came])
    with pytest.raises(Refused, match="too few seats to agree minutes: 0 of 1 seats present; quorum 1"):
        actions.agree_minutes(minutes=minutes, at=at, by=viewer("clerk"))
    seated.came(at, came)
    address = reverse("governance:minutes_agree", args=[minutes.meeting_id])
    assert client("clerk").get(address).context["form"].initial["at"] == at
    make.held()
    assert client("clerk").get(address).context["form"].initial["at"] is None
    assert actions.agree_minutes(minutes=minutes, at=at, by=viewer("clerk")).state == "agreed"


def test_who_may_not_write_an_action_is_told_so_before_its_faults():
    post = seated.seat("Seat 01")
    given = {"title": "Write", "due": today(), "owner_post": post, "by": viewer("clerk")}
    made = actions.add_action(decision=make.agreed(make.emerging(make.held())), **given)
    address = reverse("governance:action_detail", args=[made.pk])
    assert client("partner").get(address).status_code == 200
    assert client("partner").post(address, {}).status_code == 403
    assert client("clerk").post(address, {}).status_code == 422
