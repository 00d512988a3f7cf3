"""From `script/server` to the first 200 of /readyz, where everything has been set up before."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from bcsp.postgres import ROOT
from bench.rows import Row

LIMIT = 6.0
TIMES = 3
PATIENCE = 300  # for the first start, which sets up
EMPTY_PROJECT = """
from django.conf import settings
settings.configure(ROOT_URLCONF=__name__, SECRET_KEY="bench", ALLOWED_HOSTS=["127.0.0.1"])
import django
django.setup()
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path
urlpatterns = [path("readyz", lambda request: HttpResponse("ready"))]
application = get_wsgi_application()
"""


def measure() -> Row:
    """Ours beside gunicorn with an empty Django project: no database, no worker, one view."""
    start_and_stop(["script/server", "--port"], ROOT)  # sets up what is not set up
    ours = median(start_and_stop(["script/server", "--port"], ROOT) for _ in range(TIMES))
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "empty.py").write_text(EMPTY_PROJECT)
        gunicorn = [str(Path(sys.executable).with_name("gunicorn")), "--no-control-socket", "empty", "-b"]
        beside = median(start_and_stop(gunicorn, Path(folder), address="127.0.0.1:") for _ in range(TIMES))
    return Row("warm start to /readyz", ours, "gunicorn with an empty Django project", beside, LIMIT)


def start_and_stop(command: Sequence[str], folder: Path, address: str = "") -> float:
    """Seconds from the start to the first 200 of /readyz; then it is stopped."""
    port = free_port()
    begin = time.perf_counter()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": {**os.environ, "DATABASE_URL": ""}}
    process = subprocess.Popen([*command, f"{address}{port}"], cwd=folder, **quiet)
    try:
        wait(process, port)
        return time.perf_counter() - begin
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def wait(process: subprocess.Popen[bytes], port: int) -> None:
    """Until /readyz answers 200."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5):
                return
        except OSError:
            time.sleep(0.02)
    raise SystemExit("The server to be measured did not start: try script/server.")


def free_port() -> int:
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return attempt.getsockname()[1]
