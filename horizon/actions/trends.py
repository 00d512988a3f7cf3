"""Trends: logging, closing, and who may read them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from bcsp.people.models import Organisation
from bcsp.people.roles import Role
from bcsp.places.models import Ward
from bcsp.records.actions import action, demand, save, take
from bcsp.records.clock import now, today
from bcsp.records.errors import Refused
from bcsp.records.links import connect
from bcsp.records.models import Audience, Link, next_reference
from bcsp.records.viewer import Viewer
from horizon.actions.referrals import link_referral
from horizon.choices import AssessmentState, Match, TrendState
from horizon.models import Referral, Trend, TrendWard
from horizon.queries import merged_into, same_as
from horizon.rules import CHANGE_TREND, LOG_TREND, TEAM

SAME, RELATED = Match.SAME, Match.RELATED


@action
def log_trend(
    *,
    by: Viewer,
    wards: Iterable[Ward] = (),
    audience: str = Audience.PARTNERS,
    bodies: Iterable[Organisation] = (),
    roles: Iterable[str] = (),
    matches: Mapping[int, str] | None = None,
    referral: Referral | None = None,
    feedback: str = "",
    **words: Any,
) -> Trend:
    """Log a trend from `words` (the columns that the analyst fills in) and give it the next reference.

    `matches`: keys of likely matches with what the analyst says of each. One that is the same closes the new trend as
    merged; the links stand. `referral` is linked with the trend that goes on, and its referrer told `feedback`. Raises
    Refused for two "same".
    """
    demand(LOG_TREND, by)
    _has_begun(words["since"])
    others = _others(by, matches or {})
    trend = Trend(
        created_by_id=by.person_id, reference=next_reference("ET"), **words, **readers(audience, bodies, roles)
    )
    same = next((other for other, match in others if match == SAME), None)
    if same:
        trend.state, trend.outcome = TrendState.MERGED, f"The same as {same.reference}"
        trend.closed_at, trend.closed_by_id = now(), by.person_id
        _narrow(trend, same)
    save(trend)
    _name_wards(trend, wards)
    for other, match in others:
        connect(trend, Link.Relation.SAME if match == SAME else Link.Relation.RELATED, other)
    if referral:
        link_referral(referral=referral, version=referral.version, trend=same or trend, feedback=feedback, by=by)
    return trend


def _narrow(trend: Trend, other: Trend) -> None:
    """A trend that is the same as another says so, hence is read by nobody who may not read the other."""
    if not other.is_named:
        return
    if trend.is_named:
        trend.reader_bodies = sorted(set(trend.reader_bodies) & set(other.reader_bodies))
        trend.reader_roles = sorted(set(trend.reader_roles) & set(other.reader_roles))
    else:
        trend.audience = other.audience
        trend.reader_bodies, trend.reader_roles = other.reader_bodies, other.reader_roles


@action
def change_trend(*, trend: Trend, version: int, wards: Iterable[Ward], by: Viewer, **words: Any) -> Trend:
    """Correct what an open trend says; cleared assessments and issued papers stay as they were. Stale, Refused."""
    demand(CHANGE_TREND, by, trend)
    trend = take(trend, version)
    if trend.state != TrendState.OPEN:
        raise Refused(f"{trend.reference} is closed, so its text stays as it was.")
    _has_begun(words["since"])
    for column, value in words.items():
        setattr(trend, column, value)
    _name_wards(trend, wards)
    return save(trend)


def _has_begun(since: date) -> None:
    if since > today():
        raise Refused("“Since when” lies ahead. A trend has begun: give the day from which it was seen.")


def _name_wards(trend: Trend, wards: Iterable[Ward]) -> None:
    """Make `wards` the trend's wards."""
    meant = {ward.pk for ward in wards}
    TrendWard.objects.filter(trend=trend).exclude(ward__in=meant).delete()
    there = set(TrendWard.objects.filter(trend=trend).values_list("ward_id", flat=True))
    for ward in sorted(meant - there):
        save(TrendWard(trend=trend, ward_id=ward))


def _others(by: Viewer, matches: Mapping[int, str]) -> list[tuple[Trend, str]]:
    """The trends that the new one is the same as, or related to."""
    meant = {key: match for key, match in matches.items() if match in (SAME, RELATED)}
    found = Trend.objects.visible_to(by).in_bulk(meant)
    others = [(found[key], match) for key, match in meant.items() if key in found]
    if sum(match == SAME for _, match in others) > 1:
        raise Refused("Only one trend can be the same as this one. Choose “Related” for the others.")
    for other, match in others:
        if match == SAME and other.state != TrendState.OPEN:
            raise Refused(f"{other.reference} is closed. Choose “Related”: this one is then followed as a new trend.")
    return others


def readers(audience: str, bodies: Iterable[Organisation] = (), roles: Iterable[str] = ()) -> dict[str, Any]:
    """Audience columns. Among named readers are always those who assess and clear; bodies and roles are sorted."""
    if audience != Audience.NAMED:
        return {"audience": audience, "reader_bodies": [], "reader_roles": []}
    return {
        "audience": audience,
        "reader_bodies": sorted(body.pk for body in bodies),
        "reader_roles": sorted({str(role) for role in TEAM} | {str(Role(role)) for role in roles}),
    }


@action
def change_readers(
    *,
    trend: Trend,
    version: int,
    audience: str,
    bodies: Iterable[Organisation] = (),
    roles: Iterable[str] = (),
    public_line: str = "",
    why: str,
    by: Viewer,
) -> Trend:
    """Widen or narrow who may read a trend with all its assessments; `why` stays in its history.

    Those that are the same as it are narrowed with it. Refused where it is the same as one for fewer readers.
    """
    demand(CHANGE_TREND, by, trend)
    trend = take(trend, version)
    if not why.strip():
        raise Refused("Say why the readers change: it is kept with the trend.")
    for column, value in readers(audience, bodies, roles).items():
        setattr(trend, column, value)
    for other in same_as(trend):
        asked = (trend.audience, trend.reader_bodies, trend.reader_roles)
        _narrow(trend, other)
        if asked != (trend.audience, trend.reader_bodies, trend.reader_roles):
            raise Refused("It is the same as a trend for fewer readers, and says so. Change that one's readers first.")
    trend.public_line = public_line
    save(trend)
    for merged in merged_into(trend):
        _narrow(merged, trend)
        save(merged)
    return trend


@action
def close_trend(*, trend: Trend, version: int, outcome: str, by: Viewer) -> Trend:
    """Close a trend, saying how it ended. Refused while a summary of it waits to be cleared."""
    demand(CHANGE_TREND, by, trend)
    trend = take(trend, version)
    if trend.state != TrendState.OPEN:
        raise Refused(f"{trend.reference} is closed already: {trend.outcome}.")
    if trend.assessments.filter(state=AssessmentState.READY).exists():
        raise Refused(
            "A summary of this trend waits to be cleared. Clear it or send it back first, then close the trend."
        )
    trend.state, trend.outcome = TrendState.CLOSED, outcome
    trend.closed_at, trend.closed_by_id = now(), by.person_id
    return save(trend)
