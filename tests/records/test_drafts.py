"""One's own draft: said to be one, laid beside what was saved since, thrown away, found again from the home page."""

from collections.abc import Iterator

import pytest
from django.http import QueryDict
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern

from bcsp.people.models import Membership
from bcsp.records import drafts
from bcsp.records.formpage import FormPage
from bcsp.records.models import Draft
from bcsp.records.viewer import Viewer
from tests.governance import make as meetings_made
from tests.horizon import make
from tests.make import client, user, viewer

pytestmark = pytest.mark.django_db

WRITE = "/horizon/refer/trend/"


@pytest.fixture
def row():
    return make.draft()


def page(row) -> str:
    return reverse("horizon:assessment_edit", args=[row.trend.reference, row.number])


def key(row) -> str:
    return f"AssessmentForm:horizon.assessment:{row.pk}"


def autosave(persona: str, key: str, path: str, data: dict) -> None:
    client(persona).post(reverse("records:draft_save"), {**data, "draft-key": key, "draft-path": path})


def test_a_draft_says_that_it_is_one(row):
    browser = client("analyst2")
    assert "This is your draft" not in browser.get(page(row)).content.decode()
    autosave("analyst2", key(row), page(row), make.assessment_post(row, why="Half a thought"))
    text = browser.get(page(row)).content.decode()
    assert "today, not sent yet" in text
    assert "Half a thought" in text
    assert "This is your draft" not in client("analyst").get(page(row)).content.decode()


def test_a_draft_lies_beside_what_was_saved_since(row):
    mine = make.assessment_post(row, why="My why", help="My help")
    autosave("analyst2", key(row), page(row), mine)
    client("analyst").post(page(row), make.assessment_post(row, why="Their why", mitigate="Their mitigation"))
    for _ in range(2):  # looked at, and left, and looked at again
        answer = client("analyst2").get(page(row))
        form = answer.context["form"]
        assert [each.name for each in form.conflicts.both] == ["why"]
        assert form.conflicts.taken == [str(form["mitigate"].label)]
        shown = [form[name].value() for name in ("why", "mitigate", "help")]
        assert shown == ["My why", "Their mitigation", "My help"]
        text = answer.content.decode()
        assert f"{user('analyst').person.name} saved this at" in text
        assert "after you began your draft" in text
        assert f'data-draft-version="{row.version}"' in text  # what the next keys keep is still on the older version
    sent = make.assessment_post(row, why="My why", help="My help", mitigate="Their mitigation")
    client("analyst2").post(page(row), {**sent, "version": form["version"].value(), "keep-why": "both"})
    row.refresh_from_db()
    assert (row.why, row.help, row.mitigate) == ("Their why\n\nMy why", "My help", "Their mitigation")
    assert not Draft.objects.exists()


def test_ones_own_other_window_is_called_that(row):
    browser = client("analyst")
    browser.post(page(row), make.assessment_post(row, why="In the first window"))
    text = browser.post(page(row), make.assessment_post(row, why="In the second window")).content.decode()
    assert "You saved this in another window, at" in text
    assert "Their text" not in text
    assert user("analyst").person.name not in text.partition("<main")[2]


def test_a_draft_is_thrown_away_by_a_button(row):
    autosave("analyst2", key(row), page(row), make.assessment_post(row, why="Half a thought"))
    answer = client("analyst").post(reverse("records:draft_drop"), {"draft-key": key(row), "draft-path": page(row)})
    assert Draft.objects.exists()  # somebody else's
    browser = client("analyst2")
    answer = browser.post(reverse("records:draft_drop"), {"draft-key": key(row), "draft-path": page(row)}, follow=True)
    assert answer.redirect_chain[0][0] == page(row)
    text = answer.content.decode()
    assert "Your draft is thrown away" in text
    assert "Half a thought" not in text


@pytest.mark.parametrize("path", ["//evil.example", "https://evil.example/", "/no/such/page/", "/plan/", ""])
def test_a_draft_leads_to_no_other_page(path):
    answer = client("analyst").post(reverse("records:draft_drop"), {"draft-key": "a", "draft-path": path})
    assert answer.url == "/"
    autosave("analyst", "a", path, {"what": "x"})
    assert drafts.begun(viewer("analyst")) == []


def test_what_was_sent_is_told_to_the_browser(row):
    answer = client("analyst").post(page(row), make.assessment_post(row, why="All of it"))
    assert answer.cookies[drafts.DONE].value == key(row)
    refused = client("analyst").post(page(row), make.assessment_post(row, why="Too late"))
    assert refused.status_code == 409
    assert drafts.DONE not in refused.cookies
    assert 'data-draft-sent="true"' in refused.content.decode()


def test_drafts_wait_on_the_home_page(row):
    browser = client("analyst2")
    assert "Go on with your draft" not in browser.get("/").content.decode()
    browser.post(WRITE, make.referral_post(**{"save-draft": "1", "what": "Half a thought"}))
    text = browser.get("/").content.decode()
    assert "Go on with your draft: Refer something (trend), saved" in text
    assert f'href="{WRITE}"' in text
    assert "Half a thought" not in text
    assert "Nothing waits for you" not in text
    assert "Go on with your draft" not in client("analyst").get("/").content.decode()


def test_each_draft_asks_no_further_query(row, django_assert_num_queries):
    seen, counts = viewer("analyst"), []
    for number in (1, 3):
        for each in range(number):
            path = reverse("horizon:trend_change", args=[f"ET-2026-000{each + 1}"])
            drafts.keep(seen, f"TrendChangeForm:horizon.trend:{each}", QueryDict("what=x"), path)
        with django_assert_num_queries(1):
            counts.append(len(drafts.begun(seen)))
    assert counts == [1, 3]


def test_drafts_say_what_they_are_about_as_long_as_their_writer_may_read_it(django_assert_num_queries):
    seen, meetings = viewer("clerk"), [meetings_made.meeting(days=days) for days in (7, 14, 21)]
    for meeting in meetings:
        path = reverse("governance:item_add", args=[meeting.pk])
        drafts.keep(seen, f"ItemForm:governance.meeting:{meeting.pk}", QueryDict("title=x"), path)
    with django_assert_num_queries(2):  # the drafts, and their meetings
        called = [each.called for each in drafts.begun(seen)]
    assert called == [f"Add an item to {meeting}" for meeting in reversed(meetings)]
    Membership.objects.filter(person=seen.person_id).delete()
    assert [each.called for each in drafts.begun(Viewer.of(user("clerk")))] == ["Add an item"] * 3


def test_every_form_that_keeps_drafts_has_a_name_for_them():
    views = {getattr(pattern.callback, "view_class", None) for pattern in patterns(get_resolver().url_patterns)}
    forms = [view for view in views if view and issubclass(view, FormPage) and view.keeps_draft]
    assert len(forms) > 10
    assert [view.__name__ for view in forms if not view.called] == []


def patterns(found: list) -> Iterator[URLPattern]:
    for each in found:
        if isinstance(each, URLPattern):
            yield each
        else:
            yield from patterns(each.url_patterns)
