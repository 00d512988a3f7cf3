"""The public document for everyone: the edition in force, and every edition at an address that stays."""

from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string

from bcsp.documents.downloads import public_pdf
from bcsp.public.base import PublicView
from bcsp.records.clock import today
from governance.choices import EditionState
from governance.document.standing import Issued, Standing, issued_now, latest_of, next_of, standing, standings
from governance.models import Edition
from governance.views.on_a_day import OnADayView


class DocumentView(OnADayView):
    """The edition in force; where there is none, why. Of an earlier day, the way to the edition in force then."""

    def get(self, request: HttpRequest) -> HttpResponse:
        day = self.asked or today()
        issued = DRAWN.known(issued_now())
        latest = latest_of(issued, day)
        if latest is None:
            context = {"day": day, "is_today": day == today(), "coming": next_of(issued, day)}
            return render(request, "governance/public_edition_none.html", context)
        if self.asked:
            return redirect("governance_public:edition", latest.number)
        return page_of(request, latest, issued)


class EditionView(PublicView):
    """One edition, whatever became of it since; of one that was withdrawn, the reason."""

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        issued = DRAWN.known(issued_now())
        return page_of(request, _numbered(issued, number), issued)


class EditionListView(PublicView):
    def get(self, request: HttpRequest) -> HttpResponse:
        rows = list(Edition.objects.issued().light().select_related("pdf").defer("html", "facts", "pdf__content"))
        found = standings(rows)
        return render(request, "governance/public_edition_list.html", {"rows": [(e, found[e.number]) for e in rows]})


class EditionPdfView(PublicView):
    """An edition's pages as they were printed; of one that was withdrawn, its page says why."""

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        issued = issued_now()
        edition = _numbered(issued, number)
        if edition.state == EditionState.WITHDRAWN:
            return page_of(request, edition, issued)
        file = get_object_or_404(Edition.objects.select_related("pdf"), number=number, pdf__isnull=False).pdf
        name = f"how-the-partnership-works-edition-{number}.pdf"
        return public_pdf(bytes(file.content), name, ETag=f'"{file.sha256}"')


def page_of(request: HttpRequest, asked: Issued, issued: list[Issued]) -> HttpResponse:
    """The edition's page as it stands today among all that were issued; 410 where it was withdrawn."""
    latest = latest_of(issued, today())
    if asked.state == EditionState.WITHDRAWN:
        none = latest is None or latest.state == EditionState.WITHDRAWN
        edition, coming = Edition.objects.light().get(number=asked.number), next_of(issued, today())
        context = {"edition": edition, "none_in_force": none, "coming": coming if none else None}
        return render(request, "governance/public_edition_withdrawn.html", context, status=410)
    page, etag = DRAWN.page(request, asked, standing(asked, latest))
    return HttpResponse(page, headers={"ETag": etag})


class _Drawn:
    """Pages as they were drawn, once a process: an edition's text is long, and never changes. All go as soon as any
    edition changes, so that no withdrawn word stays in memory."""

    def __init__(self) -> None:
        self.issued: list[Issued] = []
        self.pages: dict[tuple[Issued, Standing], tuple[bytes, str]] = {}

    def known(self, issued: list[Issued]) -> list[Issued]:
        """The editions as they are now; what was drawn of others is forgotten."""
        if issued != self.issued:
            self.issued, self.pages = issued, {}
        return issued

    def page(self, request: HttpRequest, issued: Issued, now_at: Standing) -> tuple[bytes, str]:
        """The page, and its entity tag: of its bytes, since a new release may frame the same text otherwise."""
        found = self.pages.get((issued, now_at))
        if found is None:
            edition = Edition.objects.defer("facts").get(number=issued.number)
            context = {"edition": edition, "standing": now_at}
            drawn = render_to_string("governance/public_edition_detail.html", context, request).encode()
            found = self.pages[issued, now_at] = drawn, f'"{sha256(drawn).hexdigest()}"'
        return found


DRAWN = _Drawn()


def _numbered(issued: list[Issued], number: int) -> Issued:
    """The edition of that number; otherwise 404."""
    found = next((each for each in issued if each.number == number), None)
    if found is None:
        raise Http404
    return found
