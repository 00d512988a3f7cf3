"""A stranger finds every module of the strand in its map, the docstring of the package."""

import re
from pathlib import Path

import governance


def test_each_module_stands_in_the_map_and_no_other():
    here = {path.stem for path in Path(governance.__file__).parent.glob("*.py")} - {"__init__", "apps"}
    folders = {"models", "actions", "forms", "views", "document"}
    assert set(re.findall(r"`(\w+)`", governance.__doc__)) == here | folders
