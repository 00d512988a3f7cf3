"""The sweep: every address of the house, each persona, the status it gets. No address may be missing here."""

from importlib import import_module
from pathlib import Path

import pytest
from django.urls import URLResolver, get_resolver, reverse

from tests import make
from tests.access import EVERYONE, Page

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
    "horizon_public:how_we_assess",
    "governance_public:decision_list",
    "governance_public:decision_detail",
    "governance_public:decision_notice",
}
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


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_persona_gets_what_it_may(page: Page):
    address = reverse(page.name, kwargs=dict(page.make()))
    got = {persona: getattr(make.client(persona), page.method)(address).status_code for persona in EVERYONE}
    assert got == {persona: page.expected(persona) for persona in EVERYONE}


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(n for n in PUBLIC if "public" in n))
def test_a_public_page_reads_no_session(name: str):
    page = next(page for page in PAGES if page.name == name)
    answer = make.client("analyst").get(reverse(name, kwargs=dict(page.make())))
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert not answer.cookies


@pytest.mark.django_db
def test_no_page_has_inline_script_or_style():
    for page in PAGES:
        if page.method != "get":
            continue
        html = (
            make.client("coordinator")
            .get(reverse(page.name, kwargs=dict(page.make())))
            .content.decode(errors="replace")
        )
        assert "<style" not in html, page.name
        assert " style=" not in html, page.name
        assert not any(f' on{event}="' in html for event in ("click", "load", "submit", "change")), page.name
        assert html.count("<script") == html.count("<script src=") + html.count('<script type="module" src='), page.name
