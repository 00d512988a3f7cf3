"""What a funding round is advised upon: each rule by its first day that is enough, and the last that is not."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory.choices import Stage
from memory.commissioning import Planned, advice, months_before, unanswered

START = date(2026, 9, 7)


def span(weeks: int, days: int = 0, first: date = START) -> tuple[date, date]:
    """So many whole weeks and days, the first and the last counted."""
    return first, first + timedelta(weeks=weeks, days=days - 1)


def rules(**given) -> set[str]:
    return {each.rule for each in advice(Planned(**given))}


@pytest.mark.parametrize(
    ("stage", "rule", "enough"),
    [(Stage.CONSULTATION, "consultation", 12), (Stage.CALL, "call", 6), (Stage.MOBILISE, "mobilisation", 4)],
)
def test_a_stage_takes_so_many_weeks_to_the_day(stage, rule, enough):
    assert rule not in rules(stages={stage: span(enough)})
    assert rule in rules(stages={stage: span(enough, -1)})


def test_a_call_lies_in_a_term_for_half_of_its_days_at_least():
    call = span(8)
    assert "call_in_term" not in rules(stages={Stage.CALL: call}, holidays=(span(4),))
    assert "call_in_term" in rules(
        stages={Stage.CALL: call}, holidays=(span(4), span(0, 1, START + timedelta(weeks=5)))
    )
    before = (START - timedelta(weeks=8), START - timedelta(days=1))
    assert "call_in_term" not in rules(stages={Stage.CALL: call}, holidays=(before,))


def test_a_decision_comes_within_six_weeks_of_the_close():
    call = span(6)
    soon, late = ((call[1], call[1] + timedelta(weeks=6, days=more)) for more in (0, 1))
    assert "decision_soon" not in rules(stages={Stage.CALL: call, Stage.DECISION: soon})
    assert "decision_soon" in rules(stages={Stage.CALL: call, Stage.DECISION: late})


def test_a_decision_names_its_meeting():
    assert "meeting" in rules(stages={Stage.DECISION: span(1)})
    assert rules(stages={}) == set()


def test_an_end_is_told_three_months_before():
    assert "notice" in rules(stages={}, ends_on=date(2026, 5, 31))
    assert "notice" not in rules(stages={}, ends_on=date(2026, 5, 31), notice_on=date(2026, 2, 28))
    assert "notice" in rules(stages={}, ends_on=date(2026, 5, 31), notice_on=date(2026, 3, 1))


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 40))
def test_months_before_is_that_many_months_earlier_on_that_day_or_the_last_one(day, months):
    found = months_before(day, months)
    assert 12 * day.year + day.month - (12 * found.year + found.month) == months
    assert found.day == day.day or (found.day < day.day and (found + timedelta(days=1)).day == 1)


def test_advice_with_a_recorded_reason_is_answered():
    found = advice(Planned(stages={Stage.CONSULTATION: span(3), Stage.CALL: span(2)}))
    assert [each.rule for each in unanswered(found, ["consultation"])] == ["call"]
