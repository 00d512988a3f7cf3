"""Who may do what in corporate memory."""

from typing import Any

from bcsp.people.queries import posts_held
from bcsp.people.roles import Role, may
from memory.models import ProviderReview, ProviderUse
from memory.models.providers import of_interest_to

TEAM = (Role.COORDINATOR, Role.ANALYST, Role.CLERK)


def leads(viewer: Any, thing: Any) -> bool:
    """Whether the viewer holds today the post that leads this intervention, or the one that it is about."""
    post_id = getattr(getattr(thing, "intervention", thing), "lead_id", None)
    return post_id is not None and posts_held(viewer.person_id).filter(post_id=post_id).exists()


def has_no_interest_in(viewer: Any, thing: ProviderUse | ProviderReview | None) -> bool:
    """Whether the viewer declared none in an application of the provider."""
    use = thing.use if isinstance(thing, ProviderReview) else thing
    return use is None or not of_interest_to(viewer.person_id).filter(organisation=use.provider_id).exists()


RECORD = may("memory.record", "record priorities, interventions and lessons", *TEAM)
READ_APPLICATIONS = may("memory.read_applications", "read applications", *TEAM)
LOG_APPLICATION = may("memory.log_application", "log an application", *TEAM)
DECIDE = may("memory.decide", "record how an application was decided", Role.COORDINATOR, Role.CLERK)
COMMISSION = may("memory.commission", "prepare and publish a funding round", Role.COORDINATOR, Role.CLERK)
SCORE = may("memory.score", "score an application", *TEAM)
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
READ_REVIEWS = may("memory.read_reviews", "read reviews of providers", *TEAM)
REVIEW = may(
    "memory.review",
    "review a provider",
    *TEAM,
    where=has_no_interest_in,
    whose="Those who have an interest in an application of this provider don't review it.",
)
