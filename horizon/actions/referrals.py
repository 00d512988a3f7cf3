"""Referrals: making one, and answering it. The referrer is always told, in plain words, what came of it."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from bcsp.notices.actions import mark_read, notify
from bcsp.notices.models import Notice
from bcsp.people.models import Organisation
from bcsp.records.actions import action, demand, save, take
from bcsp.records.clock import now
from bcsp.records.errors import Refused
from bcsp.records.links import connect
from bcsp.records.models import Link, next_reference
from bcsp.records.redaction import take_out
from bcsp.records.viewer import Viewer
from horizon.choices import DiscardReason, HandOverRoute, ReferralKind, ReferralState, TrendState, Urgency
from horizon.models import Assessment, ChangeDetail, Referral, TensionDetail, Trend
from horizon.queries import holders, referrals_about
from horizon.rules import REFER, TEAM, TRIAGE

FOLLOWED = "We are following this. We tell you what comes of it."
WORDS = ["title", "what", "happened", "place", "done"]
TENSION_WORDS = ["communities", "interpretation", "characteristics"]


@action
def refer(
    *,
    by: Viewer,
    kind: str,
    organisation: Organisation | None = None,
    tension: Mapping[str, Any] | None = None,
    change: Mapping[str, Any] | None = None,
    **words: Any,
) -> Referral:
    """Send something to the analysts. `tension` and `change` are the further columns of those two kinds.

    Raises Refused where what the kind needs is missing, or the organisation is none of the referrer's. Where they
    have one alone, it need not be given.
    """
    demand(REFER, by)
    organisation = _speaking_for(by, organisation)
    if (tension is not None) != (kind == ReferralKind.TENSION) or (change is not None) != (kind == ReferralKind.CHANGE):
        raise Refused("This kind of referral asks for other details. Start again and choose the kind first.")
    referral = Referral(
        kind=kind,
        organisation=organisation,
        created_by_id=by.person_id,
        reference=next_reference("RF"),
        **words,
        **Referral.default_readers(),
    )
    save(referral)
    if tension is not None:
        save(TensionDetail(referral=referral, **tension))
    if change is not None:
        save(ChangeDetail(referral=referral, **change))
    urgent = referral.urgency == Urgency.NOW
    waits = "A referral needs attention today" if urgent else "A referral waits for an answer"
    _tell(holders(*TEAM) - {by.person_id}, waits, referral)
    return referral


def _speaking_for(by: Viewer, organisation: Organisation | None) -> Organisation:
    """The organisation for which `by` refers: where it isn't given, the only one there is."""
    if organisation is None and len(by.bodies) == 1:
        organisation = Organisation.objects.get(pk__in=by.bodies)
    if organisation is None or organisation.pk not in by.bodies:
        raise Refused("Choose the organisation for which you tell us: one in which you have a place.")
    return organisation


@action
def link_referral(*, referral: Referral, version: int, trend: Trend, feedback: str = "", by: Viewer) -> Referral:
    """Answer a referral by linking it with a trend. The referrer is told that it is followed, not with what."""
    referral = _waiting(referral, version, by)
    if not Trend.objects.visible_to(by).filter(pk=trend.pk).exists() or trend.state != TrendState.OPEN:
        raise Refused("Choose an open trend from the register, or log a trend from this referral.")
    referral.state, referral.feedback = ReferralState.LINKED, feedback or FOLLOWED
    connect(_answer(referral, by), Link.Relation.ABOUT, trend)
    return referral


@action
def discard_referral(*, referral: Referral, version: int, reason: str, feedback: str, by: Viewer) -> Referral:
    """Take a referral no further, or note a change in an organisation; with feedback for the referrer."""
    referral = _waiting(referral, version, by)
    if reason == DiscardReason.NOTED and referral.kind != ReferralKind.CHANGE:
        raise Refused("Only a change in an organisation is noted. Choose why this is taken no further.")
    referral.state, referral.reason, referral.feedback = ReferralState.DISCARDED, reason, feedback
    return _answer(referral, by)


@action
def hand_over_referral(*, referral: Referral, version: int, route: str, feedback: str, by: Viewer) -> Referral:
    """Record that another service confirmed that it has the matter. What was referred is then deleted here.

    practice.md, rule 7: date, route and reason stay; the text goes from the row, its history and drafts.
    """
    referral = _waiting(referral, version, by)
    referral.state, referral.route, referral.feedback = ReferralState.HANDED_OVER, route, feedback
    _answer(referral, by)
    why = f"Handed over: {HandOverRoute(route).label}"
    take_out(record=referral, columns=WORDS, by=by, why=why)
    if referral.kind == ReferralKind.TENSION:
        take_out(record=referral.tension, columns=TENSION_WORDS, by=by, why=why)
    if referral.kind == ReferralKind.CHANGE and referral.change.subject_name:
        take_out(record=referral.change, columns=["subject_name"], by=by, why=why)
    referral.refresh_from_db()
    return referral


def _waiting(referral: Referral, version: int, by: Viewer) -> Referral:
    """The referral, locked, if `by` may answer it and nobody has."""
    demand(TRIAGE, by, referral)
    referral = take(referral, version)
    if referral.state != ReferralState.RECEIVED:
        raise Refused(f"{referral.reference} is answered already: {referral.state_in_words.lower()}.")
    return referral


def _answer(referral: Referral, by: Viewer) -> Referral:
    """Stamp, save, and tell the referrer. What still told others that it waits is read now."""
    mark_read(notices=Notice.objects.filter(url=referral.get_absolute_url()))
    referral.closed_at, referral.closed_by_id = now(), by.person_id
    save(referral)
    _tell({referral.created_by_id} - {by.person_id}, "A referral that you made is answered", referral)
    return referral


def _tell(people: set[int], text: str, referral: Referral) -> None:
    notify(people, f"{text}: {referral.reference}", referral.get_absolute_url())


def called(text: str, trend: Trend) -> str:
    """A notice with the trend's reference. Of one for named readers it says none: a notice goes out by mail."""
    return text if trend.is_named else f"{text}: {trend.reference}"


@action
def tell_of_decision(*, assessment: Assessment, decision: Model, by: Viewer) -> None:
    """Tell the makers of an assessment, and the referrers behind its trend, that something was decided on it.

    The referrers are led to their own referrals: the decision may be for other readers.
    """
    makers = {assessment.created_by_id, assessment.ready_by_id} - {None, by.person_id}
    said = called("PDG has decided on a trend that you assessed", assessment.trend)
    notify(makers, said, decision.get_absolute_url())
    for referral in referrals_about(assessment.trend):
        _tell({referral.created_by_id} - {by.person_id}, "PDG has decided on something that you referred", referral)
