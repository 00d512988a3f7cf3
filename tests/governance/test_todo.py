"""Actions after they are given out: evidence, another owner, leavers, reminders, under an item alone."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bcsp.notices.models import Notice
from bcsp.people.models import Membership, Person, Post
from bcsp.records.clock import now, pretend, today
from bcsp.records.errors import NotAllowed, Refused, Stale
from governance import actions, tasks
from governance.models import Action, Decision
from governance.reminders import last_reminder
from governance.strand import STRAND
from tests.governance import make
from tests.make import body, client, viewer

pytestmark = pytest.mark.django_db
CANARY = "zephyrquince"


def person(persona: str) -> Person:
    return Person.objects.get(pk=viewer(persona).person_id)


def seat(persona: str = "", label: str = "Seat") -> Post:
    """A post of PDG, held by a persona or vacant."""
    post, _ = Post.objects.get_or_create(organisation=body("pdg"), label=label)
    if persona:
        Membership.objects.filter(person=person(persona)).update(post=post)
    return post


def todo(days: int = 0, on: date | None = None, **fields) -> Action:
    """Given out today, or on a day, for LDG North's lead unless told otherwise."""
    fields = {"title": "Write", **fields}
    if not {"owner_post", "owner_person"} & set(fields):
        fields |= {"owner_person": person("ldg.north"), "organisation": body("ldg-north")}
    if not {"decision", "item"} & set(fields):
        fields["decision"] = Decision.objects.first() or make.agreed(make.emerging(make.held()))
    with pretend(on or today()):
        return actions.add_action(due=today() + timedelta(days=days), by=viewer("clerk"), **fields)


def told(persona: str) -> list[str]:
    found = Notice.objects.filter(recipient_id=viewer(persona).person_id, text__contains="action")
    return list(found.order_by("pk").values_list("text", flat=True))


def leave(persona: str) -> None:
    viewer(persona)
    Membership.objects.filter(person=person(persona)).delete()


# Evidence ----------------------------------------------------------------------------------------------------


def test_what_shows_it_stands_beside_what_is_done():
    made, browser = todo(), client("ldg.north")
    address = reverse("governance:action_detail", args=[made.pk])
    sent = {"version": 1, "progress": "Sent", "evidence": "The minutes of 3 May", "screened": "on"}
    answer = browser.post(address, {**sent, "state": "on_track"})
    assert "once it is done" in answer.content.decode()
    browser.post(address, {**sent, "state": "done"})
    made.refresh_from_db()
    assert (made.state, made.evidence) == ("done", "The minutes of 3 May")
    assert "The minutes of 3 May" in browser.get(address).content.decode()


# Another owner -----------------------------------------------------------------------------------------------


def reassign(made: Action, persona: str = "clerk", **fields) -> Action:
    given = {"version": made.version, "why": "The seat is vacant", **fields}
    return actions.reassign_action(todo=made, by=viewer(persona), **given)


@pytest.mark.parametrize("persona", ["clerk", "chair", "coordinator"])
def test_it_goes_to_another_owner_and_both_are_told(persona):
    made, post = todo(), seat("pdg")
    made = reassign(made, persona, owner_post=post)
    assert (made.owner_post, made.owner_person, made.organisation) == (post, None, body("pdg"))
    assert told("ldg.north")[-1] == "An action of yours was given to somebody else"
    assert told("pdg") == ["An action was given to you"]
    context = made.events.order_by("pgh_id").last().pgh_context.metadata
    assert context["why"] == "The seat is vacant"


@pytest.mark.parametrize("persona", ["pdg", "ldg.north", "board", "partner"])
def test_others_pass_nothing_on(persona):
    with pytest.raises(NotAllowed):
        reassign(todo(), persona, owner_post=seat())


def test_what_cannot_be_passed_on():
    made = todo()
    with pytest.raises(Refused, match="Say why"):
        reassign(made, owner_post=seat(), why=" ")
    with pytest.raises(Refused, match="already"):
        reassign(made, owner_person=person("ldg.north"), organisation=body("ldg-north"))
    with pytest.raises(Refused, match="never a referrer"):
        reassign(made, owner_person=person("partner"), organisation=body("bvsc"))
    with pytest.raises(Stale):
        reassign(made, owner_post=seat(), version=7)
    done = actions.finish_action(todo=made, version=made.version, progress="Sent", by=viewer("ldg.north"))
    with pytest.raises(Refused, match="done already"):
        reassign(done, owner_post=seat())


