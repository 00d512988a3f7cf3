"""Reads of corporate memory. Every one starts from what the viewer may see."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from bcsp.people.models import Organisation
from bcsp.people.queries import posts_held
from bcsp.records.clock import today
from bcsp.records.viewer import Viewer
from governance.choices import DecisionState
from governance.models import Decision, Meeting
from memory.choices import Outcome, Stage
from memory.commissioning import Advised, Planned, advice, unanswered
from memory.models import (
    Applicant,
    Application,
    Intervention,
    Lesson,
    Plan,
    Priority,
    ProviderReview,
    ProviderUse,
    Round,
    RoundStage,
    SchoolHoliday,
    Score,
    Succession,
    YearEnd,
)
from memory.models.providers import asking, waiting
from memory.models.scores import GROUNDS
from memory.years import days_of, latest_ended, ran_in


def interventions(viewer: Viewer) -> QuerySet[Intervention]:
    """Those that the viewer may read, the latest first."""
    rows = Intervention.objects.visible_to(viewer).select_related("priority__plan", "lead__organisation")
    return rows.defer("search")


def whole_interventions(viewer: Viewer) -> QuerySet[Intervention]:
    """The same, with all that stands on the page of one. Its lessons are those that the viewer may read."""
    return interventions(viewer).prefetch_related(
        "wards",
        "local_groups",
        "measures",
        "year_ends",
        Prefetch("uses", ProviderUse.objects.select_related("provider")),
        Prefetch("lessons", Lesson.objects.visible_to(viewer).select_related("owner__organisation").defer("search")),
    )


def decisions(viewer: Viewer) -> QuerySet[Decision]:
    """Agreed ones that the viewer may read, the latest first: what is tried carries one out."""
    return Decision.objects.visible_to(viewer).filter(state=DecisionState.AGREED).defer("search")


def priorities(viewer: Viewer) -> QuerySet[Priority]:
    """Those that the viewer may read, by plan, the latest plan first."""
    return Priority.objects.visible_to(viewer).select_related("plan").defer("search")


def later(viewer: Viewer) -> Prefetch:
    """What became of a priority, as far as the viewer may read of the one that came after."""
    seen = Q(after__isnull=True) | Q(after__in=Priority.objects.visible_to(viewer).values("pk"))
    return Prefetch("later", Succession.objects.filter(seen).select_related("after__plan"))


def earlier(viewer: Viewer) -> Prefetch:
    """What a priority came from, as far as the viewer may read of that."""
    seen = Q(before__in=Priority.objects.visible_to(viewer).values("pk"))
    return Prefetch("earlier", Succession.objects.filter(seen).select_related("before__plan"))


def plans(viewer: Viewer) -> list[tuple[Plan, list[Priority]]]:
    """Every plan with the priorities in it that the viewer may read, and what became of each. Three queries."""
    rows = priorities(viewer).prefetch_related(later(viewer))
    held: dict[int, list[Priority]] = {}
    for row in rows:
        held.setdefault(row.plan_id, []).append(row)
    return [(plan, held.get(plan.pk, [])) for plan in Plan.objects.all()]


def lessons(viewer: Viewer) -> QuerySet[Lesson]:
    """Those that the viewer may read, the latest first."""
    return Lesson.objects.visible_to(viewer).select_related("owner__organisation", "intervention").defer("search")


def uses(viewer: Viewer) -> QuerySet[ProviderUse]:
    """Providers used in interventions that the viewer may read, the latest year first."""
    rows = ProviderUse.objects.visible_to(viewer).select_related("provider", "intervention")
    rows = rows.prefetch_related("provider__former_names")
    return rows.defer("intervention__search").order_by("-year", "provider__name", "pk")


def reviews(viewer: Viewer) -> QuerySet[ProviderReview]:
    """Of providers, those that the viewer may read: none during scoring, none that has expired."""
    rows = ProviderReview.objects.visible_to(viewer).select_related("use__provider", "use__intervention")
    return rows.defer("use__intervention__search")


def reviews_to_show(viewer: Viewer, since: datetime) -> QuerySet[ProviderReview]:
    """The viewer's own, written before a moment, that the provider was not shown."""
    return reviews(viewer).filter(created_by=viewer.person_id, shown_on=None, created_at__lte=since).order_by("pk")


def reviewed(viewer: Viewer, uses: QuerySet[ProviderUse]) -> QuerySet[ProviderUse]:
    """Uses with `expired_on`, the day on which the review expired (what it said is in the history, and on no page), and
    `scored`: whether the viewer may know that an application of the provider waits for its decision."""
    over = ProviderReview.objects.filter(ProviderReview.open_q(viewer), expires_on__lte=today(), use=OuterRef("pk"))
    scored = asking(waiting(Application.objects.visible_to(viewer))).filter(organisation=OuterRef("provider"))
    return uses.annotate(expired_on=Subquery(over.values("expires_on")), scored=Exists(scored))


