"""Who may do what in corporate memory."""

from typing import Any

from bcsp.people.queries import posts_held
from bcsp.people.roles import Role, may

TEAM = (Role.COORDINATOR, Role.ANALYST, Role.CLERK)


def leads(viewer: Any, thing: Any) -> bool:
    """Whether the viewer holds today the post that leads this intervention, or the one that it is about."""
    post_id = getattr(getattr(thing, "intervention", thing), "lead_id", None)
    return post_id is not None and posts_held(viewer.person_id).filter(post_id=post_id).exists()


RECORD = may("memory.record", "record priorities, interventions and lessons", *TEAM)
READ_APPLICATIONS = may("memory.read_applications", "read applications", *TEAM)
LOG_APPLICATION = may("memory.log_application", "log an application", *TEAM)
DECIDE = may("memory.decide", "record how an application was decided", Role.COORDINATOR, Role.CLERK)
COMMISSION = may("memory.commission", "prepare and publish a funding round", Role.COORDINATOR, Role.CLERK)
DECLARE = may("memory.declare_interest", "record an interest in an application", *TEAM)
ANSWER_YEAR = may(
    "memory.answer_year",
    "answer the five questions of a year’s end",
    *TEAM,
    also=leads,
    whose="Who holds the post that leads it, and the community safety team, do.",
)
RECORD_LESSON = may(
    "memory.record_lesson",
    "record a lesson from what was tried",
    *TEAM,
    also=leads,
    whose="Who holds the post that leads it, and the community safety team, do.",
)
