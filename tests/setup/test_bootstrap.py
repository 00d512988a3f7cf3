"""The set-up of a clone: what makes a step run again, and what it says where it can't."""

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from bcsp import bootstrap
from bcsp.postgres import ROOT
from bcsp.system_packages import DEV_NEEDS, NEEDS, sentence


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that the steps take for the project's."""
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "STEPS", tmp_path / "var/steps")
    (tmp_path / "lock.txt").write_text("one")
    return tmp_path


def step(project: Path) -> bootstrap.Step:
    made = project / "made"
    return bootstrap.Step("made", ("*.txt",), (made,), lambda: made.write_text((project / "lock.txt").read_text()))


def run(made: bootstrap.Step) -> None:
    with bootstrap.alone():
        made.run()
        (bootstrap.STEPS / made.name).write_text(made.hash())


def test_step_is_warm_once_it_has_run(project: Path) -> None:
    assert not step(project).warm()
    run(step(project))
    assert step(project).warm()


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda project: (project / "lock.txt").write_text("two"), id="an input changed"),
        pytest.param(lambda project: (project / "more.txt").write_text("one"), id="an input came"),
        pytest.param(lambda project: (project / "lock.txt").rename(project / "a.txt"), id="an input was renamed"),
        pytest.param(lambda project: (project / "made").unlink(), id="what it makes is gone"),
    ],
)
def test_step_runs_again_where(project: Path, change) -> None:
    run(step(project))
    change(project)
    assert not step(project).warm()


def test_warm_set_up_runs_no_step_and_takes_no_time() -> None:
    subprocess.run(["script/bootstrap"], cwd=ROOT, check=True, capture_output=True)
    begin = time.monotonic()
    done = subprocess.run(["script/bootstrap"], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert time.monotonic() - begin < 2  # a tenth of that on a quiet machine


def test_what_lacks_is_one_sentence_with_one_command() -> None:
    assert sentence([NEEDS[1], DEV_NEEDS[1]], root=False) == (
        "Missing: Pango, which WeasyPrint draws PDF with; Poppler's tools, for the tests. "
        "Run: sudo apt-get install --yes --no-install-recommends libpangoft2-1.0-0 poppler-utils"
    )


def test_python_too_old_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "script").mkdir()
    shutil.copy(ROOT / "script/bootstrap", tmp_path / "script")
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "dirname").symlink_to(shutil.which("dirname"))
    (programs / "python3").write_text("#!/bin/sh\nexit 1\n")
    (programs / "python3").chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", "script/bootstrap"], cwd=tmp_path, env={"PATH": str(programs)}, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Python 3.11 or newer is needed")


def test_no_lock_names_where_packages_come_from() -> None:
    """That is the machine's affair."""
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()
    for lock in ROOT.glob("requirements*"):
        assert not any(word in lock.read_text() for word in ("://", "-index", "--find-links")), lock.name


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can lay a folder of another user")
def test_clone_set_up_by_another_user_is_a_sentence(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "VAR", project / "var")
    (project / "var").mkdir()
    shutil.chown(project / "var", "nobody")
    with pytest.raises(SystemExit, match="belongs to another user: run this as that user, or from a clone of your own"):
        bootstrap.require_own_folder()
