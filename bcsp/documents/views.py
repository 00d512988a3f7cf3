"""Reading and downloading papers as they were issued. Who may not know of a paper gets 404.

Both are open to a sign-in without a place: a guest for one item reads the papers that let them in by name.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.utils.text import slugify
from django.views import View

from bcsp.documents.downloads import private_pdf
from bcsp.documents.models import StoredPaper
from bcsp.documents.written.typed import as_typed, clean
from bcsp.people.middleware import open_to_signed_in
from bcsp.records.access import log_reads
from bcsp.strands import NavigationLink, strands


def _visible(request: HttpRequest, pk: int, *not_needed: str) -> StoredPaper:
    """The paper with its file, if this viewer may know of it; columns not needed stay in the database."""
    papers = StoredPaper.objects.visible_to(request.viewer).select_related("file__withdrawn_by")
    return get_object_or_404(papers.defer(*not_needed), pk=pk)


def _stands(paper: StoredPaper, viewer) -> list[NavigationLink]:
    """The ways back to where the paper stands."""
    return [link for strand in strands() for link in strand.stands(paper, viewer)]


def _replaced(paper: StoredPaper, viewer) -> NavigationLink | None:
    """What took the paper's place, as far as the viewer may read it."""
    return next(filter(None, (strand.replaced(paper, viewer) for strand in strands())), None)


def _detail(request: HttpRequest, paper: StoredPaper) -> HttpResponse:
    """The paper's page; 410 where it was withdrawn."""
    context = {
        "paper": paper,
        "file": paper.file,
        "stands": _stands(paper, request.viewer),
        "replaced": _replaced(paper, request.viewer),
    }
    status = 410 if paper.file.withdrawn_at else 200
    return render(request, "documents/paper_detail.html", context, status=status)


class PasteReadView(View):
    """What was pasted with its formats, as a text to go on with in a plain box (static/js/paste.js). Keeps nothing."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        text = as_typed(clean(request.POST.get("html", "")))
        return HttpResponse(text, content_type="text/plain; charset=utf-8")


@method_decorator(open_to_signed_in, name="dispatch")
class PaperDetailView(View):
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        paper = _visible(request, pk, "file__content")
        log_reads(request, [paper])
        return _detail(request, paper)


@method_decorator(open_to_signed_in, name="dispatch")
class PaperDownloadView(View):
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        paper = _visible(request, pk, "html")
        if paper.file.withdrawn_at:
            return _detail(request, paper)
        log_reads(request, [paper], how="pdf")
        before = "replaced-" if _replaced(paper, request.viewer) else ""
        name = f"{before}{slugify(paper.title)[:80] or 'paper'}.pdf"
        return private_pdf(bytes(paper.file.content), name, reader=request.viewer.name if paper.is_named else None)
