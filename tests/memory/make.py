"""What the tests of corporate memory make, through the real actions."""

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from bcsp.people.models import Post
from memory import actions
from memory.models import Application, Intervention, Lesson, Plan, Priority, ProviderReview, ProviderUse, Round
from tests.make import body, viewer

_numbers = count(1)


def plan(title: str = "") -> Plan:
    number = next(_numbers)
    days = {"first_day": date(2024, 4, 1), "last_day": date(2027, 3, 31)}
    return actions.record_plan(title=title or f"Plan number {number}", **days, by=viewer("coordinator"))


def priority(title: str = "", **words: Any) -> Priority:
    given = {"why": "People asked for it.", "evidence": "A survey.", **words}
    given.setdefault("plan", None)
    given["plan"] = given["plan"] or plan()
    return actions.record_priority(
        title=title or f"Priority number {next(_numbers)}", **given, by=viewer("coordinator")
    )


def intervention(title: str = "", by: str = "analyst", **words: Any) -> Intervention:
    given = {
        "title": title or f"Lights on path number {next(_numbers)}",
        "place": "A path by the water",
        "who": "The council",
        "cost": Decimal(1200),
        "begins": date(2025, 1, 6),
        "screened": True,
        **words,
    }
    return actions.log_intervention(by=viewer(by), **given)


def ended(title: str = "", result: str = "worked", **words: Any) -> Intervention:
    """One that is over, with what came of it."""
    said = {"found": "Fewer reports than beside it.", "lesson": "Begin in spring.", "ends": date(2025, 6, 30)}
    return intervention(title, result=result, **{**said, **words})


def named(title: str = "Canary visits", **words: Any) -> Intervention:
    """An intervention for the team alone."""
    return ended(title, audience="named", **words)


def use(provider: str = "bvsc", tried: Intervention | None = None, **words: Any) -> ProviderUse:
    """A use of an organisation, by its slug."""
    given = {"year": 2025, "what": "Visits", "amount": Decimal(700), **words}
    return actions.record_use(intervention=tried or ended(), provider=body(provider), by=viewer("coordinator"), **given)


def review(of: ProviderUse | None = None, by: str = "analyst", **words: Any) -> ProviderReview:
    """A review of a use, which the provider was not shown yet."""
    given = {"again": "not_for_this", "agreed": "Ten visits.", "delivered": "Canary: four visits.", **words}
    return actions.record_review(use=of or use(), by=viewer(by), **given)


def lesson(claim: str = "", **words: Any) -> Lesson:
    given = {
        "claim": claim or f"Claim number {next(_numbers)}",
        "use_when": "There is time.",
        "avoid_when": "There is none.",
        "evidence": "One street against another.",
        "owner": Post.objects.get(organisation__slug="bcsp", label="Coordinator"),
        "review_on": date(2030, 1, 1),
        "screened": True,
        **words,
    }
    given.setdefault("intervention", None)
    return actions.record_lesson(by=viewer("coordinator"), **given)


def application(who: str = "Canary Trust", decided: dict[str, Any] | None = None, **words: Any) -> Application:
    """A bid as it came; with `decided` (by `outcome`, at least) how it was decided, under delegated authority."""
    given = {"title": "Benches by the gate", "asked": Decimal(900), "received_on": date(2026, 3, 2), **words}
    said = {
        "decided_on": date(2026, 4, 1),
        "decided_how": "delegated",
        "decided_by": "The coordinator",
        "reasons": ["weak_need"],
    }
    return actions.log_application(
        who=who, decided={**said, **decided} if decided else None, by=viewer("coordinator"), **given
    )


def round(**words: Any) -> Round:
    given = {"title": f"Round number {next(_numbers)}", "need": "Calls rose.", "amount": Decimal(9000), **words}
    given.setdefault("stages", {})
    return actions.plan_round(by=viewer("clerk"), **given)
