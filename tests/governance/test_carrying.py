"""An item goes to another meeting or to the backlog: moved from a draft, copied from what people have read."""

from functools import partial

import pytest
from django.urls import reverse

from bcsp.records.errors import NotAllowed, Refused
from governance import actions
from governance.models import AgendaItem, BacklogItem, ChairNote, Report
from tests.governance import make
from tests.make import client, text, viewer
from tests.racing import at_once

pytestmark = pytest.mark.django_db


def typed(meeting, title: str = "Bins", **words) -> AgendaItem:
    return make.item(meeting, title, **words)


def carry(item, meeting=None):
    return actions.carry_item(item=item, meeting=meeting, by=viewer("clerk"))


def places(meeting) -> list[tuple[int, str]]:
    return list(meeting.items.order_by("position").values_list("position", "title"))


def on_a_held_agenda(title: str = "Bins", **words) -> AgendaItem:
    meeting = make.meeting(days=0)
    item = typed(meeting, title, **words)
    actions.publish_agenda(meeting=meeting, by=viewer("clerk"))
    actions.hold_meeting(meeting=meeting, by=viewer("clerk"))
    item.refresh_from_db()
    return item


def test_a_draft_item_moves_with_its_papers_and_leaves_no_gap():
    here, there = make.meeting(days=7), make.meeting(days=14)
    item, _ = typed(here), typed(here, "Lamps")
    words = {"title": "A paper", "ask": "Note it", "created_by_id": viewer("clerk").person_id}
    paper = Report.objects.create(item=item, position=1, **words)
    assert carry(item, there).pk == item.pk
    assert places(here) == [(1, "Emerging trends"), (2, "Lamps")]
    assert places(there) == [(1, "Emerging trends"), (2, "Bins")]
    paper.refresh_from_db()
    assert paper.item.meeting == there
    assert paper.item.carried_from is None


def test_both_agendas_are_others_than_somebody_read():
    here, there = make.meeting(days=7), make.meeting(days=14)
    item = typed(here)
    before = [type(m).objects.get(pk=m.pk).version for m in (here, there)]
    carry(item, there)
    assert [type(m).objects.get(pk=m.pk).version for m in (here, there)] == [n + 1 for n in before]


def test_a_draft_item_goes_to_the_backlog_with_all_its_words_and_comes_back():
    here = make.meeting()
    item = typed(
        here, purpose="decision", introduction="Why", presented_by="The fire service", minutes=10, **make.PRIVATE
    )
    row = carry(item)
    assert places(here) == [(1, "Emerging trends")]
    assert (row.is_named, row.reader_bodies) == (True, [here.body_id])
    back = actions.place_item(row=row, meeting=here, by=viewer("clerk"))
    for name in (
        "title",
        "purpose",
        "introduction",
        "presented_by",
        "minutes",
        "paragraph",
        "withheld_why",
        "is_named",
    ):
        assert getattr(back, name) == getattr(item, name), name


def test_an_item_with_papers_is_not_put_where_no_paper_can_be():
    item = typed(make.meeting())
    words = {"title": "A paper", "ask": "Note it", "created_by_id": viewer("clerk").person_id}
    Report.objects.create(item=item, position=1, **words)
    with pytest.raises(Refused, match="the backlog can't hold them"):
        carry(item)
    assert AgendaItem.objects.filter(pk=item.pk).exists()


def test_what_hangs_on_an_item_is_taken_off_first():
    item = typed(make.meeting())
    ChairNote.objects.create(item=item, text="Ask the fire service", created_by_id=viewer("clerk").person_id)
    for take_off in (lambda: carry(item), lambda: actions.remove_item(item=item, by=viewer("clerk"))):
        with pytest.raises(Refused, match="hang on “Bins”"):
            take_off()
    assert AgendaItem.objects.filter(pk=item.pk).exists()


