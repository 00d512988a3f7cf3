"""The steps of the strategic year as an installation begins with them."""

import tomllib
from pathlib import Path

from bcsp.people.models import Organisation
from governance.models import YearStage

FILE = Path(__file__).parent / "reference" / "year.toml"


def write_year() -> None:
    """Write the steps that are missing (load_plan); what staff have changed stays as they made it."""
    there = set(YearStage.objects.values_list("key", flat=True))
    rows = tomllib.loads(FILE.read_text())["stage"]
    for position, row in enumerate(rows, 1):
        if row["key"] not in there:
            body = Organisation.objects.get(slug=row["body"])
            YearStage.objects.create(**{**row, "position": position, "body": body})
