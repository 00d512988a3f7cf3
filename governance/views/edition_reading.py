"""How an edition of the public document reads before it is published, and what the checks find in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views import View

from bcsp.documents.downloads import private_pdf
from bcsp.documents.pdf import UnfitPage
from bcsp.documents.pdf.joining import CannotJoin
from bcsp.records.errors import Refused
from governance import rules
from governance.document.contents import text_of
from governance.document.printing import printed
from governance.views.edition_checks import checked, shown
from governance.views.editions import edition_for


class EditionPreviewView(View):
    """The draft as everyone will see it, under what the checks find. A published one is read where everyone does."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        edition = edition_for(request.viewer, number)
        if not edition.is_open:
            return redirect(edition.public_url)
        found, may_write = shown(edition), request.viewer.may(rules.WRITE_DOCUMENT)
        context = {
            "edition": edition,
            "html": text_of(edition, found),
            "may_mend": may_write and edition.is_written,
            **(checked(edition, found) if may_write else {}),
        }
        return render(request, "governance/edition_preview.html", context)


class EditionDraftPdfView(View):
    """The same as a PDF, marked as a draft on every page."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        edition = edition_for(request.viewer, number)
        if not edition.is_open:
            return redirect(edition.public_url)
        try:
            pdf = printed(edition, text_of(edition, shown(edition)))
        except (UnfitPage, CannotJoin) as fault:
            raise Refused(str(fault)) from fault
        return private_pdf(pdf, f"draft-how-the-partnership-works-edition-{number}.pdf")
