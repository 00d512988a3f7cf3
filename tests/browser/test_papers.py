"""A paper for an item in a browser: pasted with its formats, and written without scripts on a phone's width."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import choose, press, says, write

PASTED = "<h1>Why</h1><p>It is <b>dark</b>.</p><ul><li>one</li></ul><img src='https://tracker.example/x.png'>"
PASTE = """([box, html]) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    data.setData("text/plain", "Why");
    box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def site(own_site: str) -> str:
    return own_site


def new_item(page: Page, site: str) -> None:
    """A new item on PDG's draft agenda, and the form of a paper under it."""
    page.goto(f"{site}/governance/meetings/?body=pdg")
    row = page.get_by_role("row").filter(has=page.get_by_text("Draft", exact=True)).first
    row.get_by_role("link").click()
    meeting = page.url.split("#")[0]
    page.goto(f"{meeting}items/add/")
    write(page, {"Title of the item": "Lights in the park"})
    choose(page, {"What it is for": "For decision"})
    press(page, "Save the item")
    page.goto(meeting)
    page.get_by_role("link", name="Add a paper").last.click()


def test_what_is_pasted_keeps_its_headings_and_lists(site, page, accessible, sign_in):
    sign_in(page, site, "clerk")
    new_item(page, site)
    accessible(page)
    write(page, {"Title of the paper": "Lamps", "Asked of the meeting": "Agree to buy lamps"})
    box = page.locator("textarea[name=body]")
    box.click()
    page.evaluate(PASTE, [box.element_handle(), PASTED])
    expect(box).to_have_value("# Why\n\nIt is **dark**.\n\n- one")
    press(page, "Save and read it as the meeting will")
    expect(page.get_by_role("heading", name="Why")).to_be_visible()
    accessible(page)


def test_a_pdf_is_chosen_by_a_radio_that_shows_its_box(site, narrow, accessible, sign_in):
    sign_in(narrow, site, "clerk")
    new_item(narrow, site)
    expect(narrow.locator("[name=summary]")).to_be_hidden()
    choose(narrow, {"The text of the paper": "A PDF"})
    expect(narrow.locator("[name=summary]")).to_be_visible()
    expect(narrow.locator("[name=body]")).to_be_hidden()
    press(narrow, "Save and read it as the meeting will")
    says(narrow, "Choose a PDF", "Enter a title of the paper", "Say what is asked of the meeting")
    narrow.fits()
    narrow.expected.append("422")
    accessible(narrow)


def test_a_paper_is_written_without_scripts(site, no_javascript, sign_in):
    page = no_javascript
    sign_in(page, site, "coordinator")
    new_item(page, site)
    write(page, {"Title of the paper": "Lamps", "Asked of the meeting": "Agree to buy lamps", "Text": "# Why\n\nDark."})
    press(page, "Save and read it as the meeting will")
    expect(page.get_by_role("heading", name="Why")).to_be_visible()
