"""What all tests share: a database of their own, and no network beyond this machine."""

import ipaddress
import os
import socket

import pytest

os.environ.update(DEBUG="true", DJANGO_SETTINGS_MODULE="bcsp.settings", CONN_MAX_AGE="0")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's sync API keeps a loop in the tests' thread

# Fixtures are found by name.
from tests.database import django_db_setup, use_test_server, work_off  # noqa: F401


def pytest_configure(config: pytest.Config) -> None:
    """Start the tests' PostgreSQL, then let pytest-django find settings that name it."""
    use_test_server()
    from django.conf import settings

    assert settings.DATABASES


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
