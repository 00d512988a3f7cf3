"""What the default text says: whom to ask, what a resident does and what a partner, and no section that isn't there."""

import re
import tomllib

import pytest

from governance.document.blocks.glossary import FILE as GLOSSARY
from governance.document.drift import drift
from governance.document.sections import FILE as SECTIONS
from tests.governance.editions import edition

pytestmark = pytest.mark.django_db


def test_every_section_that_the_text_points_to_is_there():
    rows = tomllib.loads(SECTIONS.read_text())["section"]
    words = " ".join([*(row["text"] for row in rows), GLOSSARY.read_text()])
    pointed = set(re.findall(r"(?:under|section) “([^”]+)”", words))
    assert len(pointed) >= 4
    assert pointed <= {row["title"] for row in rows}


def test_an_edition_says_whom_to_ask_and_a_new_contact_is_one_change(settings):
    settings.PARTNERSHIP_CONTACT = "office@a.org, telephone 0121 496 0007"
    found = edition()
    decisions, raising = found.html.split('id="decisions"')[1].split('id="raise"')
    for chapter in (decisions, raising):
        assert "office@a.org, telephone 0121 496 0007" in chapter
    residents, partners = raising.split("If you work for a partner organisation")
    for words in ("Ring 999 first", "ring 101", "0800 555 111", "ward councillor", "case review"):
        assert words in residents
    assert "safeguarding route" not in residents
    assert "Use your own organisation’s safeguarding route" in partners
    settings.PARTNERSHIP_CONTACT = "other@a.org"
    assert [(each.new, set(each.sections)) for each in drift(found)] == [("other@a.org", {"decisions", "raise"})]
