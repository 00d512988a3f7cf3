"""What waits for an agenda: put by, placed, dropped; read by its own body and by nobody else."""

from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from bcsp.records.clock import now
from bcsp.records.errors import NotAllowed, Refused
from bcsp.records.models import AccessEvent
from governance import actions, waiting
from governance.models import AgendaItem, BacklogItem
from tests.governance import make
from tests.make import PERSONAS, body, client, text, viewer
from tests.racing import at_once

pytestmark = pytest.mark.django_db
ADDRESS = "/governance/bodies/pdg/backlog/"
CANARY = "zephyrquince"


def put_by(title: str = "Bins", slug: str = "pdg", **words) -> BacklogItem:
    return actions.put_by(body=body(slug), title=title, by=viewer("coordinator"), **words)


def private(title: str = CANARY) -> BacklogItem:
    item = actions.add_item(meeting=make.meeting(), title=title, by=viewer("clerk"), **make.PRIVATE)
    return actions.carry_item(item=item, by=viewer("clerk"))


def test_it_is_put_by_placed_and_seen_where_it_went():
    meeting, browser = make.meeting(), client("clerk")
    data = {"title": "Bins", "introduction": "Since May", "purpose": "decision"}
    assert browser.post(f"{ADDRESS}add/", data).headers["Location"] == ADDRESS
    row = BacklogItem.objects.get()
    html = text(browser.get(meeting.get_absolute_url()))
    assert "1 item waits in the backlog" in html
    answer = browser.post(reverse("governance:backlog_place", args=[row.pk]), {"meeting": meeting.pk})
    item = AgendaItem.objects.get(title="Bins")
    assert (item.position, item.purpose, item.introduction) == (2, "decision", "Since May")
    assert answer.headers["Location"] == item.get_absolute_url()
    html = text(browser.get(ADDRESS))
    assert "Nothing waits." in html
    assert f'href="{item.get_absolute_url()}">On the agenda of' in html
    assert "waits in the backlog" not in text(browser.get(meeting.get_absolute_url()))


def test_what_is_put_by_is_screened_and_every_fault_told():
    answer = client("clerk").post(f"{ADDRESS}add/", {"title": "Posts by @invented"})
    assert answer.status_code == 422
    assert "looks like a handle" in text(answer)
    assert "Say what the item is for" in text(answer)


def test_it_is_dropped_with_a_reason():
    row, browser = put_by(), client("clerk")
    address = reverse("governance:backlog_drop", args=[row.pk])
    assert "Give the reason for dropping it" in text(browser.post(address, {}))
    browser.post(address, {"why": "Settled by letter"})
    assert "Settled by letter" in text(browser.get(ADDRESS))
    with pytest.raises(Refused, match="dropped this meanwhile"):
        actions.place_item(row=row, meeting=make.meeting(), by=viewer("clerk"))


def test_it_is_placed_once_on_a_draft_of_its_body():
    row, meeting = put_by(), make.meeting()
    with pytest.raises(Refused, match="waits for PDG"):
        actions.place_item(row=row, meeting=make.meeting("board"), by=viewer("clerk"))
    with pytest.raises(Refused, match="The agenda is published"):
        actions.place_item(row=row, meeting=make.published(), by=viewer("clerk"))
    actions.place_item(row=row, meeting=meeting, by=viewer("clerk"))
    with pytest.raises(Refused, match="placed this on the agenda"):
        actions.place_item(row=row, meeting=make.meeting(days=20), by=viewer("clerk"))
    with pytest.raises(Refused, match="placed this on the agenda"):
        actions.drop_item(row=row, why="No", by=viewer("clerk"))


def test_what_stood_on_a_cancelled_agenda_waits_again():
    row, meeting = put_by(), make.meeting()
    actions.place_item(row=row, meeting=meeting, by=viewer("clerk"))
    assert not waiting.waiting(meeting.body_id).exists()
    actions.cancel_meeting(meeting=meeting, why="Snow", by=viewer("clerk"))
    assert waiting.waiting(meeting.body_id).get() == row
    assert actions.place_item(row=row, meeting=make.meeting(days=20), by=viewer("clerk")).title == "Bins"


READERS = {"clerk", "chair", "pdg", "coordinator"}


def test_who_reads_a_backlog():
    put_by(CANARY)
    browsers = {persona: client(persona) for persona in PERSONAS}
    answers = {persona: browser.get(ADDRESS) for persona, browser in browsers.items()}
    assert {p: a.status_code for p, a in answers.items()} == {p: 200 if p in READERS else 403 for p in PERSONAS}
    assert {p for p, answer in answers.items() if CANARY in text(answer)} == READERS
    bodies = {p: text(browser.get("/governance/bodies/pdg/")) for p, browser in browsers.items()}
    assert {p for p, said in bodies.items() if ADDRESS in said} == READERS


