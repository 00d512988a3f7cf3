"""Actions: one transaction with its context; references without gaps; two writers."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, connections, transaction

from bcsp.people.actions import invite
from bcsp.people.models import Organisation, Person, User
from bcsp.people.roles import Role
from bcsp.records.actions import action, save
from bcsp.records.clock import today
from bcsp.records.errors import NotAllowed, Refused
from bcsp.records.models import Counter, next_reference
from tests import make


def someone(**changes):
    given = {
        "name": "Ada Newcomer",
        "email": "ada@test.example.org",
        "organisation": make.body("pdg"),
        "role": Role.MEMBER,
        "post": None,
        "first_day": today(),
    }
    return {**given, **changes}


@pytest.mark.django_db
def test_an_action_says_who_did_what_in_the_history():
    admin = make.viewer("admin")
    invite(**someone(), by=admin)
    events = Person.pgh_event_model.objects.filter(name="Ada Newcomer")
    assert [e.pgh_label for e in events] == ["insert"]
    assert events[0].pgh_context.metadata == {
        "action": "bcsp.people.actions.invite",
        "person": admin.person_id,
        "why": "",
    }


@pytest.mark.django_db
def test_an_action_is_for_those_who_may():
    with pytest.raises(NotAllowed, match="administrator"):
        invite(**someone(), by=make.viewer("analyst"))
    assert not User.objects.filter(email="ada@test.example.org").exists()


@pytest.mark.django_db
def test_what_fails_half_way_leaves_nothing():
    admin = make.viewer("admin")
    invite(**someone(), by=admin)
    with pytest.raises(Refused, match="sign-in already"):
        invite(**someone(name="Second Ada", email="ADA@test.example.org"), by=admin)
    assert not Person.objects.filter(name="Second Ada").exists()


def test_an_action_must_say_who_acts():
    with pytest.raises(TypeError, match="who acts"):
        action(lambda *, thing: thing)


@pytest.mark.django_db
def test_history_can_not_be_rewritten():
    make.user("analyst")
    event = Person.pgh_event_model.objects.first()
    for attempt in (event.delete, lambda: Person.pgh_event_model.objects.update(name="Someone else")):
        with pytest.raises(Exception, match="Cannot"), transaction.atomic():
            attempt()


@pytest.mark.django_db
def test_references_count_within_their_year():
    year = today().year
    assert [next_reference("ET") for _ in range(3)] == [f"ET-{year}-0001", f"ET-{year}-0002", f"ET-{year}-0003"]
    assert next_reference("REF") == f"REF-{year}-0001"


@pytest.mark.django_db(transaction=True)
def test_references_have_no_gaps_when_many_ask_and_some_fail():
    given: list[str] = []

    def ask(number: int) -> None:
        try:
            with transaction.atomic():
                reference = next_reference("ET")
                if number % 4 == 0:
                    raise Refused("changed my mind")
                given.append(reference)
        except Refused:
            pass
        finally:
            connections.close_all()

    threads = [threading.Thread(target=ask, args=[n]) for n in range(20)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert sorted(given) == [f"ET-{today().year}-{n:04d}" for n in range(1, 16)]
    assert Counter.objects.get(pk=f"ET-{today().year}").last == 15


@pytest.mark.django_db
def test_who_did_it_and_why_can_not_be_rewritten():
    invite(**someone(), by=make.viewer("admin"))
    for statement in ("UPDATE pghistory_context SET metadata = '{}'", "DELETE FROM pghistory_context"):
        refused = pytest.raises(IntegrityError, match="stays as it was written")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.django_db
def test_a_sound_row_is_saved_without_a_question_for_each_constraint(django_assert_num_queries):
    with django_assert_num_queries(3):  # a savepoint, the row, and the savepoint's end
        save(Organisation(slug="new", name="New", kind="board"))


@pytest.mark.django_db
def test_an_unsound_row_hears_every_fault_at_once_and_nothing_is_saved():
    faulty = Organisation(slug="bvsc", name="New", kind="tier", identifier="A", tier="board")
    Organisation.objects.filter(slug="pdg").update(identifier="A")
    with pytest.raises(ValidationError) as said:
        save(faulty)
    assert len(said.value.messages) == 3  # the address, the identifier and the one Board
    with pytest.raises(ValidationError, match="blank") as said:
        save(Organisation(slug="bvsc", kind="tier", identifier="A"))
    assert len(said.value.messages) == 4  # and what the database was not asked, for the name is missing
