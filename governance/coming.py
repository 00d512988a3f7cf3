"""Reads of coming decisions: what is to come, what was made of them, and with how many days' notice."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from bcsp.people.models import Organisation
from bcsp.records.clock import begins, now, today
from governance.choices import TOOK_PLACE, DecisionState, MeetingState
from governance.models import ComingDecision, Decision, Meeting

# "28 clear days" is what councils' executives must give (SI 2012/2089, reg. 9). A partnership need not: a benchmark.
BENCHMARK = 28
DROPPED_SHOWN = timedelta(days=90)
OPEN = Q(decision__isnull=True, dropped_at__isnull=True)


def coming(viewer) -> QuerySet[ComingDecision]:
    """Coming decisions that this viewer may know of; `decision_seen` and `meeting_seen` where they may read those."""
    seen = Decision.objects.visible_to(viewer).filter(pk=OuterRef("decision"))
    meets = Meeting.objects.visible_to(viewer).filter(pk=OuterRef("meeting"))
    found = ComingDecision.objects.visible_to(viewer).annotate(decision_seen=Exists(seen), meeting_seen=Exists(meets))
    return found.select_related("body", "meeting__body", "decision")


def to_come(rows: QuerySet[ComingDecision]) -> QuerySet[ComingDecision]:
    return rows.filter(OPEN)


def over(rows: QuerySet[ComingDecision]) -> QuerySet[ComingDecision]:
    """Made, or not coming any more, the latest first."""
    return rows.exclude(OPEN).order_by("-expected", "-pk")


def for_everyone(rows: QuerySet[ComingDecision]) -> QuerySet[ComingDecision]:
    """What stands on the public page: published for everyone; a dropped one with its reason for ninety days."""
    published = rows.filter(audience="public", published_at__isnull=False)
    return published.exclude(dropped_at__lt=now() - DROPPED_SHOWN)


def days_of_notice(row: ComingDecision) -> int | None:
    """Days between its first publishing and the decision; None where either is missing."""
    if row.decision is None or row.published_on is None:
        return None
    return (row.decision.decided_on - row.published_on).days


def meetings_for(viewer, bodies: list[Organisation]) -> QuerySet[Meeting]:
    """Meetings to come of these bodies, at which they may decide."""
    return Meeting.objects.visible_to(viewer).filter(body__in=bodies).to_come()


def decisions_for(row: ComingDecision, viewer) -> QuerySet[Decision]:
    """Agreed decisions of its body that may be what came of it, the latest first."""
    found = Decision.objects.visible_to(viewer).filter(body=row.body_id, state=DecisionState.AGREED, was_coming=None)
    if row.published_on:
        found = found.filter(decided_on__gte=row.published_on)
    return found.order_by("-decided_on", "-pk")


def candidates(decision: Decision, viewer) -> QuerySet[ComingDecision]:
    """Published coming decisions of the decision's body that it may have made."""
    found = ComingDecision.objects.visible_to(viewer).filter(OPEN, body=decision.body_id, published_at__isnull=False)
    end = begins(decision.decided_on + timedelta(days=1))
    return found.filter(published_at__lt=end)


def overdue(viewer) -> QuerySet[ComingDecision]:
    """Published ones whose meeting is over, or whose day has passed, and of which nobody has said what came."""
    over_now = Q(meeting__state__in=TOOK_PLACE) | Q(meeting=None, expected__lt=today())
    lost = Q(meeting__state=MeetingState.CANCELLED, expected__lt=today())
    found = ComingDecision.objects.visible_to(viewer).filter(OPEN, over_now | lost, published_at__isnull=False)
    return found.select_related("body").order_by("expected", "pk")
