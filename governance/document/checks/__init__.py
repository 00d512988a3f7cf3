"""What is looked at before an edition is published: faults, which stop it, and what a person has to look at.

What a live block says is mostly no fault: whoever writes the edition can't mend it there, only see that it is right.
"""

from governance.document.checks import counts, dates, facts, people, places, reading
from governance.document.checks.finding import Finding
from governance.document.contents import Document
from governance.models import Edition

__all__ = ["Finding", "findings"]


def findings(edition: Edition, found: Document) -> list[Finding]:
    """Everything found in an edition as it would be published: faults first, each in the document's order. No two say
    the same, for a publisher ticks them by their words."""
    parts = (
        facts.missing(found),
        people.named(edition, found),
        people.addresses(found),
        people.pieces(found),
        counts.small_numbers(found),
        places.links(edition, found),
        places.venues(edition, found),
        dates.review(edition),
        dates.since_approval(edition, found),
        reading.hard(found),
    )
    rows = {each.says: each for part in parts for each in part}
    return sorted(rows.values(), key=lambda each: not each.is_fault)
