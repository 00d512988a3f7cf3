"""When an edition is to be reviewed, and what has changed between its approval and its publishing."""

from collections.abc import Iterator
from datetime import date

from governance.choices import EditionState
from governance.document import drift
from governance.document.checks.finding import Finding
from governance.document.contents import Document
from governance.models import Edition

MOST_YEARS = 2  # until a review


def review(edition: Edition) -> Iterator[Finding]:
    """Of an edition for which a first day is chosen."""
    first, due = edition.effective_from, edition.review_due
    if first is None:
        return
    if due is None:
        yield Finding("", "Say by when the edition is to be reviewed.")
    elif due > _later(first):
        says = f"The review is due on {due:%-d %B %Y}, more than {MOST_YEARS} years after its first day."
        yield Finding("", says, is_fault=False)


def _later(first: date) -> date:
    try:
        return first.replace(year=first.year + MOST_YEARS)
    except ValueError:  # 29 February
        return first.replace(year=first.year + MOST_YEARS, day=28)


def since_approval(edition: Edition, found: Document) -> Iterator[Finding]:
    """What the edition says otherwise than when it was approved: its live blocks go on with the rows."""
    if edition.state == EditionState.APPROVED:
        for change in drift.since_approval(edition, found.facts):
            yield Finding("", f"Changed since the approval: {change}.", is_fault=False)
