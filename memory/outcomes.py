"""The word that says what came of a record, as a column of a search: as the record's own page says it."""

from django.db.models import Case, Q, Value, When

from bcsp.records.clock import today
from memory.choices import Outcome, Result


def of_intervention() -> Case:
    """As `Intervention.outcome`."""
    return Case(
        *(When(result=key, then=Value(word)) for key, word in Result.choices),
        When(begins__gt=today(), then=Value("Not begun")),
        When(Q(ends=None) | Q(ends__gte=today()), then=Value("Under way")),
        default=Value("Ended, no result yet"),
    )


def of_lesson() -> Case:
    """As `Lesson.outcome`."""
    return Case(When(retired_at=None, then=Value("Lesson")), default=Value("No longer holds"))


def of_application() -> Case:
    """As `Application.said`."""
    words = (When(outcome=key, then=Value(word)) for key, word in Outcome.choices)
    return Case(*words, default=Value("Waiting for a decision"))
