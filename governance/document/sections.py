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
    for number, row in enumerate(rows, 1):
        fields = {"position": number * STEP, **{name: value for name, value in row.items() if name != "key"}}
        Section.objects.get_or_create(key=row["key"], defaults=fields)
