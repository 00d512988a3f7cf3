"""Lessons: what others can use, until it no longer holds."""

from typing import Any

from bcsp.records.actions import action, demand, save, take
from bcsp.records.clock import now
from bcsp.records.errors import Refused
from bcsp.records.links import connect
from bcsp.records.models import Link, next_reference
from bcsp.records.viewer import Viewer
from memory.actions.interventions import READERS
from memory.models import Lesson
from memory.rules import RECORD, RECORD_LESSON


@action
def record_lesson(*, by: Viewer, **words: Any) -> Lesson:
    """A lesson, linked with the intervention that it was learned from, for the same readers. `words`: its columns."""
    source = words.get("intervention")
    demand(RECORD_LESSON, by, source)
    narrow = {column: getattr(source, column) for column in READERS} if source else {}
    lesson = save(Lesson(created_by_id=by.person_id, reference=next_reference("LE"), **{**narrow, **words}))
    if source:
        connect(lesson, Link.Relation.ABOUT, source)
    return lesson


@action
def change_lesson(*, lesson: Lesson, version: int, by: Viewer, **words: Any) -> Lesson:
    """Other words, another owner or a later review. Raises Stale; Refused where it no longer holds."""
    demand(RECORD, by, lesson)
    lesson = take(lesson, version)
    if lesson.retired_at:
        raise Refused(f"{lesson.reference} no longer holds, so it stays as it was. Record a new lesson.")
    for column, value in words.items():
        setattr(lesson, column, value)
    return save(lesson)


@action
def retire_lesson(*, lesson: Lesson, version: int, why: str, by: Viewer) -> Lesson:
    """It no longer holds, and why. It stays to be read. Raises Stale, Refused."""
    demand(RECORD, by, lesson)
    lesson = take(lesson, version)
    if lesson.retired_at:
        raise Refused(f"{lesson.reference} was retired already: {lesson.retired_why}.")
    lesson.retired_at, lesson.retired_by_id, lesson.retired_why = now(), by.person_id, why
    return save(lesson)