def test_what_was_read_stays_and_a_copy_goes():
    item, there = on_a_held_agenda(introduction="Why", presented_by="The fire service"), make.meeting()
    make.agreed(item)
    copy = carry(item, there)
    assert (copy.meeting, copy.carried_from, copy.position) == (there, item, 2)
    assert (copy.introduction, copy.presented_by) == ("Why", "The fire service")
    assert item.decisions.count() == 1
    browser = client("clerk")
    assert f'Carried to <a class="govuk-link" href="{copy.get_absolute_url()}">' in text(
        browser.get(item.meeting.get_absolute_url())
    )
    assert f'Carried from <a class="govuk-link" href="{item.get_absolute_url()}">' in text(
        browser.get(there.get_absolute_url())
    )


def test_a_reader_learns_the_day_and_gets_no_way_to_a_draft():
    item, there = on_a_held_agenda(), make.meeting()
    carry(item, there)
    html = text(client("pdg").get(item.meeting.get_absolute_url()))
    assert f"Carried to {there.day:%-d %B %Y}." in html
    assert there.get_absolute_url() not in html


def test_a_private_item_stays_private_on_its_way():
    item, there = on_a_held_agenda(**make.PRIVATE), make.meeting()
    copy = carry(item, there)
    assert (copy.audience, copy.reader_bodies, copy.paragraph) == ("named", [there.body_id], 3)


def test_a_public_item_becomes_a_partners_one_until_its_agenda_is_published():
    meeting = make.meeting(days=0)
    item = typed(meeting)
    actions.publish_agenda(meeting=meeting, by=viewer("clerk"), audience="public")
    item.refresh_from_db()
    assert (item.audience, carry(item, make.meeting()).audience) == ("public", "partners")


def test_an_item_is_carried_once():
    item, first, second = on_a_held_agenda(), make.meeting(days=7), make.meeting(days=14)
    carry(item, first)
    for there in (first, second, None):
        with pytest.raises(Refused, match=f"carried to {first.day:%-d %B %Y} already"):
            carry(item, there)
    actions.cancel_meeting(meeting=first, why="Snow", by=viewer("clerk"))
    assert carry(item, second).meeting == second


def test_what_waits_in_the_backlog_is_not_carried_besides():
    item = on_a_held_agenda()
    row = carry(item)
    with pytest.raises(Refused, match="waits in the backlog already"):
        carry(item, make.meeting())
    assert row.carried_from == item
    actions.drop_item(row=row, why="Done elsewhere", by=viewer("clerk"))
    assert carry(item, make.meeting(days=15)).carried_from == item


def test_where_an_item_may_not_go():
    here = make.meeting()
    item = typed(here)
    with pytest.raises(Refused, match="on this agenda already"):
        carry(item, here)
    with pytest.raises(Refused, match="stays with its body"):
        carry(item, make.meeting("board"))
    with pytest.raises(Refused, match="is published or over"):
        carry(item, make.published())
    with pytest.raises(Refused, match="comes back on every agenda by itself"):
        carry(make.emerging(here), make.meeting(days=15))


@pytest.mark.parametrize("act", ["move", "remove", "edit"])
def test_whoever_read_an_item_before_it_was_carried_changes_neither_agenda(act):
    here, there = make.meeting(days=7), make.meeting(days=14)
    stays, moved = typed(here, "Lamps"), typed(here)
    read = AgendaItem.objects.select_related("meeting").get(pk=moved.pk)
    carry(moved, there)
    stood = places(here), places(there)
    given = {
        "move": lambda: actions.move_item(item=read, up=True, by=viewer("clerk")),
        "remove": lambda: actions.remove_item(item=read, by=viewer("clerk")),
        "edit": lambda: actions.edit_item(item=read, version=read.version, title="Lids", by=viewer("clerk")),
    }
    with pytest.raises(Refused, match="Look where it stands now"):
        given[act]()
    assert (places(here), places(there)) == stood
    assert (stays.position, stood[0][-1]) == (2, (2, "Lamps"))


@pytest.mark.parametrize("persona", ["chair", "pdg", "analyst", "ldg.north"])
def test_only_those_who_prepare_carry(persona):
    with pytest.raises(NotAllowed):
        actions.carry_item(item=typed(make.meeting()), by=viewer(persona))


