"""Reviews of providers, by rule 9 of practice.md: facts, shown to the provider before they count."""

from datetime import date

from bcsp.records.actions import action, demand, save, take
from bcsp.records.clock import today
from bcsp.records.errors import Refused
from bcsp.records.models import Audience
from bcsp.records.viewer import Viewer
from memory.actions.interventions import readers
from memory.models import Application, ProviderReview, ProviderUse
from memory.models.providers import asking, waiting
from memory.rules import REVIEW

SCORED = "An application of this organisation is being scored. Its reviews can be read and written after the decision."


@action
def record_review(*, use: ProviderUse, again: str, agreed: str, delivered: str, by: Viewer) -> ProviderReview:
    """What was agreed and what was delivered. It counts once the provider was shown it. Raises Refused."""
    demand(REVIEW, by, use)
    _not_while_scored(use)
    words = {"again": again, "agreed": agreed, "delivered": delivered}
    return save(ProviderReview(use=use, created_by_id=by.person_id, **readers(Audience.NAMED), **words))


@action
def change_review(
    *, review: ProviderReview, version: int, again: str, agreed: str, delivered: str, by: Viewer
) -> ProviderReview:
    """Correct a review. What the provider was shown before is no longer what stands there: it is shown again, and until
    then it doesn't count. Raises Stale, Refused."""
    demand(REVIEW, by, review.use)
    _not_while_scored(review.use)
    row = take(review, version)
    _not_once_expired(row)
    before, words = (row.again, row.agreed, row.delivered), (again, agreed, delivered)
    row.again, row.agreed, row.delivered = words
    if before != words:
        row.shown_on, row.reply = None, ""
    return save(row)


@action
def show_review(
    *, review: ProviderReview, version: int, by: Viewer, shown_on: date | None = None, reply: str = ""
) -> ProviderReview:
    """On which day the provider was shown it, and what it answered, then or later. Raises Stale, Refused."""
    demand(REVIEW, by, review.use)
    _not_while_scored(review.use)
    row = take(review, version)
    _not_once_expired(row)
    row.shown_on, row.reply = row.shown_on or shown_on, reply
    if row.shown_on is None:
        raise Refused("Enter the day on which the provider was shown it.")
    if row.shown_on > today():
        raise Refused("That day is to come. Record it once the provider was shown it.")
    return save(row)


def _not_while_scored(use: ProviderUse) -> None:
    if asking(waiting(Application.objects.all())).filter(organisation=use.provider_id).exists():
        raise Refused(SCORED)


def _not_once_expired(row: ProviderReview) -> None:
    if row.expires_on and row.expires_on <= today():
        raise Refused("This review has expired, and stays as it was.")
