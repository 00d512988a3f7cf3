"""What horizon scanning offers to the house."""

from datetime import date

from django.db.models import Model
from django.urls import reverse

from bcsp.documents.papers import Paper
from bcsp.records.viewer import Viewer
from bcsp.strands import Evidence, Kind, NavigationLink, PublicAddress, PublicLink, Search, Strand, Waiting
from horizon import papers, queries
from horizon.actions import tell_of_decision
from horizon.choices import AssessmentState, TrendState
from horizon.document import BLOCKS
from horizon.models import Assessment, Referral, Trend
from horizon.rules import ASSESS, CLEAR, LOG_TREND, TRIAGE

REFER = NavigationLink("Refer something", "/horizon/refer/")
MOST_TO_ASSESS = 5
LOG = NavigationLink("Log a trend", "/horizon/trends/log/")


class Horizon(Strand):
    app = "horizon"
    title = "Horizon scanning"
    order = 40
    blocks = BLOCKS
    navigation = (NavigationLink("Horizon scanning", "/horizon/trends/"), REFER)
    public_links = (
        PublicLink(
            "How to refer and how we assess",
            "/public/how-to-refer/",
            "What residents can do, what partners refer, how soon that is answered, and by which scales.",
        ),
    )
    kinds = (Kind(Referral, "Referral"), Kind(Trend, "Trend"), Kind(Assessment, "Assessment"))
    searches = (Search("Trends", Trend, beside="wards__name"),)

    def sample(self) -> None:
        from horizon.sample import write_sample  # it is long, and read once in the life of an installation

        write_sample()

    def starting_points(self, viewer: Viewer) -> list[NavigationLink]:
        return [LOG] if viewer.may(LOG_TREND) else [REFER]

    def attention(self, viewer: Viewer) -> list[Waiting]:
        return [
            *_queue(viewer),
            *_to_clear(viewer),
            *_drafts(viewer),
            *_to_assess(viewer),
            *_reviews(viewer),
            *_tasks_asked(viewer),
        ]

    def public_addresses(self) -> list[PublicAddress]:
        return [PublicAddress(reverse("horizon_public:how_we_assess"))]

    def outputs(self, viewer: Viewer) -> dict[str, list[Evidence]]:
        """CSD2c: the method is public, and used; CSD2d: changes in organisations are made known."""
        how = Evidence("How to refer and how we assess: a page for everyone", reverse("horizon_public:how_we_assess"))
        assessed, changes = queries.latest_cleared(viewer).count(), queries.changes_referred(viewer)
        used = (
            [Evidence(f"Trends assessed on one page each: {assessed}", reverse("horizon:trend_list"))]
            if assessed
            else []
        )
        told = [Evidence(f"Changes in partner organisations referred: {changes}")] if changes else []
        return {"CSD2c": [how, *used], "CSD2d": told}

    def papers(self, kind: str, body_id: int, day: date) -> list[Paper]:
        return papers.emerging_trends(day) if kind == papers.EMERGING_TRENDS else []

    def decided(self, subject: Model, decision: Model, by: Viewer) -> None:
        """Tell those who assessed the trend, and those whose referrals led to it."""
        tell_of_decision(assessment=subject, decision=decision, by=by)


def _queue(viewer: Viewer) -> list[Waiting]:
    waiting = queries.waiting_referrals(viewer) if viewer.may(TRIAGE) else []
    if not waiting:
        return []
    late = any(each.late or each.urgent for each in waiting)
    return [Waiting(f"Referrals: {queries.queue_sentence(waiting)}", reverse("horizon:referral_queue"), late)]


def _to_clear(viewer: Viewer) -> list[Waiting]:
    if not viewer.may(CLEAR):
        return []
    ready = queries.assessments(viewer).filter(state=AssessmentState.READY).order_by("ready_at")
    return [Waiting(f"Clear for PDG: {row.trend}", row.get_absolute_url()) for row in ready]


def _drafts(viewer: Viewer) -> list[Waiting]:
    """Assessments that were begun or sent back: the viewer's own, and after them those of other analysts."""
    if not viewer.may(ASSESS):
        return []
    rows = queries.assessments(viewer).filter(state=AssessmentState.DRAFT, trend__state=TrendState.OPEN).order_by("pk")
    return [
        Waiting(
            _draft_in_words(row, viewer), reverse("horizon:assessment_edit", args=[row.trend.reference, row.number])
        )
        for row in sorted(rows, key=lambda row: row.created_by_id != viewer.person_id)
    ]


def _draft_in_words(row: Assessment, viewer: Viewer) -> str:
    if row.created_by_id == viewer.person_id:
        return f"{'Sent back to you' if row.sent_back else 'Finish the assessment'}: {row.trend}"
    return f"{'Sent back to' if row.sent_back else 'Being assessed by'} {row.created_by}: {row.trend}"


def _to_assess(viewer: Viewer) -> list[Waiting]:
    """Trends that nobody has begun to assess; of many the oldest, and how many more."""
    waiting = list(queries.to_assess(viewer)) if viewer.may(ASSESS) else []
    lines = [Waiting(f"Assess: {trend}", trend.get_absolute_url()) for trend in waiting[:MOST_TO_ASSESS]]
    more = len(waiting) - len(lines)
    if more:
        words = "1 more trend waits" if more == 1 else f"{more} more trends wait"
        lines.append(Waiting(f"{words} to be assessed", reverse("horizon:trend_list")))
    return lines


def _tasks_asked(viewer: Viewer) -> list[Waiting]:
    """What PDG is asked to task a post of this viewer's with."""
    rows = queries.asks_to_task(viewer).order_by("pk")
    return [Waiting(f"PDG is asked to give your post a task: {row.trend}", row.get_absolute_url()) for row in rows]


def _reviews(viewer: Viewer) -> list[Waiting]:
    if not viewer.may(LOG_TREND):
        return []
    due = queries.due_for_review(viewer).order_by("review_on")
    return [Waiting(f"Look again by {row.review_on:%-d %B}: {row.trend}", row.trend.get_absolute_url()) for row in due]


STRAND = Horizon()
