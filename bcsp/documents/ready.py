"""Parts made ready: a paper's pages, rendered once and kept, so that building a pack only joins them.

Kept by a hash of everything that the pages hang on: the HTML, our print style, the renderer's versions and the fonts of
this machine. Change one paper and that part alone is rendered again; move to a new renderer and all are.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from django.contrib.staticfiles import finders
from django.utils.safestring import SafeString

from bcsp.documents import uploads
from bcsp.documents.models import ReadyPart, StoredFile
from bcsp.documents.papers import Paper, as_document, render_html
from bcsp.documents.pdf import STYLESHEET, html_to_pdf
from bcsp.documents.pdf.joining import CannotJoin, Part, join, page_count
from bcsp.documents.placeholders import placeholder

FONTS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts")


def ready(fragment: SafeString, *, title: str) -> bytes:
    """The fragment's pages as a tagged PDF without stamps; rendered only where they are not kept."""
    return _printed(as_document(fragment, title=title), title)


def pages_of(paper: Paper) -> bytes:
    """The pages of a paper, ready; those of a PDF that was uploaded for it follow them. Raises CannotJoin."""
    html = as_document(render_html(paper), title=paper.title)
    if not paper.upload:
        return _printed(html, paper.title)
    try:
        return _kept(*_hangs_on(paper, html), make=lambda: _joined(paper, html, _upload(paper)))
    except uploads.UnfitUpload as fault:  # a leaf that says so: one bad file stops no pack, and may do better next time
        return _joined(paper, html, placeholder(f"{paper.key}.file", paper.title, str(fault)))


def known_pages(papers: Iterable[Paper]) -> dict[str, int]:
    """How many pages each paper has, by its key; those that are not ready yet are left out. Renders no page."""
    keys = {_sha256(*_hangs_on(p, as_document(render_html(p), title=p.title))): p.key for p in papers}
    rows = ReadyPart.objects.filter(pk__in=keys).values_list("sha256", "pages")
    return {keys[sha256]: pages for sha256, pages in rows}


def _printed(html: str, title: str) -> bytes:
    return _kept(title, html, make=lambda: html_to_pdf(html, title=title))


def _hangs_on(paper: Paper, html: str) -> tuple[str, ...]:
    return (paper.title, html, paper.upload, paper.summary) if paper.upload else (paper.title, html)


def _upload(paper: Paper) -> Part:
    file = StoredFile.objects.get(sha256=paper.upload)
    if file.content is None:
        raise CannotJoin(f"The PDF of “{paper.title}” was withdrawn ({file.withdrawn_why}).")
    return uploads.as_part(bytes(file.content), key=f"{paper.key}.file", title=paper.title, summary=paper.summary)


def _joined(paper: Paper, html: str, upload: Part) -> bytes:
    cover = Part(paper.key, "", html_to_pdf(html, title=paper.title))
    return join([cover, replace(upload, title="")], title=paper.title, marking="", stamped=False)


def _kept(*hangs_on: str, make: Callable[[], bytes]) -> bytes:
    """The pages that hang on these texts, our style and this machine: those that are kept, or made now and kept."""
    sha256 = _sha256(*hangs_on)
    kept = ReadyPart.objects.filter(pk=sha256).values_list("content", flat=True).first()
    if kept is not None:
        return bytes(kept)
    pdf = make()
    part = ReadyPart(sha256=sha256, content=pdf, pages=page_count(pdf))
    ReadyPart.objects.bulk_create([part], ignore_conflicts=True)
    return pdf


def _sha256(*hangs_on: str) -> str:
    return hashlib.sha256("\0".join((_machine(), _style(), *hangs_on)).encode()).hexdigest()


def _style() -> str:
    return hashlib.sha256(Path(finders.find(STYLESHEET)).read_bytes()).hexdigest()


@lru_cache(maxsize=1)
def _machine() -> str:
    """The renderer's versions and the fonts, as one text. Read once a process."""
    fonts = sorted(f"{path.name} {path.stat().st_size}" for root in FONTS for path in root.rglob("*.[to]t[fc]"))
    return "\n".join([*(f"{name} {version(name)}" for name in ("weasyprint", "pydyf", "pikepdf")), *fonts])
