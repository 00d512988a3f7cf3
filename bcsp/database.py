"""The database of one command: the embedded server, held while the command runs, or the one that DATABASE_URL names."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from bcsp.postgres import EMBEDDED, DatabaseUnavailable

SCHEMES = ("postgres", "postgresql")
OLDEST = 15  # the oldest major version of PostgreSQL that we are tried on


@contextmanager
def database() -> Iterator[None]:
    """Have a database for the length of a block. Raises DatabaseUnavailable, in one sentence, where there is none."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        EMBEDDED.hold()
        yield
        EMBEDDED.release()
        return
    public = without_password(url)  # before anything else: a faulty address is found here
    from django.db import OperationalError

    try:
        yield
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None):  # the server answered: this is another fault
            raise
        raise DatabaseUnavailable(f"DATABASE_URL names {public}, which doesn't answer: {_reason(error)}") from None


def check(url: str) -> None:
    """Connect once to the PostgreSQL that `url` names. Raises DatabaseUnavailable if it can't be had or is too old."""
    import psycopg

    public = without_password(url)
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            version = connection.info.server_version // 10_000
    except psycopg.OperationalError as error:
        raise DatabaseUnavailable(f"DATABASE_URL names {public}, which doesn't answer: {_reason(error)}") from None
    if version < OLDEST:
        raise DatabaseUnavailable(
            f"DATABASE_URL names {public}, PostgreSQL {version}: version {OLDEST} or newer is needed."
        )


def without_password(url: str) -> str:
    """The address of a database as it may be shown. Raises DatabaseUnavailable if it isn't one of PostgreSQL."""
    try:
        parts = urlsplit(url)
        host = f"{parts.hostname or ''}{f':{parts.port}' if parts.port else ''}"
    except ValueError:
        parts, host = urlsplit(""), ""
    if parts.scheme not in SCHEMES or not parts.path.strip("/"):
        raise DatabaseUnavailable(
            "DATABASE_URL isn't the address of a PostgreSQL database; write it like postgres://user:password@host:5432/name."
        )
    return f"{parts.scheme}://{host}{parts.path}"


def _reason(error: Exception) -> str:
    """The last line that libpq said, which is the one about the attempt that counted."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return next((line for line in lines if "failed" in line), lines[0] if lines else "no reason given") + "."
