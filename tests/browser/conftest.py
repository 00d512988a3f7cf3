"""What browser tests share: Chromium, pages that fail on a script error, accessibility, narrow screens, no scripts."""

import os
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, BrowserContext, Page

from bcsp.system_packages import browser as system_browser
from tests.database import clone, sample
from tests.site import running

FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PASSWORD = "demo-only-password"  # of every sample sign-in
HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Chromium as Debian has it."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": system_browser(), "args": [*FLAGS, *sandbox]}


@pytest.fixture(scope="session")
def base_url() -> str:
    """Each test names its own site. (Overrides a plugin's fixture whose form pytest will drop.)"""
    return ""


def watched(page: Page) -> Iterator[Page]:
    """The page; the test fails if a script failed there or the content security policy was broken.

    A refused form (422) and two writers (409) are answers, not faults. A test that expects another failing request
    calls `page.expected.append(part of the message)`.
    """
    bad: list[str] = []
    page.expected = ["status of 422", "status of 409"]
    page.set_default_timeout(15_000)
    page.on("pageerror", lambda error: bad.append(str(error)))
    page.on("console", lambda message: message.type == "error" and bad.append(message.text))
    yield page
    assert [text for text in bad if not any(part in text for part in page.expected)] == []


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """A page at 1280 px with scripts."""
    yield from watched(page)


@pytest.fixture
def no_javascript(browser: Browser) -> Iterator[Page]:
    """A page in which no script runs."""
    context: BrowserContext = browser.new_context(java_script_enabled=False)
    yield from watched(context.new_page())
    context.close()


@pytest.fixture
def narrow(browser: Browser) -> Iterator[Page]:
    """A page 320 px wide; `page.fits()` fails where it would have to be scrolled sideways."""
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()

    def fits() -> None:
        page.wait_for_load_state()  # a click may have led here just now
        widths = page.evaluate("[document.documentElement.scrollWidth, document.body.scrollWidth]")
        assert max(widths) <= 320, f"{page.url} is {max(widths)} px wide on a screen of 320"

    page.fits = fits
    yield from watched(page)
    context.close()


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """Call it with a page: it fails on any violation that axe finds there."""

    def check(page: Page) -> None:
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()

    return check


@pytest.fixture(scope="session")
def sessions() -> dict[tuple[str, str], list[Any]]:
    """The cookies of who has signed in already, by site and name."""
    return {}


@pytest.fixture
def sign_in(sessions: dict[tuple[str, str], list[Any]]) -> Callable[..., None]:
    """`sign_in(page, site, "analyst")`: by the form, as a person would; or with the session of the last time, unless
    `afresh`: a password takes half a second to check."""

    def do(page: Page, site: str, name: str, *, afresh: bool = False) -> None:
        if (site, name) in sessions and not afresh:
            page.context.add_cookies(sessions[site, name])
            return
        page.goto(f"{site}/accounts/login/")
        page.get_by_label("E-mail address").fill(name if "@" in name else f"{name}@example.org")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url(lambda url: "/accounts/login/" not in url)
        if not afresh:
            sessions[site, name] = page.context.cookies()

    return do


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[str]:
    """Address of the sample partnership, for tests that change nothing in it that others look for."""
    yield from _site(tmp_path_factory, django_db_blocker)


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[str]:
    """The same, fresh for one file whose tests live on in it: its own database, web and worker."""
    yield from _site(tmp_path_factory, django_db_blocker)


def _site(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[str]:
    with django_db_blocker.unblock():
        made = sample()
    with clone(made) as database, running(database, tmp_path_factory.mktemp("mail")) as address:
        yield address


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the pages in `demo_pages.py`: our frame, middleware and policy, and no database."""
    from django.test import override_settings

    templates = deepcopy(django_settings.TEMPLATES)
    templates[0]["DIRS"].append(HERE / "templates")
    templates[0]["OPTIONS"]["libraries"] = {"demo": "tests.browser.demo_tags"}
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(
        ROOT_URLCONF="tests.browser.demo_pages",
        TEMPLATES=templates,
        STORAGES={**django_settings.STORAGES, **plain},
        STATIC_ROOT=str(tmp_path_factory.mktemp("static")),  # the files as they lie in static/, not as collected
        SECURE_SSL_REDIRECT=False,
        DEVELOPMENT=False,  # no database is asked whether its data are invented
        SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
        MESSAGE_STORAGE="django.contrib.messages.storage.cookie.CookieStorage",
    ):
        server = LiveServerThread("localhost", StaticFilesHandler, connections_override={})
        server.daemon = True
        server.start()
        server.is_ready.wait()
        assert server.error is None, server.error
        yield f"http://{server.host}:{server.port}"
        server.terminate()
