"""What horizon scanning says of itself in the public document: how to raise an issue, and how soon it is answered.

The page for everyone, `/public/how-to-refer/`, shows the same words: both include the same templates.
"""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from bcsp.public.addresses import address
from bcsp.strands import Block, Fact
from horizon import queries
from horizon.choices import ReferralKind


@dataclass(frozen=True)
class Raising:
    """What can be referred, within how many working days it is answered, and where more is said."""

    kinds: tuple[str, ...]
    days: int
    address: str
    contact: str  # of the partnership's office


def raising(day: date) -> Raising:
    kinds = tuple(str(label) for label in ReferralKind.labels)
    at = address("horizon_public:how_we_assess")
    return Raising(kinds, queries.WORKING_DAYS, at, settings.PARTNERSHIP_CONTACT)


def facts(data: Raising) -> list[Fact]:
    return [
        Fact("horizon.answer_days", "How soon a referral is answered", f"{data.days} working days"),
        Fact("horizon.kinds", "What can be referred", "; ".join(data.kinds)),
        Fact("partnership.contact", "How to reach the partnership's office", data.contact),
    ]


BLOCKS = (Block("horizon.raise", "How to raise an issue", raising, facts, "horizon/document_raise.html"),)
