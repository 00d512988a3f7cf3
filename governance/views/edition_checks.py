"""What the pages of an edition say of it before it is published: what the checks find, and what is left to do."""

from dataclasses import replace
from datetime import date
from typing import Any

from bcsp.records.clock import today
from governance.document.checks import Finding, findings
from governance.document.contents import Chapter, Document, document
from governance.models import Edition, EditionSection


def shown(edition: Edition, day: date | None = None) -> Document:
    """The edition as it reads on a day (default: today)."""
    return document(edition.sections.select_related("section").order_by("section__position"), day or today())


def chapter_of(section: EditionSection) -> Chapter:
    """One section as it reads today, without its number, which follows from those before it."""
    return replace(document([section], today()).chapters[0], number="")


def checked(edition: Edition, found: Document | None = None) -> dict[str, Any]:
    """What the checks find in an edition as it reads today, for a page."""
    return in_two(findings(edition, found or shown(edition)))


def in_two(found: list[Finding]) -> dict[str, Any]:
    """What the checks found, for a page: what has to be mended, and what has to be looked at."""
    faults, hints = [each for each in found if each.is_fault], [each for each in found if not each.is_fault]
    return {
        "faults": faults,
        "hints": hints,
        "checked": f"The checks find {len(faults)} to mend, {len(hints)} to look at",
    }


def left_open(edition: Edition) -> list[str]:
    """What nobody has looked at, and what nobody has answered, in sentences; neither stops anything."""
    flagged = sum(row.to_look_at for row in edition.sections.all())
    asked = edition.comments.filter(settled_at=None).count()
    changes = f"Changes in {flagged} section{'' if flagged == 1 else 's'} have not been looked at yet."
    comments = f"{asked} comment{' is' if asked == 1 else 's are'} not answered yet."
    return [says for count, says in ((flagged, changes), (asked, comments)) if count]
