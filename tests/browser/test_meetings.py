"""Meetings in a browser: an agenda published and its pack awaited, read on a phone, decided without scripts."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from bcsp.records.clock import today
from tests.browser.steps import choose, enter_day, press, says, tick_no_names, write


@pytest.fixture
def site(own_site: str) -> str:
    return own_site


def open_meeting(page: Page, site: str, state: str, body: str = "pdg") -> None:
    """The body's meeting in this state: the draft to come, or one that was held with papers."""
    page.goto(f"{site}/governance/meetings/?body={body}")
    row = page.get_by_role("row").filter(has=page.get_by_text(state, exact=True)).first
    row.get_by_role("link").click()


def test_pages_are_accessible_and_fit_a_phone(site, narrow, accessible, sign_in):
    sign_in(narrow, site, "pdg")
    open_meeting(narrow, site, "Minutes circulated")
    for address in (narrow.url, "/governance/meetings/", "/governance/decisions/", "/governance/actions/"):
        narrow.goto(address if address.startswith("http") else site + address)
        narrow.fits()
        accessible(narrow)
    narrow.goto(f"{site}/governance/decisions/")
    narrow.get_by_role("region", name="Decisions").get_by_role("link").first.click()
    narrow.fits()
    accessible(narrow)


def test_on_a_phone_the_frame_takes_two_lines_and_the_agenda_is_folded(site, narrow, sign_in):
    sign_in(narrow, site, "pdg")
    open_meeting(narrow, site, "Minutes circulated")
    for part in (".govuk-phase-banner", ".bcsp-person"):
        assert narrow.locator(part).bounding_box()["height"] < 40
    folds = narrow.locator("details.bcsp-fold")
    assert folds.count() > 2
    expect(narrow.locator("details.bcsp-fold[open]")).to_have_count(1)  # the first paper that isn't the house's own
    assert narrow.get_by_text("the whole scale:").filter(visible=True).count() == 1
    narrow.emulate_media(media="print")
    expect(narrow.locator(".bcsp-paper").last).to_be_visible()


def test_public_register_needs_no_script_and_fits_a_phone(site, narrow, accessible):
    narrow.goto(f"{site}/public/decisions/")
    narrow.fits()
    accessible(narrow)
    narrow.get_by_role("region", name="Decisions").get_by_role("link").first.click()
    narrow.fits()
    accessible(narrow)
    assert narrow.context.cookies() == []


def test_a_decision_is_recorded_and_agreed_without_scripts(site, no_javascript, sign_in):
    page = no_javascript
    sign_in(page, site, "clerk")
    open_meeting(page, site, "Minutes circulated")
    paper = page.get_by_role("article", name=re.compile("E-bike"))
    paper.get_by_role("button", name="Record the decision").click()
    page.get_by_role("button", name="Save and check").click()
    expect(page.get_by_role("link", name="Say whether this is what the paper recommended")).to_be_visible()
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("Why it was decided").fill("It costs little and can start at once.")
    page.get_by_label("Public", exact=True).check()
    tick_no_names(page)
    page.get_by_role("button", name="Save and check").click()
    expect(page.get_by_text("everyone can read this on the public register")).to_be_visible()
    page.get_by_role("button", name="Agree and lock this decision").click()
    expect(page.get_by_text(re.compile("Agreed and locked on"))).to_be_visible()
    page.get_by_role("link", name="The notice as everyone sees it").click()
    expect(page.get_by_text("It costs little and can start at once.")).to_be_visible()


def test_an_agenda_is_published_and_its_pack_comes_by_itself(site, page, accessible, sign_in):
    sign_in(page, site, "clerk")
    open_meeting(page, site, "Draft")
    accessible(page)
    page.get_by_role("button", name="Add an item").click()
    page.get_by_label("Title of the item").fill("Apologies")
    accessible(page)
    page.get_by_role("button", name="Save the item").click()
    expect(page.get_by_role("link", name="Say whether the item is for decision")).to_be_visible()
    page.get_by_label("For information").check()
    page.get_by_role("button", name="Save the item").click()
    page.get_by_role("button", name=re.compile("Move up.+item 2")).click()
    expect(page.get_by_role("heading", name="1. Apologies")).to_be_visible()
    page.get_by_role("button", name="Check and publish the agenda").click()
    accessible(page)
    page.get_by_role("button", name="Publish the agenda").click()
    ready = page.get_by_role("link", name=re.compile(r"Agenda and papers, named readers: \d+ pages, "))
    expect(ready).to_be_visible(timeout=60_000)
    accessible(page)
    with page.expect_download() as download:
        ready.click()
    assert download.value.path().read_bytes().startswith(b"%PDF")


def test_a_private_item_says_why_and_others_see_its_paragraph_alone(site, narrow, accessible, sign_in):
    page = narrow
    sign_in(page, site, "clerk")
    open_meeting(page, site, "Draft", "board")
    agenda = page.url
    press(page, "Add an item")
    write(page, {"Title of the item": "A firm's prices"})
    choose(page, {"What it is for": "For decision"})
    page.get_by_label("Private item: only for members of this body").check()
    press(page, "Save the item")
    expect(page.get_by_role("link", name="Say who decided that this item is private")).to_be_visible()
    narrow.fits()
    accessible(page)
    choose(page, {"Paragraph of Schedule 12A": "Paragraph 3"})
    write(page, {"Why keeping it private serves the public better": "Its rivals would know what it asks."})
    write(page, {"Who decided that it is private": "The chair"})
    enter_day(page, "When this is looked at again", today() + timedelta(days=90))
    press(page, "Save the item")
    says(page, "Its rivals would know what it asks.", "(using Schedule 12A paragraph 3 as our guide)")
    narrow.fits()
    accessible(page)
    page.context.clear_cookies()
    sign_in(page, site, "analyst")
    page.goto(agenda)
    says(page, "Private item (using Schedule 12A paragraph 3 as our guide)")
    expect(page.get_by_role("main")).not_to_contain_text("firm")
    accessible(page)


def test_a_meeting_is_moved_on_a_phone(site, narrow, accessible, sign_in):
    page = narrow
    sign_in(page, site, "clerk")
    open_meeting(page, site, "Agenda published")
    page.get_by_role("link", name="Move the meeting").click()
    enter_day(page, "Day of the meeting", today() + timedelta(days=1))
    press(page, "Move the meeting")
    expect(page.get_by_role("link", name="Give the reason for moving the meeting")).to_be_visible()
    narrow.fits()
    accessible(page)
    expect(page.get_by_role("link", name="Tick that it is moved at short notice")).to_be_visible()
    write(page, {"Why is it moved": "Snow closes the building."})
    page.get_by_label("Yes, move it at short notice").check()
    press(page, "Move the meeting")
    says(page, "Moved from", "Extraordinary meeting", "Snow closes the building.")
    narrow.fits()
    accessible(page)
    for address in (
        "meetings/?body=pdg",
        "bodies/pdg/",
        "bodies/pdg/conformance/",
        "bodies/board/conformance/?year=2001",
    ):
        page.goto(f"{site}/governance/{address}")
        narrow.fits()
        accessible(page)
