"""What people do on a page, in the words that they see there."""

from datetime import date

import pdfplumber
from playwright.sync_api import Download, Page, expect

NO_NAMES = "There are no names, addresses, car numbers or handles in this"


def press(page: Page, name: str) -> None:
    """A button, or a link that looks like one."""
    page.get_by_role("main").get_by_role("button", name=name, exact=True).first.click()


def follow(page: Page, name: str) -> None:
    """The first link in the page's own part whose text holds this."""
    page.get_by_role("main").get_by_role("link", name=name).first.click()


def write(page: Page, texts: dict[str, str]) -> None:
    """Texts by the label of their box."""
    for label, text in texts.items():
        page.get_by_role("main").get_by_label(label, exact=True).fill(text)


def choose(page: Page, answers: dict[str, str]) -> None:
    """Radios and ticks by question and answer; of a long answer its beginning will do."""
    for question, answer in answers.items():
        page.get_by_role("group", name=question).get_by_label(answer).first.check()


def pick(page: Page, lists: dict[str, str]) -> None:
    """Of drop-down lists, by label, the first line that holds these words."""
    for label, words in lists.items():
        box = page.get_by_label(label, exact=True)
        box.select_option(box.locator("option", has_text=words).first.get_attribute("value"))


def enter_day(page: Page, question: str, day: date) -> None:
    """A date in its three boxes."""
    group = page.get_by_role("group", name=question)
    for part in ("day", "month", "year"):
        group.get_by_label(part.capitalize()).fill(str(getattr(day, part)))


def arrange(page: Page) -> None:
    """Send the form of a new meeting; on a weekend or a bank holiday it asks whether that day is meant."""
    press(page, "Arrange the meeting")
    meant = page.get_by_label("Yes, the meeting is on that day")
    if meant.count():
        meant.check()
        press(page, "Arrange the meeting")


def tick_no_names(page: Page) -> None:
    page.get_by_label(NO_NAMES).check()


def arrived(page: Page, text: str) -> None:
    """The page with these words in its heading is there."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(text)


def says(page: Page, *texts: str) -> None:
    """The page's own part holds each of these."""
    for text in texts:
        expect(page.get_by_role("main")).to_contain_text(text)


def pdf_text(waited: Download) -> str:
    """The words of a PDF that was downloaded, with one space between them."""
    path = waited.path()
    assert path.read_bytes().startswith(b"%PDF")
    with pdfplumber.open(path) as pdf:
        return " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)
