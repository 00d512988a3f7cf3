"""The sample partnership as a person meets it: a web and a worker process of its own, on a clone of its own.

For browser tests, which never touch the ORM: what they see is what was committed, as in use.
"""

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bcsp import server
from tests.database import environment, url_of


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return attempt.getsockname()[1]


@contextmanager
def running(database: str, mail: Path) -> Iterator[str]:
    """The address of web and worker on this database; letters are files in the folder `mail`."""
    port = free_port()
    address = f"http://localhost:{port}"
    children = {}
    with environment(DATABASE_URL=url_of(database), SITE_URL=address, EMAIL_FOLDER=str(mail)):
        try:
            gunicorn = (
                Path(sys.executable).with_name("gunicorn"),
                "--threads=4",
                "--log-level=warning",
                "--no-control-socket",
            )
            children["web"] = server.start(*gunicorn, f"--bind=127.0.0.1:{port}", "bcsp.wsgi")
            children["worker"] = server.start(sys.executable, "manage.py", *server.WORKER)
            server.wait_until_ready(port, children)
            yield address
        finally:
            server.end(children)
