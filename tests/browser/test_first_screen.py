"""What a phone shows first: the way in, and the paper that a link leads to."""

from playwright.sync_api import Page, expect

from tests.browser.test_meetings import open_meeting


def test_sign_in_stands_within_the_first_screen_of_a_phone(own_site, narrow: Page):
    narrow.set_viewport_size({"width": 360, "height": 640})
    narrow.goto(f"{own_site}/")
    box = narrow.get_by_role("button", name="Sign in").bounding_box()
    assert box["y"] + box["height"] <= 640


def test_a_link_of_the_decisions_sheet_opens_the_folded_paper_without_scripts(own_site, no_javascript: Page, sign_in):
    page = no_javascript
    sign_in(page, own_site, "pdg")
    open_meeting(page, own_site, "Minutes circulated")
    link = page.get_by_role("region", name="Decisions asked").get_by_role("link").last
    paper = page.locator(f"[id='{link.get_attribute('href')[1:]}']")
    expect(paper).to_be_hidden()
    link.click()
    expect(paper).to_be_visible()
