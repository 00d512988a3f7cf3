"""Reads of horizon scanning. Every one starts from what the viewer may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery

from bcsp.people.models import Membership, Organisation, User
from bcsp.people.roles import Role
from bcsp.records.clock import day_of, today
from bcsp.records.models import Link
from bcsp.records.viewer import Viewer
from bcsp.records.working_days import working_days_since
from bcsp.scales.models import Scale, Term
from governance.choices import DecisionState, MeetingState
from governance.models import AgendaItem, Decision, Meeting
from horizon.choices import AssessmentState, ReferralKind, ReferralState, TrendState, Urgency
from horizon.models import Assessment, Referral, Trend

WORKING_DAYS = 2  # in which a referral is answered (domain.md §1.3, after Hull's service standard)
REVIEW_AHEAD = timedelta(days=14)


# Referrals ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Waiting:
    """A referral in the queue, with its age in whole working days."""

    referral: Referral
    days: int

    @property
    def late(self) -> bool:
        return self.days > WORKING_DAYS

    @property
    def urgent(self) -> bool:
        """The referrer says that it needs attention today: it is never early for that."""
        return self.referral.urgency == Urgency.NOW

    @property
    def age(self) -> str:
        if day_of(self.referral.created_at) == today():
            return "Sent today"
        return f"{self.days} working day{'' if self.days == 1 else 's'} old"


def waiting_referrals(viewer: Viewer) -> list[Waiting]:
    """Referrals that nobody has answered: what its referrer finds most urgent first, then the oldest."""
    rows = (
        Referral.objects.visible_to(viewer)
        .filter(state=ReferralState.RECEIVED)
        .select_related("organisation", "ward", "created_by")
        .order_by("created_at", "pk")
    )
    found = [Waiting(row, working_days_since(day_of(row.created_at))) for row in rows]
    return sorted(found, key=lambda each: Urgency.values.index(each.referral.urgency))


def queue_sentence(waiting: list[Waiting]) -> str:
    """`1 needs attention today, 3 waiting, 1 past 2 working days`."""
    late, urgent = sum(1 for each in waiting if each.late), sum(1 for each in waiting if each.urgent)
    today_first = f"{urgent} need{'s' if urgent == 1 else ''} attention today, " if urgent else ""
    return f"{today_first}{len(waiting)} waiting" + (f", {late} past {WORKING_DAYS} working days" if late else "")


def my_referrals(viewer: Viewer) -> QuerySet[Referral]:
    return Referral.objects.visible_to(viewer).filter(created_by=viewer.person_id)


def referral_parts(viewer: Viewer) -> QuerySet[Referral]:
    """Referrals with all that their page shows."""
    return Referral.objects.visible_to(viewer).select_related(
        "organisation", "ward", "created_by", "closed_by", "tension", "change__subject"
    )


def referrals_of(trend: Trend, viewer: Viewer) -> QuerySet[Referral]:
    """Referrals linked with a trend, of those that the viewer may see."""
    ids = _linked(Referral, Link.Relation.ABOUT, trend)
    return Referral.objects.visible_to(viewer).filter(pk__in=ids).select_related("organisation")


def referrals_about(trend: Trend) -> QuerySet[Referral]:
    """Every referral linked with a trend, whoever may see it: to tell the referrers, never to show."""
    return Referral.objects.filter(pk__in=_linked(Referral, Link.Relation.ABOUT, trend))


def decisions_behind(referrals: Iterable[Referral]) -> dict[int, list[int]]:
    """Keys of what PDG decided, since each was answered, on the trends that these referrals led to; by referral.

    That something was decided is told to every referrer. What it says is for the readers of the decision: show one
    only out of `visible_to`.
    """
    answered = {row.pk: row.closed_at for row in referrals if row.state == ReferralState.LINKED}
    kind = ContentType.objects.get_for_model
    about = Link.objects.filter(
        start_kind=kind(Referral), start_id__in=answered, relation=Link.Relation.ABOUT, end_kind=kind(Trend)
    ).values_list("start_id", "end_id")
    rows = dict(Assessment.objects.filter(trend__in=[trend for _, trend in about]).values_list("pk", "trend"))
    decided = Decision.objects.filter(
        state=DecisionState.AGREED,
        body__tier=Organisation.Tier.PDG,
        subject_kind=kind(Assessment),
        subject_id__in=rows,
    ).values_list("pk", "subject_id", "agreed_at")
    found: dict[int, list[int]] = {}
    for referral, trend in about:
        keys = [key for key, row, at in decided if rows[row] == trend and at >= answered[referral]]
        if keys:
            found.setdefault(referral, []).extend(keys)
    return found


def changes_referred(viewer: Viewer) -> int:
    """How many changes in organisations were referred, of those that the viewer may see (plan output CSD2d)."""
    return Referral.objects.visible_to(viewer).filter(kind=ReferralKind.CHANGE).count()


def _linked(model, relation: str, trend: Trend):
    kind = ContentType.objects.get_for_model
    return Link.objects.filter(start_kind=kind(model), relation=relation, end_kind=kind(Trend), end_id=trend.pk).values(
        "start_id"
    )


def same_as(trend: Trend) -> QuerySet[Trend]:
    """The trend that this one was merged into, whoever may see it: for rules, not for eyes."""
    found = Link.objects.filter(_same(start_id=trend.pk)).values("end_id")
    return Trend.objects.filter(pk__in=found)


def merged_into(trend: Trend) -> QuerySet[Trend]:
    """The trends that were merged into this one, whoever may see them, locked."""
    found = Link.objects.filter(_same(end_id=trend.pk)).values("start_id")
    return Trend.objects.select_for_update().filter(pk__in=found)


def _same(**end: int) -> Q:
    kind = ContentType.objects.get_for_model(Trend)
    return Q(start_kind=kind, end_kind=kind, relation=Link.Relation.SAME, **end)


# Trends -----------------------------------------------------------------------------------------------------------


def with_latest(trends: QuerySet[Trend], **state: str) -> QuerySet[Trend]:
    """Trends with `latest_id`: the key of their newest assessment in that state (cleared, unless told otherwise)."""
    newest = Assessment.objects.filter(trend=OuterRef("pk"), **(state or {"state": AssessmentState.CLEARED}))
    return trends.annotate(latest_id=Subquery(newest.order_by("-number").values("pk")[:1]))


def latest_cleared(viewer: Viewer) -> QuerySet[Assessment]:
    """The newest cleared assessment of every open trend that the viewer may see."""
    open_trends = with_latest(Trend.objects.visible_to(viewer).filter(state=TrendState.OPEN))
    return _with_parts(Assessment.objects.filter(pk__in=open_trends.values("latest_id")))


def every_latest_cleared() -> QuerySet[Assessment]:
    """The same, whoever may see it: for papers, each of which carries its own readers."""
    open_trends = with_latest(Trend.objects.filter(state=TrendState.OPEN))
    return _with_parts(Assessment.objects.filter(pk__in=open_trends.values("latest_id")))


def assessments(viewer: Viewer) -> QuerySet[Assessment]:
    """Assessments with all that their pages show."""
    return _with_parts(Assessment.objects.visible_to(viewer))


def _with_parts(rows: QuerySet[Assessment]) -> QuerySet[Assessment]:
    return rows.select_related(
        "trend__theme",
        "impact__scale",
        "proximity__scale",
        "direction__scale",
        "yardstick",
        "confidence",
        "ring",
        "task_whom__organisation",
        "created_by",
        "ready_by",
        "cleared_by",
    ).prefetch_related("trend__wards")


def register(viewer: Viewer) -> QuerySet[Trend]:
    """The trend register, with each trend's newest cleared assessment under `cleared` (a list of one or none)."""
    cleared = Assessment.objects.filter(state=AssessmentState.CLEARED).select_related(
        "impact", "direction", "yardstick"
    )
    return (
        Trend.objects.visible_to(viewer)
        .select_related("theme")
        .prefetch_related(Prefetch("assessments", cleared.order_by("-number"), to_attr="cleared"))
    )


