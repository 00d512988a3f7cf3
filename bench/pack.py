"""A pack of 300 pages from 60 ready parts, 40 of them uploads: time and memory of joining it.

Beside qpdf, which joins the same files without tags, stamps, bookmarks or living links, and beside a warm headless
Chromium, which prints the parts' HTML. Where there is no qpdf, pikepdf appends the pages plainly; where there is no
Chromium, that row is left out.
"""

import atexit
import io
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from base64 import b64encode
from functools import cache
from pathlib import Path
from random import Random
from statistics import median

import weasyprint
from django.utils.safestring import mark_safe
from pikepdf import Pdf
from PIL import Image

from bcsp.documents.papers import as_document
from bcsp.documents.pdf import html_to_pdf
from bcsp.documents.pdf.joining import Part, join
from bcsp.documents.uploads import prepare
from bcsp.postgres import ROOT
from bench.rows import Row

OWN, UPLOADS, PAGES = 20, 40, 5
SECONDS, MEGABYTES, TIMES_QPDF = 2.0, 300.0, 3.0
TIMES = 3
SIZES = ("a4 portrait", "a4 landscape", "a3 landscape", "a4 portrait")
PARAGRAPH = "<p>The partnership reviewed what was done since it last met, what it cost and who took part. " * 3
CHROMIUM = ("chromium-headless-shell", "chromium", "google-chrome", "chromium-browser")


def joining_time() -> Row:
    """Seconds of `join` in a process that has joined before, as a worker has."""
    ours, _ = _joined()
    name, beside = _plain()
    return Row("join 300 pages", ours, name, beside, min(SECONDS, TIMES_QPDF * beside))


def joining_memory() -> Row:
    """The most memory that such a process took, all of Python in it."""
    _, memory = _joined()
    return Row("memory of that", memory, "the limit", MEGABYTES, MEGABYTES, unit="MB")


def printing_time() -> Row | None:
    """Joining beside printing: a pack must come sooner than a browser could print it."""
    beside = _printed()
    return beside and Row("join 300 pages", _joined()[0], "warm Chromium, printing the HTML", beside, beside)


@cache
def _folder() -> Path:
    """The ready parts as files, and the HTML that they came from."""
    folder = tempfile.TemporaryDirectory(prefix="bcsp-bench-")
    atexit.register(folder.cleanup)
    for number in range(OWN + UPLOADS):
        html, pdf = _own(number) if number < OWN else _upload(number)
        (Path(folder.name) / f"{number:02}.html").write_text(html)
        (Path(folder.name) / f"{number:02}.pdf").write_bytes(pdf)
    return Path(folder.name)


def _html(number: int, more: str = "") -> str:
    """A part of five pages of words, with a link."""
    pages = "".join(f'<h2 style="break-before: page">Page {n}</h2>{PARAGRAPH * 5}' for n in range(2, PAGES + 1))
    link = '<p><a href="https://example.org/">source</a></p>'
    body = mark_safe(f"{more}<h1>Part {number}</h1>{PARAGRAPH * 4}{link}{pages}")
    return as_document(body, title=f"Part {number}")


def _own(number: int) -> tuple[str, bytes]:
    """HTML and pages of a paper of ours."""
    html = _html(number)
    return html, html_to_pdf(html, title=f"Part {number}")


def _upload(number: int) -> tuple[str, bytes]:
    """HTML and pages of an upload with a photograph's worth of bytes; one in four comes with tags."""
    noise = Image.frombytes("L", (500, 400), Random(number).randbytes(200_000))  # noqa: S311 - nothing secret
    noise.save(out := io.BytesIO(), "png")
    picture = f'<img alt="x" width="300" src="data:image/png;base64,{b64encode(out.getvalue()).decode()}">'
    html = _html(number, f"<style>@page {{ size: {SIZES[number % 4]} }}</style>{picture}")
    raw = weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1" if number % 4 == 3 else None)
    return html, prepare(raw, title=f"Part {number}", summary="What it says, in short.")


@cache
def _joined() -> tuple[float, float]:
    """Seconds and megabytes of joining, in a process of its own."""
    command = [sys.executable, "-m", "bench.pack", str(_folder())]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, env=os.environ)
    return tuple(json.loads(done.stdout))


def _join(folder: str) -> None:
    """Join the folder's parts; print the seconds and the megabytes."""
    files = sorted(Path(folder).glob("*.pdf"))
    parts = [Part(file.stem, f"Part {file.stem}", file.read_bytes(), f"item {file.stem}", 2) for file in files]
    join(parts[:1], title="First", marking="Public")  # loads what a worker has loaded
    taken = []
    for _ in range(TIMES):
        begin = time.perf_counter()
        made = join(parts, title="Pack", marking="Partners only", head="PDG, 14 May 2026")
        taken.append(time.perf_counter() - begin)
    assert made.count(b"%%EOF") == 1
    print(json.dumps([median(taken), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


@cache
def _plain() -> tuple[str, float]:
    """The peer's name, and its seconds for the same files."""
    files = sorted(map(str, _folder().glob("*.pdf")))
    qpdf, out = shutil.which("qpdf"), str(_folder() / "plain")
    command = [qpdf, "--empty", "--pages", *files, "--", out]
    taken = []
    for _ in range(TIMES):
        begin = time.perf_counter()
        if qpdf:
            subprocess.run(command, check=True)
        else:
            _append(files)
        taken.append(time.perf_counter() - begin)
    return "qpdf --pages" if qpdf else "pikepdf, pages appended", median(taken)


def _append(files: list[str]) -> None:
    pack = Pdf.new()
    for file in files:
        with Pdf.open(file) as source:
            for page in source.pages:
                pack.pages.append(page)
    pack.save(io.BytesIO())


@cache
def _printed() -> float:
    """Seconds that a warm headless Chromium takes to print the HTML of all parts; 0 where there is none."""
    browser = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if not browser:
        return 0
    from playwright.sync_api import sync_playwright

    pages = [file.as_uri() for file in sorted(_folder().glob("*.html"))]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        page = chromium.new_page()
        page.goto(pages[0])
        page.pdf()
        begin = time.perf_counter()
        for address in pages:
            page.goto(address)
            page.pdf(tagged=True, outline=True)
        taken = time.perf_counter() - begin
        chromium.close()
    return taken


if __name__ == "__main__":
    _join(sys.argv[1])
