"""Actions: the only code that saves. One action is one transaction with its history context: who, what, why."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from inspect import signature
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from bcsp.people.roles import refusal
from bcsp.records.errors import NotAllowed, Refused, Stale
from bcsp.records.viewer import Viewer


def action(function: Callable) -> Callable:
    """Make a keyword-only function with a parameter `by: Viewer` an action: atomic, with its history context.

    Jobs and mail deferred inside run only if it commits. A nested action keeps the outer action's name.
    """
    if "by" not in signature(function).parameters:
        raise TypeError(f"{function.__name__} must say who acts: give it a keyword parameter 'by'.")
    name = f"{function.__module__}.{function.__name__}"

    @wraps(function)
    def act(*, by: Viewer, **given: Any) -> Any:
        with transaction.atomic(), history_context(name, by, given.get("why", "")):
            return function(by=by, **given)

    act.is_action = True
    return act


AT_ONCE = "Somebody did the same at the same moment. Look at what stands there now, then try again if it is needed."
_inside: ContextVar[bool] = ContextVar("inside", default=False)


@contextmanager
def history_context(name: str, by: Viewer | None, why: str = "") -> Iterator[None]:
    """Context for history events: the action, the person behind it (None: the house itself), and why.

    The outermost one stands: what an action does through another is still that action's doing.
    """
    if _inside.get():
        yield
        return
    token = _inside.set(True)
    try:
        with pghistory.context(action=name, person=by.person_id if by else None, why=why):
            yield
    finally:
        _inside.reset(token)


def demand(rule: str, by: Viewer, thing: Any = None) -> None:
    """Raise NotAllowed, saying who may, unless the rule lets `by` do it."""
    if by.may(rule, thing):
        return
    raise NotAllowed(refusal(rule, by))


def take(row: models.Model, version: int) -> models.Model:
    """Lock `row`, make sure it is still at `version` (what the writer saw), and count it up. Raises Stale."""
    current = type(row)._base_manager.select_for_update().get(pk=row.pk)
    if current.version != version:
        raise Stale(current)
    current.version += 1
    return current


def save(row: models.Model) -> models.Model:
    """Check every field and constraint, and save. Raises ValidationError with all faults at once, or Refused where
    only the database knew (two at once, a trigger): its refusal is a sentence too.

    The database checks the constraints as it saves: asking it about each of them before would be a query each. Only
    where something is wrong are all of them asked, to say everything that is.
    """
    try:
        row.full_clean(validate_unique=False, validate_constraints=False)
        with transaction.atomic():
            row.save()
    except ValidationError:
        row.full_clean()
        raise
    except IntegrityError as fault:
        row.full_clean()
        raise Refused(_sentence(row, fault)) from fault
    return row


def _sentence(row: models.Model, fault: IntegrityError) -> str:
    """What the constraint says to people; a trigger of ours has said it in its own words."""
    told = getattr(fault.__cause__, "diag", None)
    name = told and told.constraint_name
    found = next((each for each in row._meta.constraints if each.name == name), None)
    if found:
        return str(found.get_violation_error_message())
    return AT_ONCE if name or told is None else str(told.message_primary)
