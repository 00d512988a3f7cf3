"""What stands beside a use of a provider, and what a provider got in a year: plain values for pages and tables."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from memory.models import ProviderUse


@dataclass(frozen=True)
class YearOfUse:
    """The uses of one provider in the year that began in April `year`, and their sum in pounds."""

    year: int
    uses: list[ProviderUse]

    @property
    def amount(self) -> Decimal:
        return sum((use.amount for use in self.uses), Decimal())


def by_year(uses: Iterable[ProviderUse]) -> list[YearOfUse]:
    """Uses that come in the order of their years."""
    return [YearOfUse(year, list(found)) for year, found in groupby(uses, key=lambda use: use.year)]
