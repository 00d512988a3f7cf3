"""Reading an agenda item by item on a phone: a note that waits for the network, a question, a guest."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import press


@pytest.fixture
def site(own_site: str) -> str:
    return own_site


@pytest.fixture
def look(narrow: Page, accessible):
    """Call it on any page: axe finds nothing, and nothing has to be scrolled sideways."""

    def check() -> None:
        narrow.fits()
        accessible(narrow)

    return check


def open_item(page: Page, site: str, state: str = "Agenda published") -> None:
    """The first item of PDG's meeting in this state, on a page of its own."""
    page.goto(f"{site}/governance/meetings/?body=pdg")
    page.get_by_role("row").filter(has=page.get_by_text(state, exact=True)).first.get_by_role("link").click()
    page.get_by_role("link", name="Read item by item").click()


def test_a_note_saves_itself_and_waits_for_the_network(site, narrow, look, sign_in):
    narrow.expected.append("ERR_INTERNET_DISCONNECTED")
    sign_in(narrow, site, "pdg")
    open_item(narrow, site)
    look()
    note = narrow.get_by_label(re.compile("My note on item"))
    note.fill("Who pays?")
    expect(narrow.get_by_text(re.compile("Saved at"))).to_be_visible()
    narrow.context.set_offline(True)
    note.fill("Who pays? In the tunnel.")
    expect(narrow.get_by_text("Kept in this browser: no connection")).to_be_visible()
    narrow.context.set_offline(False)
    expect(narrow.get_by_text(re.compile("Saved at"))).to_be_visible()
    narrow.reload()
    expect(note).to_have_value("Who pays? In the tunnel.")
    narrow.get_by_role("link", name="The whole agenda").click()
    narrow.get_by_role("link", name="My private notes on this meeting").click()
    expect(narrow.get_by_text("Who pays? In the tunnel.")).to_be_visible()
    look()


def test_a_note_needs_no_script(site, no_javascript, sign_in):
    sign_in(no_javascript, site, "chair")
    open_item(no_javascript, site)
    no_javascript.get_by_label(re.compile("My note on item")).fill("Ask the police first.")
    press(no_javascript, "Save my note")
    expect(no_javascript.get_by_label(re.compile("My note on item"))).to_have_value("Ask the police first.")


def test_a_question_and_its_answer(site, narrow, look, sign_in, browser):
    sign_in(narrow, site, "pdg")
    open_item(narrow, site)
    address = narrow.url
    narrow.get_by_role("link", name="Ask the presenter a question").click()
    look()
    press(narrow, "Send the question")
    expect(narrow.locator(".govuk-error-summary")).to_be_visible()
    look()
    narrow.get_by_label("Your question").fill("How many tenants were visited?")
    press(narrow, "Send the question")
    expect(narrow.get_by_text("Not answered yet")).to_be_visible()
    look()
    narrow.context.clear_cookies()
    sign_in(narrow, site, "clerk")
    narrow.goto(address)
    look()
    narrow.get_by_role("link", name=re.compile("^Answer")).click()
    look()
    narrow.get_by_label("Your answer").fill("Twelve.")
    press(narrow, "Send the answer")
    expect(narrow.get_by_text("Twelve.")).to_be_visible()
    narrow.get_by_role("link", name=re.compile("Add a note for the chair")).click()
    look()


def test_a_guest_reads_one_item(site, narrow, look, sign_in):
    sign_in(narrow, site, "clerk")
    open_item(narrow, site)
    narrow.get_by_role("link", name=re.compile("^Guests")).click()
    look()
    press(narrow, "Invite for this item")
    expect(narrow.locator(".govuk-error-summary")).to_be_visible()
    look()
    narrow.get_by_label("A person with a sign-in").select_option(label="Ned Furlong, no place in the partnership")
    press(narrow, "Invite for this item")
    look()
    narrow.context.clear_cookies()
    sign_in(narrow, site, "outsider")
    narrow.goto(f"{site}/")
    narrow.get_by_role("link", name=re.compile("You are a guest for item")).click()
    expect(narrow.get_by_text("You are a guest for item")).to_be_visible()
    look()
    narrow.get_by_role("link", name="The meeting").click()
    look()
