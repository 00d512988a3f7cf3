"""The document as a PDF: the same text as on its page, with page numbers in its contents and at the foot."""

from datetime import datetime

from django.utils.safestring import SafeString

from bcsp.documents.markings import marking_of
from bcsp.documents.papers import as_document
from bcsp.documents.pdf import html_to_pdf
from bcsp.documents.pdf.joining import Part, join
from bcsp.documents.pdf.watermarks import marked
from bcsp.records.models import Audience
from governance.document.contents import TITLE
from governance.models import Edition


def printed(edition: Edition, text: SafeString, *, issued: datetime | None = None) -> bytes:
    """The text of an edition as PDF/UA-1; of one that is not published, marked as a draft on every page.

    Raises UnfitPage (bcsp.documents.pdf), CannotJoin.
    """
    name = f"{TITLE}, edition {edition.number}"
    pages = html_to_pdf(as_document(text, title=name), title=name, issued=issued)
    whole = Part("document", "", pages)
    pdf = join(
        [whole],
        title=name,
        head=f"{TITLE} · Edition {edition.number}",
        marking=marking_of(Audience.PUBLIC, draft=edition.is_open),
        issued=issued,
    )
    return marked(pdf, f"Draft of edition {edition.number}: not approved, not in force") if edition.is_open else pdf
