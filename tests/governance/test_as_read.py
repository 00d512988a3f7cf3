"""A meeting is published, held or cancelled only as the page showed it to the person who presses the button."""

import pytest
from django.urls import reverse

from bcsp.records.errors import Refused
from governance import actions
from tests.governance import make
from tests.make import body, client, viewer

pytestmark = pytest.mark.django_db
STEPS = [("meeting_publish", "draft"), ("meeting_hold", "published"), ("meeting_cancel", "published")]


def opened(name: str, meeting):
    """The page in the clerk's browser, its address, and what its form would send."""
    browser, address = client("clerk"), reverse(f"governance:{name}", args=[meeting.pk])
    form = browser.get(address).context["form"]
    sent = {key: value for key, value in form.initial.items() if key in form.fields}
    return browser, address, {"why": "No quorum", **sent, "audience": "public", "once": form.once}


def fields(answer) -> dict:
    form = answer.context["form"]
    return {name: form[name].value() for name in form.fields} | {"once": form.once}


def test_an_agenda_that_changed_meanwhile_is_read_once_more_before_it_goes_out():
    meeting = make.meeting()
    browser, address, sent = opened("meeting_publish", meeting)
    actions.add_item(meeting=meeting, title="Unseen", by=viewer("coordinator"))
    answer = browser.post(address, sent)
    assert answer.status_code == 409
    assert "Somebody changed this while you were reading" in answer.content.decode()
    assert "Unseen" in answer.content.decode()
    meeting.refresh_from_db()
    assert meeting.state == "draft"
    assert browser.post(address, fields(answer)).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.state, meeting.audience) == ("published", "public")


@pytest.mark.parametrize("change", ["text", "line", "order", "one more"])
def test_papers_that_changed_meanwhile_are_read_once_more_too(monkeypatch, change):
    """Of the agenda itself nothing changed: the strands put something else forward."""
    first, second = make.paper(body("bvsc")), make.paper(body("board"))
    make.offers(monkeypatch, first, second)
    meeting = make.meeting()
    browser, address, sent = opened("meeting_publish", meeting)
    words = {"title": first.title, "line": "Another" if change == "line" else first.line}
    other = make.paper(body("bvsc"), "Other." if change == "text" else first.data.text, **words)
    object.__setattr__(other, "key", first.key)
    changed = {"order": (second, first), "one more": (first, second, make.paper(body("pdg")))}
    make.offers(monkeypatch, *changed.get(change, (other, second)))
    answer = browser.post(address, sent)
    assert answer.status_code == 409
    assert browser.post(address, fields(answer)).status_code == 302


def test_the_same_papers_are_the_same(monkeypatch):
    make.offers(monkeypatch, make.paper(body("bvsc")))
    browser, address, sent = opened("meeting_publish", make.meeting())
    assert browser.post(address, sent).status_code == 302


@pytest.mark.parametrize(("name", "state"), STEPS)
def test_a_step_is_taken_for_the_meeting_that_was_read(name, state):
    meeting = getattr(make, {"draft": "meeting"}.get(state, state))()
    browser, address, sent = opened(name, meeting)
    answer = browser.post(address, {**sent, "version": int(sent["version"]) - 1})
    assert answer.status_code == 409
    meeting.refresh_from_db()
    assert meeting.state == state
    again = fields(answer)
    assert again.get("why", "No quorum") == "No quorum"
    assert browser.post(address, again).status_code == 302


@pytest.mark.parametrize(("name", "state"), STEPS)
def test_a_button_pressed_twice_does_it_once(name, state):
    browser, address, sent = opened(name, getattr(make, {"draft": "meeting"}.get(state, state))())
    assert [browser.post(address, sent).status_code for _ in range(2)] == [302, 302]


@pytest.mark.parametrize(
    ("state", "words"),
    [("published", "published this agenda already"), ("held", "was held"), ("cancelled", "cancelled")],
)
def test_what_cannot_be_published_says_so_in_good_words(state, words):
    meeting = make.held() if state == "held" else make.published()
    if state == "cancelled":
        meeting = actions.cancel_meeting(meeting=meeting, why="No quorum", by=viewer("clerk"))
    with pytest.raises(Refused, match=words) as refused:
        actions.publish_agenda(meeting=meeting, by=viewer("clerk"))
    assert "agenda published" not in str(refused.value)
