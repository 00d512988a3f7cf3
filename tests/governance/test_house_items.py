"""The house's own standing items: there while there is something to report, and nobody takes them off meanwhile."""

from datetime import timedelta
from functools import partial

import pytest
from django.urls import reverse

from bcsp.people.models import Post
from bcsp.records.clock import now, today
from bcsp.records.errors import Refused
from bcsp.records.models import Audience
from bcsp.records.viewer import Viewer
from governance import actions
from governance.agendas import entries
from governance.choices import MINUTES, OPEN_ACTIONS
from governance.house_items import put_on_next_agenda
from governance.models import Action, Meeting, Minutes
from governance.packs import reader_of
from tests.governance import make
from tests.make import body, client, viewer
from tests.racing import at_once

pytestmark = pytest.mark.django_db
CANARY = "zephyrquince"


def given_out(title: str = "Write", decision=None, **fields) -> Action:
    decision = decision or make.agreed(make.emerging(make.held()), **fields)
    post = Post.objects.filter(organisation=decision.body).first()
    post = post or Post.objects.create(organisation=decision.body, label="Seat")
    return actions.add_action(title=title, owner_post=post, due=today(), decision=decision, by=viewer("clerk"))


def done(todo: Action) -> Action:
    return actions.finish_action(todo=todo, version=todo.version, progress="Sent", by=viewer("clerk"))


def kinds(meeting: Meeting) -> list[str]:
    return list(meeting.items.order_by("position").values_list("kind_id", flat=True))


def circulated(meeting: Meeting) -> Minutes:
    """Minutes as they stand once circulated, whoever does so."""
    person = viewer("clerk").person_id
    given = {"state": "circulated", "circulated_at": now(), "circulated_by_id": person, "created_by_id": person}
    return Minutes.objects.create(meeting=meeting, **given)


def test_an_action_puts_the_item_on_the_next_draft_agenda_once():
    soon, later = make.meeting(days=14), make.meeting(days=30)
    todo = given_out()
    given_out(decision=todo.decision)
    assert kinds(soon) == ["emerging_trends", "open_actions"]
    assert kinds(later) == ["emerging_trends"]
    assert soon.items.get(kind="open_actions").created_by_id == viewer("clerk").person_id


def test_whoever_checks_the_agenda_is_told_that_it_changed():
    meeting = make.meeting()
    before = meeting.version
    given_out()
    meeting.refresh_from_db()
    assert meeting.version > before


def test_a_meeting_that_is_arranged_has_it_at_once():
    given_out()
    assert kinds(make.meeting()) == ["emerging_trends", "open_actions"]
    assert kinds(make.meeting("board")) == []


@pytest.mark.parametrize("end", ["held", "cancelled"])
def test_it_goes_on_to_the_agenda_after_the_next(end):
    todo = given_out()
    soon, later = make.meeting(days=0), make.meeting(days=30)
    actions.publish_agenda(meeting=soon, by=viewer("clerk"))
    if end == "held":
        actions.hold_meeting(meeting=soon, by=viewer("clerk"))
    else:
        actions.cancel_meeting(meeting=soon, why="Snow", by=viewer("clerk"))
    assert OPEN_ACTIONS in kinds(later)
    done(todo)
    assert make.meeting(days=20).items.filter(kind=OPEN_ACTIONS).count() == 0


def test_nobody_takes_it_off_while_something_is_open():
    todo, meeting = given_out(), make.meeting()
    item = meeting.items.get(kind=OPEN_ACTIONS)
    remove = reverse("governance:item_remove", args=[item.pk])
    assert remove not in client("clerk").get(meeting.get_absolute_url()).content.decode()
    with pytest.raises(Refused, match="something to report"):
        actions.remove_item(item=item, by=viewer("coordinator"))
    done(todo)
    assert remove in client("clerk").get(meeting.get_absolute_url()).content.decode()
    actions.remove_item(item=item, by=viewer("coordinator"))
    assert kinds(meeting) == ["emerging_trends"]


