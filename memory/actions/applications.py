"""Applications: logged, scored, decided with their reasons. An accepted one begins an intervention with it."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from bcsp.people.models import Person
from bcsp.people.roles import Role
from bcsp.records.actions import action, demand, save, take
from bcsp.records.clock import today
from bcsp.records.errors import Refused
from bcsp.records.links import connect
from bcsp.records.models import Audience, Link, next_reference
from bcsp.records.viewer import Viewer
from governance.actions.keeping import keep_from_matter
from governance.models import Decision
from memory.actions.applicants import applicant_named
from memory.actions.interventions import log_intervention
from memory.choices import ACCEPTING, Direction, Outcome
from memory.models import Application, Interest, Intervention
from memory.rules import DECIDE, DECLARE, LOG_APPLICATION, TEAM

NAMED = {"audience": Audience.NAMED, "reader_roles": sorted(str(Role(role)) for role in TEAM)}
NO_PLACE = "The application does not say"


@action
def log_application(*, who: str, by: Viewer, decided: dict[str, Any] | None = None, **words: Any) -> Application:
    """A bid as it came, from an organisation by its name; with `decided` (see `decide_application`) its outcome too.

    A name that is known, now or earlier, is that applicant. `words` are columns of Application. The team reads it.
    """
    demand(LOG_APPLICATION, by)
    reference = next_reference("AP")
    given = {"applicant": applicant_named(who, by), "created_by_id": by.person_id, "reference": reference, **NAMED}
    row = save(Application(**given, **words))
    return decide_application(application=row, version=row.version, by=by, **decided) if decided else row


@action
def change_application(*, application: Application, version: int, by: Viewer, **words: Any) -> Application:
    """Correct what an application says; how it was decided stays. Raises Stale."""
    demand(LOG_APPLICATION, by, application)
    row = take(application, version)
    for column, value in words.items():
        setattr(row, column, value)
    return save(row)


@action
def decide_application(
    *,
    application: Application,
    version: int,
    by: Viewer,
    outcome: str,
    decided_on: date,
    decided_how: str,
    decided_by: str,
    reasons: Iterable[str],
    awarded: Decimal | None = None,
    decision: Decision | None = None,
    **words: Any,
) -> Application:
    """How it was decided, by whom and why; all or nothing with the intervention that an accepted one begins.

    `words`: reasons_note, conditions, would_change, told, internal. Raises Stale, Refused: what is put to a body is
    decided by that body's decision.
    """
    demand(DECIDE, by, application)
    row = take(application, version)
    if row.put_to_id and row.outcome == "" and outcome != Outcome.WITHDRAWN:
        raise Refused(
            f"{row.reference} is put to {row.put_to.brief}. Record its decision under the paper on its agenda, or, "
            "between meetings, as an urgent decision of its chair."
        )
    how = {"decided_on": decided_on, "decided_how": decided_how, "decided_by": decided_by, "decision": decision}
    return decide(row, by=by, outcome=outcome, reasons=reasons, awarded=awarded, **how, **words)


def decide(row: Application, *, by: Viewer, outcome: str, reasons: Iterable[str], **words: Any) -> Application:
    """What every way of deciding has in common. Call inside an action, with the row locked. Raises Refused."""
    if row.outcome not in ("", Outcome.RESERVE):
        raise Refused(f"{row.reference} was decided on {row.decided_on:%-d %B %Y}: {row.said}.")
    if words["decided_on"] > today():
        raise Refused("That day is to come. Record the decision on its day, or after it.")
    row.outcome, row.reasons = outcome, sorted(set(reasons))
    for column, value in words.items():
        setattr(row, column, value)
    if outcome in ACCEPTING and row.direction == Direction.IN:
        row.intervention = _begun(row, by)
    if outcome == Outcome.RESERVE:
        row.put_to, row.recommended = None, ""  # it comes before a body again where somebody puts it forward again
    save(row)
    if row.decision:
        connect(row.decision, Link.Relation.DECIDES, row)
    if row.intervention:
        connect(row.intervention, Link.Relation.ACTS_ON, row)
    return row


def _begun(row: Application, by: Viewer) -> Intervention:
    """What the money is for, as an intervention that everyone in the partnership may read."""
    if row.awarded is None:
        raise Refused("Say how much is awarded.")
    return log_intervention(
        title=row.title,
        priority=row.priority,
        place=NO_PLACE,
        who=row.applicant.name,
        cost=row.awarded,
        begins=row.decided_on,
        decision=row.decision,
        screened=True,
        by=by,
    )


@action
def declare_interest(*, application: Application, person: Person, what: str, by: Viewer) -> Interest:
    """Somebody's interest in an application: from then on it is in nothing that the person can reach."""
    demand(DECLARE, by, application)
    row = save(Interest(application=application, person=person, what=what, created_by_id=by.person_id))
    keep_from_matter(application, person.pk)
    return row
