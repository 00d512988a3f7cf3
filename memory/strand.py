"""What corporate memory offers to the house."""

from datetime import date, timedelta

from django.db.models import Model
from django.urls import reverse

from bcsp.documents.papers import Paper
from bcsp.people.roles import Role
from bcsp.records.clock import now, today
from bcsp.records.viewer import Viewer
from bcsp.strands import (
    DecisionPart,
    Evidence,
    Kind,
    NavigationLink,
    PublicAddress,
    PublicLink,
    Search,
    Strand,
    Waiting,
)
from governance.document.sections import write_sections
from governance.models import ItemKind
from memory import deciding, outcomes, queries
from memory.actions.scores import apply_verdict
from memory.choices import APPLICATIONS
from memory.document import BLOCKS, sections
from memory.models import Application, Intervention, Lesson, Priority
from memory.papers.applications import papers_for
from memory.rules import COMMISSION, LOG_APPLICATION, READ_REVIEWS
from memory.years import asked_on, in_words

SHOWN_WITHIN = timedelta(weeks=4)  # from the day on which a review was written


class Memory(Strand):
    app = "memory"
    title = "Corporate memory"
    order = 20
    navigation = (NavigationLink("Memory", "/memory/interventions/"),)
    kinds = (
        Kind(Priority, "Priority"),
        Kind(Intervention, "Intervention", day="happened"),
        Kind(Lesson, "Lesson"),
        Kind(Application, "Application", day="happened"),
    )
    searches = (
        Search("What was tried", Intervention, beside="wards__name", outcome=outcomes.of_intervention),
        Search("Lessons", Lesson, outcome=outcomes.of_lesson),
        Search("Priorities", Priority),
        Search("Applications", Application, outcome=outcomes.of_application),
    )

    blocks = BLOCKS
    public_links = (
        PublicLink(
            "Funding rounds", "/public/funding/", "When money can be asked for, and when each stage is planned."
        ),
    )

    def reference(self) -> None:
        write_sections(sections())
        words = {"name": "Funding applications", "nil_sentence": "No funding applications were put forward"}
        ItemKind.objects.update_or_create(code=APPLICATIONS, defaults=words)

    def papers(self, kind: str, body_id: int, day: date) -> list[Paper]:
        return papers_for(body_id) if kind == APPLICATIONS else []

    def decision_fields(self, subject: Model) -> DecisionPart | None:
        return deciding.part(subject) if isinstance(subject, Application) else None

    def decided(self, subject: Model, decision: Model, by: Viewer) -> None:
        """An application is decided by its body's decision, with the reasons; or the decision stays a draft."""
        if isinstance(subject, Application):
            apply_verdict(subject, decision, by)

    def public_addresses(self) -> list[PublicAddress]:
        return [PublicAddress(reverse("memory_public:round_list"))]

    def sample(self) -> None:
        from memory.sample import write_sample  # it is long, and read once in the life of an installation

        write_sample()

    def starting_points(self, viewer: Viewer) -> list[NavigationLink]:
        return (
            [NavigationLink("Log an application", reverse("memory:application_log"))]
            if viewer.may(LOG_APPLICATION)
            else []
        )

    def attention(self, viewer: Viewer) -> list[Waiting]:
        return [*_rounds(viewer), *_year_ends(viewer), *_reviews(viewer)]

    def outputs(self, viewer: Viewer) -> dict[str, list[Evidence]]:
        """CSD4a: a database of priorities, interventions and successes."""
        counted = {
            "Priorities recorded with why they were chosen": (queries.priorities(viewer), "memory:priority_list"),
            "Interventions recorded": (queries.interventions(viewer), "memory:intervention_list"),
            "Lessons that hold": (queries.lessons(viewer).filter(retired_at=None), "memory:lesson_list"),
            "Uses of a provider recorded": (queries.uses(viewer), "memory:provider_list"),
        }
        found = [(words, rows.count(), name) for words, (rows, name) in counted.items()]
        evidence = [Evidence(f"{words}: {many}", reverse(name)) for words, many, name in found if many]
        decided = queries.applications(viewer).exclude(outcome="").count()
        why = (
            [Evidence(f"Applications decided, each with its reasons: {decided}", queries.APPLICATIONS)]
            if decided
            else []
        )
        return {"CSD4a": evidence, "CSD4b": why}


def _rounds(viewer: Viewer) -> list[Waiting]:
    """Rounds to come that depart from advice without a reason: a meeting that moved is among it."""
    if not viewer.may(COMMISSION):
        return []
    rows = [(row, queries.open_advice(row)) for row in queries.rounds_to_come(viewer)]
    return [
        Waiting(f"Look at the funding round “{row.title}”: {found[0].says}", row.get_absolute_url())
        for row, found in rows
        if found
    ]


def _year_ends(viewer: Viewer) -> list[Waiting]:
    """From March to June: what the viewer leads and has not answered for; to the coordinator, how many answers wait."""
    year = asked_on(today())
    if year is None:
        return []
    waiting = [
        Waiting(
            f"Answer five questions about “{row.title}” for {in_words(year)}",
            reverse("memory:year_answer", args=[row.reference, year]),
        )
        for row in queries.asked_of(viewer, year)
    ]
    return waiting + (_how_many(viewer, year) if Role.COORDINATOR in viewer.roles else [])


def _how_many(viewer: Viewer, year: int) -> list[Waiting]:
    answered = list(queries.of_year(viewer, year).values_list("answered", flat=True))
    open_ones = answered.count(False)
    if not open_ones:
        return []
    words = f"{open_ones} of {len(answered)} year-end answers wait"
    return [Waiting(words if len(answered) > 1 else "1 year-end answer waits", reverse("memory:learned", args=[year]))]


def _reviews(viewer: Viewer) -> list[Waiting]:
    """The viewer's own reviews of providers that nobody showed to the provider within four weeks."""
    if not viewer.may(READ_REVIEWS):
        return []
    ask = "Show {provider} your review ({what}): it doesn’t count until then"
    rows = queries.reviews_to_show(viewer, now() - SHOWN_WITHIN)
    return [Waiting(ask.format(provider=row.use.provider, what=row.use.what), row.get_absolute_url()) for row in rows]


STRAND = Memory()
