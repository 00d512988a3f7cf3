from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def our_templates(settings):
    """The tests' own paper template beside the house's."""
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], Path(__file__).parent / "templates"]}]
