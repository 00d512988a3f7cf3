"""The sections that a first edition begins with, each with its default text and the live blocks that stand in it."""

import tomllib
from pathlib import Path
from typing import Any

from governance.models import Section

FILE = Path(__file__).parent / "reference" / "sections.toml"
STEP = 10  # between positions, so that a strand above can put a section of its own between two


def write_sections(rows: list[dict[str, Any]] | None = None) -> None:
    """Write the sections that are missing (load_plan). `rows` have key, title, text, blocks, in their order."""
    rows = rows if rows is not None else tomllib.loads(FILE.read_text())["section"]
    there = set(Section.objects.values_list("key", flat=True))
    for number, row in enumerate(rows, 1):
        if row["key"] not in there:
            Section.objects.create(**{"position": _free(number * STEP), **row})


def _free(position: int) -> int:
    """That position, or the next that no section has: in an installation that began with fewer."""
    taken = set(Section.objects.values_list("position", flat=True))
    return next(place for place in range(position, position + len(taken) + 1) if place not in taken)
