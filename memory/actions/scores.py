"""Applications scored apart, put to a body, and decided by its decision."""

from collections.abc import Mapping
from typing import Any

from bcsp.people.models import Organisation
from bcsp.records.actions import action, demand, save, take
from bcsp.records.clock import now
from bcsp.records.errors import Refused
from bcsp.records.viewer import Viewer
from governance.actions.standing import ask_for_place
from governance.choices import Authority
from governance.models import Decision
from memory import scoring
from memory.actions.applications import decide
from memory.choices import APPLICATIONS, Outcome
from memory.models import Application, Score, Verdict
from memory.rules import DECIDE, SCORE

WHY_STANDING = "Applications for funding are put to this body"


@action
def score_application(*, application: Application, version: int, by: Viewer, **words: Any) -> Score:
    """How the viewer judges it: `words` are the five grounds (terms) and why. Said again, it takes the place of what
    was said, until others could read it. Raises Stale, Refused."""
    demand(SCORE, by, application)
    row = take(application, version)
    mine = Score.objects.filter(application=row, scorer=by.person_id).first()
    if row.scored_at and mine:
        raise Refused("Your score is with the others’ now, and stays. Say what you think of it where you meet.")
    if row.outcome not in ("", Outcome.RESERVE):
        raise Refused(f"{row.reference} was decided on {row.decided_on:%-d %B %Y}: {row.said}.")
    mine = mine or Score(application=row, scorer_id=by.person_id, created_by_id=by.person_id)
    for column, value in words.items():
        setattr(mine, column, value)
    save(mine)
    if row.scored_at is None and not scoring.missing(row):
        row.scored_at = now()
    save(row)
    return mine


@action
def put_forward(
    *, application: Application, version: int, body: Organisation, recommended: str, by: Viewer
) -> Application:
    """Put it to a body: its paper stands on the next agenda that can still change, and on every one until it is
    decided. Raises Stale; Refused while scores are missing."""
    demand(DECIDE, by, application)
    row = take(application, version)
    if row.outcome not in ("", Outcome.RESERVE):
        raise Refused(f"{row.reference} was decided on {row.decided_on:%-d %B %Y}: {row.said}.")
    if says := scoring.says_missing(row):
        raise Refused(f"{says} Then it can be put forward.")
    row.put_to, row.recommended = body, recommended
    save(row)
    ask_for_place(body=body, kind=APPLICATIONS, source=WHY_STANDING, by=by)
    return row


def keep_verdict(application: Application, decision: Decision, answers: Mapping[str, Any]) -> Verdict:
    """What a draft decision says of the application. Call inside the action that writes the draft."""
    row = Verdict.objects.filter(decision=decision).first() or Verdict(decision=decision, application=application)
    for column, value in answers.items():
        setattr(row, column, value)
    return save(row)


def apply_verdict(application: Application, decision: Decision, by: Viewer) -> Application:
    """The decision was agreed: the application is decided by it, in the same transaction. Raises Refused."""
    verdict = Verdict.objects.filter(decision=decision, application=application).first()
    if verdict is None:
        raise Refused("Change the draft first: it doesn’t say yet how the application is decided.")
    row = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    words = {name: getattr(verdict, name) for name in ("awarded", "conditions", "would_change", "told")}
    return decide(
        row,
        by=by,
        outcome=verdict.outcome,
        reasons=verdict.reasons,
        decided_on=decision.decided_on,
        decided_how=decision.authority,
        decided_by=_by_whom(decision),
        decision=decision,
        **words,
    )


def _by_whom(decision: Decision) -> str:
    """The body; its chair between meetings; whoever has delegated authority."""
    if decision.authority == Authority.MEETING:
        return decision.body.brief
    if decision.authority == Authority.URGENT:
        return f"The chair of {decision.body.brief}"
    return decision.authority_detail[:150]
