"""An action's pages: given out, to officers alone, and how it goes in a line."""

from datetime import date
from urllib.parse import quote

import pytest
from django.urls import reverse

from bcsp.people.models import Post
from governance import actions
from governance.models import Action
from tests.governance import make
from tests.make import body, client, text, user, viewer

pytestmark = pytest.mark.django_db


def test_items_and_actions_are_screened():
    meeting, browser = make.meeting(), client("clerk")
    handle, add_item = (
        {"title": "Posts by @invented", "purpose": "discussion"},
        reverse("governance:item_add", args=[meeting.pk]),
    )
    assert "looks like a handle" in text(browser.post(add_item, handle))
    browser.post(add_item, {**handle, "checked": "title: @invented"})
    item = meeting.items.get(title="Posts by @invented")
    edit = {"title": "Posts", "purpose": "discussion", "introduction": "By @invented", "version": item.version}
    address = reverse("governance:item_edit", args=[item.pk])
    assert browser.post(address, edit).status_code == 422
    assert browser.post(address, {**edit, "checked": "introduction: @invented"}).status_code == 302
    data = {"nature": "immediate", "owner_post": Post.objects.first().pk, **handle}
    data |= {"due_day": "1", "due_month": "2", "due_year": "2031"}
    decision = make.agreed(make.emerging(make.held()))
    address = reverse("governance:action_add", args=[decision.pk])
    assert browser.post(address, data).status_code == 422
    assert browser.post(address, {**data, "checked": "title: @invented"}).status_code == 302
    todo = Action.objects.get()
    said = {"version": 1, "progress": "Wrote to @invented", "state": "on_track"}
    assert "looks like a handle" in text(browser.post(todo.get_absolute_url(), said))
    browser.post(todo.get_absolute_url(), {**said, "checked": "progress: @invented"})
    todo.refresh_from_db()
    assert todo.progress == "On track: Wrote to @invented"


def test_an_action_is_given_out_and_progress_said_in_a_line():
    decision, browser = make.agreed(make.emerging(make.held())), client("clerk")
    data = {"title": "Write to schools", "nature": "root_cause", "owner_post": Post.objects.first().pk}
    address, gone = reverse("governance:action_add", args=[decision.pk]), {"due_day": "1", "due_month": "2"}
    assert "must be today or later" in text(browser.post(address, {**data, **gone, "due_year": "2020"}))
    browser.post(address, {**data, **gone, "due_year": "2031"})
    todo = Action.objects.get()
    Action.objects.update(due="2020-02-01")
    assert "Overdue" in text(client("pdg").get(reverse("governance:action_list")))
    browser.post(todo.get_absolute_url(), {"version": 1, "progress": "Sent", "state": "done"})
    todo.refresh_from_db()
    assert (todo.state, todo.progress) == ("done", "Sent")


def test_only_officers_and_organisations_are_offered_and_vacant_posts_say_so():
    decision = make.agreed(make.emerging(make.held()))
    officer, partner, post = user("ldg.south").person, user("partner").person, Post.objects.first()
    address = reverse("governance:action_add", args=[decision.pk])
    fields = client("clerk").get(address).context["form"].fields
    people, organisations = fields["owner_person"].queryset, fields["organisation"].queryset
    assert officer in people
    assert partner not in people
    assert organisations.exists()
    assert not organisations.filter(kind="area_of_work").exists()
    assert (post.pk, f"{post} (vacant)") in [(key and key.value, word) for key, word in fields["owner_post"].choices]
    officer.memberships.update(post=post)
    fields = client("clerk").get(address).context["form"].fields
    assert (post.pk, str(post)) in [(key and key.value, word) for key, word in fields["owner_post"].choices]


def test_an_action_needs_exactly_one_owner():
    decision = make.agreed(make.emerging(make.held()))
    data = {"title": "Write", "nature": "immediate", "due_day": "1", "due_month": "2", "due_year": "2031"}
    answer = client("clerk").post(reverse("governance:action_add", args=[decision.pk]), data)
    assert "Choose one owner: a post, or a person" in text(answer)


def given_out(due: str = "2031-02-01") -> Action:
    """An action that LDG North's lead owns, by name."""
    decision = make.agreed(make.emerging(make.held()))
    whom = {"owner_person": user("ldg.north").person, "organisation": body("ldg-north")}
    todo = actions.add_action(title="Write", due=date(2031, 1, 1), decision=decision, by=viewer("clerk"), **whom)
    Action.objects.update(due=due)
    return todo


@pytest.mark.parametrize(
    ("due", "sent", "kept"),
    [
        ("2031-02-01", {"state": "on_track"}, ("open", "On track")),
        ("2031-02-01", {"state": "stuck", "progress": "No reply"}, ("open", "Stuck: No reply")),
        ("2020-02-01", {"state": "on_track", "progress": "By May"}, ("open", "On track: By May")),
        ("2020-02-01", {"state": "done", "evidence": "Minute 4"}, ("done", "Done")),
    ],
)
def test_a_word_says_how_an_action_goes_and_a_line_where_it_does_not(due, sent, kept):
    todo = given_out(due)
    assert client("ldg.north").post(todo.get_absolute_url(), {"version": 1, **sent}).status_code == 302
    todo.refresh_from_db()
    assert (todo.state, todo.progress) == kept


@pytest.mark.parametrize(
    ("due", "sent", "fault"),
    [
        ("2031-02-01", {}, "Say whether it is on track, stuck or done"),
        ("2031-02-01", {"state": "stuck"}, "Say in a line what holds it up"),
        ("2031-02-01", {"state": "done"}, "Say in a line what shows that it is done"),
        ("2020-02-01", {"state": "on_track"}, "It is late: say in a line why"),
    ],
)
def test_what_lacks_in_how_an_action_goes_is_asked_for(due, sent, fault):
    answer = client("ldg.north").post(given_out(due).get_absolute_url(), {"version": 1, **sent})
    assert answer.status_code == 422
    assert fault in text(answer)


def test_what_was_said_stands_in_the_form_again():
    todo, browser = given_out(), client("ldg.north")
    browser.post(todo.get_absolute_url(), {"version": 1, "state": "stuck", "progress": "No reply"})
    form = browser.get(todo.get_absolute_url()).context["form"]
    assert (form["state"].value(), form["progress"].value()) == ("stuck", "No reply")


def test_from_a_meeting_an_action_leads_back_to_it():
    todo, browser, meeting = given_out(), client("ldg.north"), make.published(7)
    here = meeting.get_absolute_url()
    address = f"{todo.get_absolute_url()}?next={quote(here, safe='')}%23my-actions"
    assert f'href="{address}"' in text(browser.get(here))
    assert f'<a href="{here}#my-actions" class="govuk-back-link">Back</a>' in text(browser.get(address))
    answer = browser.post(address, {"version": 1, "state": "on_track"}, follow=True)
    assert answer.redirect_chain == [(f"{here}#my-actions", 302)]
    assert "Saved: Write." in text(answer)


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)"]
)
def test_an_action_leads_back_to_no_other_site(elsewhere):
    todo = given_out()
    answer = client("ldg.north").post(
        f"{todo.get_absolute_url()}?next={quote(elsewhere)}", {"version": 1, "state": "on_track"}
    )
    assert answer.url == todo.get_absolute_url()


def test_who_does_not_own_an_action_is_told_who_may_write_on_it():
    answer = client("board").post(given_out().get_absolute_url(), {"version": 1, "state": "on_track"})
    assert answer.status_code == 403
    assert "Only the owner of this action may, and the clerk or chair of the body that gave it out." in text(answer)
    assert "role is member" not in text(answer)
