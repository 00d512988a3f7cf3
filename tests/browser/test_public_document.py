"""A new edition of the public document, made on a phone: every page accessible and whole on it."""

import re

import pytest
from playwright.sync_api import Page, expect

from bcsp.records.clock import today
from tests.browser.steps import choose, enter_day, follow, press, write


@pytest.fixture
def site(own_site: str) -> str:
    return own_site


def test_an_edition_is_made_on_a_phone(site, narrow: Page, accessible, sign_in):
    def look() -> None:
        narrow.fits()
        accessible(narrow)

    sign_in(narrow, site, "clerk")
    narrow.goto(f"{site}/governance/document/")
    look()
    press(narrow, "Start edition 3")
    look()
    narrow.get_by_role("link", name="Terms of reference").click()
    look()
    press(narrow, "The words still fit")
    follow(narrow, "In two pages")
    write(narrow, {"What it says": "Ring 0121 496 0123."})
    press(narrow, "Save the section")
    look()
    choose(narrow, {"Look at these once more": "“0121 496 0123”"})
    press(narrow, "Save the section")
    press(narrow, "See as the public")
    narrow.get_by_text("The checks find").click()
    look()
    narrow.go_back()
    press(narrow, "Send for review")
    look()
    press(narrow, "Send for review")
    follow(narrow, "Comment on the whole")
    narrow.goto(f"{narrow.url}?section=terms")
    expect(narrow.get_by_role("heading", name="Terms of reference")).to_be_visible()
    look()
    write(narrow, {"Your comment": "Say who chairs."})
    press(narrow, "Send the comment")
    look()
    press(narrow, "Record the approval")
    choose(narrow, {"How": "Its chair agreed"})
    enter_day(narrow, "On which day", today())
    press(narrow, "Record the approval")
    press(narrow, "Check and publish")
    press(narrow, "Publish to everyone")
    look()
    write(narrow, {"What is new, in a line": "The telephone number."})
    for box in narrow.get_by_role("checkbox").all():
        box.check()
    press(narrow, "Publish to everyone")
    expect(narrow.get_by_text("In force", exact=True)).to_be_visible()
    look()
    narrow.goto(f"{site}/public/document/compare/?from=2&to=3")
    expect(narrow.locator("ins", has_text="Ring 0121 496 0123.")).to_be_visible()
    look()
    narrow.goto(f"{site}/governance/document/")
    follow(narrow, "Withdraw edition 3")
    look()
    write(narrow, {"Why is it withdrawn": "The number is wrong."})
    press(narrow, "Withdraw it now")
    narrow.goto(f"{site}/governance/document/editions/4/sections/summary/")
    expect(narrow.get_by_label("What it says")).to_have_value(re.compile("Ring 0121"))
