"""Nothing typed is lost: while the network or the sign-in is gone, the browser keeps it; then it goes."""

import pytest
from playwright.sync_api import expect

from tests.browser import demo_pages

KEPT = "Object.keys(localStorage).filter(name => name.startsWith('bcsp-draft:'))"


@pytest.fixture
def form(demo, page):
    demo_pages.DRAFTS["answer"] = "save"
    page.goto(f"{demo}/form/")
    return page


def test_draft_is_posted_and_leaves_the_browser(form):
    form.get_by_label("Title").fill("E-bikes")
    assert form.evaluate(KEPT) == ["bcsp-draft:7:demo"]
    expect(form.locator("[data-draft-state]")).to_have_text("Saved at 14:02")
    assert form.evaluate(KEPT) == []


def test_draft_outlives_a_lost_connection(form):
    form.expected += ["ERR_INTERNET_DISCONNECTED", "401"]
    form.context.set_offline(True)
    form.get_by_label("Title").fill("E-bikes")
    form.get_by_label("New", exact=True).check()
    form.get_by_label("Password", exact=True).fill("not to be kept")
    expect(form.locator("[data-draft-state]")).to_have_text("Kept in this browser: no connection")
    assert "not to be kept" not in form.evaluate("JSON.stringify(localStorage)")
    demo_pages.DRAFTS["answer"] = "signed-out"  # else the text would be posted as soon as the network is back
    form.context.set_offline(False)
    form.reload()
    form.get_by_role("button", name="Use the text kept in this browser").click()
    expect(form.get_by_label("Title")).to_have_value("E-bikes")
    expect(form.get_by_label("New", exact=True)).to_be_checked()


def test_draft_is_posted_when_the_connection_is_back(form):
    form.expected.append("ERR_INTERNET_DISCONNECTED")
    form.context.set_offline(True)
    form.get_by_label("Title").fill("E-bikes")
    expect(form.locator("[data-draft-state]")).to_have_text("Kept in this browser: no connection")
    form.context.set_offline(False)
    expect(form.locator("[data-draft-state]")).to_have_text("Saved at 14:02")


def test_draft_outlives_a_lost_sign_in(form):
    form.expected.append("401")
    demo_pages.DRAFTS["answer"] = "signed-out"
    form.get_by_label("Title").fill("E-bikes")
    expect(form.locator("[data-draft-state]")).to_contain_text("You have been signed out. Your text is kept")
    expect(form.get_by_role("link", name="Sign in again")).to_have_attribute("href", "/accounts/login/?next=%2Fform%2F")
    assert form.evaluate(KEPT) == ["bcsp-draft:7:demo"]


def test_refused_form_keeps_its_copy_and_offers_nothing(form):
    form.get_by_label("Title").fill("E-bikes")
    form.get_by_role("button", name="Save and continue").click()
    expect(form.get_by_label("Title")).to_have_value("E-bikes")
    assert form.evaluate(KEPT) == ["bcsp-draft:7:demo"]
    expect(form.get_by_text("Use the text kept in this browser")).to_have_count(0)


def test_copy_goes_when_the_form_was_sent(form):
    form.get_by_label("Title").fill("E-bikes")
    form.evaluate("document.querySelector('form[data-draft]').action = '/sent/'")
    form.get_by_role("button", name="Save and continue").click()
    form.wait_for_url(lambda url: url.endswith("/"))
    expect(form.get_by_role("heading", level=1)).to_have_text("What the partnership is")
    form.wait_for_function(f"{KEPT}.length === 0")


def test_all_copies_go_at_sign_out(form):
    form.evaluate("localStorage.setItem('bcsp-draft:8:other', JSON.stringify({at: Date.now(), fields: {}}))")
    form.get_by_role("button", name="Sign out").click()
    form.wait_for_url("**/accounts/logout/")
    assert form.evaluate(KEPT) == []


def test_copy_brings_the_version_that_its_writer_saw(demo, form):
    form.expected.append("401")
    demo_pages.DRAFTS["answer"] = "signed-out"
    form.get_by_label("Title").fill("E-bikes")
    form.evaluate("document.querySelector('[name=version]').value = '2'")
    form.get_by_label("Title").fill("E-bikes again")
    form.reload()
    expect(form.locator("[name=version]")).to_have_value("3")
    form.get_by_role("button", name="Use the text kept in this browser").click()
    expect(form.locator("[name=version]")).to_have_value("2")


def test_another_persons_copy_is_not_offered(form):
    form.evaluate(
        "localStorage.setItem('bcsp-draft:8:demo', JSON.stringify({at: Date.now(), fields: {title: ['Theirs']}}))"
    )
    form.reload()
    expect(form.get_by_label("Title")).to_have_value("")
    expect(form.get_by_text("Use the text kept in this browser")).to_have_count(0)
