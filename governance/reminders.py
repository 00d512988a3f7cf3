"""When the owner of an action is reminded: 7 days and 1 day before it is due, the day after, then every week."""

from datetime import date, timedelta

from bcsp.records.clock import day_of
from governance.choices import ActionState
from governance.models import Action

BEFORE = (timedelta(days=1), timedelta(days=7))
AFTER, AGAIN = timedelta(days=1), timedelta(days=7)


def last_reminder(due: date, day: date) -> date | None:
    """The latest day of a reminder that has come by `day`; None more than a week before it is due."""
    if day > due:
        return due + AFTER + AGAIN * ((day - due - AFTER) // AGAIN)
    return next((due - before for before in BEFORE if day >= due - before), None)


def reminder_is_due(todo: Action, day: date) -> bool:
    """Whether an open action's owner is to be reminded: also where the day itself was missed, and once for each.

    What was given out only after that day is no news to its owner; who takes it over is reminded anew.
    """
    latest = last_reminder(todo.due, day)
    if todo.state != ActionState.OPEN or latest is None or latest <= day_of(todo.created_at):
        return False
    return todo.reminded_on is None or todo.reminded_on < latest
