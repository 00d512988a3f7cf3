"""Signing in and out as a person does: by password, by a code from e-mail, with and without scripts."""

from playwright.sync_api import expect


def test_sign_in_and_out(site, page, accessible, sign_in):
    sign_in(page, site, "analyst", afresh=True)
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign out")).to_have_count(0)


def test_refused_sign_in_says_why(site, no_javascript):
    page = no_javascript
    page.goto(f"{site}/accounts/login/")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_title("Error: Sign in – Birmingham Community Safety Partnership")
    expect(page.get_by_role("link", name="Enter your e-mail address")).to_be_visible()
    page.get_by_label("E-mail address").fill("analyst@example.org")
    page.get_by_label("Password", exact=True).fill("wrong")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("not correct")
    expect(page.get_by_label("E-mail address")).to_have_value("analyst@example.org")


def test_code_by_email_tells_nobody_who_has_an_account(site, page, accessible):
    for address in ("analyst@example.org", "nobody@example.org"):
        page.goto(f"{site}/accounts/login/")
        page.get_by_role("link", name="Send me a code by e-mail instead").click()
        page.get_by_label("E-mail address").fill(address)
        page.get_by_role("button", name="Send the code").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Enter the code")
        expect(page.get_by_text(f"If {address} has an account here")).to_be_visible()
        accessible(page)
        page.get_by_role("button", name="Start again").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_account_pages_fit_and_are_accessible(site, narrow, accessible):
    for name in ("login", "login/code", "password/reset", "password/reset/done", "signup", "inactive"):
        narrow.goto(f"{site}/accounts/{name}/")
        expect(narrow.get_by_role("heading", level=1)).to_be_visible()
        narrow.fits()
        accessible(narrow)