def to_assess(viewer: Viewer) -> QuerySet[Trend]:
    """Open trends that nobody has begun to assess, the oldest first."""
    begun = Assessment.objects.values("trend")
    return Trend.objects.visible_to(viewer).filter(state=TrendState.OPEN).exclude(pk__in=begun).order_by("created_at")


def open_assessment(trend: Trend) -> Assessment | None:
    """The version being worked on: there is at most one."""
    return trend.assessments.exclude(state=AssessmentState.CLEARED).first()


def last_cleared(trend: Trend) -> Assessment | None:
    return _with_parts(trend.assessments.filter(state=AssessmentState.CLEARED)).order_by("-number").first()


def meeting_of(assessment: Assessment) -> Meeting | None:
    """The latest meeting whose published agenda has this summary before it, held or still to be held."""
    kind = ContentType.objects.get_for_model
    items = Link.objects.filter(
        start_kind=kind(AgendaItem),
        relation=Link.Relation.CONSIDERS,
        end_kind=kind(Assessment),
        end_id=assessment.pk,
    )
    meetings = Meeting.objects.filter(items__in=items.values("start_id")).exclude(state=MeetingState.CANCELLED)
    return meetings.order_by("-starts_at").first()


def due_for_review(viewer: Viewer, day: date | None = None) -> QuerySet[Assessment]:
    """Newest cleared assessments whose review date is near or past, without a new version begun."""
    begun = Assessment.objects.exclude(state=AssessmentState.CLEARED).values("trend")
    return latest_cleared(viewer).filter(review_on__lte=(day or today()) + REVIEW_AHEAD).exclude(trend__in=begun)


