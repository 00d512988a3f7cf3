"""The sweep: every address of the house, each persona, the status it gets. No address may be missing here."""

import re
from collections.abc import Iterator
from copy import deepcopy
from importlib import import_module
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from tests import make
from tests.access import EVERYONE, Page
from tests.database import filled, planned

HERE = Path(__file__).resolve().parent.parent
PAGES: list[Page] = [
    page
    for file in sorted(HERE.glob("*/access.py"))
    for page in import_module(f"tests.{file.parent.name}.access").ACCESS
]
# The addresses that anyone may open, by name. A new one belongs here only with a reason.
PUBLIC = {
    "home",  # what the partnership is
    "healthz",
    "readyz",  # for whoever watches the service
    "robots",  # for search engines, before anything else
    "public_home",
    "accessibility",
    "privacy",
    "sitemap",
    "horizon_public:how_we_assess",
    "governance_public:body_detail",
    "governance_public:body_list",
    "governance_public:coming_feed",
    "governance_public:coming_list",
    "governance_public:decision_list",
    "governance_public:decision_detail",
    "governance_public:decision_feed",
    "governance_public:decision_notice",
    "governance_public:document",
    "governance_public:edition",
    "governance_public:edition_compare",
    "governance_public:edition_list",
    "governance_public:edition_pdf",
    "governance_public:meeting_calendar",
    "governance_public:meeting_detail",
    "governance_public:meeting_feed",
    "governance_public:meeting_list",
    "governance_public:pack",
    "memory_public:round_calendar",
    "memory_public:round_list",
}
INLINE = re.compile(r"<[^>]+ (style|on[a-z]+)=", re.I)
SIGNING_IN = "account_"  # allauth's own views say for themselves who may open them


def names(resolver: URLResolver, prefix: str = "") -> dict[str, object]:
    """Every named address with its view."""
    found: dict[str, object] = {}
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            found |= names(each, f"{prefix}{each.namespace}:" if each.namespace else prefix)
        else:
            assert each.name, f"{each.pattern} has no name"
            found[f"{prefix}{each.name}"] = each.callback
    return found


ALL = names(get_resolver())


def test_every_address_is_swept():
    swept = {page.name for page in PAGES}
    ours = {name for name in ALL if not name.startswith(SIGNING_IN)}
    assert ours == swept


def test_the_public_addresses_are_these():
    open_to_all = {n for n, view in ALL.items() if not getattr(view, "login_required", True)}
    assert {n for n in open_to_all if not n.startswith(SIGNING_IN)} == PUBLIC


@pytest.fixture(scope="module")
def signed_in(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[dict[str, Client]]:
    """Every persona, signed in once for all tests of this file: to do it anew takes as long as their requests."""
    clients: dict[str, Client] = {}

    def sign_in() -> None:
        clients.update((persona, make.client(persona)) for persona in EVERYONE)

    with django_db_blocker.unblock():
        made = planned()
    with filled(made, django_db_blocker, sign_in):
        yield clients


@pytest.fixture
def everyone(db: None, signed_in: dict[str, Client]) -> Iterator[dict[str, Client]]:
    """The same; what a test's answers write into their cookies goes with it."""
    before = {persona: deepcopy(client.cookies) for persona, client in signed_in.items()}
    yield signed_in
    for persona, client in signed_in.items():
        client.cookies = before[persona]


@pytest.mark.parametrize("place", PAGES, ids=lambda place: place.name)
def test_each_persona_gets_what_it_may(everyone: dict[str, Client], place: Page):
    address = reverse(place.name, kwargs=dict(place.make()))
    answers = {persona: getattr(client, place.method)(address) for persona, client in everyone.items()}
    expected = {persona: place.expected(persona) for persona in EVERYONE}
    assert {persona: answer.status_code for persona, answer in answers.items()} == expected
    for answer in answers.values():
        assert_nothing_inline(answer)


def assert_nothing_inline(answer: HttpResponse) -> None:
    """The content security policy lets no script or style run that stands in the page."""
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return
    html = answer.content.decode()
    assert "<style" not in html
    assert not INLINE.search(html)
    assert html.count("<script") == html.count("<script src=") + html.count('<script type="module" src=')


@pytest.mark.parametrize("name", sorted(PUBLIC - {"home", "healthz", "readyz"}))
def test_a_public_page_reads_no_session_and_is_not_sent_twice(everyone: dict[str, Client], name: str):
    """Alike for everyone, to the byte; no cookie, no script; who has it as it stands gets an empty 304."""
    place = next(place for place in PAGES if place.name == name)
    address = reverse(name, kwargs=dict(place.make()))
    answer = everyone["analyst"].get(address)
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert not answer.cookies
    assert b"<script" not in answer.content
    assert answer.headers["Cache-Control"] == "no-cache"
    again = everyone["anonymous"].get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert not again.cookies
    assert_takes_nothing(address)


OLD_COOKIES = "sessionid=old; csrftoken=spoilt; messages=spoilt; draft-done=x"


def assert_takes_nothing(address: str) -> None:
    """No cookie is given, and nothing but reading done, whatever is sent: as a browser sends it that was signed in long
    ago, with the guard against forged forms up."""
    statuses = {}
    for method in ("get", "head", "options", "post", "put", "patch", "delete"):
        for cookies in (OLD_COOKIES, f"sessionid={'a' * 32}; csrftoken={'b' * 32}"):
            browser = Client(enforce_csrf_checks=True, headers={"Cookie": cookies})
            answer = getattr(browser, method)(address)
            statuses[method] = answer.status_code
            assert not answer.cookies, method
            assert "Cookie" not in answer.headers.get("Vary", ""), method
            assert method not in ("head", "options") or answer.content == b""
    taken = dict.fromkeys(("post", "put", "patch", "delete"), 405)
    assert statuses == {"get": 200, "head": 200, "options": 200, **taken}


@pytest.mark.parametrize("path", ["/public", "/public/nothing-here/", "/public/bodies/no-such-body/", "/public/a%00b/"])
def test_where_nothing_stands_in_public_no_cookie_is_given_either(db: None, path: str):
    answer = Client(headers={"Cookie": OLD_COOKIES}).get(path)
    assert answer.status_code in (301, 400, 404)
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
