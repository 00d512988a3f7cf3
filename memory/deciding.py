"""An application decided by a body, through governance: what its decision says besides its words."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from bcsp.records.viewer import Viewer
from bcsp.strands import DecisionPart
from governance.models import Decision
from memory.actions.scores import keep_verdict
from memory.choices import Reason
from memory.forms import verdicts
from memory.models import Application, Verdict


def part(application: Application) -> DecisionPart:
    """What `Strand.decision_fields` answers for an application."""
    return DecisionPart(verdicts.VerdictFields, partial(_keep, application), _starting, _shown)


def _keep(application: Application, decision: Decision, answers: Mapping[str, Any]) -> Verdict:
    return keep_verdict(application, decision, verdicts.columns(answers))


def _starting(decision: Decision) -> dict[str, Any]:
    return verdicts.starting(Verdict.objects.filter(decision=decision).first())


def _shown(decision: Decision, viewer: Viewer) -> list[tuple[str, str]]:
    row = Verdict.objects.visible_to(viewer).filter(decision=decision).first()
    if row is None:
        return []
    rows = [
        ("How the application is decided", row.get_outcome_display()),
        ("Why", ", ".join(reason.label for reason in Reason if reason in row.reasons)),
        ("How much is awarded", f"£{row.awarded:,.2f}" if row.awarded else ""),
        ("On which conditions", row.conditions),
        ("What would have changed it", row.would_change),
        ("What the applicant is told", row.told),
    ]
    return [(label, text) for label, text in rows if text]
