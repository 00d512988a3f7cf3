"""The public document for everyone: the edition in force, and every edition at an address that stays."""

from functools import lru_cache

from django.db.models import Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from bcsp.documents.downloads import public_pdf
from bcsp.public.base import PublicView
from bcsp.records.clock import today
from governance.document.standing import Standing, standing, standings
from governance.models import Edition


class DocumentView(PublicView):
    """The edition in force; where there is none, why."""

    def get(self, request: HttpRequest) -> HttpResponse:
        edition = _with_latest().filter(effective_from__lte=today()).order_by("-effective_from").first()
        if edition is None:
            return render(request, "governance/public_edition_none.html")
        return page_of(request, edition)


class EditionView(PublicView):
    """One edition, whatever became of it since; of one that was withdrawn, the reason."""

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        edition = _with_latest().filter(number=number).first()
        if edition is None:
            raise Http404
        return page_of(request, edition)


class EditionListView(PublicView):
    def get(self, request: HttpRequest) -> HttpResponse:
        rows = list(Edition.objects.issued().light().select_related("pdf").defer("pdf__content"))
        found = standings(rows)
        return render(request, "governance/public_edition_list.html", {"rows": [(e, found[e.number]) for e in rows]})


class EditionPdfView(PublicView):
    """An edition's pages as they were printed; of one that was withdrawn, its page says why."""

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        edition = _with_latest().select_related("pdf").filter(number=number, pdf__isnull=False).first()
        if edition is None:
            raise Http404
        if edition.pdf.withdrawn_at:
            return page_of(request, edition)
        name = f"how-the-partnership-works-edition-{number}.pdf"
        return public_pdf(bytes(edition.pdf.content), name, ETag=f'"{edition.pdf.sha256}"')


def page_of(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The edition's page as it stands today; 410 where it was withdrawn."""
    latest = Edition(number=edition.latest, effective_from=edition.latest_from) if edition.latest else None
    now_at = standing(edition, latest)
    if now_at.word == "Withdrawn":
        return render(request, "governance/public_edition_withdrawn.html", {"edition": edition}, status=410)
    return HttpResponse(_drawn(_Page(request, edition, now_at)))


class _Page:
    """What a page hangs on. Two alike are drawn once a process: an edition's text is long, and never changes."""

    def __init__(self, request: HttpRequest, edition: Edition, now_at: Standing) -> None:
        self.request, self.edition, self.now_at = request, edition, now_at
        self.key = (edition.html_sha256, edition.pdf_id, now_at)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Page) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


@lru_cache(maxsize=8)
def _drawn(page: _Page) -> bytes:
    context = {"edition": page.edition, "standing": page.now_at}
    return render_to_string("governance/public_edition_detail.html", context, page.request).encode()


def _with_latest():
    """Every edition ever published, with the number and first day of the last that has come into force: one query."""
    begun = Edition.objects.begun(today())
    last = {"latest": Subquery(begun.values("number")[:1]), "latest_from": Subquery(begun.values("effective_from")[:1])}
    return Edition.objects.issued().defer("facts").annotate(**last)
