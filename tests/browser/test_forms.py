"""A form as a person meets it: errors that lead to their control, nothing typed lost, any screen, no scripts."""

import pytest
from playwright.sync_api import expect

PAGES = ("form", "conflict", "parts", "public")


def test_error_summary_links_focus_their_controls(demo, page, accessible):
    page.goto(f"{demo}/form/")
    page.get_by_label("Day").fill("31")
    page.get_by_label("Month").fill("2")
    page.get_by_role("button", name="Save and continue").click()
    expect(page).to_have_title("Error: Log a trend – Birmingham Community Safety Partnership")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    accessible(page)
    links = page.locator(".govuk-error-summary__list a").all()
    assert len(links) == 11
    for link in links:
        address = link.get_attribute("href")
        link.click()
        assert page.evaluate("document.activeElement.id") == address[1:]
    assert {"#id_kind", "#id_themes", "#id_review_year"} <= {link.get_attribute("href") for link in links}


def test_refused_form_keeps_what_was_typed(demo, no_javascript):
    page = no_javascript
    page.goto(f"{demo}/form/")
    text = 'First line\n  second "line" <b>&amp;'
    page.get_by_label("What is happening").fill(text)
    page.get_by_label("New", exact=True).check()
    page.get_by_label("Year").fill("26")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_label("What is happening")).to_have_value(text)
    expect(page.get_by_label("New", exact=True)).to_be_checked()
    expect(page.get_by_label("Year")).to_have_value("26")
    expect(page.get_by_text("Review date must include a day and a month").first).to_be_visible()


def test_room_left_counts_as_the_server_does(demo, page):
    page.goto(f"{demo}/form/")
    box = page.get_by_label("What is happening")
    box.fill("\n".join(["x" * 49] * 8))
    expect(page.get_by_text("You have 1 character remaining").first).to_be_attached()
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_text("must be 400 characters or fewer")).to_have_count(0)


@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible(demo, page, accessible, name):
    page.goto(f"{demo}/{name}/")
    accessible(page)


@pytest.mark.parametrize("name", PAGES)
def test_page_fits_a_narrow_screen(demo, narrow, name):
    narrow.goto(f"{demo}/{name}/")
    narrow.fits()


def test_print_leaves_the_tools_out(demo, page):
    page.goto(f"{demo}/parts/")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for tool in (".govuk-service-navigation", ".bcsp-search", ".bcsp-footer", ".govuk-pagination", ".govuk-button"):
        expect(page.locator(tool).first).to_be_hidden()
    expect(page.get_by_text("Folded text for paper")).to_be_visible()


def test_unknown_address_is_a_page_of_ours(demo, page, accessible):
    page.expected.append("404")
    page.goto(f"{demo}/no-such-page/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
    accessible(page)
