"""The sample partnership's funding rounds, invented: one published, which waits for the Board, and a draft."""

from datetime import date, timedelta
from decimal import Decimal

from bcsp.people.sample import acting
from bcsp.records.clock import pretend, today
from governance.models import Meeting
from memory import actions
from memory.choices import Stage
from memory.commissioning import Days
from memory.models import Priority

PUBLISHED_AGO = 20  # days
SPRING = (  # stage, and its first and last day, in days from the Board's meeting
    (Stage.NEED, -196, -176),
    (Stage.CONSULTATION, -168, -113),
    (Stage.MARKET, -110, -95),
    (Stage.CALL, -63, -21),
    (Stage.ASSESSMENT, -20, -8),
    (Stage.DECISION, -3, 3),
    (Stage.MOBILISE, 7, 41),
    (Stage.REVIEW, 371, 399),
)
WHY_SHORT = (
    "The council asked the same people the same questions this year; we used what they said, and asked for eight weeks."
)


def write_rounds() -> None:
    """Both, once the Board's coming meeting is arranged: a round waits for the meeting that decides."""
    board = Meeting.objects.to_come().filter(body__slug="board").first()
    if board:
        _spring(board)
    _ideas()


def _spring(board: Meeting) -> None:
    """Published with its timeline; its consultation was shorter than advised, and says why."""
    by, now = acting("coordinator"), today()
    ends = board.day + timedelta(days=400)
    with pretend(now - timedelta(days=PUBLISHED_AGO)):
        row = actions.plan_round(
            title="Doorstep crime: visits by people whom they know",
            need="Packs that volunteers handed over worked in four streets. The callers come back each spring, and "
            "more streets have asked.",
            amount=Decimal(40000),
            priority=Priority.objects.get(title="Doorstep crime and fraud"),
            meeting=board,
            ends_on=ends,
            notice_on=ends - timedelta(days=100),
            stages={stage.value: _days(board.day, first, last) for stage, first, last in SPRING},
            by=by,
        )
        for stage, first, last in SPRING[:3]:
            began, ended = _days(board.day, first + 2, last + 4)
            if ended <= today():
                actions.record_stage(
                    round=row, version=row.version, stage=stage.value, actual_from=began, actual_to=ended, by=by
                )
                row.refresh_from_db()
        actions.answer_advice(round=row, version=row.version, rule="consultation", why=WHY_SHORT, by=by)
        row.refresh_from_db()
        actions.publish_round(round=row, version=row.version, by=by)


def _ideas() -> None:
    """A draft, with a call that is too short and no reason for it yet."""
    first = today() + timedelta(days=120)
    actions.plan_round(
        title="Small sums for new ideas",
        need="Good ideas of small groups fall between our rounds. Up to £1,000 each, with two pages to fill in.",
        amount=Decimal(8000),
        stages={
            Stage.NEED.value: _days(first, -60, -40),
            Stage.CALL.value: _days(first, 0, 27),
            Stage.DECISION.value: _days(first, 40, 60),
        },
        by=acting("clerk"),
    )


def _days(day: date, first: int, last: int) -> Days:
    return day + timedelta(days=first), day + timedelta(days=last)
