"""An application as the paper that its body decides on: for the body's members and the community safety team, without
whoever has an interest in it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.contrib.contenttypes.models import ContentType

from bcsp.documents.papers import Paper, Readers
from bcsp.records.keeping import kept_from
from bcsp.records.models import Audience
from bcsp.records.viewer import Viewer
from bcsp.search.before import marks_of, said_of
from governance.queries import considered
from memory import queries, scoring
from memory.models import Application, Score
from memory.models.scores import GROUNDS
from memory.rules import TEAM

TEMPLATE = "memory/paper_application.html"
PRIVATE = 3  # of Schedule 12A, as our guide: the business affairs of any particular person


@dataclass(frozen=True)
class Judged:
    """A ground with the words that the scorers chose, in the order in which they scored."""

    ground: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Data:
    """All that the paper shows. Scorers are not named."""

    reference: str
    title: str
    who: str
    what: str
    asked: Decimal
    received_on: date
    round: str
    priority: str
    recommended: str
    judged: tuple[Judged, ...]
    why: tuple[str, ...]
    apart: tuple[str, ...]
    interests: int
    seen: tuple[str, ...]


def papers_for(body_id: int) -> list[Paper]:
    """A paper for each application that waits for this body's decision, the oldest first."""
    kind = ContentType.objects.get_for_model(Application)
    done = considered(body_id)
    return [_paper(row, kind, (kind.pk, row.pk) in done) for row in queries.put_to(body_id)]


def _paper(row: Application, kind: ContentType, again: bool) -> Paper:
    return Paper(
        key=f"memory.application:{row.pk}",
        title=f"{row.reference} {row.title}",
        line=f"{row.reference} {row.title}: {row.applicant} asks for £{row.asked:,.0f}",
        readers=_readers(row, kind),
        subject_kind="memory.application",
        subject_id=row.pk,
        template=TEMPLATE,
        data=data_of(row, row.scores.all()),
        ask="Decide",
        recommendation=row.recommended,
        cost=f"£{row.asked:,.0f}",
        returns=again,
        paragraph=PRIVATE,
    )


def _readers(row: Application, kind: ContentType) -> Readers:
    roles = tuple(sorted(str(role) for role in TEAM))
    return Readers(Audience.NAMED, (row.put_to_id,), roles, tuple(kept_from(kind.pk, row.pk)))


def data_of(row: Application, scores: Collection[Score]) -> Data:
    """The application with its scores as plain values."""
    return Data(
        reference=row.reference,
        title=row.title,
        who=row.applicant.name,
        what=row.what,
        asked=row.asked,
        received_on=row.received_on,
        round=row.round.title if row.round else "",
        priority=row.priority.title if row.priority else "",
        recommended=row.recommended,
        judged=judged(scores),
        why=tuple(score.why for score in scores),
        apart=tuple(scoring.far_apart(list(scores))),
        interests=row.interests.count(),
        seen=tuple(said_of(marks_of(row, Viewer.body(row.put_to)))) if row.put_to else (),
    )


def judged(scores: Collection[Score]) -> tuple[Judged, ...]:
    """Ground by ground; nothing where nobody has scored."""
    rows = (Judged(words, tuple(str(getattr(each, name)) for each in scores)) for name, words in GROUNDS.items())
    return tuple(rows) if scores else ()
