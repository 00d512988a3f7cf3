"""What the database holds of minutes, whoever writes: their states, their corrections, and that agreed ones stay."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from bcsp.records.clock import now
from bcsp.records.errors import Refused
from governance import actions
from governance.models import Attendance, Correction, Interest, Meeting, Minute, Minutes
from tests.governance import make, seated
from tests.make import user, viewer
from tests.racing import at_once

LOCKED = "agreed and can't change"


def run(sql: str, *values) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def said(sql: str, *values) -> str:
    """What the database says to this; nothing where it does it."""
    try:
        run(sql, *values)
    except DatabaseError as refusal:
        return str(refusal)
    return ""


@pytest.fixture
def agreed(db) -> Minutes:
    """Agreed minutes with a minute, a settled correction, an interest and a seat."""
    meeting = seated.held_with("Budget", days=-3)
    [post] = seated.seats(1)
    item = seated.item(meeting, "Budget")
    seated.came(meeting, post)
    actions.declare_interest(item=item, post=post, name="", nature="A trustee", leaves=False, by=viewer("clerk"))
    minutes = seated.circulated(meeting, Budget="Heard.")
    correction = actions.ask_correction(item=item, text="Not heard", by=viewer("pdg"))
    actions.decline_correction(correction=correction, why="It was", by=viewer("clerk"))
    return seated.agreed(minutes)


def test_nothing_of_agreed_minutes_changes_by_sql(agreed):
    for sql in (
        "UPDATE governance_minute SET text = 'Other'",
        "DELETE FROM governance_minute",
        "UPDATE governance_correction SET text = 'Other'",
        "UPDATE governance_attendance SET how = 'absent'",
        "DELETE FROM governance_attendance",
        "UPDATE governance_interest SET nature = 'Other'",
        "DELETE FROM governance_interest",
    ):
        assert LOCKED in said(sql), sql
    for sql in ("UPDATE governance_minutes SET state = 'corrected'", "DELETE FROM governance_minutes"):
        assert "Cannot " in said(sql), sql


def test_a_minute_is_neither_added_to_agreed_minutes_nor_taken_from_them(agreed):
    other = seated.held_with("Other")
    actions.write_minute(item=seated.item(other, "Other"), text="Mine", by=viewer("clerk"))
    draft = other.minutes
    for minutes, to in ((agreed, draft), (draft, agreed)):
        with pytest.raises(DatabaseError, match=LOCKED):
            run("UPDATE governance_minute SET minutes_id = %s WHERE minutes_id = %s", to.pk, minutes.pk)
    given = {"item": make.emerging(agreed.meeting), "text": "Late", "created_by": user("clerk").person}
    with pytest.raises(DatabaseError, match=LOCKED), transaction.atomic():
        Minute.objects.create(minutes=agreed, **given)


def test_who_came_is_not_added_to_agreed_minutes(agreed):
    given = {"how": "present", "created_by": user("clerk").person}
    with pytest.raises(DatabaseError, match=LOCKED), transaction.atomic():
        Attendance.objects.create(meeting=agreed.meeting, post=seated.seat("Late"), **given)
    given = {"name": "A", "nature": "B", "created_by": user("clerk").person}
    with pytest.raises(DatabaseError, match=LOCKED), transaction.atomic():
        Interest.objects.create(item=make.emerging(agreed.meeting), **given)


@pytest.mark.django_db
def test_the_state_of_minutes_is_whole():
    meeting = seated.held_with()
    actions.write_minute(item=make.emerging(meeting), text="Heard", by=viewer("clerk"))
    for sql, name in (
        ("state = 'circulated'", "governance_minutes_state"),
        ("state = 'draft', circulated_at = now(), circulated_by_id = created_by_id", "governance_minutes_state"),
        ("state = 'other'", "governance_minutes_state"),
        ("circulated_at = now()", "governance_minutes_circulated_pair"),
        ("agreed_at = now()", "governance_minutes_agreed_pair"),
    ):
        assert f'check constraint "{name}"' in said(f"UPDATE governance_minutes SET {sql}"), sql


@pytest.mark.django_db
def test_a_correction_says_what_became_of_it():
    minutes, person = seated.circulated(Budget="Heard"), user("clerk").person
    given = {"item": seated.item(minutes.meeting, "Budget"), "text": "Wrong", "created_by": person, "minutes": minutes}
    by = {"settled_at": now(), "settled_by": person}
    for fields, name in (
        ({"outcome": "made"}, "governance_correction_outcome"),
        ({"outcome": "declined", **by}, "governance_correction_outcome"),
        ({"outcome": "waiting", **by}, "governance_correction_outcome"),
        ({"outcome": "made", "settled_at": now()}, "governance_correction_settled_pair"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Correction.objects.create(**given, **fields)
        assert not Correction.objects.exists(), fields


@pytest.mark.django_db(transaction=True)
def test_two_clerks_begin_one_minute_at_once_and_one_of_them_is_told():
    item = make.emerging(make.held())
    clerk, coordinator = viewer("clerk"), viewer("coordinator")
    faults = at_once(
        lambda: actions.write_minute(item=item, text="Mine", by=clerk),
        lambda: actions.write_minute(item=item, text="Theirs", by=coordinator),
    )
    assert [type(fault).__name__ for fault in faults] == ["Stale"]
    assert faults[0].current.text == Minute.objects.get().text


@pytest.mark.django_db(transaction=True)
def test_minutes_circulated_twice_at_once_go_round_once():
    meeting = seated.held_with()
    seated.came(meeting, *seated.seats(1))
    clerk, coordinator = viewer("clerk"), viewer("coordinator")
    faults = at_once(
        lambda: actions.circulate_minutes(meeting=meeting, by=clerk),
        lambda: actions.circulate_minutes(meeting=meeting, by=coordinator),
    )
    assert [str(fault) for fault in faults] == [
        "These minutes are circulated already. A correction is made item by item."
    ]
    assert Minutes.objects.get().state == "circulated"
    assert Meeting.objects.get(pk=meeting.pk).state == "minuted"


@pytest.mark.django_db(transaction=True)
def test_agreeing_and_writing_at_once_leave_locked_minutes_whole():
    meeting = seated.held_with("Budget", days=-3)
    minutes = seated.circulated(meeting, Budget="Heard")
    at, item, clerk = seated.later(meeting), seated.item(meeting, "Budget"), viewer("clerk")
    faults = at_once(
        lambda: actions.agree_minutes(minutes=minutes, at=at, by=clerk),
        lambda: actions.write_minute(item=item, text="Other", version=1, by=clerk),
    )
    assert all(isinstance(fault, Refused) for fault in faults)
    assert Minutes.objects.get().state == "agreed"
    kept = meeting.minutes.entries.get().text
    assert (kept == "Other") == (not faults)
