from .access import AccessEvent
from .drafts import Draft
from .kept import KeptAway
from .links import Link
from .record import ALL, NONE, Audience, Made, Record, RecordQuerySet
from .references import Counter, next_reference
from .sendings import Sending
from .tombstones import Tombstone

__all__ = [
    "ALL",
    "NONE",
    "AccessEvent",
    "Audience",
    "Counter",
    "Draft",
    "KeptAway",
    "Link",
    "Made",
    "Record",
    "RecordQuerySet",
    "Sending",
    "Tombstone",
    "next_reference",
]
