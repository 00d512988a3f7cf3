"""The thread as six people live it: from a partner's referral to a decision that everyone can read, and back.

Once with scripts and once without: the pages are the same, and so is what comes of it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from bcsp.records.clock import today
from tests.browser.steps import (
    arrange,
    arrived,
    choose,
    enter_day,
    follow,
    pdf_text,
    pick,
    press,
    says,
    tick_no_names,
    write,
)

REASONS = "Callers move on within days, so a pack must reach people this month."
WORDING = "PDG funds a call-back card for people over 75 in two areas."
ACTIONS = {
    "Hand out the call-back cards": "Immediate",
    "Agree with banks how a doubtful payment is held": "Root cause",
}


@pytest.fixture
def site(own_site: str) -> str:
    return own_site


@dataclass
class Thread:
    """A person's screen, who sits before it, and what the thread is about."""

    page: Page
    site: str
    sign_in: Callable[..., None]
    about: str
    hour: str

    @property
    def title(self) -> str:
        return f"Cloned-voice calls to {self.about} ask for money"

    @property
    def seen(self) -> str:
        return f"False calls to {self.about}"

    def as_(self, name: str) -> Page:
        """The next person comes to the screen, on their home page."""
        self.page.context.clear_cookies()
        self.sign_in(self.page, self.site, name)
        self.page.goto(self.site)
        return self.page


@pytest.fixture(params=["scripts", "no_scripts"])
def thread(request: pytest.FixtureRequest, site: str, sign_in: Callable[..., None]) -> Thread:
    scripts = request.param == "scripts"
    page = request.getfixturevalue("page" if scripts else "no_javascript")
    return Thread(page, site, sign_in, *(("shopkeepers", "00:01") if scripts else ("landlords", "00:02")))


def test_a_referral_becomes_a_public_decision(thread):
    refer(thread)
    log(thread)
    assess(thread)
    clear(thread)
    publish(thread)
    read(thread)
    decide(thread)
    give_out_actions(thread)
    everyone_reads(thread)
    walk_back(thread)
    hear_of_it(thread)


def refer(thread: Thread) -> None:
    page = thread.as_("partner")
    press(page, "Refer something")
    says(page, "999")
    choose(page, {"What do you want to tell us about?": "An emerging trend"})
    press(page, "Continue")
    what = f"Three {thread.about} were rung by a voice they took for their daughter's."
    write(page, {"In a few words": thread.seen, "What was seen or heard": what})
    pick(page, {"Where it comes from": "Third sector"})
    choose(
        page, {"How you know it": "First hand", "Does anyone else": "Yes", "How urgent": "It needs attention this week"}
    )
    tick_no_names(page)
    press(page, "Continue")
    arrived(page, "Check your answers")
    says(page, what)
    press(page, "Send it")
    says(page, "Your reference", "RF-")


def log(thread: Thread) -> None:
    page = thread.as_("analyst")
    follow(page, "Referrals:")
    follow(page, thread.seen)
    press(page, "Log a trend from it")
    expect(page.get_by_label("What is happening")).to_have_value(re.compile(thread.about))
    write(
        page,
        {"Title": thread.title, "What is new": "Until now only grandparents were rung.", "Where": "Across the city"},
    )
    choose(page, {"Kind": "Trend: a change", "Theme": "Technological"})
    enter_day(page, "Since when", today() - timedelta(days=40))
    tick_no_names(page)
    press(page, "Continue")
    arrived(page, "Is it one of these?")
    for question in page.get_by_role("main").get_by_role("group").all():
        question.get_by_label("Related").check()
    press(page, "Save the trend")
    says(page, "Trend saved", "ET-")
    arrived(page, thread.title)


def assess(thread: Thread) -> None:
    page = thread.page
    press(page, "Assess it now")
    choose(page, {"Impact": "Severe", "How soon": "Now", "Direction": "Rising"})
    choose(page, {"How likely": "Likely or probable", "Confidence": "Moderate", "What you ask of PDG": "Decide"})
    write(
        page,
        {
            "Key judgement": f"Calls to {thread.about} will go on each week through the winter.",
            "One reason for that confidence": "Two sources that do not know each other say the same.",
            "Mitigate now": "Hand out a card: put the phone down, ring back on the number you know.",
            "Why it developed": "A voice can be copied from half a minute of speech.",
            "How the CSP can help solve the root problem": "Bring banks and telephone companies to one table.",
            "Recommendation, in a line": WORDING,
        },
    )
    enter_day(page, "Review date", today() + timedelta(days=56))
    press(page, "Preview the one page")
    says(page, thread.title, WORDING)
    press(page, "Go on writing")
    press(page, "Ready for PDG")
    says(page, "Marked ready by")