def test_a_placed_item_that_is_removed_waits_again_and_one_that_is_put_off_keeps_its_new_words():
    meeting = make.meeting()
    row = actions.put_by(body=meeting.body, title="Bins", by=viewer("clerk"))
    item = actions.place_item(row=row, meeting=meeting, by=viewer("clerk"))
    actions.remove_item(item=item, by=viewer("clerk"))
    row.refresh_from_db()
    assert row.placed is None
    item = actions.place_item(row=row, meeting=meeting, by=viewer("clerk"))
    item = actions.edit_item(
        item=item, version=item.version, title="Bins and bags", introduction="", by=viewer("clerk")
    )
    assert carry(item) == row
    assert BacklogItem.objects.get().title == "Bins and bags"


def test_a_clerk_carries_by_a_page():
    item, there, browser = on_a_held_agenda(), make.meeting(), client("clerk")
    address = reverse("governance:item_carry", args=[item.pk])
    assert address in text(browser.get(item.meeting.get_absolute_url()))
    assert "Choose a meeting, or the backlog" in text(browser.post(address, {}))
    answer = browser.post(address, {"where": there.pk})
    assert answer.headers["Location"] == there.get_absolute_url()
    assert there.items.get(title="Bins").carried_from == item
    assert address not in text(browser.get(item.meeting.get_absolute_url()))
    other = typed(there, "Lamps")
    answer = browser.post(reverse("governance:item_carry", args=[other.pk]), {"where": "backlog"})
    assert answer.headers["Location"] == "/governance/bodies/pdg/backlog/"
    assert BacklogItem.objects.get().title == "Lamps"


def test_an_agenda_says_where_items_went_in_as_many_queries_for_three_as_for_one(django_assert_max_num_queries):
    here, one, three = make.meeting(days=0), make.meeting(days=7), make.meeting(days=14)
    items = [typed(here, f"Item {number}") for number in range(4)]
    actions.publish_agenda(meeting=here, by=viewer("clerk"))
    browser = client("clerk")

    def queries(meeting) -> int:
        browser.get(meeting.get_absolute_url())
        with django_assert_max_num_queries(200) as counted:
            browser.get(meeting.get_absolute_url())
        return len(counted)

    carry(items[0], one)
    gone = queries(here)
    for item in items[1:]:
        carry(item, three)
    assert queries(here) == gone
    came = [queries(actions.publish_agenda(meeting=meeting, by=viewer("clerk"))) for meeting in (one, three)]
    assert came[0] == came[1]


@pytest.mark.django_db(transaction=True)
def test_two_clerks_carry_at_once_and_no_number_is_missing_or_twice():
    """Six items to one meeting, each by two people; and two meetings crosswise, which would wait for each other."""
    here, there = make.meeting(days=7), make.meeting(days=14)
    for number in range(3):
        typed(here, f"To there {number}")
        typed(there, f"To here {number}")
    chosen = [(i.pk, there) for i in here.items.filter(kind=None)] + [
        (i.pk, here) for i in there.items.filter(kind=None)
    ]
    people = [viewer("clerk"), viewer("coordinator")]

    rows = AgendaItem.objects.select_related("meeting__body").in_bulk([key for key, _ in chosen])
    acts = [
        partial(actions.carry_item, item=rows[key], meeting=meeting, by=person)
        for key, meeting in chosen
        for person in people
    ]
    assert [type(fault) for fault in at_once(*acts)] == [Refused] * 6
    for meeting in (here, there):
        assert [position for position, _ in places(meeting)] == [1, 2, 3, 4]
    assert {title for _, title in places(there)} == {"Emerging trends", *(f"To there {n}" for n in range(3))}


@pytest.mark.django_db(transaction=True)
def test_of_two_who_carry_one_item_at_once_one_is_told_where_it_went():
    item, meetings = on_a_held_agenda(), [make.meeting(days=7), make.meeting(days=14)]
    carry = partial(actions.carry_item, item=item, by=viewer("clerk"))

    told = at_once(*(partial(carry, meeting=meeting) for meeting in meetings))
    assert AgendaItem.objects.filter(carried_from=item).count() == 1
    assert len(told) == 1
    assert "already" in str(told[0])
