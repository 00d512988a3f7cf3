"""Actions that change two agendas of a body wait for each other; none is ended by the database as a deadlock."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction

from bcsp.records.errors import Stale
from governance import actions
from governance.models import AgendaItem, Meeting
from tests.governance import make, seated
from tests.make import viewer

pytestmark = pytest.mark.django_db(transaction=True)
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


def hold(meeting: Meeting) -> Callable[[], object]:
    published(meeting)
    return lambda: actions.hold_meeting(meeting=meeting, by=viewer("coordinator"))


def cancel(meeting: Meeting) -> Callable[[], object]:
    published(meeting)
    return lambda: actions.cancel_meeting(meeting=meeting, why="Snow", by=viewer("coordinator"))


def circulate(meeting: Meeting) -> Callable[[], object]:
    seated.came(held(meeting), *seated.seats(1))
    return lambda: actions.circulate_minutes(meeting=meeting, by=viewer("coordinator"))


def change(meeting: Meeting) -> Callable[[], object]:
    """To a later time on its day, while it is a draft."""
    meeting.refresh_from_db()
    words = {"place": "Upstairs", "papers_close": None, "title": meeting.title, "version": meeting.version}
    at = meeting.starts_at + timedelta(minutes=1)
    return lambda: actions.change_meeting(meeting=meeting, starts_at=at, by=viewer("coordinator"), **words)


def published(meeting: Meeting) -> Meeting:
    return actions.publish_agenda(meeting=meeting, by=viewer("clerk"))


def held(meeting: Meeting) -> Meeting:
    return actions.hold_meeting(meeting=published(meeting), by=viewer("clerk"))


@pytest.mark.parametrize("step", [hold, cancel, circulate, change])
def test_a_step_that_fills_the_next_agenda_and_a_carrying_to_it_wait_for_each_other(step):
    """The carrying waits for the next agenda first, then the step comes; both then go on at once."""
    following = make.meeting(days=2)  # arranged before the other, so that rows in order of keys lock it first
    here = make.meeting(days=9 if step is change else 0)
    item = make.typed(here)
    for person in ("clerk", "coordinator"):
        viewer(person)
    act = step(here)
    faults = run_together(
        following,
        lambda: actions.carry_item(item=fresh(item), meeting=following, by=viewer("clerk")),
        act,
    )
    assert [fault for fault in faults if not isinstance(fault, Stale)] == []  # a draft that lost an item is another
    assert following.items.filter(title=item.title).count() == 1
    positions = list(following.items.order_by("position").values_list("position", flat=True))
    assert positions == list(range(1, len(positions) + 1))


def fresh(item: AgendaItem) -> AgendaItem:
    return AgendaItem.objects.select_related("meeting__body").get(pk=item.pk)


def run_together(row: Meeting, *acts: Callable[[], object]) -> list[Exception]:
    """Start these one after the other, each in a connection of its own, while this one holds the row; each waits for a
    lock before the next begins. Then let go of the row. Returns what went wrong in any."""
    faults: list[Exception] = []

    def run(act: Callable[[], object]) -> None:
        try:
            act()
        except Exception as fault:  # told to the test's own thread
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    with transaction.atomic():
        Meeting.objects.select_for_update(of=("self",)).get(pk=row.pk)
        for number, thread in enumerate(threads, 1):
            thread.start()
            until_waiting(number)
    for thread in threads:
        thread.join(60)
    return faults


def until_waiting(number: int) -> None:
    """Until so many connections to this database wait for a lock."""
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")  # or a transaction sees what it saw first
            cursor.execute(WAITING)
            if cursor.fetchone()[0] >= number:
                return
        time.sleep(0.05)
    raise AssertionError(f"Not so many wait: {number}")
