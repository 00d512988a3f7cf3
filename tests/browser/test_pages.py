"""The main pages of the sample partnership, as each person gets them: accessible, and whole on a narrow screen.

With content, empty, and with errors. The page fixture fails on a script error or a breach of the policy besides.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from governance.accountability import current
from tests.browser.steps import press

PUBLIC = (
    "",
    "public/",
    "public/accessibility/",
    "public/privacy/",
    "public/decisions/",
    "public/bodies/",
    "public/bodies/pdg/",
    "public/bodies/ldg-north/",
    "public/document/",
    "public/bodies/pdg/?on=2026-02-30",
    "public/meetings/",
    "public/coming-decisions/",
    "public/how-to-refer/",
    "accounts/login/",
    "public/decisions/?q=nothing+like+it",
)
EVERYBODY = (
    "",
    "plan/",
    "people/",
    "people/pdg/",
    "people/who-may/",
    "people/your-name/",
    "search/?q=batteries",
    "search/?q=xyzzy",
    "notices/",
)
HORIZON = ("horizon/trends/", "horizon/trends/?q=xyzzy", "horizon/refer/", "horizon/refer/tension/")
MEETINGS = ("governance/meetings/", "governance/decisions/", "governance/coming/", "governance/actions/")
BY_PERSON = {
    "analyst": (*EVERYBODY, *HORIZON, "horizon/trends/log/", "horizon/referrals/"),
    "clerk": (
        "",
        *MEETINGS,
        "governance/meetings/arrange/",
        "governance/bodies/pdg/backlog/",
        "governance/coming/add/",
        "governance/document/year/",
        "governance/document/year/priorities/",
        "governance/bodies/board/",
        "governance/bodies/pdg/rules/",
        "governance/bodies/pdg/conformance/",
    ),
    "coordinator": (
        "memory/providers/?q=greenhand",
        "memory/providers/tallowgate-night-marshals/",
        "memory/providers/copperwell-restorative/",
    ),
    "chair": (
        "governance/bodies/pdg/",
        "governance/bodies/pdg/decide/",
        "governance/decisions/?review=planned",
        "governance/actions/?show=ownerless",
        f"governance/accountability/{current().begins - 1}/",
        f"governance/accountability/{current().begins}/?audience=partners",
    ),
    "partner": ("", "horizon/refer/change/", "horizon/referrals/mine/", *MEETINGS, "search/?q=batteries"),
    "ldg.west": ("", "governance/actions/", "horizon/referrals/mine/", "notices/"),
    "outsider": ("",),
    "admin": ("", "people/invite/"),
}
FIRST = {
    "analyst": (
        ("horizon/trends/", r"Off-road|Vapes"),
        ("horizon/referrals/", r"RF-"),
    ),
    "coordinator": (("", r"Clear for PDG"), ("governance/decisions/", r"second look|tension report")),
    "ldg.north": (("governance/bodies/ldg-north/backlog/", r"gates that keep"),),
    "pdg": (("governance/actions/", r"."), ("governance/decisions/", r"batteries")),
}
FORMS = {
    "analyst": (
        ("horizon/trends/log/", "Continue"),
        ("horizon/refer/", "Continue"),
        ("horizon/refer/tension/", "Continue"),
    ),
    "clerk": (("governance/meetings/arrange/", "Arrange the meeting"),),
}


@pytest.fixture
def look(narrow: Page, accessible: Callable[[Page], None]) -> Callable[[], None]:
    """Call it on any page: axe finds nothing, and nothing has to be scrolled sideways."""

    def check() -> None:
        narrow.fits()
        accessible(narrow)

    return check


def test_everyones_pages(site, narrow, look):
    narrow.expected.append("400")  # a day that there is not
    for address in PUBLIC:
        narrow.goto(f"{site}/{address}")
        look()
    narrow.goto(f"{site}/public/meetings/")
    narrow.locator("main a[href^='/public/meetings/']").first.click()
    expect(narrow.get_by_role("heading", name="Agenda", exact=True)).to_be_visible()
    look()


@pytest.mark.parametrize("name", BY_PERSON)
def test_members_pages(site, narrow, look, sign_in, name):
    narrow.expected.append("403")  # who has no membership is told so
    sign_in(narrow, site, name)
    for address in BY_PERSON[name]:
        narrow.goto(f"{site}/{address}")
        look()


@pytest.mark.parametrize("name", FIRST)
def test_pages_behind_lists(site, narrow, look, sign_in, name):
    sign_in(narrow, site, name)
    for address, words in FIRST[name]:
        narrow.goto(f"{site}/{address}")
        narrow.get_by_role("main").get_by_role("link", name=re.compile(words)).first.click()
        look()
        if thread := narrow.get_by_role("link", name=re.compile("thread")).all():
            thread[0].click()
            look()


@pytest.mark.parametrize("name", FORMS)
def test_refused_forms(site, narrow, look, sign_in, name):
    sign_in(narrow, site, name)
    for address, button in FORMS[name]:
        narrow.goto(f"{site}/{address}")
        press(narrow, button)
        expect(narrow.locator(".govuk-error-summary")).to_be_visible()
        look()


def test_an_assessment_being_written_and_refused(site, narrow, look, sign_in):
    sign_in(narrow, site, "analyst")
    narrow.goto(f"{site}/horizon/trends/")
    narrow.get_by_role("link", name=re.compile("Off-road bikes")).click()
    narrow.get_by_role("main").get_by_role("button", name="assess").first.click()
    look()
    narrow.get_by_label("Recommendation, in a line").fill("")
    press(narrow, "Ready for PDG")
    expect(narrow.locator(".govuk-error-summary")).to_be_visible()
    look()


@pytest.mark.parametrize("state", ["Minutes circulated", "Draft", "Agenda published"])
def test_meetings_in_each_state(site, narrow, look, sign_in, state):
    sign_in(narrow, site, "clerk")
    narrow.goto(f"{site}/governance/meetings/")
    row = narrow.get_by_role("row").filter(has_text=state)
    row.get_by_role("link").first.click()
    look()
    if state == "Draft":
        press(narrow, "Check and publish the agenda")
        look()


def test_a_decision_refused(site, narrow, look, sign_in):
    sign_in(narrow, site, "clerk")
    narrow.goto(f"{site}/governance/meetings/?body=pdg")
    narrow.get_by_role("row").filter(has_text="Minutes circulated").get_by_role("link").first.click()
    press(narrow, "Record the decision")
    look()
    press(narrow, "Save and check")
    expect(narrow.locator(".govuk-error-summary")).to_be_visible()
    look()


def test_two_sendings_of_one_answer_meet(site, narrow, look, sign_in):
    """A conflict on one screen: the assessment is saved in a second window meanwhile."""
    sign_in(narrow, site, "analyst2")
    narrow.goto(f"{site}/horizon/trends/")
    narrow.get_by_role("link", name=re.compile("Vapes sold")).click()
    narrow.get_by_role("main").get_by_role("button", name="assess").first.click()
    other = narrow.context.new_page()
    other.goto(narrow.url)
    other.get_by_label("Mitigate now").fill("Another measure, in words that the first window does not hold.")
    press(other, "Save")
    expect(other.get_by_text("Saved.")).to_be_visible()
    narrow.get_by_label("Mitigate now").fill("One measure.")
    press(narrow, "Save")
    expect(narrow.get_by_text("You saved this in another window")).to_be_visible()
    look()


def test_an_address_that_leads_nowhere(site, narrow, look, sign_in):
    narrow.expected.append("404")
    sign_in(narrow, site, "pdg")
    narrow.goto(f"{site}/horizon/trends/ET-1999-0001/")
    look()
