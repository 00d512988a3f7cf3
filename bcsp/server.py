"""script/server: the database, the web and the worker as one; when this process ends, however it ends, so do they."""

import argparse
import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from bcsp import database
from bcsp.bootstrap import hash_files
from bcsp.postgres import EMBEDDED, ROOT, VAR

PASSWORD = "demo-only-password"  # noqa: S105  of the sample sign-ins alone
MIGRATIONS = ("*/migrations/*.py", "bcsp/*/migrations/*.py", "bcsp/settings.py", "requirements.txt")
PLAN = ("*/reference/*.toml", "*/*/reference/*.toml", "bcsp/plan/loading.py", "*/strand.py")
WEB = ("gunicorn", "--preload", "--workers=2", "--threads=4", "--log-level=warning", "--no-control-socket", "bcsp.wsgi")
WORKER = ("procrastinate", "worker", "--shutdown-graceful-timeout=5")
GRACE = 8  # seconds from asking a process to end to ending it
READY = b"ready\n"  # what /readyz says
STARTING = 60  # seconds until something must be wrong
TRUE = ("true", "on", "ok", "y", "yes", "1")  # as django-environ reads it
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)


class Stopped(Exception):
    """Somebody asked this process to end."""


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="script/server", description="Run BCSP on this machine, with its own database."
    )
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    try:
        with only_one():
            require_free(port)
            serve(port)
    except Stopped:
        print("Stopped.", flush=True)


def stop(number: int, frame: FrameType | None) -> None:
    """On Ctrl-C and its like; a second one must not cut the tidying short."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    raise Stopped


@contextmanager
def only_one() -> Iterator[None]:
    """One server for this folder's data."""
    VAR.mkdir(parents=True, exist_ok=True)
    with (VAR / "server.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SystemExit(
                "A server already runs from this folder, on the same data: use it, or stop it first."
            ) from None
        yield


def require_free(port: int) -> None:
    """Raises SystemExit where the port can't be had."""
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(("127.0.0.1", port))
        except PermissionError:
            raise SystemExit(f"Port {port} is reserved to the system: choose another with --port.") from None
        except OSError:
            raise SystemExit(f"Port {port} is in use: stop what runs there, or choose another with --port.") from None
        except OverflowError:
            raise SystemExit(f"There is no port {port}: choose one from 1024 to 65535.") from None


def serve(port: int) -> None:
    """From the database to the address on screen, then wait. Raises SystemExit where a part ends by itself."""
    url = os.environ.get("DATABASE_URL", "")
    os.environ["SITE_URL"] = os.environ.get("SITE_URL") or f"http://localhost:{port}"
    if url:
        database.check(url)
    else:
        EMBEDDED.hold()
    children: dict[str, subprocess.Popen[bytes]] = {}
    try:
        prepare(url)
        children["web"] = start(ROOT / ".venv/bin" / WEB[0], *WEB[1:-1], f"--bind=127.0.0.1:{port}", WEB[-1])
        # The worker gives way to the web, where people wait. It holds the database too: where this process is killed,
        # the worker ends last and stops the database.
        children["worker"] = start(sys.executable, "manage.py", *WORKER, give_way=10)
        wait_until_ready(port, children)
        announce(port)
        while True:
            require_alive(children)
            time.sleep(0.2)
    finally:
        end(children)
        EMBEDDED.release()


def has_sample() -> bool:
    """Whether this server shows the sample partnership: load_demo refuses, and rightly, where DEBUG is off."""
    return os.environ.get("DEBUG", "").lower() in TRUE


def prepare(url: str) -> None:
    """Migrate where there is something to migrate; load the plan then, and the sample partnership once.

    What has run is asked of the database itself, in a table of our own: the folder may have been given another one.
    """
    import psycopg

    settings = EMBEDDED.django_settings()
    address = url or f"host={settings['HOST']} user={settings['USER']} dbname={settings['NAME']}"
    steps = {
        "migrate": hash_files(*MIGRATIONS),
        "load_plan": hash_files(*PLAN, *MIGRATIONS),
        "load_demo": "once",
    }
    if not has_sample():
        del steps["load_demo"]
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("SET client_min_messages = warning")
        connection.execute("CREATE TABLE IF NOT EXISTS set_up_steps (name text PRIMARY KEY, inputs text NOT NULL)")
        done = dict(connection.execute("SELECT name, inputs FROM set_up_steps").fetchall())
        for name, inputs in steps.items():
            if done.get(name) == inputs:
                continue
            manage(name)
            connection.execute(
                "INSERT INTO set_up_steps VALUES (%s, %s) ON CONFLICT (name) DO UPDATE SET inputs = excluded.inputs",
                (name, inputs),
            )


def manage(command: str) -> None:
    """Run one management command; it ends with us, and where it fails so do we."""
    print(f"Setting up: {command}", file=sys.stderr, flush=True)
    child = start(sys.executable, "manage.py", command, "--verbosity=0")
    try:
        if child.wait():
            raise SystemExit(f"The server did not start: manage.py {command} failed, see above.")
    finally:
        end({command: child})


def start(*command: object, give_way: int = 0) -> subprocess.Popen[bytes]:
    """A child in a session of its own (Ctrl-C reaches us alone) that is asked to end when we are gone.

    `give_way` is its niceness: 0 as ourselves, up to 19.
    """
    parent = os.getpid()

    def follow() -> None:
        os.nice(give_way)
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # we went before the line above
            os._exit(1)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)

    return subprocess.Popen(list(map(str, command)), cwd=ROOT, preexec_fn=follow, start_new_session=True)


def wait_until_ready(port: int, children: dict[str, subprocess.Popen[bytes]]) -> None:
    """Until /readyz says 200. Raises SystemExit where a child ends before, or none of it comes to be."""
    until = time.monotonic() + STARTING
    while time.monotonic() < until:
        require_alive(children)
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
                if answer.read() == READY:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise SystemExit(f"The server did not get ready within {STARTING} seconds; what it said stands above.")


def announce(port: int) -> None:
    """The address at once; then who may sign in to the sample partnership, which takes a moment to find out."""
    print(f"\nBCSP is ready: http://localhost:{port}\n", flush=True)
    if has_sample():
        print(f"Sample sign-ins, all with the password {PASSWORD}:", *sample_sign_ins(), sep="\n    ")
    print("\nCtrl-C stops everything.", flush=True)


def sample_sign_ins() -> list[str]:
    """A line for each sign-in of the sample partnership: address, name, what the person does."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bcsp.settings")
    import django

    django.setup()
    from bcsp.people.sample import SIGN_INS

    return [f"{sign_in.email:26}{sign_in.name}: {sign_in.does}" for sign_in in SIGN_INS]


def require_alive(children: dict[str, subprocess.Popen[bytes]]) -> None:
    """Raises SystemExit that names a child which has ended."""
    for name, child in children.items():
        if child.poll() is not None:
            raise SystemExit(f"The {name} process ended by itself (code {child.returncode}), so everything stops.")


def end(children: dict[str, subprocess.Popen[bytes]]) -> None:
    """End each child and whatever it started: ask first, then insist."""
    for child in children.values():
        child.terminate()
    until = time.monotonic() + GRACE
    for child in children.values():
        try:
            child.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


if __name__ == "__main__":
    main()
