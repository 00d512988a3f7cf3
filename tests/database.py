"""The tests' own PostgreSQL: migrated once into a template that each worker and each browser module clones.

Templates are named by the hash of what they are made from and outlive the run, so a warm run migrates nothing. Clones
are named by the process that made them, so two runs in one checkout don't meet; what a killed run left is dropped.
"""

import fcntl
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from itertools import count

import psycopg
import pytest
from django.db import connection, connections
from django.test import TransactionTestCase

import bcsp.postgres
from bcsp import server
from bcsp.bootstrap import hash_files
from bcsp.postgres import ROOT, VAR, Embedded
from bcsp.server import MIGRATIONS, PLAN
from bcsp.strands import folders

# Tests may lose their data in a power cut; they may not lose time.
FAST = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "max_connections": "200"}
# Nor with the search for the best order of joins: in their small tables any is as good, and the search took longer.
FAST["join_collapse_limit"] = "1"
# Whatever may change what load_plan and load_demo write.
SOURCES = (*(f"{top}/**/*.{end}" for top in ("bcsp", *folders()) for end in ("py", "toml")), "requirements.txt")
SERVER = Embedded(VAR / "test", FAST)
_numbers = count()


def use_test_server() -> None:
    """Let the settings find the tests' server where they look for the embedded one. Before they are read."""
    os.environ.pop("DATABASE_URL", None)
    bcsp.postgres.EMBEDDED = SERVER
    SERVER.hold()


def url_of(name: str) -> str:
    """DATABASE_URL of one database of the tests' server, for a process of its own."""
    return f"postgres://postgres@/{name}?host={SERVER.sockets}"


