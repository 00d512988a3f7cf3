"""Emerging Trends can't leave PDG's agenda: not through an action, not through the ORM, not through SQL."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from bcsp.records.clock import today
from bcsp.records.dated import since
from bcsp.records.errors import NotAllowed, Refused
from governance import actions
from governance.models import AgendaItem, ItemKind, Meeting, StandingRule
from tests.governance import make
from tests.make import body, client, viewer

pytestmark = pytest.mark.django_db
STAYS = "stands on every agenda of this body"


def refused(kind=IntegrityError, words: str = STAYS):
    """The statement alone is undone, as in a savepoint of its own."""
    return pytest.raises(kind, match=words)


def run(sql: str, *values) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_the_action_refuses_with_a_sentence():
    item = make.emerging(make.meeting())
    with pytest.raises(Refused, match="Nobody can remove it"):
        actions.remove_item(item=item, by=viewer("coordinator"))
    assert AgendaItem.objects.filter(pk=item.pk).exists()


def test_the_orm_cannot_delete_it():
    item = make.emerging(make.meeting())
    with refused(), transaction.atomic():
        item.delete()


def test_sql_cannot_delete_it():
    item = make.emerging(make.meeting())
    with refused():
        run("DELETE FROM governance_agendaitem WHERE id = %s", item.pk)


@pytest.mark.parametrize("change", ["kind_id = NULL", "meeting_id = %s"])
def test_sql_cannot_change_its_kind_or_meeting(change: str):
    item, other = make.emerging(make.meeting()), make.meeting("board")
    values = [other.pk] if "%s" in change else []
    with refused():
        run(f"UPDATE governance_agendaitem SET {change} WHERE id = %s", *values, item.pk)


def test_the_orm_cannot_change_its_kind():
    item = make.emerging(make.meeting())
    item.kind = ItemKind.objects.create(code="other", name="Other", nil_sentence="None.")
    with refused(), transaction.atomic():
        item.save()


@pytest.mark.parametrize("change", ["title = 'Any other business'", "audience = 'named', reader_bodies = '{1}'"])
def test_sql_cannot_rename_it_or_make_it_private(change: str):
    item = make.emerging(make.meeting())
    with refused(words="standing item"):
        run(f"UPDATE governance_agendaitem SET {change} WHERE id = %s", item.pk)


@pytest.mark.parametrize("change", [{"title": "Any other business"}, {"private": True}])
def test_the_action_keeps_its_name_and_readers(change: dict):
    item = make.emerging(make.meeting())
    with pytest.raises(Refused, match="You can change its introduction"):
        actions.edit_item(item=item, version=item.version, introduction="", by=viewer("clerk"), **change)


def test_its_form_asks_for_the_introduction_alone():
    item, browser = make.emerging(make.meeting()), client("clerk")
    address = reverse("governance:item_edit", args=[item.pk])
    html = browser.get(address).content.decode()
    assert 'name="introduction"' in html
    assert 'name="title"' not in html
    assert 'name="private"' not in html
    sent = {"version": item.version, "title": "Any other business", "private": "on", "introduction": "In order."}
    browser.post(address, sent)
    item.refresh_from_db()
    assert (item.title, item.audience, item.introduction) == ("Emerging trends", "partners", "In order.")


def test_a_kind_that_is_called_otherwise_leaves_older_agendas_as_they_were():
    item = make.emerging(make.meeting())
    ItemKind.objects.update(name="Trends that emerge")
    actions.edit_item(item=item, version=item.version, introduction="In order.", by=viewer("clerk"))
    item.refresh_from_db()
    assert (item.title, item.introduction) == ("Emerging trends", "In order.")


def test_a_meeting_is_not_published_without_it():
    bare = Meeting.objects.create(
        body=body("pdg"), title="x", starts_at=make.meeting().starts_at.replace(year=2031), created_by_id=_someone()
    )
    with refused(words="missing from the agenda"):
        set_to = "state = 'published', published_at = now(), published_by_id = %s"
        run(f"UPDATE governance_meeting SET {set_to} WHERE id = %s", _someone(), bare.pk)


def _someone() -> int:
    return viewer("clerk").person_id


def test_a_meeting_is_never_deleted():
    meeting = make.meeting("board")
    with refused(DatabaseError, "Cannot delete"), transaction.atomic():
        meeting.delete()
    with refused(DatabaseError, "Cannot delete"):
        run("DELETE FROM governance_meeting WHERE id = %s", meeting.pk)


def test_a_meeting_stays_with_its_body():
    meeting = make.meeting("board")
    with refused(words="stays with its body"):
        run("UPDATE governance_meeting SET body_id = %s WHERE id = %s", body("pdg").pk, meeting.pk)


def test_an_item_without_a_rule_can_go_and_the_gap_closes():
    meeting = make.meeting()
    first = actions.add_item(meeting=meeting, title="Apologies", by=viewer("clerk"))
    actions.add_item(meeting=meeting, title="Next day", by=viewer("clerk"))
    actions.remove_item(item=first, by=viewer("clerk"))
    assert list(meeting.items.values_list("position", "title")) == [(1, "Emerging trends"), (2, "Next day")]


def test_the_rule_holds_from_its_first_day_and_only_for_its_body():
    board = make.meeting("board")
    assert not board.items.exists()
    StandingRule.objects.create(
        body=body("board"),
        kind_id="emerging_trends",
        protected=True,
        source="A decision",
        during=since(today()),
    )
    with refused(Refused, words="missing from the agenda"):
        actions.add_item(meeting=board, title="Something", by=viewer("clerk"))
        actions.publish_agenda(meeting=board, by=viewer("clerk"))


def test_items_move_by_one_place_and_stop_at_the_ends():
    meeting = make.meeting()
    apologies = actions.add_item(meeting=meeting, title="Apologies", by=viewer("clerk"))
    actions.move_item(item=apologies, up=True, by=viewer("clerk"))
    actions.move_item(item=apologies, up=True, by=viewer("clerk"))
    assert list(meeting.items.values_list("title", flat=True)) == ["Apologies", "Emerging trends"]


@pytest.mark.parametrize("persona", ["analyst", "chair", "pdg", "board", "ldg.north", "partner", "admin"])
def test_only_the_clerk_of_the_body_and_the_coordinator_prepare(persona: str):
    meeting = make.meeting()
    with pytest.raises(NotAllowed):
        actions.add_item(meeting=meeting, title="Mine", by=viewer(persona))


def test_the_clerk_of_pdg_and_board_does_not_prepare_a_local_group():
    with pytest.raises(NotAllowed):
        actions.add_item(meeting=make.meeting("ldg-north"), title="Mine", by=viewer("clerk"))
