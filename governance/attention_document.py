"""What of the public document waits for those who write it (facts that changed, a draft to go on with, a review), and
for those who are asked to read a draft."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse

from bcsp.people.models import Organisation
from bcsp.records.clock import today
from bcsp.strands import Waiting
from governance import rules
from governance.choices import EditionState
from governance.document.drift import drift
from governance.document.standing import in_force, newest
from governance.models import Edition

AHEAD = timedelta(weeks=8)  # before the review date


def document_waiting(viewer) -> Iterator[Waiting]:
    """Each is one line: how the last edition stands that was published, in force or to come, and the one that is being
    prepared."""
    if not viewer.may(rules.WRITE_DOCUMENT):
        yield from _to_read(viewer)
        return
    url, edition, prepared = reverse("governance:document"), newest(), Edition.objects.open().light().first()
    if prepared:
        yield Waiting(_prepared(prepared), prepared.get_absolute_url())
    if edition is None:
        if not prepared:
            yield Waiting("No edition of the public document is in force. Start the next one", url)
        return
    for each in dict.fromkeys([in_force(), edition]):
        if each and each.fault and not each.pdf_id:
            yield Waiting(f"{each} could not be printed", url, late=True)
    changed = len(drift(edition)) if not prepared else 0  # the draft has its own flags
    if changed:
        facts = "1 fact has" if changed == 1 else f"{changed} facts have"
        to_come = edition.effective_from > today()
        how = f"comes into force on {edition.effective_from:%-d %B %Y}" if to_come else "is in force"
        yield Waiting(f"{edition} of the public document {how}; {facts} changed", url)
    if edition.review_due - today() <= AHEAD and not prepared:
        verb = "was" if edition.review_due < today() else "is"
        day = f"{edition.review_due:%-d %B %Y}"
        yield Waiting(f"{edition} of the public document {verb} to be reviewed by {day}", url, verb == "was")


def _to_read(viewer) -> Iterator[Waiting]:
    """For those who were told of a review (`actions.ask_review`), until they have said something or it is approved."""
    edition = Edition.objects.filter(state=EditionState.REVIEW).light().first() if viewer.bodies else None
    if edition is None or not viewer.may(rules.COMMENT_ON_DOCUMENT):
        return
    asked = Organisation.objects.filter(tier__in=[Organisation.Tier.BOARD, Organisation.Tier.PDG], pk__in=viewer.bodies)
    if asked.exists() and not edition.comments.filter(created_by=viewer.person_id).exists():
        text = f"{edition} of the public document is in review: read it, and comment until it is approved"
        yield Waiting(text, edition.get_absolute_url())


def _prepared(edition: Edition) -> str:
    to_look_at = sum(section.to_look_at for section in edition.sections.all())
    sections = "1 section" if to_look_at == 1 else f"{to_look_at} sections"
    rest = f": {sections} to look at" if to_look_at else f" ({edition.get_state_display().lower()})"
    return f"Go on with edition {edition.number} of the public document{rest}"
