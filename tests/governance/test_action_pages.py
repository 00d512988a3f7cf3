"""An action's pages: given out, to officers alone, and how it goes in a line."""

import pytest
from django.urls import reverse

from bcsp.people.models import Post
from governance.models import Action
from tests.governance import make
from tests.make import client, text, user

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
    said = {"version": 1, "progress": "Wrote to @invented", "state": "open"}
    assert "looks like a handle" in text(browser.post(todo.get_absolute_url(), said))
    browser.post(todo.get_absolute_url(), {**said, "checked": "progress: @invented"})
    todo.refresh_from_db()
    assert todo.progress == "Wrote to @invented"


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
