"""Help for tests that start processes of their own and look for what is left of them."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from bcsp.postgres import ROOT, UNPRIVILEGED

SYSTEM_PYTHON = Path("/usr/bin/python3")


def of(folder: Path) -> list[str]:
    """Command lines of living processes that were started with this folder in their environment or arguments."""
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdigit() and int(process.name) != os.getpid():
            try:
                arguments = (process / "cmdline").read_bytes()
                if arguments and str(folder).encode() in arguments + (process / "environ").read_bytes():
                    found.append(arguments.replace(b"\0", b" ").decode(errors="replace").strip())
            except OSError:  # gone meanwhile, or another user's
                continue
    return found


def wait_for(condition: Callable[[], object], seconds: float = 15) -> bool:
    """Whether the condition came true in time."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def ordinary_user() -> dict[str, object]:
    """Arguments for subprocess that start it as an ordinary user: ourselves or, where we are root, `nobody`."""
    return (
        {}
        if os.geteuid()
        else {"user": UNPRIVILEGED, "group": os.stat("/proc/self").st_gid or 65534, "extra_groups": []}
    )


def reachable(path: Path) -> bool:
    """Whether any user may read this file or enter this folder."""
    real = path.resolve()
    return bool(real.exists() and real.stat().st_mode & 0o004 and all(p.stat().st_mode & 0o001 for p in real.parents))


def python_for_all() -> Path | None:
    """A Python that an ordinary user may run on this project, or None."""
    return SYSTEM_PYTHON if reachable(SYSTEM_PYTHON) and reachable(ROOT / "bcsp/postgres.py") else None