def clear(thread: Thread) -> None:
    page = thread.as_("coordinator")
    follow(page, thread.title)
    press(page, "Clear it for PDG")
    says(page, "Cleared", "This goes to PDG on")


def publish(thread: Thread) -> None:
    """The clerk arranges today's meeting and publishes its agenda; the worker builds the pack meanwhile."""
    page = thread.as_("clerk")
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Meetings").click()
    press(page, "Arrange a meeting")
    pick(page, {"Which body meets": "Partnership Delivery Group"})
    enter_day(page, "Day of the meeting", today())
    write(page, {"Time": thread.hour, "Place": "Invented Rooms"})
    arrange(page)
    says(page, "Emerging trends", thread.title)
    press(page, "Check and publish the agenda")
    says(page, "What will be frozen", thread.title)
    write(page, {"Why this can't wait": "The partnership's journey takes one day."})
    press(page, "Publish the agenda")
    says(page, "The agenda is published")
    await_pack(page)


def await_pack(page: Page) -> None:
    """With scripts the page shows the pack by itself; without, whoever waits loads it again."""
    for _ in range(30):
        if not page.get_by_text("Being built").count():
            return
        page.wait_for_timeout(1000)
        page.reload()
    pytest.fail("The pack was not built within half a minute")


def read(thread: Thread) -> None:
    page = thread.as_("pdg")
    waiting = page.get_by_role("link", name="Read the papers for").and_(
        page.get_by_role("link", name=re.compile("asked"))
    )
    waiting.first.click()
    says(page, thread.title, "Agenda published")
    expect(page.get_by_role("region", name="Decisions asked")).to_contain_text(WORDING)
    with page.expect_download() as waited:
        follow(page, "Agenda and papers, named readers:")
    text = pdf_text(waited.value)
    assert thread.title in text
    assert WORDING in text


def decide(thread: Thread) -> None:
    page = thread.as_("clerk")
    page.goto(f"{thread.site}/governance/meetings/")
    published = page.get_by_role("row").filter(has_text="Agenda published").filter(has_text="Delivery Group")
    published.get_by_role("link").first.click()
    press(page, "Mark as held")
    press(page, "The meeting was held")
    page.get_by_role("article", name=thread.title).get_by_role("button", name="Record the decision").click()
    expect(page.get_by_label("What was decided")).to_have_value(WORDING)
    choose(page, {"Is this what the paper recommended?": "Yes", "Who may read this decision": "Public"})
    write(page, {"Why it was decided": REASONS})
    tick_no_names(page)
    press(page, "Save and check")
    says(page, "Check this decision", REASONS, "everyone can read this")
    press(page, "Agree and lock this decision")
    says(page, "The decision is agreed and locked")


def give_out_actions(thread: Thread) -> None:
    page = thread.page
    for title, nature in ACTIONS.items():
        press(page, "Give out an action")
        write(page, {"What is to be done": title})
        choose(page, {"What is it for": nature})
        pick(page, {"Post that does it": "Coordinator"})
        enter_day(page, "Due on", today() + timedelta(days=60))
        press(page, "Give out the action")
        says(page, "The action is given out", title)


def everyone_reads(thread: Thread) -> None:
    page = thread.page
    page.context.clear_cookies()
    page.goto(f"{thread.site}/public/decisions/")
    follow(page, thread.title)
    arrived(page, thread.title)
    says(page, "Decision notice", WORDING, REASONS, *ACTIONS)
    assert page.context.cookies() == []


def walk_back(thread: Thread) -> None:
    """From the decision to what led to it: the clerk comes as far as the trend, the analyst to the referral."""
    for name, beginning in (("clerk", thread.title), ("analyst", thread.seen)):
        page = thread.as_(name)
        page.goto(f"{thread.site}/governance/decisions/")
        follow(page, thread.title)
        follow(page, "The whole thread")
        says(page, "0 days from the first step to the decision", thread.title, *ACTIONS)
        expect(page.get_by_role("main").get_by_role("link", name=thread.seen)).to_have_count(int(name == "analyst"))
        follow(page, beginning)
        arrived(page, beginning)


def hear_of_it(thread: Thread) -> None:
    page = thread.as_("partner")
    page.get_by_role("link", name="Refer something").first.click()
    follow(page, "My referrals")
    card = page.get_by_role("main").locator(".bcsp-card").filter(has_text=thread.seen)
    expect(card).to_contain_text("Linked to a trend")
    expect(card).to_contain_text("We are following this")
    page.get_by_role("link", name="Notices").first.click()
    expect(page.get_by_role("main").get_by_role("listitem").first).to_contain_text(
        "PDG has decided on something that you referred"
    )
