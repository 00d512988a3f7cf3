"""What the tests of horizon scanning make: trends, assessments and referrals, through the real actions."""

from datetime import date
from itertools import count
from typing import Any

from bcsp.people.models import Post
from bcsp.records.clock import today
from bcsp.scales.models import Term
from horizon import actions
from horizon.models import Assessment, Referral, Trend
from tests.make import body, viewer

_numbers = count(1)
WORDS = {
    "judgement": "The fires will go on through the winter",
    "confidence_reason": "One service counts them, and counts all",
    "mitigate": "Warn landlords of shared houses",
    "why": "Cheap chargers without an automatic stop",
    "help": "Bring licensing and the fire service together",
    "recommendation": "Agree a letter to all licensed landlords",
}
SIZE = {
    "impact": "impact.serious",
    "proximity": "proximity.now",
    "direction": "direction.rising",
    "yardstick": "yardstick.likely",
    "confidence": "confidence.moderate",
}


def trend(title: str = "", by: str = "analyst", **words: Any) -> Trend:
    given = {
        "title": title or f"Batteries catch fire number {next(_numbers)}",
        "what": "Batteries that are charged in hallways catch fire.",
        "kind": "trend",
        "theme": Term.objects.get(pk="theme.technological"),
        "new": "Three in one quarter, none before.",
        "place": "Shared houses across the city",
        "since": date(2026, 1, 15),
        "source_type": "fire",
        "screened": True,
        **words,
    }
    return actions.log_trend(by=viewer(by), **given)


def named(title: str = "Canary flats are taken over", **words: Any) -> Trend:
    """A trend for named readers: analysts, the coordinator and the members of PDG."""
    return trend(title, audience="named", bodies=[body("pdg")], **words)


def released(title: str = "", **words: Any) -> Trend:
    """A trend that its readers see: a summary of it was cleared."""
    return cleared(trend(title, **words)).trend


def filled(**words: Any) -> dict[str, Any]:
    """Every column that a summary needs."""
    terms = {name: Term.objects.get(pk=key) for name, key in SIZE.items()}
    return {**terms, **WORDS, "ask": "decide", "review_on": date(today().year + 1, 1, 5), **words}


def draft(about: Trend | None = None, **words: Any) -> Assessment:
    row = actions.start_assessment(trend=about or trend(), by=viewer("analyst"))
    return actions.save_assessment(assessment=row, version=row.version, by=viewer("analyst"), **filled(**words))


def ready(about: Trend | None = None, **words: Any) -> Assessment:
    row = draft(about, **words)
    return actions.mark_ready(assessment=row, version=row.version, by=viewer("analyst"))


def cleared(about: Trend | None = None, **words: Any) -> Assessment:
    row = ready(about, **words)
    return actions.clear_assessment(assessment=row, version=row.version, by=viewer("coordinator"))


def referral(by: str = "partner", **words: Any) -> Referral:
    given = {
        "kind": "trend",
        "title": "Batteries burn in hallways",
        "what": "Two hallway fires in a month.",
        "source_type": "fire",
        "provenance": "first_hand",
        "corroborated": "yes",
        "urgency": "soon",
        "screened": True,
        **words,
    }
    return actions.refer(by=viewer(by), **given)


def change(**words: Any) -> Referral:
    return referral(kind="change", change={"changing": "chair", "subject": body("bvsc")}, **words)


def tension(**words: Any) -> Referral:
    detail = {"parts": ["experienced"], "theme": "resources", "communities": "Residents near a hostel", **words}
    return referral(kind="tension", title="A rumour about a hostel", tension=detail)


def post(**changes: Any) -> dict[str, Any]:
    """What the browser sends from the page "Log a trend"."""
    return {
        "title": "Vapes are sold near schools",
        "what": "Sweets shops sell vapes at closing time.",
        "kind": "trend",
        "theme": "theme.social",
        "new": "Pupils faint.",
        "place": "Shops near schools",
        "since_day": "3",
        "since_month": "2",
        "since_year": "2026",
        "source_type": "school",
        "screened": "on",
        **changes,
    }


def referral_post(**changes: Any) -> dict[str, Any]:
    return {
        "title": "Vapes near schools",
        "what": "Sold after closing time.",
        "source_type": "school",
        "provenance": "first_hand",
        "corroborated": "no",
        "urgency": "routine",
        "screened": "on",
        **changes,
    }


def assessment_post(row: Assessment, **changes: Any) -> dict[str, Any]:
    """What the browser sends from the assessment's page, every box filled."""
    return {
        "version": row.version,
        **SIZE,
        **WORDS,
        "ask": "decide",
        "review_on_day": "5",
        "review_on_month": "1",
        "review_on_year": str(today().year + 1),
        **changes,
    }


def a_post() -> Post:
    return Post.objects.get(organisation__slug="pdg", label="Chair")


def body_pk(slug: str) -> int:
    return body(slug).pk


def term(key: str) -> Term:
    return Term.objects.get(pk=key)