@contextmanager
def clone(template: str) -> Iterator[str]:
    """The name of a database of one's own, equal to the template; dropped afterwards."""
    name = f"test_{os.getpid()}_{next(_numbers)}"
    with _server() as cursor:
        for left in _names(cursor, "test\\_%"):
            if not os.path.exists(f"/proc/{left.split('_')[1]}"):
                cursor.execute(f'DROP DATABASE IF EXISTS "{left}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield name
    finally:
        with _server() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def template(kind: str, inputs: str, make: Callable[[str], None], source: str = "template1") -> str:
    """The name of the database that `make(name)` fills, starting from `source`; made only where `inputs` are new."""
    name = f"{kind}_{inputs[:16]}"
    with _alone(kind):
        with _server() as cursor:
            kept = _names(cursor, f"{kind}\\_%")
            if name in kept:
                return name
            for old in kept:
                with suppress(psycopg.errors.ObjectInUse):
                    cursor.execute(f'DROP DATABASE IF EXISTS "{old}"')
            new = f"new_{kind}"
            cursor.execute(f'DROP DATABASE IF EXISTS "{new}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{new}" TEMPLATE "{source}"')
        make(new)
        with _server() as cursor:
            cursor.execute(f'ALTER DATABASE "{new}" RENAME TO "{name}"')
    return name


def migrated() -> str:
    """The template that holds every table and trigger, and no row of ours."""
    return template("migrated", hash_files(*MIGRATIONS), lambda name: _run(name, "migrate"))


def sample() -> str:
    """The template that holds the plan and the sample partnership, its packs built and its letters sent."""
    return template("sample", hash_files(*SOURCES), _live, migrated())


def _live(name: str) -> None:
    _run(name, "load_plan", "load_demo")
    # Once here, or the worker of every clone would build the same packs again.
    worker = [sys.executable, ROOT / "manage.py", "procrastinate", "worker", "--one-shot"]
    with environment(DATABASE_URL=url_of(name), EMAIL_FOLDER=str(VAR / "mail")):
        subprocess.run(worker, cwd=ROOT, check=True, capture_output=True, timeout=300)


def make_templates_beside() -> subprocess.Popen[bytes]:
    """Begin to make the templates, in a process beside this one. Who needs one meanwhile waits for it."""
    return server.start(sys.executable, "-m", "tests.database")


def _run(database: str, *commands: str) -> None:
    """Management commands in processes of their own, as script/server runs them."""
    with environment(DATABASE_URL=url_of(database)):
        for command in commands:
            server.manage(command)


@contextmanager
def environment(**values: str) -> Iterator[None]:
    """These variables in the environment of the processes started meanwhile."""
    before = os.environ.copy()
    os.environ.update(values)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Django's connections, in this thread and those to come, go to the database `name` of the tests' server.

    The settings may name another server: a worker of pytest-xdist reads them before it comes to our conftest.
    """
    before = dict(connection.settings_dict)
    _point_to({**SERVER.django_settings(), "NAME": name})
    try:
        yield
    finally:
        _point_to(before)


def _point_to(database: Mapping[str, object]) -> None:
    connections.close_all()
    connections.settings["default"].update(database)
    connection.settings_dict.update(database)


@contextmanager
def _server() -> Iterator[psycopg.Cursor]:
    """A cursor outside any database of ours, and nobody else making or dropping databases meanwhile."""
    settings = SERVER.django_settings()
    where = {"host": settings["HOST"], "user": settings["USER"], "dbname": "postgres"}
    with _alone("test"), psycopg.connect(**where, autocommit=True) as server:
        yield server.cursor()


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """Nobody else in this checkout does what this name stands for."""
    with (VAR / f"{name}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _names(cursor: psycopg.Cursor, pattern: str) -> list[str]:
    cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [pattern])
    return [name for (name,) in cursor.fetchall()]


def planned() -> str:
    """The template that holds, besides, what load_plan writes: bodies, wards, scales, standing rules."""
    return template("planned", hash_files(*PLAN, *MIGRATIONS), _load_plan, source=migrated())


def _load_plan(name: str) -> None:
    from bcsp.plan.loading import load_plan

    with connected_to(name):
        load_plan()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """pytest-django's hook for the database of a run: a clone of the planned template."""
    with ExitStack() as stack:
        with django_db_blocker.unblock():
            name = stack.enter_context(clone(planned()))
            stack.enter_context(connected_to(name))
        stack.enter_context(_cloning_afresh(name))
        yield


@pytest.fixture(scope="module")
def sampled(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """The tests of one file find the sample partnership in their database, and undo what they do there."""
    with django_db_blocker.unblock():
        made = sample()
    with filled(made, django_db_blocker):
        yield


@contextmanager
def filled(made: str, blocker: pytest.FixtureRequest, fill: Callable[[], None] = lambda: None) -> Iterator[None]:
    """The tests meanwhile have a clone of the template `made`, in which stands besides what `fill()` wrote."""
    with ExitStack() as stack:
        with blocker.unblock():
            name = stack.enter_context(clone(made))
            stack.enter_context(connected_to(name))
            fill()
        yield


@contextmanager
def _cloning_afresh(name: str) -> Iterator[None]:
    """After a test that committed, the database is cloned once more: no flush has to fight the row triggers, tables
    without a model are emptied too, and the plan's rows are back."""
    flush = TransactionTestCase._fixture_teardown

    def teardown(self: TransactionTestCase) -> None:
        connections.close_all()
        with _server() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{planned_name(cursor)}"')

    TransactionTestCase._fixture_teardown = teardown
    try:
        yield
    finally:
        TransactionTestCase._fixture_teardown = flush


def planned_name(cursor: psycopg.Cursor) -> str:
    return _names(cursor, "planned\\_%")[0]


@pytest.fixture
def work_off(transactional_db: None) -> Callable[[], None]:
    """Call it to run every job that waits, by a real worker; in a thread, as Playwright's loop has the main one."""

    def run() -> None:
        errors: list[BaseException] = []
        worker = threading.Thread(target=_work, args=[errors])
        worker.start()
        worker.join(60)
        assert not worker.is_alive(), "jobs were not done within a minute"
        if errors:
            raise errors[0]

    return run


def _work(errors: list[BaseException]) -> None:
    from procrastinate.contrib.django import app

    try:
        with app.replace_connector(app.connector.get_worker_connector()) as working:
            periodic = working.periodic_registry.periodic_tasks
            kept = dict(periodic)
            periodic.clear()  # a worker would also defer what is due by the clock
            try:
                working.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
            finally:
                periodic.update(kept)
    except BaseException as error:  # handed to the test's thread
        errors.append(error)
    finally:
        connections.close_all()


if __name__ == "__main__":
    use_test_server()
    import django

    django.setup()
    planned()
    sample()
