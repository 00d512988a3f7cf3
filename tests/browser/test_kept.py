"""Texts kept in the browser while there was no network: none is lost, and each is offered beside its own box."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import demo_pages

USE, DROP = "Use the text kept in this browser", "Throw it away"
TEXTS = "Object.values(localStorage).map(copy => JSON.parse(copy).fields.title?.[0]).sort()"


@pytest.fixture
def form(demo, page):
    """The demo's form, with a text in the browser that was typed before and not sent."""
    page.expected.append("401")
    demo_pages.DRAFTS["answer"] = "signed-out"
    page.goto(f"{demo}/form/")
    page.get_by_label("Title").fill("Old")
    page.reload()
    return page


def test_what_is_typed_while_an_offer_is_open_takes_the_place_of_nothing(form):
    form.get_by_label("Title").fill("New")
    assert form.evaluate(TEXTS) == ["New", "Old"]
    form.reload()
    expect(form.get_by_role("button", name=USE)).to_have_count(2)
    expect(form.locator("#bcsp-status").get_by_role("link")).to_have_text([re.compile(r", \d\d:\d\d$")] * 2)
    form.get_by_role("button", name=DROP).first.click()
    assert form.evaluate(TEXTS) == ["Old"]
    form.get_by_role("button", name=USE).click()
    expect(form.get_by_label("Title")).to_have_value("Old")


def test_text_on_offer_outlives_a_saved_text_and_a_network_that_comes_back(form):
    form.expected.append("ERR_INTERNET_DISCONNECTED")
    demo_pages.DRAFTS["answer"] = "save"
    form.context.set_offline(True)
    form.context.set_offline(False)  # nothing was typed on this page, so nothing of it is posted
    form.wait_for_timeout(300)
    assert form.evaluate(TEXTS) == ["Old"]
    form.get_by_label("Title").fill("New")
    expect(form.locator("[data-draft-state]")).to_have_text("Saved at 14:02")
    assert form.evaluate(TEXTS) == ["Old"]


def test_what_was_typed_before_the_kept_text_is_used_is_offered_in_its_turn(form):
    form.get_by_label("Title").fill("New")
    form.get_by_role("button", name=USE).click()
    expect(form.get_by_label("Title")).to_have_value("Old")
    form.get_by_role("button", name=USE).click()
    expect(form.get_by_label("Title")).to_have_value("New")
    assert form.evaluate(TEXTS) == ["New", "Old"]


def test_text_that_was_typed_once_more_and_sent_is_offered_no_longer(form):
    other = "{at: 1, fields: {title: ['Something else']}}"
    form.evaluate(f"localStorage.setItem('bcsp-draft:7:demo~1', JSON.stringify({{...{other}, at: Date.now()}}))")
    form.get_by_label("Title").fill("Old")
    form.evaluate("document.querySelector('form[data-draft]').action = '/sent/'")
    form.get_by_role("button", name="Save and continue").click()
    expect(form.get_by_role("heading", level=1)).to_have_text("What the partnership is")
    form.wait_for_function(f"{TEXTS}.length === 1")
    assert form.evaluate(TEXTS) == ["Something else"]


def test_signing_out_asks_where_text_would_go(form):
    form.get_by_role("button", name="Sign out").click()
    form.wait_for_url("**/accounts/logout/")
    assert form.evaluate(TEXTS) == ["Old"]


def test_a_form_is_not_sent_without_a_network(form):
    form.expected.append("ERR_INTERNET_DISCONNECTED")
    form.get_by_role("button", name=DROP).click()
    form.get_by_label("Title").fill("New")
    form.context.set_offline(True)
    form.get_by_role("button", name="Save and continue").click()
    expect(form.locator("[data-draft-state]")).to_contain_text("No network: your text is kept in this browser.")
    expect(form.get_by_label("Title")).to_have_value("New")


# Notes on a phone -----------------------------------------------------------------------------------------------------


def published(page: Page, site: str) -> str:
    """PDG's published meeting."""
    page.goto(f"{site}/governance/meetings/?body=pdg")
    page.get_by_role("row").filter(has=page.get_by_text("Agenda published", exact=True)).first.get_by_role(
        "link"
    ).click()
    expect(page).to_have_url(re.compile(r"/meetings/\d+/$"))
    page.wait_for_load_state()  # the scripts too
    return page.url


def note_boxes(page: Page) -> Locator:
    return page.get_by_label(re.compile("My note on item"))


def test_notes_written_offline_are_each_offered_at_their_own_item(own_site, narrow, sign_in, accessible):
    narrow.expected.append("ERR_INTERNET_DISCONNECTED")
    sign_in(narrow, own_site, "chair")
    address = published(narrow, own_site)
    narrow.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    context = narrow.context
    context.set_offline(True)
    boxes = note_boxes(narrow)
    names = [boxes.nth(n).evaluate("box => box.labels[0].textContent.trim()") for n in (0, 1)]
    for n in (0, 1):
        boxes.nth(n).fill(f"Text {n}")
    narrow.get_by_role("button", name="Save my note").first.click()
    expect(narrow.get_by_text("No network: your note is kept in this browser, and will be saved")).to_be_visible()
    expect(boxes.first).to_have_value("Text 0")
    narrow.evaluate("() => { window.fetch = () => Promise.reject() }")  # a page that ends is online to Playwright
    narrow.goto("about:blank")
    context.set_offline(False)
    narrow.goto(address)
    for n in (0, 1):
        form = narrow.locator("form[data-draft]").filter(has=narrow.get_by_label(names[n], exact=True))
        expect(form.get_by_text(f"{names[n]}: text that was not sent is kept")).to_be_visible()
        expect(form.get_by_text(f"Text {n}", exact=True)).to_be_visible()
        expect(narrow.locator("#bcsp-status").get_by_role("link", name=names[n])).to_be_visible()
    narrow.fits()
    accessible(narrow)
    note_boxes(narrow).first.fill("Typed over it")
    narrow.get_by_role("button", name="Save my note").first.click()
    expect(narrow.get_by_text(re.compile("^Saved at")).first).to_be_visible()
    narrow.reload()
    expect(note_boxes(narrow).first).to_have_value("Typed over it")
    narrow.get_by_role("button", name=USE).first.click()
    expect(note_boxes(narrow).first).to_have_value("Text 0")
    expect(narrow.get_by_role("button", name=USE)).to_have_count(1)


def test_a_note_is_saved_without_leaving_its_page(own_site, narrow, sign_in):
    sign_in(narrow, own_site, "pdg")
    published(narrow, own_site)
    narrow.get_by_role("link", name="Read item by item").click()
    narrow.wait_for_load_state()  # the scripts too
    note_boxes(narrow).fill("Who pays?")
    narrow.get_by_role("button", name="Save my note").click()
    expect(narrow.get_by_text(re.compile("^Saved at"))).to_be_visible()
    narrow.reload()
    expect(note_boxes(narrow)).to_have_value("Who pays?")
