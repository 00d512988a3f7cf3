"""What the database itself holds of corporate memory, past every form and action."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from bcsp.people.models import Person
from bcsp.records.clock import now
from memory.models import (
    QUESTIONS,
    Applicant,
    Application,
    Intervention,
    Lesson,
    Measure,
    Priority,
    ProviderUse,
    Succession,
    YearEnd,
)
from tests.make import body, viewer
from tests.memory import make

pytestmark = pytest.mark.django_db
TEAM = {"audience": "named", "reader_roles": ["coordinator"]}


def refused(name: str, write: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        at_once(write)


def at_once(write: Callable[[], object]) -> None:
    """Write, and hold what is otherwise held at the end of the transaction."""
    write()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def person() -> Person:
    return Person.objects.get(pk=viewer("coordinator").person_id)


def application(**words: Any) -> Application:
    applicant = Applicant.objects.create(name="Canary Trust", created_by=person(), **TEAM)
    given = {"title": "Benches", "asked": Decimal(900), "received_on": date(2026, 3, 2), "reference": "AP-1", **TEAM}
    return Application.objects.create(applicant=applicant, created_by=person(), **{**given, **words})


DECIDED = {"decided_on": date(2026, 4, 1), "decided_how": "delegated", "decided_by": "Coordinator", "reasons": ["late"]}
WRONG = {
    "memory_application_says_why": [
        {"outcome": "not_funded"},
        {**DECIDED, "outcome": "not_funded", "reasons": []},
        {**DECIDED, "outcome": "not_funded", "reasons": ["because"]},
        {**DECIDED, "outcome": "not_funded", "decided_by": ""},
        {**DECIDED, "outcome": ""},
    ],
    "memory_application_awarded": [{**DECIDED, "outcome": "accepted"}, {"awarded": Decimal(5)}],
    "memory_application_in_part": [{**DECIDED, "outcome": "in_part", "awarded": Decimal(900)}],
    "memory_application_conditions": [{**DECIDED, "outcome": "conditions", "awarded": Decimal(900)}],
    "memory_application_days": [
        {"asked": Decimal(0)},
        {**DECIDED, "outcome": "reserve", "decided_on": date(2026, 3, 1)},
    ],
    "memory_application_named": [{"audience": "partners", "reader_roles": []}],
}


@pytest.mark.parametrize(("name", "words"), [(name, words) for name, all_ in WRONG.items() for words in all_])
def test_no_application_is_decided_without_a_reason_by_any_way(name, words):
    refused(name, lambda: application(**words))
    there = application()
    refused(name, lambda: Application.objects.filter(pk=there.pk).update(**words))


def test_an_accepted_application_begins_an_intervention_in_the_same_transaction():
    there = application()
    accepted = {**DECIDED, "outcome": "accepted", "awarded": Decimal(900)}
    refused("begins an intervention", lambda: Application.objects.filter(pk=there.pk).update(**accepted))
    Application.objects.filter(pk=there.pk).update(**accepted, intervention=make.intervention())
    out = application(direction="out", reference="AP-2")
    Application.objects.filter(pk=out.pk).update(**accepted)  # ours to another: nothing of ours begins
    at_once(lambda: None)


def test_what_was_decided_stays_but_for_the_reserve_list():
    reserve = application(outcome="reserve", **DECIDED)
    Application.objects.filter(pk=reserve.pk).update(outcome="not_funded")
    refused("was decided", lambda: Application.objects.filter(pk=reserve.pk).update(outcome="reserve"))
    with pytest.raises(ProgrammingError, match="Cannot delete"):
        reserve.delete()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("memory_intervention_days", {"ends": date(2024, 1, 1)}),
        ("memory_intervention_cost", {"cost": Decimal(-1)}),
        ("memory_intervention_result", {"result": "worked"}),
        ("memory_intervention_result", {"result": "splendid", "found": "x", "lesson": "y", "ends": date(2026, 1, 1)}),
        ("memory_intervention_result", {"found": "It worked."}),
        ("memory_intervention_screened", {"screened": False}),
    ],
)
def test_an_intervention_is_whole(name, words):
    there = make.intervention()
    refused(name, lambda: Intervention.objects.filter(pk=there.pk).update(**words))


def test_that_harm_was_found_is_never_public():
    there = make.ended(result="backfired")
    refused("harm_internal", lambda: Intervention.objects.filter(pk=there.pk).update(audience="public"))


def test_a_priority_says_why_and_what_became_of_it():
    one, other = make.priority(), make.priority()
    refused("says_why", lambda: Priority.objects.filter(pk=one.pk).update(evidence=""))
    step = {"before": one, "day": date(2026, 1, 1), "why": "It was done."}
    for wrong in ({"how": "dropped", "after": other}, {"how": "merged"}, {"how": "lost", "after": other}):
        refused("memory_succession_whole", lambda wrong=wrong: Succession.objects.create(**step, **wrong))
    for wrong in ({"after": one}, {"after": other, "why": ""}):
        refused("says_why", lambda wrong=wrong: Succession.objects.create(**{**step, "how": "merged", **wrong}))
    Succession.objects.create(**step, how="dropped")
    refused("memory_succession_once", lambda: Succession.objects.create(**step, how="dropped"))


def test_a_measure_is_of_one_thing_and_whole():
    words = {"position": 1, "what": "Calls", "baseline": "9", "target": "3"}
    tried, chosen = make.intervention(), make.priority()
    refused("measure_of_one", lambda: Measure.objects.create(**words))
    refused("measure_of_one", lambda: Measure.objects.create(**words, intervention=tried, priority=chosen))
    refused("measure_whole", lambda: Measure.objects.create(**{**words, "target": ""}, intervention=tried))
    Measure.objects.create(**words, intervention=tried)
    refused("measure_place_once", lambda: Measure.objects.create(**words, intervention=tried))


def test_a_lesson_is_whole_and_says_why_it_no_longer_holds():
    there = Lesson.objects.filter(pk=make.lesson().pk)
    refused("memory_lesson_whole", lambda: there.update(avoid_when=""))
    refused("retired", lambda: there.update(retired_why="It was wrong."))
    refused("retired", lambda: there.update(retired_at=now()))


def test_a_year_is_answered_for_once_and_whole():
    said = {**dict.fromkeys(QUESTIONS, "Nothing."), "intervention": make.intervention(), "created_by": person()}
    said |= {"screened": True, "year": 2025}
    refused("yearend_whole", lambda: YearEnd.objects.create(**{**said, "differed": ""}))
    refused("yearend_whole", lambda: YearEnd.objects.create(**{**said, "year": 1999}))
    refused("yearend_screened", lambda: YearEnd.objects.create(**{**said, "screened": False}))
    YearEnd.objects.create(**said)
    refused("yearend_once", lambda: YearEnd.objects.create(**said))


def test_a_use_of_a_provider_is_whole_and_once():
    use = {"intervention": make.intervention(), "provider": body("pdg"), "what": "Visits", "amount": Decimal(5)}
    refused("provideruse_whole", lambda: ProviderUse.objects.create(**{**use, "year": 1999}))
    ProviderUse.objects.create(**use, year=2025)
    refused("provideruse_once", lambda: ProviderUse.objects.create(**use, year=2025))