def test_it_goes_to_nobody_who_cannot_read_it():
    named = make.agreed(make.emerging(make.held()), audience="named")
    made = todo(decision=named, owner_post=seat("pdg"))
    with pytest.raises(Refused, match="can't read this action"):
        reassign(made, owner_person=person("ldg.north"), organisation=body("ldg-north"))


def test_the_page_that_passes_it_on():
    made, post, browser = todo(), seat("pdg"), client("clerk")
    address = reverse("governance:action_reassign", args=[made.pk])
    assert address in browser.get(made.get_absolute_url()).content.decode()
    assert address not in client("ldg.north").get(made.get_absolute_url()).content.decode()
    html = browser.post(address, {"version": 1}).content.decode()
    assert "Choose one owner" in html
    assert "Say why it goes to another owner" in html
    answer = browser.post(address, {"version": 1, "owner_post": post.pk, "why": "A leaver"}, follow=True)
    assert str(post) in answer.content.decode()


def test_the_database_wants_one_owner_and_a_state_that_fits():
    made = todo()
    for wrong in ({"owner_person": None}, {"owner_post": seat()}, {"state": "done"}, {"done_at": now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Action.objects.filter(pk=made.pk).update(**wrong)


# Leavers -----------------------------------------------------------------------------------------------------


def waits(persona: str) -> list[str]:
    return [each.text for each in STRAND.attention(viewer(persona))]


def test_a_leavers_action_needs_a_new_owner():
    made = todo()
    assert "needs a new owner" not in " ".join(waits("clerk"))
    leave("ldg.north")
    assert f"Action {made.reference} needs a new owner" in waits("clerk")
    assert f"Action {made.reference} needs a new owner" in waits("chair")
    assert "needs a new owner" not in " ".join(waits("pdg"))
    for address in (reverse("governance:action_list"), reverse("governance:body_detail", args=["pdg"])):
        assert "a new owner" in client("partner").get(address).content.decode()
    assert (
        "a new owner" not in client("partner").get(reverse("governance:body_detail", args=["board"])).content.decode()
    )


def test_a_vacant_posts_action_likewise_until_somebody_holds_it():
    post = seat()
    todo(owner_post=post)
    todo(owner_post=post)
    assert "2 actions need a new owner" in waits("coordinator")
    seat("pdg")
    assert "a new owner" not in " ".join(waits("coordinator"))


def test_a_leavers_named_action_is_shown_to_its_readers_alone():
    todo(decision=make.agreed(make.emerging(make.held()), audience="named"), owner_post=seat(), title=CANARY)
    for persona, sees in [("pdg", True), ("partner", False), ("coordinator", False)]:
        for address in (reverse("governance:action_list"), reverse("governance:body_detail", args=["pdg"])):
            assert (CANARY in client(persona).get(address).content.decode()) is sees


def test_a_done_action_needs_no_owner():
    made = todo()
    actions.finish_action(todo=made, version=1, progress="Sent", by=viewer("ldg.north"))
    leave("ldg.north")
    assert "a new owner" not in " ".join(waits("clerk"))


# What narrows the list ---------------------------------------------------------------------------------------


def shown(persona: str = "clerk", **query) -> set[str]:
    answer = client(persona).get(reverse("governance:action_list"), query)
    return {each.title for each in answer.context["page"].object_list}


def test_what_narrows_the_list():
    todo(3, title="Open")
    todo(1, on=today() - timedelta(days=5), title="Late")
    actions.finish_action(todo=todo(title="Done"), version=1, progress="Sent", by=viewer("clerk"))
    todo(title="Nobody's", owner_post=seat())
    todo(title="Board's", decision=None, item=board_item())
    assert shown(show="open") == {"Open", "Late", "Nobody's", "Board's"}
    assert shown(show="overdue") == {"Late"}
    assert shown(show="done") == {"Done"}
    assert shown(show="ownerless") == {"Nobody's"}
    assert shown("ldg.north", show="mine") == {"Open", "Late", "Board's"}
    assert shown(body=body("board").pk) == {"Board's"}
    assert shown(show="nonsense") == {"Open", "Late", "Done", "Nobody's", "Board's"}


def test_as_many_queries_for_three_as_for_one():
    counts, browser = [], client("clerk")
    for number in (1, 2):
        for _ in range(number):
            todo(owner_post=seat())
        for address in (reverse("governance:action_list"), reverse("governance:body_detail", args=["pdg"])):
            browser.get(address)
            with CaptureQueriesContext(connection) as found:
                browser.get(address)
            counts.append(len(found))
    assert counts[:2] == counts[2:]


# Under an item -----------------------------------------------------------------------------------------------


def board_item(**words):
    meeting = make.meeting("board", days=0)
    item = actions.add_item(meeting=meeting, title="Lights", by=viewer("clerk"), **words)
    actions.publish_agenda(meeting=meeting, audience="public", by=viewer("clerk"))
    item.refresh_from_db()
    return item


def test_an_action_under_a_public_item_is_for_partners():
    made = todo(decision=None, item=board_item())
    assert (made.audience, made.decision) == ("partners", None)
    page = client("partner").get(made.get_absolute_url()).content.decode()
    assert "item 1: Lights" in page


def test_an_action_under_a_private_item_has_its_readers():
    item = board_item(**make.PRIVATE)
    with pytest.raises(Refused, match="can't read this agenda item"):
        todo(decision=None, item=item)
    made = todo(decision=None, item=item, owner_person=person("board"), organisation=body("board"))
    assert (made.audience, made.reader_bodies) == ("named", [body("board").pk])
    assert client("partner").get(made.get_absolute_url()).status_code == 404


def test_no_action_follows_from_an_unpublished_agenda():
    with pytest.raises(Refused, match="Publish the agenda first"):
        todo(decision=None, item=make.emerging(make.meeting()))


def test_the_clerk_gives_one_out_from_the_agenda():
    item, browser = board_item(), client("clerk")
    address = reverse("governance:item_action_add", args=[item.pk])
    assert address in browser.get(item.meeting.get_absolute_url()).content.decode()
    day, post = today(), seat("pdg")
    sent = {"title": "Write", "nature": "immediate", "owner_post": post.pk, "screened": "on"}
    answer = browser.post(address, {**sent, "due_day": day.day, "due_month": day.month, "due_year": day.year})
    assert answer.headers["Location"] == reverse("governance:minute_write", args=[item.pk])
    assert Action.objects.get().item == item


# Reminders ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("after", "expected"),
    [(-8, None), (-7, -7), (-2, -7), (-1, -1), (0, -1), (1, 1), (7, 1), (8, 8), (14, 8), (15, 15)],
)
def test_when_the_last_reminder_was_due(after, expected):
    due = date(2026, 5, 14)
    found = last_reminder(due, due + timedelta(days=after))
    assert found == (None if expected is None else due + timedelta(days=expected))


def remind(day: date) -> None:
    with pretend(day):
        tasks.remind_owners(timestamp=0)


def reminders(persona: str = "ldg.north") -> int:
    return len([text for text in told(persona) if "due on" in text])


def test_it_reminds_once_for_each_day_and_makes_up_for_a_missed_one():
    start = today()
    made = todo(30, on=start)
    counts = []
    for after in (-20, -7, -6, -1, 0, 1, 2, 8, 17):
        remind(made.due + timedelta(days=after))
        remind(made.due + timedelta(days=after))
        counts.append(reminders())
    assert counts == [0, 1, 1, 2, 2, 3, 3, 4, 5]
    assert told("ldg.north")[-1] == f"An action of yours was due on {made.due:%-d %B}"
    made.refresh_from_db()
    assert made.version == 1  # whoever has its form open is not disturbed


def test_what_was_given_out_within_the_week_is_reminded_of_the_day_before():
    made = todo(4)
    remind(today() + timedelta(days=1))
    assert reminders() == 0
    remind(made.due - timedelta(days=1))
    assert reminders() == 1


def test_nobody_is_reminded_of_what_is_done_or_has_no_owner():
    made, start = todo(10), today()
    actions.finish_action(todo=made, version=1, progress="Sent", by=viewer("ldg.north"))
    vacant = todo(10, owner_post=seat())
    remind(start + timedelta(days=9))
    assert reminders() == 0
    vacant.refresh_from_db()
    assert vacant.reminded_on is None


def test_the_new_owner_is_reminded_too():
    made = todo(10)
    remind(made.due - timedelta(days=7))
    made.refresh_from_db()
    reassign(made, owner_post=seat("pdg"))
    remind(made.due - timedelta(days=6))
    assert reminders("pdg") == 1


def test_a_reminder_carries_no_content():
    made = todo(10, title=CANARY)
    with pretend(made.due - timedelta(days=1)):
        tasks.remind_owners(timestamp=0)
    assert not Notice.objects.filter(text__contains=CANARY).exists()
    assert CANARY not in "".join(message.body + message.subject for message in mail.outbox)