def test_minutes_come_first_and_stay_until_they_are_agreed():
    met, coming = make.held(days=-20), make.meeting()
    given_out()
    circulated(met)
    put_on_next_agenda(body("pdg"), MINUTES, viewer("clerk"))
    put_on_next_agenda(body("pdg"), MINUTES, viewer("clerk"))
    assert kinds(coming) == ["minutes", "emerging_trends", "open_actions"]
    with pytest.raises(Refused, match="Minutes of the last meeting"):
        actions.remove_item(item=coming.items.get(kind=MINUTES), by=viewer("clerk"))


def test_nothing_is_put_where_there_is_nothing():
    meeting = make.meeting()
    assert put_on_next_agenda(body("pdg"), OPEN_ACTIONS, viewer("clerk")) is None
    assert kinds(meeting) == ["emerging_trends"]


def test_the_papers_come_back_each_time():
    todo = given_out("Write to schools")
    first = actions.publish_agenda(meeting=make.meeting(days=0), by=viewer("clerk"))
    actions.hold_meeting(meeting=first, by=viewer("clerk"))
    actions.progress_action(todo=todo, version=1, progress="Half of them answered", by=viewer("clerk"))
    html = client("partner").get(make.published(days=3).get_absolute_url()).content.decode()
    assert "Write to schools" in html
    assert "Half of them answered" in html


def test_the_papers_say_what_is_late_and_what_was_done_since():
    late, other = given_out("Late one"), given_out("Done one")
    Action.objects.filter(pk=late.pk).update(due=today() - timedelta(days=3))
    done(other)
    [entry] = [e for e in entries(make.meeting(), Viewer.partners()) if e.item.kind_id == OPEN_ACTIONS]
    [place] = entry.places
    assert place.line == "1 action is open, 1 of them overdue"
    assert place.html.index("overdue") < place.html.index("Done since the last meeting") < place.html.index("Done one")


def read_by(meeting: Meeting, audience: str) -> str:
    """All that the readers of a rendition get of the agenda."""
    found = entries(meeting, reader_of(meeting, audience), audience=audience)
    return " ".join(f"{place.line} {place.html}" for entry in found for place in entry.places)


@pytest.mark.parametrize("state", ["draft", "published"])
def test_an_action_for_named_readers_stands_in_the_bodys_paper_alone(state):
    given_out("Open to partners")
    given_out(CANARY, audience="named")
    meeting = make.meeting(days=0) if state == "draft" else make.published()
    packs = {audience: read_by(meeting, audience) for audience in (Audience.PARTNERS, Audience.NAMED)}
    assert CANARY not in packs[Audience.PARTNERS]
    assert "Open to partners" in packs[Audience.PARTNERS]
    assert CANARY in packs[Audience.NAMED]


@pytest.mark.parametrize(
    ("persona", "sees"), [("partner", False), ("board", False), ("coordinator", False), ("pdg", True)]
)
def test_the_page_shows_the_named_list_to_the_body_alone(persona, sees):
    given_out(CANARY, audience="named")
    answer = client(persona).get(make.published().get_absolute_url())
    assert (CANARY in answer.content.decode()) is sees


def test_what_the_body_may_not_read_stands_in_no_paper():
    todo = given_out(CANARY, audience="named")
    Action.objects.filter(pk=todo.pk).update(reader_bodies=[body("ldg-north").pk])
    meeting = make.published()
    assert kinds(meeting) == ["emerging_trends"]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_add_one_item():
    meeting, by = make.meeting(), viewer("clerk")
    decision = make.agreed(make.emerging(make.held()))
    post = Post.objects.first()

    give = partial(actions.add_action, title="Write", owner_post=post, due=today(), decision=decision, by=by)
    assert at_once(give, give) == []
    assert kinds(meeting) == ["emerging_trends", "open_actions"]