def providers(viewer: Viewer) -> QuerySet[Organisation]:
    """Organisations that were used in interventions that the viewer may read, by name."""
    used = ProviderUse.objects.visible_to(viewer).values("provider")
    return Organisation.objects.visible_to(viewer).filter(pk__in=used).with_former_names()


APPLICATIONS = "/memory/applications/"


def applications(viewer: Viewer) -> QuerySet[Application]:
    """Those that the viewer may read, the latest first."""
    rows = Application.objects.visible_to(viewer).select_related("applicant", "priority", "decision", "intervention")
    return rows.defer("search", "intervention__search", "decision__search", "priority__search")


def applicants(viewer: Viewer) -> QuerySet[Applicant]:
    """Those that the viewer may read, by name."""
    return Applicant.objects.visible_to(viewer).select_related("became", "organisation")


def put_to(body_id: int) -> QuerySet[Application]:
    """Applications that wait for the decision of a body, whoever may read them: for its papers."""
    waiting = Application.objects.filter(put_to=body_id, outcome__in=("", Outcome.RESERVE))
    rows = waiting.select_related("applicant", "round", "priority").order_by("received_on", "pk")
    return rows.prefetch_related("interests", Prefetch("scores", Score.objects.select_related(*GROUNDS)))


def of_applicant(applicant: Applicant) -> Q:
    """Applications of an organisation, of what it became, and of all that merged into that."""
    root = applicant.became_id or applicant.pk
    return Q(applicant=root) | Q(applicant__became=root)


def rounds(viewer: Viewer) -> QuerySet[Round]:
    """Those that the viewer may read, the latest first; with priority and meeting where they may be read too."""
    beside = Prefetch("priority", priorities(viewer)), Prefetch("meeting", Meeting.objects.visible_to(viewer))
    return Round.objects.visible_to(viewer).prefetch_related("stages", "departures", *beside)


def bids_of(row: Round, viewer: Viewer) -> list[tuple[str, list[Application]]]:
    """What was asked for in a round, of what the viewer may read, by how it was decided; what waits comes first."""
    held: dict[str, list[Application]] = {}
    for bid in applications(viewer).filter(round=row).order_by("title", "pk"):
        held.setdefault(bid.outcome, []).append(bid)
    words = [("", "Waiting for a decision"), *Outcome.choices]
    return [(word, held[outcome]) for outcome, word in words if outcome in held]


def rounds_to_come(viewer: Viewer) -> QuerySet[Round]:
    """Those whose last stage is still ahead, or that have none yet."""
    over = RoundStage.objects.filter(round=OuterRef("pk"), stage=Stage.DECISION, planned_to__lt=today())
    return rounds(viewer).filter(~Exists(over))


def planned(row: Round) -> Planned:
    """A round as advice looks at it."""
    stages = {Stage(each.stage): (each.planned_from, each.planned_to) for each in row.stages.all()}
    holidays = tuple(SchoolHoliday.objects.values_list("first_day", "last_day"))
    return Planned(stages, row.meeting, row.ends_on, row.notice_on, holidays)


def open_advice(row: Round) -> list[Advised]:
    """What the round departs from without a recorded reason."""
    return unanswered(advice(planned(row)), [each.rule for each in row.departures.all()])


def of_year(viewer: Viewer, year: int) -> QuerySet[Intervention]:
    """What somebody leads and went on in that year, as far as it has begun; with whether its lead has answered."""
    first, last = days_of(year)
    begun = interventions(viewer).filter(lead__isnull=False, begins__lte=min(last, today()))
    answered = Exists(YearEnd.objects.filter(intervention=OuterRef("pk"), year=year))
    return begun.filter(Q(ends__isnull=True) | Q(ends__gte=first)).annotate(answered=answered)


def year_ends(viewer: Viewer, year: int) -> QuerySet[YearEnd]:
    """Answers about that year which the viewer may read."""
    rows = YearEnd.objects.visible_to(viewer).filter(year=year).select_related("intervention")
    return rows.defer("intervention__search").order_by("intervention__title")


def asked_of(viewer: Viewer, year: int) -> QuerySet[Intervention]:
    """What waits for the viewer's own five answers about that year."""
    return of_year(viewer, year).filter(answered=False, lead__in=posts_held(viewer.person_id)).order_by("title")


def to_answer(row: Intervention) -> int | None:
    """The latest year that is over for this intervention and about which nobody has answered yet."""
    year = latest_ended(today())
    answered = {each.year for each in row.year_ends.all()}
    return year if ran_in(year, row.begins, row.ends) and year not in answered else None
