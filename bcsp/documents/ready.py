"""Parts made ready: a paper's pages, rendered once and kept, so that building a pack only joins them.

Kept by a hash of everything that the pages hang on: the HTML, our print style, the renderer's versions and the fonts of
this machine. Change one paper and that part alone is rendered again; move to a new renderer and all are.
"""

import hashlib
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from django.contrib.staticfiles import finders
from django.utils.safestring import SafeString

from bcsp.documents.joining import page_count
from bcsp.documents.models import ReadyPart
from bcsp.documents.papers import Paper, as_document, render_html
from bcsp.documents.pdf import html_to_pdf

FONTS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts")
STYLESHEET = "pdf/paper.css"


def ready(fragment: SafeString, *, title: str) -> bytes:
    """The fragment's pages as a tagged PDF without stamps; rendered only where they are not kept."""
    html = as_document(fragment, title=title)
    sha256 = hashlib.sha256("\0".join((_machine(), _style(), title, html)).encode()).hexdigest()
    kept = ReadyPart.objects.filter(pk=sha256).values_list("content", flat=True).first()
    if kept is not None:
        return bytes(kept)
    pdf = html_to_pdf(html, title=title)
    part = ReadyPart(sha256=sha256, content=pdf, pages=page_count(pdf))
    ReadyPart.objects.bulk_create([part], ignore_conflicts=True)
    return pdf


def pages_of(paper: Paper) -> bytes:
    """The pages of a paper, ready."""
    return ready(render_html(paper), title=paper.title)


def _style() -> str:
    return hashlib.sha256(Path(finders.find(STYLESHEET)).read_bytes()).hexdigest()


@lru_cache(maxsize=1)
def _machine() -> str:
    """The renderer's versions and the fonts, as one text. Read once a process."""
    fonts = sorted(f"{path.name} {path.stat().st_size}" for root in FONTS for path in root.rglob("*.[to]t[fc]"))
    return "\n".join([*(f"{name} {version(name)}" for name in ("weasyprint", "pydyf", "pikepdf")), *fonts])