@pytest.mark.parametrize("persona", ["clerk", "chair", "pdg", "coordinator", "partner", "ldg.north", "board"])
def test_a_private_one_is_read_by_members_and_logged(persona):
    row = private()
    html = text(client(persona).get(ADDRESS))
    reads = persona in {"clerk", "chair", "pdg"}
    assert (CANARY in html) is reads
    assert AccessEvent.objects.filter(records__contains=[f"governance.backlogitem:{row.pk}"]).exists() is reads
    meeting = make.meeting(days=20)
    assert (CANARY in text(client(persona).get(meeting.get_absolute_url()))) is (persona == "clerk")
    status = client(persona).get(reverse("governance:backlog_drop", args=[row.pk])).status_code
    assert status == {"clerk": 200, "chair": 200, "pdg": 403}.get(persona, 404)


@pytest.mark.parametrize(
    ("persona", "slug"), [("pdg", "pdg"), ("board", "pdg"), ("clerk", "ldg-north"), ("ldg.north", "pdg")]
)
def test_who_may_not_put_anything_by(persona, slug):
    with pytest.raises(NotAllowed):
        actions.put_by(body=body(slug), title="Bins", by=viewer(persona))


def test_a_lead_puts_by_and_the_coordinator_places():
    row, meeting = (
        actions.put_by(body=body("ldg-north"), title="Bins", by=viewer("ldg.north")),
        make.meeting("ldg-north"),
    )
    with pytest.raises(NotAllowed):
        actions.place_item(row=row, meeting=meeting, by=viewer("ldg.north"))
    assert actions.place_item(row=row, meeting=meeting, by=viewer("coordinator")).position == 1


def test_a_member_gets_no_way_to_a_draft():
    row, meeting = put_by(), make.meeting()
    actions.place_item(row=row, meeting=meeting, by=viewer("clerk"))
    html = text(client("pdg").get(ADDRESS))
    assert "On the agenda of" in html
    assert meeting.get_absolute_url() not in html


@pytest.mark.parametrize("meeting", ["", "x", "0", "99999999"])
def test_a_place_that_is_none(meeting):
    address = reverse("governance:backlog_place", args=[put_by().pk])
    assert client("clerk").post(address, {"meeting": meeting}).status_code == 404
    assert client("clerk").get(address).status_code == 405


CHANGES = {
    "governance_backlogitem_dropped": {"dropped_why": "No"},
    "governance_backlogitem_dropped_pair": {"dropped_at": now(), "dropped_why": "No"},
    "governance_backlogitem_purpose": {"purpose": "standing"},
    "governance_backlogitem_minutes": {"minutes": 481},
    "governance_backlogitem_says_why_private": {"paragraph": 3},
    "governance_backlogitem_audience": {"audience": "all"},
    "governance_backlogitem_named_readers": {"reader_bodies": [1]},
}


@pytest.mark.parametrize("name", CHANGES)
def test_the_database_refuses(name):
    row = put_by()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BacklogItem.objects.filter(pk=row.pk).update(**CHANGES[name])


def test_the_database_keeps_one_place_for_one_row_and_drops_nothing_placed():
    meeting, (one, two) = make.meeting(), (put_by(), put_by())
    item = actions.place_item(row=one, meeting=meeting, by=viewer("clerk"))
    with pytest.raises(IntegrityError), transaction.atomic():
        BacklogItem.objects.filter(pk=two.pk).update(placed=item)
    given = {"dropped_at": now(), "dropped_by": viewer("clerk").person_id, "dropped_why": "No"}
    with pytest.raises(IntegrityError, match="governance_backlogitem_dropped"), transaction.atomic():
        BacklogItem.objects.filter(pk=one.pk).update(**given)


def test_a_backlog_takes_as_many_queries_for_three_rows_as_for_one(django_assert_max_num_queries):
    browser, meetings = client("clerk"), [make.meeting(days=7), make.meeting(days=14)]

    def one_more() -> None:
        put_by()
        actions.place_item(row=put_by(), meeting=meetings[0], by=viewer("clerk"))
        actions.drop_item(row=put_by(), why="No", by=viewer("clerk"))
        item = actions.add_item(meeting=meetings[1], title="Lamps", by=viewer("clerk"))
        actions.carry_item(item=item, by=viewer("clerk"))

    def queries(address: str) -> int:
        browser.get(address)
        with django_assert_max_num_queries(200) as counted:
            browser.get(address)
        return len(counted)

    one_more()
    one = queries(ADDRESS), queries(meetings[1].get_absolute_url())
    one_more()
    one_more()
    assert (queries(ADDRESS), queries(meetings[1].get_absolute_url())) == one


@pytest.mark.django_db(transaction=True)
def test_two_clerks_place_at_once_and_each_row_stands_once():
    meeting, rows = make.meeting(), [put_by(f"Item {number}") for number in range(4)]
    people = [viewer("clerk"), viewer("coordinator")]

    acts = [partial(actions.place_item, row=row, meeting=meeting, by=person) for row in rows for person in people]
    assert [type(fault) for fault in at_once(*acts)] == [Refused] * 4
    assert list(meeting.items.order_by("position").values_list("position", flat=True)) == [1, 2, 3, 4, 5]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM governance_backlogitem WHERE placed_id IS NULL")
        assert cursor.fetchone() == (0,)
