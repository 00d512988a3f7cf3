"""A clerk's pages of a meeting: arranging it, its items, and what its day brings."""

from datetime import time

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from governance import actions, queries
from governance.forms.meetings import hour_field
from governance.models import AgendaItem, Meeting
from tests.governance import make
from tests.make import body, client, text, viewer

pytestmark = pytest.mark.django_db
DAY = {"day_day": "14", "day_month": "5", "day_year": "2031", "hour": "09:30", "place": "Room 5"}
CLOSES = {"papers_close_day": "5", "papers_close_month": "5", "papers_close_year": "2031"}


def test_a_clerk_arranges_a_meeting_with_its_standing_item():
    answer = client("clerk").post(reverse("governance:meeting_arrange"), {"body": body("pdg").pk, **DAY, **CLOSES})
    meeting = Meeting.objects.get()
    assert answer.headers["Location"] == meeting.get_absolute_url()
    assert meeting.when == "Wednesday 14 May 2031, 9.30am"
    assert [item.title for item in meeting.items.all()] == ["Emerging trends"]


def test_a_clerk_arranges_only_for_the_bodies_served():
    answer = client("clerk").post(reverse("governance:meeting_arrange"), {"body": body("ldg-north").pk, **DAY})
    assert answer.status_code == 422
    assert not Meeting.objects.exists()


def test_every_fault_of_a_form_at_once_and_nothing_lost():
    answer = client("clerk").post(reverse("governance:meeting_arrange"), {"place": "Room <5>", "hour": "late"})
    html = text(answer)
    assert answer.status_code == 422
    assert 'value="Room &lt;5&gt;"' in html
    for target in ("#id_body", "#id_day_day", "#id_hour"):
        assert f'href="{target}"' in html


def test_papers_close_before_the_meeting():
    closes = {"papers_close_day": "15", "papers_close_month": "5", "papers_close_year": "2031"}
    answer = client("clerk").post(reverse("governance:meeting_arrange"), {"body": body("pdg").pk, **DAY, **closes})
    assert "Papers must close on or before the day" in text(answer)


def test_two_clerks_on_one_item_lose_nothing():
    item = actions.add_item(meeting=make.meeting(), title="Mine", by=viewer("clerk"))
    actions.edit_item(item=item, version=1, title="Theirs", introduction="", by=viewer("coordinator"))
    address = reverse("governance:item_edit", args=[item.pk])
    answer = client("clerk").post(address, {"version": 1, "title": "Also mine", "purpose": "decision"})
    html = text(answer)
    assert answer.status_code == 409
    assert "Theirs" in html
    assert "Also mine" in html


def test_the_button_that_removes_a_standing_item_is_not_there_and_its_post_refused():
    meeting = make.meeting()
    item, browser = make.emerging(meeting), client("clerk")
    html = text(browser.get(meeting.get_absolute_url()))
    address = reverse("governance:item_remove", args=[item.pk])
    assert address not in html
    html = text(browser.post(address))
    assert "Nobody can remove it" in html
    assert AgendaItem.objects.filter(pk=item.pk).exists()


def test_an_item_is_removed_from_a_check_page():
    meeting, browser = make.meeting(), client("clerk")
    item = actions.add_item(meeting=meeting, title="Apologies", by=viewer("clerk"))
    address = reverse("governance:item_remove", args=[item.pk])
    assert address in text(browser.get(meeting.get_absolute_url()))
    assert "Remove item 2 from the agenda?" in text(browser.get(address))
    assert meeting.items.count() == 2
    browser.post(address)
    assert [each.title for each in meeting.items.all()] == ["Emerging trends"]


def test_an_item_moves_only_where_there_is_room_and_says_where_it_is():
    meeting, browser = make.meeting(), client("clerk")
    item = actions.add_item(meeting=meeting, title="Apologies", by=viewer("clerk"))
    html = text(browser.get(meeting.get_absolute_url()))
    assert (html.count('value="up"'), html.count('value="down"')) == (1, 1)
    answer = browser.post(reverse("governance:item_change", args=[item.pk]), {"do": "up"})
    assert answer.headers["Location"] == f"{meeting.get_absolute_url()}?moved={item.pk}#item-{item.pk}"
    assert "Moved: this is now item 1." in text(browser.get(answer.headers["Location"]))


def test_a_cancelled_meeting_is_to_come_until_its_day_has_passed():
    soon, gone = make.meeting(days=3), make.meeting(days=-3)
    for each in (soon, gone):
        actions.cancel_meeting(meeting=each, why="Snow", by=viewer("clerk"))
    assert [list(rows(viewer("clerk"))) for rows in (queries.upcoming, queries.past)] == [[soon], [gone]]
    assert "Cancelled" in text(client("clerk").get(reverse("governance:meeting_list")))


def test_what_can_only_be_done_on_the_day_is_not_offered_before():
    meeting, browser = make.published(days=5), client("clerk")
    html = text(browser.get(meeting.get_absolute_url()))
    assert "Mark as held" not in html
    assert f"From {meeting.when} on you can mark it as held." in html
    html = text(browser.get(make.draft(make.emerging(meeting)).get_absolute_url()))
    assert "Agree and lock" not in html
    assert f"You can do this from {meeting.when} on." in html
    today_s = make.published()
    assert "Mark as held" in text(browser.get(today_s.get_absolute_url()))
    html = text(browser.get(make.draft(make.emerging(today_s)).get_absolute_url()))
    assert "mark the meeting as held</a>" in html


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        *(("14:30", time(14, 30)), ("14.30", time(14, 30)), ("2.30pm", time(14, 30)), ("2:30 PM", time(14, 30))),
        *(("9.05 a.m.", time(9, 5)), ("4.40 p.m", time(16, 40)), ("12pm", time(12)), ("2 pm", time(14))),
    ],
)
def test_times_are_read_as_people_type_them_and_as_pages_say_them(typed, hour):
    assert hour_field().clean(typed) == hour


@pytest.mark.parametrize("typed", ["25:00", "14:30pm", "half two", "2.3.0pm"])
def test_what_is_no_time_is_refused(typed):
    with pytest.raises(ValidationError):
        hour_field().clean(typed)


def test_a_form_that_comes_without_its_hidden_fields_says_what_to_do():
    page = client("clerk").post(reverse("governance:meeting_hold", args=[make.published().pk]))
    assert "Reload the page, then send once more" in text(page)
    assert "Enter a version" not in text(page)
