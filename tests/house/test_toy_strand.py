"""A new strand is one folder and one line in the layers contract: a copy of the tree gets one, and shows it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bcsp.postgres import ROOT, VAR
from tests.database import clone, sample, url_of

STRAND = """
from dataclasses import dataclass

from bcsp.documents.papers import Paper, Readers
from bcsp.strands import Block, Evidence, NavigationLink, Strand


@dataclass(frozen=True)
class ToyData:
    words: str


class Toy(Strand):
    app = "toy"
    title = "Toys"
    order = 60
    navigation = (NavigationLink("Toy cupboard", "/toy/"),)
    blocks = (Block("toy.toys", "Toys", lambda day: ToyData("It whirls"), lambda data: [], "toy/block.html"),)

    def outputs(self, viewer):
        return {"CSD5a": [Evidence("One toy stands in the cupboard")]}

    def papers(self, kind, body_id, day):
        if kind != "emerging_trends":
            return []
        return [
            Paper(
                key="toy.toy:1",
                title="A spinning top",
                line="It spins",
                readers=Readers("partners"),
                subject_kind="people.organisation",
                subject_id=body_id,
                template="toy/paper.html",
                data=ToyData("It spins"),
            )
        ]


STRAND = Toy()
"""
LOOK = """
import os, sys
import django
django.setup()
from django.test import Client
from bcsp.people.models import User
from governance.document.exporting import default_text
from governance.models import Meeting, Section
from governance.choices import MeetingState

clerk = Client()
clerk.force_login(User.objects.get(email="clerk@example.org"))
for address in ("/", "/plan/"):
    print(clerk.get(address, headers={"host": "localhost"}).content.decode())
draft = Meeting.objects.filter(body__slug="pdg", state=MeetingState.DRAFT).earliest("starts_at")
print(clerk.get(draft.get_absolute_url(), headers={"host": "localhost"}).content.decode())
Section.objects.create(key="toys", position=999, title="Our toys", blocks=["toy.toys"])
print(default_text())
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what git tracks, or would, with the built style sheets beside it."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    for name in filter(lambda name: (ROOT / name).exists(), listed):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "var").mkdir()
    (tmp_path / "var/static").symlink_to(VAR / "static")
    return tmp_path


def test_a_strand_is_one_folder_and_one_line(tree: Path, django_db_blocker):
    (tree / "toy/templates/toy").mkdir(parents=True)
    (tree / "toy/__init__.py").touch()
    (tree / "toy/strand.py").write_text(STRAND)
    (tree / "toy/templates/toy/paper.html").write_text("<h1>{{ paper.title }}</h1><p>{{ data.words }}</p>")
    (tree / "toy/templates/toy/block.html").write_text("<p>{{ data.words }}</p>")
    contract = (tree / "pyproject.toml").read_text()
    line = 'layers = ["horizon", "memory", "governance", "bcsp"]'
    assert line in contract
    (tree / "pyproject.toml").write_text(contract.replace(line, line.replace('"horizon"', '"toy", "horizon"')))

    with django_db_blocker.unblock():
        made = sample()
    with clone(made) as database:
        shown = run(tree, database, sys.executable, "-c", LOOK)
    assert "Toy cupboard" in shown
    assert "One toy stands in the cupboard" in shown
    assert "Our toys" in shown
    assert "It whirls" in shown  # in the public document
    assert "It spins" in shown  # in full, or a line of it where five others come first
    assert_layers_hold(tree)


def assert_layers_hold(tree: Path) -> None:
    """The layers part of script/lint, with this environment's programs."""
    (tree / ".venv").symlink_to(Path(sys.executable).parent.parent)
    script = (tree / "script/lint").read_text()
    part = script[script.index("layers() {") : script.index("# Django's own checks")]
    shown = run(tree, "", "sh", "-c", f"bin=.venv/bin\n{part}\nlayers")
    assert "KEPT" in shown
    assert "BROKEN" not in shown


def run(tree: Path, database: str, *command: str | Path) -> str:
    environment = {**os.environ, "BCSP_VAR": str(tree / "var"), "DEBUG": "true", "PYTHONPATH": str(tree)}
    done = subprocess.run(
        command, cwd=tree, env={**environment, "DATABASE_URL": url_of(database)}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-3000:]
    return done.stdout
