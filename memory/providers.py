"""What stands beside a use of a provider, and what a provider got in a year: plain values for pages and tables."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.db.models import QuerySet

from bcsp.records.viewer import Viewer
from memory import queries
from memory.models import ProviderReview, ProviderUse
from memory.rules import READ_REVIEWS

SCORED = "Not shown while an application of this organisation is being scored"


@dataclass(frozen=True)
class Used:
    """A use with what the viewer may read of its review; `expired_on` where it says nothing any more."""

    use: ProviderUse
    review: ProviderReview | None = None
    expired_on: date | None = None
    scored: bool = False

    @property
    def again(self) -> str:
        """Would we again: from a review that counts alone."""
        if self.scored:
            return SCORED
        return self.review.get_again_display() if self.review and self.review.counts else ""


def uses(viewer: Viewer) -> QuerySet[ProviderUse]:
    """Those that the viewer may read; to the team with what `with_reviews` wants to know of each."""
    rows = queries.uses(viewer)
    return queries.reviewed(viewer, rows) if viewer.may(READ_REVIEWS) else rows


def with_reviews(viewer: Viewer, rows: Iterable[ProviderUse]) -> list[Used]:
    """Uses of `uses`, to the team with their reviews: one query more for the team, none for anybody else."""
    rows = list(rows)
    if not viewer.may(READ_REVIEWS):
        return [Used(use) for use in rows]
    found = {each.use_id: each for each in queries.reviews(viewer).filter(use__in=[use.pk for use in rows])}
    return [Used(use, found.get(use.pk), use.expired_on, use.scored) for use in rows]


@dataclass(frozen=True)
class YearOfUse:
    """The uses of one provider in the year that began in April `year`, and their sum in pounds."""

    year: int
    used: list[Used]

    @property
    def amount(self) -> Decimal:
        return sum((each.use.amount for each in self.used), Decimal())


def by_year(used: Iterable[Used]) -> list[YearOfUse]:
    """Uses that come in the order of their years."""
    return [YearOfUse(year, list(found)) for year, found in groupby(used, key=lambda each: each.use.year)]
