"""PDFs as answers: what every download has in common, for one person who is signed in and for everyone."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from bcsp.documents.actions import PDF
from bcsp.documents.pdf.watermarks import copy_for

PRIVATE = {
    "Cache-Control": "private, no-store",  # a shared computer must not keep it
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


def private_pdf(pdf: bytes, name: str, *, reader: str | None = None) -> HttpResponse:
    """A PDF under a file's name, for whoever asked. What is for named readers has its `reader`'s name written into
    their copy."""
    return _download(pdf if reader is None else copy_for(reader, pdf), name, PRIVATE)


def public_pdf(pdf: bytes, name: str, **headers: str) -> HttpResponse:
    """A PDF for everyone."""
    return _download(pdf, name, headers)


def _download(pdf: bytes, name: str, headers: dict[str, str]) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(pdf, content_type=PDF, headers={**headers, "Content-Disposition": disposition})
