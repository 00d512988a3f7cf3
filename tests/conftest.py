"""What all tests share: a database of their own, their order, and no network beyond this machine."""

import gc
import ipaddress
import os
import socket
import sys
from pathlib import Path

import pytest

from bcsp import server

os.environ.update(DEBUG="true", DJANGO_SETTINGS_MODULE="bcsp.settings", CONN_MAX_AGE="0")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's sync API keeps a loop in the tests' thread
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # of those that tests start none compiles our files anew

# Fixtures are found by name.
from tests.database import django_db_setup, make_templates_beside, sampled, use_test_server, work_off  # noqa: F401

sys.dont_write_bytecode = False  # nor does a worker, whatever the shell says

SITES = {"site", "own_site", "set_up"}
DATABASES = {"db", "transactional_db", "django_db"}
HERE = Path(__file__).parent


def pytest_configure(config: pytest.Config) -> None:
    """Start the tests' PostgreSQL, then let pytest-django find settings that name it."""
    use_test_server()
    from django.conf import settings

    assert settings.DATABASES
    settings.WHITENOISE_AUTOREFRESH = True  # or each test client reads all static files before its first answer
    # The tests' own templates beside the house's. Once: each change of this setting has every template read anew.
    settings.TEMPLATES[0]["DIRS"] += sorted(HERE.glob("*/templates"))
    _begin_elsewhere(config)


def _begin_elsewhere(config: pytest.Config) -> None:
    """Each worker reads the tests from another file on, and finds compiled what the others have read meanwhile. They
    end with the same order of tests: pytest-randomly's, which hangs on the tests' names."""
    worker = getattr(config, "workerinput", None)
    all_of_them = config.args in (config.getini("testpaths"), [str(HERE)])
    if worker is None or not all_of_them or not config.pluginmanager.hasplugin("randomly"):
        return
    files = sorted(map(str, HERE.glob("*/test_*.py")))
    first = len(files) * int(worker["workerid"].removeprefix("gw")) // worker["workercount"]
    config.args = files[first:] + files[:first]


def pytest_sessionstart(session: pytest.Session) -> None:
    """Where workers run the tests, who hands them out makes the templates meanwhile."""
    if session.config.getoption("numprocesses", None):
        making = make_templates_beside()
        session.config.add_cleanup(lambda: server.end({"templates": making}))  # waits for it: none is left running


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that need no database go first, while it is being made; then the long ones, so that no worker is left
    alone with one at the end."""
    needs: dict[Path, set[str]] = {}
    for item in items:
        needs.setdefault(item.path, set()).update(item.fixturenames, (mark.name for mark in item.iter_markers()))

    def turn(item: pytest.Item) -> int:
        if needs[item.path] & SITES:
            return 1
        return 2 if needs[item.path] & DATABASES else 0

    items.sort(key=turn)


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: the garbage collector need not look through it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _only_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches for the network fails at once, and says for whom it reached."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_here(str(address[0])):
            raise AssertionError(f"a test reached for {address}, outside this machine")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_here)


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
