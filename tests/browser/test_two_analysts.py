"""Two analysts at one assessment, and one who is interrupted: nothing that anybody typed is lost."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import watched
from tests.browser.steps import arrived, choose, follow, press, says, write

MINE = "Calls will reach people in three more areas before the spring."
THEIRS = "Calls will end once the banks hold doubtful payments for a day."
ALSO_THEIRS = "Ring back on the number you know."
TRENDS = {"scripts": "Vapes sold near schools", "no_scripts": "Pairs stealing from small shops"}
SENT, DRAFTED = "Off-road bikes on towpaths", "E-bike batteries charged"
SAVED = {"scripts": "Typed while the telephone rang", "no_scripts": "Written at the end of a long day"}


@pytest.fixture
def site(own_site: str) -> str:
    return own_site


@pytest.fixture(params=["scripts", "no_scripts"])
def how(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def newcomer(browser: Browser, how: str, sign_in: Callable[..., None], site: str) -> Callable:
    """`with newcomer("analyst") as page:` somebody signs in on a machine of their own."""

    @contextmanager
    def come(name: str) -> Iterator[Page]:
        context = browser.new_context(java_script_enabled=how == "scripts")
        watching = watched(context.new_page())
        page = next(watching)
        sign_in(page, site, name)
        yield page
        next(watching, None)
        context.close()

    return come


def open_assessment(page: Page, site: str, title: str) -> None:
    page.goto(f"{site}/horizon/trends/")
    follow(page, title)
    page.get_by_role("main").get_by_role("button", name="assess").first.click()
    expect(page.get_by_label("Key judgement", exact=True)).to_be_visible()


def keeps_nothing(page: Page) -> None:
    page.wait_for_load_state()
    assert page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('bcsp-draft:'))") == []


def test_the_second_to_save_chooses_between_both_texts(site, newcomer, how, accessible):
    with newcomer("analyst") as first, newcomer("analyst2") as second:
        open_assessment(first, site, TRENDS[how])
        open_assessment(second, site, TRENDS[how])
        write(first, {"Key judgement": THEIRS, "Mitigate now": ALSO_THEIRS})
        press(first, "Save")
        says(first, "Saved.")
        write(second, {"Key judgement": MINE})
        choose(second, {"Confidence": "High"})
        press(second, "Save")
        says(second, "Asha Fernleaf saved this while you were writing", THEIRS, MINE)
        expect(second.get_by_label("Mitigate now", exact=True)).to_have_value(ALSO_THEIRS)  # only the first changed it
        if how == "scripts":
            accessible(second)
        choose(second, {"Key judgement": "Keep both"})
        press(second, "Save")
        says(second, "Saved.")
        first.reload()
        expect(first.get_by_label("Key judgement", exact=True)).to_have_value(f"{THEIRS}\n\n{MINE}")
        expect(first.get_by_label("Mitigate now", exact=True)).to_have_value(ALSO_THEIRS)
        expect(first.get_by_role("group", name="Confidence").get_by_label("High")).to_be_checked()


@pytest.mark.parametrize("how", ["scripts"])
def test_what_was_sent_is_not_offered_as_unsent(site, newcomer):
    """The page with both texts, the saved page after it, and that page once more."""
    with newcomer("analyst") as first, newcomer("analyst2") as second:
        for page in (first, second):
            open_assessment(page, site, SENT)
        write(first, {"Why it developed": "The first one's text"})
        press(first, "Save")
        says(first, "Saved.")
        keeps_nothing(first)
        write(second, {"Why it developed": "The second one's text"})
        press(second, "Save")
        says(second, "saved this while you were writing")
        second.wait_for_load_state()
        expect(second.get_by_text("Use the text kept in this browser")).to_have_count(0)
        choose(second, {"Why it developed": "Take theirs"})
        press(second, "Save")
        says(second, "Saved.")
        keeps_nothing(second)
        second.reload()
        expect(second.get_by_label("Why it developed", exact=True)).to_have_value("The first one's text")
        expect(second.get_by_text("Use the text kept in this browser")).to_have_count(0)


@pytest.mark.parametrize("how", ["scripts"])
def test_a_draft_that_is_older_than_the_row_says_so_on_any_machine(site, newcomer, accessible):
    why, now = "Why it developed", "Mitigate now"
    with newcomer("analyst2") as second:
        open_assessment(second, site, DRAFTED)
        write(second, {why: "Typed and left"})
        expect(second.locator("[data-draft-state]")).to_contain_text("Saved at")
    with newcomer("analyst") as first:
        open_assessment(first, site, DRAFTED)
        write(first, {why: "Saved meanwhile", now: "Also saved meanwhile"})
        press(first, "Save")
        says(first, "Saved.")
    with newcomer("analyst2") as elsewhere:
        elsewhere.goto(site)
        says(elsewhere, "Go on with your draft: Assess ")
        follow(elsewhere, "Go on with your draft")
        says(
            elsewhere,
            "This is your draft from",
            "today, not sent yet",
            "Asha Fernleaf saved this at",
            "Saved meanwhile",
        )
        expect(elsewhere.get_by_label(why, exact=True)).to_have_value("Typed and left")
        expect(elsewhere.get_by_label(now, exact=True)).to_have_value("Also saved meanwhile")
        accessible(elsewhere)
        write(elsewhere, {"Key judgement": "Typed beside both texts"})  # kept, and both texts stand there yet
        expect(elsewhere.locator("[data-draft-state]")).to_contain_text("Saved at")
        elsewhere.reload()
        says(elsewhere, "Asha Fernleaf saved this at")
        press(elsewhere, "Throw my draft away")
        says(elsewhere, "Your draft is thrown away")
        expect(elsewhere.get_by_label(why, exact=True)).to_have_value("Saved meanwhile")
        expect(elsewhere.get_by_text("This is your draft")).to_have_count(0)


def test_a_draft_waits_on_any_machine(site, newcomer, how):
    """By its button, or by itself two seconds after the last key."""
    with newcomer("analyst") as page:
        page.goto(f"{site}/horizon/trends/log/")
        write(page, {"Title": SAVED[how]})
        if how == "scripts":
            expect(page.locator("[data-draft-state]")).to_contain_text("Saved at")
        else:
            press(page, "Save for later")
            says(page, "Saved as your draft")
        page.reload()
        expect(page.get_by_label("Title", exact=True)).to_have_value(SAVED[how])
    with newcomer("analyst") as elsewhere:
        elsewhere.goto(f"{site}/horizon/trends/log/")
        expect(elsewhere.get_by_label("Title", exact=True)).to_have_value(SAVED[how])


def test_who_was_signed_out_gets_back_what_was_typed(site, newcomer, sign_in):
    with newcomer("analyst2") as page:
        page.expected.append("401")
        page.goto(f"{site}/horizon/trends/log/")
        write(page, {"Title": "Half a thought", "What is happening": "First line\nsecond line"})
        page.context.clear_cookies(name="sessionid")
        press(page, "Continue")
        arrived(page, "You have been signed out")
        expect(page.get_by_label("Title")).to_have_value("Half a thought")
        expect(page.get_by_label("What")).to_have_value("First line\nsecond line")


def test_who_signed_in_again_in_another_tab_gets_back_what_was_typed(site, no_javascript, sign_in):
    """Without scripts the form's token is the old one. (A script puts the new one in, and the form is taken.)"""
    page = no_javascript
    page.expected.append("403")
    sign_in(page, site, "coordinator", afresh=True)
    page.goto(f"{site}/horizon/refer/trend/")
    write(page, {"In a few words": "Half a thought"})
    page.context.clear_cookies(name="sessionid")
    sign_in(page.context.new_page(), site, "coordinator", afresh=True)
    press(page, "Continue")
    arrived(page, "This was not sent")
    expect(page.get_by_label("Title")).to_have_value("Half a thought")


def test_the_browser_keeps_what_the_server_refused(site, page, sign_in):
    page.expected.append("401")
    sign_in(page, site, "coordinator", afresh=True)
    page.goto(f"{site}/horizon/refer/trend/")
    page.context.clear_cookies(name="sessionid")
    write(page, {"In a few words": "Half a thought"})
    expect(page.get_by_text("You have been signed out. Your text is kept in this browser.")).to_be_visible()
    sign_in(page, site, "coordinator", afresh=True)
    page.goto(f"{site}/horizon/refer/trend/")
    page.get_by_role("button", name="Use the text kept in this browser").click()
    expect(page.get_by_label("In a few words")).to_have_value("Half a thought")
