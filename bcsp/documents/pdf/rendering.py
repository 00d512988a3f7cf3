"""How `html_to_pdf` does it, with WeasyPrint: a closed fetcher, a check of links and pictures, our print style.

Whoever may write into a page could otherwise make the server read its own files or its network's addresses. So the
fetcher knows two kinds of address: `static:NAME`, one of our static files by name, and `data:`.
"""

import gc
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

import weasyprint
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from bcsp.documents.pdf import STYLESHEET, RefusedAddress, UnfitPage
from bcsp.documents.pdf.tagging import finish

LANGUAGE = "en-GB"
LINKS = ("http:", "https:", "mailto:", "pack:", "#")  # pack: is a jump inside the pack, made real when it is joined
NOWHERE = "paper:/"  # what relative addresses are relative to, so that they too come to the fetcher and are refused
MEDIA = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}


def _static_file(name: str) -> Path:
    """Path of one of our static files, or RefusedAddress."""
    try:
        path = finders.find(name)
    except SuspiciousFileOperation:
        path = None
    if not path or Path(path).suffix not in MEDIA:
        raise RefusedAddress(
            f"“{name}” is not one of our static files. Put the picture under static/ and name it from there."
        )
    return Path(path)


class ClosedFetcher(URLFetcher):
    """Answers `static:NAME` and `data:`; any other address stops the rendering, unfetched."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)
        self.refusal: UnfitPage | None = None

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Content at `url`; raises RefusedAddress, and keeps it, for WeasyPrint passes over some faults in silence."""
        scheme, _, rest = url.partition(":")
        if scheme == "data":
            return super().fetch(url, headers)
        try:
            if scheme != "static":
                raise RefusedAddress(f"“{url[:200]}” was not fetched: papers use our static files and data they carry.")
            path = _static_file(unquote(rest))
        except RefusedAddress as refusal:
            self.refusal = self.refusal or refusal
            raise
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": MEDIA[path.suffix]})


def render(html: str, *, title: str, issued: datetime | None = None) -> bytes:
    """As `bcsp.documents.pdf.html_to_pdf` says."""
    if not title.strip():
        raise UnfitPage("A paper needs a title.")
    with _uncollected():
        return _rendered(html, title, issued)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Nearly all that rendering makes lives to its end: looking for garbage among it took a tenth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _rendered(html: str, title: str, issued: datetime | None) -> bytes:
    fetcher = ClosedFetcher()
    try:
        page = weasyprint.HTML(string=html, base_url=NOWHERE, url_fetcher=fetcher, media_type="print")
        _check(page)
        document = _laid_out(page)
        document.metadata.title, document.metadata.lang = title, LANGUAGE
        document.metadata.created = f"{issued.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if issued else None
        raw = document.write_pdf(pdf_variant="pdf/ua-1")
    except FatalURLFetchingError as fault:
        raise fetcher.refusal or UnfitPage(str(fault)) from None
    if fetcher.refusal:
        raise fetcher.refusal
    return finish(raw, prefix=hashlib.sha256(html.encode()).hexdigest()[:12])


def _laid_out(page: weasyprint.HTML) -> weasyprint.Document:
    """The page in our print style; what has to be one page (class "one-page") is set tighter where it isn't."""
    document = page.render(stylesheets=[stylesheet()])
    for closer in ("tight", "tight tightest"):
        if len(document.pages) == 1 or page.etree_element.find(".//*[@class='one-page']") is None:
            break
        page.etree_element.find("body").set("class", closer)
        document = page.render(stylesheets=[stylesheet()])
    return document


def _check(page: weasyprint.HTML) -> None:
    """Raise UnfitPage for links that could do harm and pictures that a screen reader could not say."""
    for element in page.etree_element.iter():
        tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""  # comments have no name
        if tag in ("a", "area"):
            for href in (value.strip() for name, value in element.attrib.items() if name.endswith("href")):
                if not href.lower().startswith(LINKS):
                    raise RefusedAddress(
                        f"The link “{href[:200]}” is refused: papers link to web addresses, e-mail and their own pages."
                    )
        elif tag == "img" and not element.get("alt", "").strip():
            raise UnfitPage(
                f"The picture “{element.get('src', '')[:80]}” has no alternative text. Say in words what it shows."
            )


def stylesheet() -> weasyprint.CSS:
    """Our print style, read again when the file has changed."""
    path = _static_file(STYLESHEET)
    return _parsed(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _parsed(path: Path, changed: int) -> weasyprint.CSS:
    return weasyprint.CSS(string=path.read_text(), url_fetcher=ClosedFetcher())
