"""script/server from its start to its end, in a folder of its own data: what it says, and what it leaves behind."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from bcsp.postgres import DATABASE, ROLE, ROOT, Embedded
from tests.database import FAST, SERVER, sample
from tests.setup import processes
from tests.site import free_port

READY = "Ctrl-C stops everything."


@pytest.fixture(scope="module")
def var() -> Iterator[Path]:
    """A folder for the data of these tests' servers; the first of them sets it up."""
    folder = Path(tempfile.mkdtemp(prefix="bcsp-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(Embedded(folder / "postgres").sockets, ignore_errors=True)
    shutil.rmtree(folder)


def server(var: Path, port: int, **environment: str) -> subprocess.Popen[str]:
    """script/server's own process, without its set-up of the clone."""
    surroundings = {**os.environ, "BCSP_VAR": str(var), "DEBUG": "true", "DATABASE_URL": "", **environment}
    command = [sys.executable, "-m", "bcsp.server", "--port", str(port)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, cwd=ROOT, env=surroundings, text=True, **pipes)


def until_ready(process: subprocess.Popen[str]) -> str:
    """What it said until it waits; fails with what it complained of if it ended instead."""
    said = ""
    for line in process.stdout:
        said += line
        if line.startswith(READY):
            return said
    pytest.fail(f"the server ended: {process.stderr.read()}")


def says(process: subprocess.Popen[str]) -> str:
    """Its one sentence, where it refuses to run."""
    _, said = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "Traceback" not in said
    return said.strip()


@pytest.fixture(scope="module")
def set_up(var: Path) -> str:
    """What the first start said on the way; it was stopped again. Its database came filled, to save a minute."""
    fill(Embedded(var / "postgres", FAST))
    process = server(var, free_port())
    until_ready(process)
    return end(process, signal.SIGINT, var)


def fill(empty: Embedded) -> None:
    """Give a server's database what the template of the sample partnership holds."""
    dump = [SERVER.programs() / "pg_dump", "-Fc", "-h", SERVER.sockets, "-U", ROLE, sample()]
    restore = [SERVER.programs() / "pg_restore", "-h", empty.sockets, "-U", ROLE, "--exit-on-error", "-d", DATABASE]
    empty.hold()
    try:
        content = subprocess.run(dump, stdout=subprocess.PIPE, check=True).stdout
        subprocess.run(restore, input=content, check=True)
    finally:
        empty.release()


def end(process: subprocess.Popen[str], way: signal.Signals, var: Path) -> str:
    """End it in this way and see that nothing of it is left; returns what it complained of meanwhile."""
    process.send_signal(way)
    _, complained = process.communicate(timeout=30)
    assert processes.wait_for(lambda: not processes.of(var)), processes.of(var)
    return complained


def test_first_start_loads_plan_and_sample_and_a_warm_one_neither(var: Path, set_up: str) -> None:
    assert [line for line in set_up.splitlines() if line.startswith("Setting up")] == [
        "Setting up: migrate",
        "Setting up: load_plan",
        "Setting up: load_demo",
    ]
    port = free_port()
    process = server(var, port)
    said = until_ready(process)
    assert "Setting up" not in end(process, signal.SIGHUP, var)
    assert f"BCSP is ready: http://localhost:{port}\n" in said
    assert "analyst@example.org" in said
    assert "demo-only-password" in said


@pytest.mark.parametrize("way", [signal.SIGTERM, signal.SIGKILL])
@pytest.mark.usefixtures("set_up")
def test_it_serves_alone_and_however_it_ends_no_process_is_left(var: Path, way: signal.Signals) -> None:
    port = free_port()
    process = server(var, port)
    until_ready(process)
    for page in ("healthz", "readyz"):
        with urlopen(f"http://localhost:{port}/{page}") as answer:
            assert answer.status == 200
    second = server(var, free_port())
    assert says(second) == "A server already runs from this folder, on the same data: use it, or stop it first."
    end(process, way, var)


@pytest.mark.usefixtures("set_up")
def test_where_a_part_ends_by_itself_the_whole_ends_and_says_so(var: Path) -> None:
    port = free_port()
    process = server(var, port)
    until_ready(process)
    web = int(subprocess.check_output(["pgrep", "-o", "-P", str(process.pid), "-f", "gunicorn"]))
    os.kill(web, signal.SIGKILL)
    assert says(process).splitlines()[-1].startswith("The web process ended by itself")
    assert processes.wait_for(lambda: not processes.of(var)), processes.of(var)


def test_port_in_use_is_said_before_anything_starts(var: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert says(server(var, port)) == (
            f"Port {port} is in use: stop what runs there, or choose another with --port."
        )
    assert not processes.of(var)


def test_impossible_port_is_said(var: Path) -> None:
    assert says(server(var, 70_000)) == "There is no port 70000: choose one from 1024 to 65535."


SILENT = "DATABASE_URL names postgres://127.0.0.1:9/bcsp, which doesn't answer: "
STRANGE = "DATABASE_URL isn't the address of a PostgreSQL database; "
WRONG = {
    "postgres://someone:secret@127.0.0.1:9/bcsp": SILENT,
    "mysql://someone:secret@127.0.0.1/bcsp": STRANGE,
    "postgres://someone:secret@127.0.0.1:x/bcsp": STRANGE,
    "rubbish": STRANGE,
}


@pytest.mark.parametrize("url", WRONG)
def test_wrong_database_url_is_a_sentence_without_the_password(var: Path, url: str) -> None:
    said = says(server(var, free_port(), DATABASE_URL=url))
    assert said.startswith(WRONG[url])
    assert len(said.splitlines()) == 1
    assert "secret" not in said


@pytest.mark.parametrize("url", WRONG)
def test_wrong_database_url_is_a_sentence_to_every_command(url: str) -> None:
    environment = {**os.environ, "DEBUG": "true", "DATABASE_URL": url}
    command = [sys.executable, "manage.py", "migrate", "--check"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith(WRONG[url])
    assert "secret" not in done.stderr + done.stdout
