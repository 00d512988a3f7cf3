"""Each line of an error summary leads to its control, on the forms by which the thread is written."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import NO_NAMES, follow, press, write


def to_log(page: Page, site: str) -> None:
    page.goto(f"{site}/horizon/trends/log/")
    write(page, {"Where": "By the depot, ring 0121 496 0000"})  # looks like a telephone number: its own line
    press(page, "Continue")


def to_refer(page: Page, site: str) -> None:
    page.goto(f"{site}/horizon/refer/tension/")
    press(page, "Continue")


def to_tell_of_change(page: Page, site: str) -> None:
    page.goto(f"{site}/horizon/refer/change/")
    page.get_by_label("Year").fill("31")
    press(page, "Continue")


def to_assess(page: Page, site: str) -> None:
    page.goto(f"{site}/horizon/trends/?state=")
    follow(page, "Pairs stealing from small shops")
    page.get_by_role("main").get_by_role("button", name="assess").first.click()
    write(page, {"Key judgement": "It might go on.", "Mitigate now": "", "Recommendation, in a line": ""})
    page.get_by_label("Month").fill("13")
    press(page, "Ready for PDG")


def to_decide(page: Page, site: str) -> None:
    page.goto(f"{site}/governance/meetings/?body=pdg")
    page.get_by_role("row").filter(has_text="Minutes circulated").get_by_role("link").first.click()
    press(page, "Record the decision")
    write(page, {"What was decided": "", "Whose authority": ""})
    press(page, "Save and check")


FORMS = [
    (to_log, "analyst", 8),
    (to_refer, "partner", 9),
    (to_tell_of_change, "partner", 10),
    (to_assess, "analyst", 4),
    (to_decide, "clerk", 4),
]


@pytest.mark.parametrize(("go", "name", "least"), FORMS, ids=lambda value: getattr(value, "__name__", ""))
def test_each_line_focuses_its_control(site, page, sign_in, go: Callable[[Page, str], None], name: str, least: int):
    sign_in(page, site, name)
    go(page, site)
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: "))
    lines = summary.get_by_role("listitem").all()
    assert len(lines) >= least, [line.inner_text() for line in lines]
    for line in lines:
        link = line.get_by_role("link")
        link.click()
        control = page.locator(":focus")
        assert control.evaluate("it => ['INPUT', 'TEXTAREA', 'SELECT'].includes(it.tagName)"), link.inner_text()
        expect(control).to_have_id(link.get_attribute("href").removeprefix("#"))
        expect(control).to_be_in_viewport()


def test_what_was_chosen_stays_on_a_refused_form(site, no_javascript, sign_in):
    page = no_javascript
    sign_in(page, site, "analyst")
    page.goto(f"{site}/horizon/trends/log/")
    page.get_by_label("Economic").check()
    page.get_by_label("Day").fill("3")
    page.get_by_label(NO_NAMES).check()
    press(page, "Continue")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    expect(page.get_by_label("Economic")).to_be_checked()
    expect(page.get_by_label("Day")).to_have_value("3")
    expect(page.get_by_label(NO_NAMES)).to_be_checked()
