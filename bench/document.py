"""The public document: its page beside a bare Django view, and the time and memory of printing forty pages of it."""

import json
import os
import resource
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from functools import cache
from pathlib import Path
from statistics import median
from types import ModuleType

from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse

from bcsp.database import database
from bcsp.postgres import ROOT
from bench.rows import Row
from bench.warm_start import free_port, wait

PAGE, BARE = "/public/document/", "/public/bare/"
TIMES, WARM = 400, 40
TIMES_BARE, SECONDS, MEGABYTES, PAGES = 1.5, 4.0, 300.0, 40
A_PAGE = 7  # paragraphs
PARAGRAPH = "The partnership says openly how it works, who answers for what, and when its bodies meet. " * 6


def page_time() -> Row:
    """Milliseconds that gunicorn takes to answer, from the request to the last byte: with the edition in force, as
    `script/server` has set it up, and with a view that returns the same bytes."""
    port = free_port()
    gunicorn = [str(Path(sys.executable).with_name("gunicorn")), "--no-control-socket", "bench.document:served()"]
    with database():
        process = subprocess.Popen([*gunicorn, "-b", f"127.0.0.1:{port}"], cwd=ROOT, stderr=subprocess.DEVNULL)
        try:
            wait(process, port)
            ours, beside = _answered(port)
        finally:
            process.terminate()
            process.wait()
    return Row("page of the public document", ours, "a bare view, the same bytes", beside, TIMES_BARE * beside, "ms")


def served() -> Callable:
    """The house with the bare view beside it, for gunicorn."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bcsp.settings")
    application = get_wsgi_application()
    from django.conf import settings
    from django.contrib.auth.decorators import login_not_required
    from django.test import Client
    from django.urls import include, path

    answer = Client(headers={"host": "localhost"}).get(PAGE)
    assert answer.status_code == 200, answer.status_code
    page = answer.content
    bare = login_not_required(lambda request: HttpResponse(page))
    urls = ModuleType("bench_urls")
    urls.urlpatterns = [path(BARE.lstrip("/"), bare), path("", include("bcsp.urls"))]
    sys.modules[urls.__name__] = urls
    settings.ROOT_URLCONF = urls.__name__
    settings.DEBUG = False  # as in production: otherwise each query is kept, and logged
    return application


def _answered(port: int) -> tuple[float, float]:
    """Medians of both, asked for in turns, each by a connection of its own."""
    taken: dict[str, list[float]] = {PAGE: [], BARE: []}
    for turn in range(WARM + TIMES):
        for address in taken:
            begin = time.perf_counter()
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{address}") as answer:
                assert answer.read()
            if turn >= WARM:
                taken[address].append(1000 * (time.perf_counter() - begin))
    return median(taken[PAGE]), median(taken[BARE])


def printing_time() -> Row:
    """Seconds of printing in a process that has printed before, as a worker has."""
    ours, _ = _printed()
    return Row(f"print a document of {PAGES} pages", ours, "the limit", SECONDS, SECONDS)


def printing_memory() -> Row:
    """The most memory that such a process took, all of Python in it."""
    _, memory = _printed()
    return Row("memory of that", memory, "the limit", MEGABYTES, MEGABYTES, unit="MB")


@cache
def _printed() -> tuple[float, float]:
    """Seconds and megabytes, in a process of its own."""
    done = subprocess.run([sys.executable, "-m", "bench.document"], cwd=ROOT, check=True, capture_output=True)
    return tuple(json.loads(done.stdout))


def _print() -> None:
    """Print a document of some forty pages: the default sections with their blocks, and words besides."""
    from bcsp.documents.pdf.joining import page_count
    from bcsp.records.clock import today
    from governance.document.contents import document, text_of
    from governance.document.printing import printed
    from governance.models import Edition, Section

    edition, sections, taken = Edition(number=1), list(Section.objects.all()), []
    plain = page_count(printed(edition, text_of(edition, document(sections, today()))))
    for section in sections:
        section.text += f"\n\n{PARAGRAPH}" * round(A_PAGE * (PAGES - plain) / len(sections))
    text = text_of(edition, document(sections, today()))
    pages = 0
    for _ in range(3):
        begin = time.perf_counter()
        pages = page_count(printed(edition, text))
        taken.append(time.perf_counter() - begin)
    assert PAGES <= pages <= 1.05 * PAGES, pages
    print(json.dumps([median(taken), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bcsp.settings")
    django.setup()
    with database():
        _print()