# People -----------------------------------------------------------------------------------------------------------


def holders(*roles: Role) -> set[int]:
    """Keys of the persons who hold any of these roles today."""
    rows = Membership.objects.as_at().filter(role__in=[str(role) for role in roles])
    return set(rows.values_list("person_id", flat=True))


def tasked(assessment: Assessment) -> set[int]:
    """Keys of the persons who hold today the post that PDG is asked to task, of those who may read the summary."""
    held = Membership.objects.as_at().filter(post=assessment.task_whom_id) if assessment.task_whom_id else []
    users = User.objects.filter(person__in=[each.person_id for each in held]).select_related("person")
    one = Assessment.objects.filter(pk=assessment.pk)
    return {user.person_id for user in users if one.visible_to(Viewer.of(user)).exists()}


def asks_to_task(viewer: Viewer) -> QuerySet[Assessment]:
    """Newest cleared summaries that ask PDG to task a post that this viewer holds, until PDG has decided on them."""
    posts = Membership.objects.as_at().filter(person=viewer.person_id, post__isnull=False).values("post")
    decided = Decision.objects.filter(
        state=DecisionState.AGREED,
        body__tier=Organisation.Tier.PDG,
        subject_kind=ContentType.objects.get_for_model(Assessment),
    ).values("subject_id")
    return latest_cleared(viewer).filter(task_whom__in=posts).exclude(pk__in=decided)


def named(keys: list[int]) -> list[str]:
    """Names of bodies by their keys, in the order of the alphabet."""
    return sorted(body.brief for body in Organisation.objects.filter(pk__in=keys)) if keys else []


# Scales -----------------------------------------------------------------------------------------------------------

USED = ("impact", "proximity", "direction", "yardstick", "confidence", "ring", "theme")


def scales_used() -> list[Scale]:
    """The scales that an assessment uses, in the order of its page, each with its words in force under `words`."""
    words = Prefetch("terms", Term.objects.filter(retired=False).order_by("position"), to_attr="words")
    found = Scale.objects.prefetch_related(words).in_bulk(USED)
    return [found[code] for code in USED if code in found]
