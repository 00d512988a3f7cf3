"""What must come from the system: Pango and a typeface for PDF; for the tests also a browser and Poppler's tools.

Each is looked for by what it gives, not by its package, so that any system that has it will do. What lacks is installed
by apt-get where we are root; elsewhere one sentence names the one command to run.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

PANGO = ("libgobject-2.0.so.0", "libpango-1.0.so.0", "libharfbuzz.so.0", "libfontconfig.so.1", "libpangoft2-1.0.so.0")
FACES = ("LiberationSans-Regular.ttf", "DejaVuSans.ttf")
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
INSTALL = ("install", "--yes", "--no-install-recommends")
# The first is Chromium without what draws windows: the same pages in three quarters of the time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class Need:
    """Something from the system, for what, whether it is there, and the Debian packages that bring it."""

    what: str
    there: Callable[[], bool]
    packages: tuple[str, ...]


def has_pango() -> bool:
    """Whether the libraries that WeasyPrint opens can be opened."""
    try:
        for name in PANGO:
            ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_typeface() -> bool:
    """Whether a typeface with all letters that names need is installed."""
    folders = [Path(folder).expanduser() for folder in FONT_FOLDERS]
    return any(path for folder in folders for face in FACES for path in folder.rglob(face))


def has_venv() -> bool:
    """Whether this Python can make virtual environments; Debian keeps that part in a package of its own."""
    return find_spec("ensurepip") is not None and find_spec("venv") is not None


def browser() -> str | None:
    """Path of a Chromium for the tests: CHROMIUM in the environment, or one that the system has."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


NEEDS = (
    Need("Python's venv", has_venv, ("python3-venv",)),
    Need("Pango, which WeasyPrint draws PDF with", has_pango, ("libpangoft2-1.0-0",)),
    Need("a typeface for PDF", has_typeface, ("fonts-liberation",)),
)
DEV_NEEDS = (
    Need(
        "Chromium, for the tests (or CHROMIUM in the environment)",
        lambda: browser() is not None,
        ("chromium-headless-shell",),
    ),
    Need("Poppler's tools, for the tests", lambda: shutil.which("pdftoppm") is not None, ("poppler-utils",)),
)


def require_system_packages(*, dev: bool) -> None:
    """Install what lacks, or raise SystemExit with the command that does."""
    lacking = [need for need in NEEDS + (DEV_NEEDS if dev else ()) if not need.there()]
    if lacking and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Setting up: {', '.join(packages(lacking))}", file=sys.stderr, flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run(["apt-get", "update", "-q"], **quiet)
        subprocess.run(["apt-get", *INSTALL, *packages(lacking)], **quiet)
        lacking = [need for need in lacking if not need.there()]
    if lacking:
        raise SystemExit(sentence(lacking, root=os.geteuid() == 0))


def packages(needs: Sequence[Need]) -> list[str]:
    """Names of the Debian packages that meet the needs."""
    return [package for need in needs for package in need.packages]


def sentence(lacking: Sequence[Need], *, root: bool) -> str:
    """What lacks, and the one command to run."""
    command = ["apt-get", *INSTALL, *packages(lacking)]
    return f"Missing: {'; '.join(need.what for need in lacking)}. Run: {'' if root else 'sudo '}{' '.join(command)}"
