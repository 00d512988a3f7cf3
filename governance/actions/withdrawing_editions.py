"""Withdrawing an edition of the public document, and mending what is said of it afterwards."""

from collections.abc import Collection

from bcsp.documents.actions import withdraw_file
from bcsp.records.actions import action, demand, save, take
from bcsp.records.clock import now
from bcsp.records.errors import Refused
from bcsp.records.redaction import take_out
from bcsp.records.viewer import Viewer
from governance import rules
from governance.actions.editions import begin
from governance.actions.publishing_editions import clean
from governance.choices import EditionState
from governance.document.checks.line import in_line
from governance.models import Edition

REASON = "The reason"  # at the beginning of what the checks find in it


@action
def withdraw_edition(
    *, edition: Edition, version: int, reason: str, keep_words: bool, by: Viewer, looked_at: Collection[str] = ()
) -> Edition:
    """Take a published edition back at once: its text, facts, comments and pages go, from its history too. Number,
    dates, hash and reason stay at its address. `keep_words` begins the next edition with its words, so that they can be
    mended. The reason is checked as a section is, and `looked_at` as in publishing. Raises Stale, Refused."""
    demand(rules.WRITE_DOCUMENT, by)
    edition = take(edition, version)
    if edition.state != EditionState.PUBLISHED:
        raise Refused("Only a published edition can be withdrawn.")
    clean(in_line(REASON, reason), looked_at)
    if keep_words and not Edition.objects.open().exists():
        begin(edition, [], by)
    edition.state, edition.withdrawn_at, edition.withdrawn_by_id = EditionState.WITHDRAWN, now(), by.person_id
    edition.withdrawn_why = reason.strip()
    save(edition)
    _take_out(edition, by)
    return Edition.objects.get(pk=edition.pk)


def _take_out(edition: Edition, by: Viewer) -> None:
    """Its words, wherever they are kept. What stays behind for good says only that it was withdrawn: its reason stands
    in one place alone, where it can be mended."""
    why = f"{edition} of the public document was withdrawn."
    take_out(record=edition, columns=["html", "facts"], by=by, why=why)
    for section in edition.sections.all():
        take_out(record=section, columns=["text", "flags"], by=by, why=why)
    for said in edition.comments.all():  # they quote it
        take_out(record=said, columns=["text", "answer"] if said.settled_at else ["text"], by=by, why=why)
    if edition.pdf:
        withdraw_file(file=edition.pdf, by=by, why=why)


@action
def mend_reason(*, edition: Edition, version: int, reason: str, by: Viewer, looked_at: Collection[str] = ()) -> Edition:
    """Say in other words why an edition was withdrawn. What was said before goes, from its history too, for it may be
    what nobody should read; who mended it and when stays. Raises Stale, Refused."""
    demand(rules.WRITE_DOCUMENT, by)
    edition = take(edition, version)
    if edition.state != EditionState.WITHDRAWN:
        raise Refused("This edition is not withdrawn: there is no reason to mend.")
    clean(in_line(REASON, reason), looked_at)
    take_out(record=edition, columns=["withdrawn_why"], by=by, why="The reason of the withdrawal was mended.")
    edition.withdrawn_why = reason.strip()
    return save(edition)
