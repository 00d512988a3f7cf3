"""What all tests share: a database of their own, their order, and no network beyond this machine."""

import ipaddress
import os
import socket
from pathlib import Path

import pytest

os.environ.update(DEBUG="true", DJANGO_SETTINGS_MODULE="bcsp.settings", CONN_MAX_AGE="0")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's sync API keeps a loop in the tests' thread

# Fixtures are found by name.
from tests.database import django_db_setup, make_templates_beside, sampled, use_test_server, work_off  # noqa: F401

SITES = {"site", "own_site", "set_up"}
DATABASES = {"db", "transactional_db", "django_db"}


def pytest_configure(config: pytest.Config) -> None:
    """Start the tests' PostgreSQL, then let pytest-django find settings that name it."""
    use_test_server()
    from django.conf import settings

    assert settings.DATABASES
    settings.WHITENOISE_AUTOREFRESH = True  # or each test client reads all static files before its first answer
    # The tests' own templates beside the house's. Once: each change of this setting has every template read anew.
    settings.TEMPLATES[0]["DIRS"] += sorted(Path(__file__).parent.glob("*/templates"))


def pytest_sessionstart(session: pytest.Session) -> None:
    """Where workers run the tests, who hands them out makes the templates meanwhile."""
    if session.config.getoption("numprocesses", None):
        session.config.add_cleanup(make_templates_beside().terminate)


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
