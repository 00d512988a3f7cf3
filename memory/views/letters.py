"""The letter to an applicant: read before it is sent, and as a PDF. For the community safety team alone."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from bcsp.documents.downloads import private_pdf
from bcsp.documents.papers import render_html
from bcsp.records.access import log_reads
from bcsp.records.actions import demand
from memory.models import Application
from memory.papers.letters import has_letter, letter_of, letter_pdf
from memory.rules import READ_APPLICATIONS
from memory.views.applications import find_application


def find_decided(request: HttpRequest, reference: str) -> Application:
    """The application, if this viewer may read it and there is a letter to write; otherwise 404."""
    row = find_application(request, reference)
    demand(READ_APPLICATIONS, request.viewer, row)
    if not has_letter(row):
        raise Http404
    return row


class LetterView(View):
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        row = find_decided(request, reference)
        log_reads(request, [row])
        return render(request, "memory/application_letter.html", {"row": row, "html": render_html(letter_of(row))})


class LetterDownloadView(View):
    """As it is sent: no name of a reader stands in it."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        row = find_decided(request, reference)
        log_reads(request, [row], how="pdf")
        return private_pdf(letter_pdf(row), f"letter-{row.reference}.pdf")
