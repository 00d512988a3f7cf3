"""The document as whoever asks for it today is given it: the edition in force, or a draft before the first."""

from django.utils.safestring import SafeString

from bcsp.records.clock import today
from governance.document.contents import document, text_of
from governance.document.printing import printed
from governance.document.standing import in_force
from governance.models import Edition, Section


def exported() -> tuple[str, bytes]:
    """What it is, in words, and its PDF. Of an edition that is in force, the very pages that were published; otherwise
    the edition being prepared, or the default text, marked as a draft. Raises UnfitPage, CannotJoin."""
    edition = in_force()
    if edition is not None:
        pdf = bytes(edition.pdf.content) if edition.pdf else printed(edition, edition.fragment)
        return f"{edition}, in force since {edition.effective_from:%-d %B %Y}", pdf
    return draft()


def draft() -> tuple[str, bytes]:
    """The edition being prepared as it reads today, or the default text; marked as a draft."""
    edition = Edition.objects.open().first()
    if edition is None:
        edition = Edition(number=_next())
        text = default_text(edition)
    else:
        text = text_of(edition, document(edition.sections.select_related("section"), today()))
    return f"Draft of {str(edition).lower()}, not approved", printed(edition, text)


def default_text(edition: Edition | None = None) -> SafeString:
    """The default sections with their blocks, as a draft of the next edition."""
    return text_of(edition or Edition(number=_next()), document(Section.objects.all(), today()))


def _next() -> int:
    last = Edition.objects.order_by("-number").first()
    return last.number + 1 if last else 1
