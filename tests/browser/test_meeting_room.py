"""The pages around a meeting on a phone: normal, empty, refused, and where two windows meet.

One meeting of the Board is lived through on the shared site, from an answer to minutes that are agreed: its pages are
visited on the way, so that none of them needs a site, or a meeting, of its own.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from bcsp.records.clock import today
from tests.browser.steps import arrange, choose, enter_day, follow, pick, press, says, tick_no_names, write

LISTS = (
    "governance/decisions/?q=nothing+like+it",
    "governance/decisions/?review=overdue&body=board",
    "governance/decisions/?first=31+2+2026",
    "governance/actions/?show=ownerless",
    "governance/bodies/board/conformance/",
    "governance/bodies/ldg-north/conformance/",
    "governance/bodies/board/conformance/?year=2001",
    "governance/bodies/ldg-west-central/backlog/",
    "governance/meetings/?body=ldg-west-central",
)


@pytest.fixture
def look(narrow: Page, accessible: Callable[[Page], None]) -> Callable[[], None]:
    """Call it on any page: axe finds nothing, and nothing has to be scrolled sideways."""

    def check() -> None:
        narrow.fits()
        accessible(narrow)

    return check


def refused(page: Page, look: Callable[[], None], button: str) -> None:
    """The form comes back with its faults."""
    press(page, button)
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    look()


def meets(page: Page, look: Callable[[], None], button: str, fill: Callable[[Page, str], None]) -> None:
    """The form is sent from here after a second window has sent it: both texts come back."""
    other = page.context.new_page()
    other.goto(page.url)
    fill(other, "The second window wrote this.")
    press(other, button)
    other.wait_for_load_state()
    other.close()
    fill(page, "The first window wrote that.")
    press(page, button)
    expect(page.get_by_text("You saved this in another window")).to_be_visible()
    look()


def test_lists_with_filters_and_without_rows(site, narrow, look, sign_in):
    sign_in(narrow, site, "coordinator")
    for address in LISTS:
        narrow.goto(f"{site}/{address}")
        look()


def test_a_meeting_from_the_first_answer_to_agreed_minutes(site, narrow, look, sign_in):
    page = narrow

    def be(name: str, address: str) -> None:
        page.context.clear_cookies()
        sign_in(page, site, name)
        page.goto(address)

    agenda = arranged_and_published(page, site, look, sign_in)
    be("board", agenda)
    answered(page, look)
    be("clerk", agenda)
    moved_meanwhile(page, look, agenda)
    held_and_recorded(page, look, agenda)
    minuted(page, look, agenda)
    be("board", f"{agenda}minutes/")
    look()
    follow(page, "Ask for a correction")
    look()
    refused(page, look, "Ask for the correction")
    write(page, {"What should be put right": "The second line is not what was said."})
    press(page, "Ask for the correction")
    look()
    be("clerk", f"{agenda}minutes/")
    follow(page, "Answer")
    look()
    refused(page, look, "Answer")
    choose(page, {"Is the correction made?": "No"})
    write(page, {"If not: why it is not made": "It is."})
    press(page, "Answer")
    look()
    agreed(page, look, site)


def arranged_and_published(page: Page, site: str, look: Callable[[], None], sign_in: Callable[..., None]) -> str:
    """Address of the agenda of a Board meeting of today, with one item that was carried to the backlog and back."""
    sign_in(page, site, "clerk")
    page.goto(f"{site}/governance/meetings/arrange/")
    pick(page, {"Which body meets": "Board"})
    enter_day(page, "Day of the meeting", today())
    write(page, {"Time": "00:03"})
    arrange(page)
    agenda = page.url
    press(page, "Add an item")
    write(page, {"Title of the item": "Night buses"})
    choose(page, {"What it is for": "For discussion"})
    press(page, "Save the item")
    page.get_by_role("link", name=re.compile("^Carry")).last.click()
    look()
    refused(page, look, "Carry the item")
    choose(page, {"Where does it go?": "The backlog"})
    press(page, "Carry the item")
    look()
    card = page.get_by_role("article").filter(has_text="Night buses")
    card.get_by_label(re.compile("^Meeting")).select_option(label=f"{today():%-d %B %Y}")
    card.get_by_role("button", name=re.compile("^Place on its agenda")).click()
    page.goto(agenda)
    page.get_by_role("button", name="Check and publish the agenda").click()
    refused(page, look, "Publish the agenda")
    write(page, {"Why this can't wait": "A grant lapses. Ring 0121 496 0000."})
    refused(page, look, "Publish the agenda")
    page.get_by_label(re.compile("0121 496 0000.+looks like")).check()
    press(page, "Publish the agenda")
    expect(page.get_by_text("The agenda is published.")).to_be_visible()
    return agenda


def answered(page: Page, look: Callable[[], None]) -> None:
    press(page, "Answer")
    look()
    refused(page, look, "Send your answer")
    choose(page, {"Will you be there?": "I send apologies"})
    press(page, "Send your answer")
    follow(page, "Change your answer")

    def fill(window: Page, text: str) -> None:
        choose(window, {"Will you be there?": "A substitute comes for me"})
        write(window, {"Who comes for you": text})

    meets(page, look, "Send your answer", fill)
    press(page, "Send your answer")
    follow(page, "Who comes")
    look()


def moved_meanwhile(page: Page, look: Callable[[], None], agenda: str) -> None:
    page.goto(f"{agenda}move/")
    other = page.context.new_page()
    other.goto(page.url)
    for window in (other, page):
        write(window, {"Place": "Another room", "Why is it moved": "The first room is cold."})
        press(window, "Move the meeting")
        window.wait_for_load_state()
    other.close()
    expect(page.get_by_text("Somebody changed this while you were reading")).to_be_visible()
    look()


def held_and_recorded(page: Page, look: Callable[[], None], agenda: str) -> None:
    page.goto(f"{agenda}hold/")
    look()
    press(page, "The meeting was held")
    page.goto(f"{agenda}minutes/")
    look()
    page.goto(f"{agenda}attendance/")
    look()
    seat = page.get_by_role("group", name=re.compile("How was this seat filled")).first
    seat.get_by_label("Substitute present").check()
    refused(page, look, "Save who came")

    def fill(window: Page, text: str) -> None:
        for each in window.get_by_role("group", name=re.compile("How was this seat filled")).all():
            each.get_by_label("Present", exact=True).check()
        first = window.get_by_role("group", name=re.compile("How was this seat filled")).first
        first.get_by_label("Apologies" if "second" in text else "Absent").check()

    meets(page, look, "Save who came", fill)


def minuted(page: Page, look: Callable[[], None], agenda: str) -> None:
    page.goto(f"{agenda}minutes/")
    page.get_by_role("link", name=re.compile("^Write the minute of item")).last.click()
    look()
    refused(page, look, "Save")
    meets(page, look, "Save", lambda window, text: write(window, {"What was said": text}))
    press(page, "Save")
    page.goto(f"{agenda}minutes/circulate/")
    look()
    refused(page, look, "Circulate the minutes")
    tick_no_names(page)
    press(page, "Circulate the minutes")
    says(page, "Circulated")


def agreed(page: Page, look: Callable[[], None], site: str) -> None:
    """The minutes of the Board's meeting before it."""
    page.goto(f"{site}/governance/meetings/?body=board")
    rows = page.get_by_role("row").filter(has_text="Minutes circulated")
    rows.nth(1).get_by_role("link").first.click()
    page.goto(f"{page.url}minutes/agree/")
    look()
    page.get_by_label("Which meeting agreed them").select_option("")
    refused(page, look, "These minutes were agreed: lock them")
    page.get_by_label("Which meeting agreed them").select_option(index=1)
    press(page, "These minutes were agreed: lock them")
    look()
