"""The public site's frame: what it offers, who answers for it, and the addresses that it tells to machines."""

import os
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from bcsp.strands import ROOT, public_links
from governance import actions
from tests.governance import make
from tests.make import client, text, viewer

pytestmark = pytest.mark.django_db
CONTACTS = ("ACCESSIBILITY_CONTACT", "PARTNERSHIP_CONTACT")
NAMED = ("DATA_CONTROLLER", "DATA_PROTECTION_CONTACT", "SHARING_AGREEMENT", *CONTACTS)
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def page(address: str, status: int = 200):
    answer = client("anonymous").get(address)
    assert answer.status_code == status
    return answer


def listed() -> list[str]:
    return [each.text for each in ElementTree.fromstring(page(reverse("sitemap")).content).iter(LOC)]


def test_the_home_says_what_the_partnership_is_and_leads_to_all_that_is_public():
    seen = text(page(reverse("public_home")))
    for words in ("Partnership Delivery Group", "Local Delivery Group North", "Ring 999", "How to raise an issue"):
        assert words in seen
    for link in public_links():
        assert f'href="{link.url}"' in seen
        assert link.about in seen
        for feed in link.feeds:
            page(feed.url)
            assert f'<a class="govuk-link" href="{feed.url}"' in seen


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "accessibility",
            ("partially compliant", "WCAG) version 2.2", "Last tested on", "Equality Advisory and Support", "to@a.org"),
        ),
        ("privacy", ("dp@a.org", "ISA-7", "article 6(1)(e)", "section 164A", "Information Commissioner", "12 months")),
    ],
)
def test_the_statements_are_drafts_that_name_who_answers(settings, name, words):
    settings.DATA_CONTROLLER, settings.ACCESSIBILITY_CONTACT = "A controller", "to@a.org"
    settings.DATA_PROTECTION_CONTACT, settings.SHARING_AGREEMENT = "dp@a.org", "ISA-7"
    seen = text(page(reverse(name)))
    assert "Draft for the data controller to adopt" in seen
    for each in ("A controller", *words):
        assert each in seen
    assert f'href="{reverse(name)}"' in text(page(reverse("public_home")))  # the footer of each public page


def test_production_does_not_start_without_its_contacts_and_development_shows_samples():
    environment = {key: value for key, value in os.environ.items() if key not in NAMED}
    production = {**environment, **dict.fromkeys(("SECRET_KEY", *NAMED), "x"), "DEBUG": "false"}
    for contact in CONTACTS:
        lacking = {key: value for key, value in production.items() if key != contact}
        assert f"Set {contact} in the environment before starting" in _started(lacking).stderr
    assert _started(production).stdout.split("\n")[:-1] == ["x"] * len(NAMED)
    shown = _started({**environment, "DEBUG": "true"}).stdout.split("\n")[:-1]
    assert len(shown) == len(NAMED)
    assert all(each.endswith(" (sample)") for each in shown)


def _started(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """The settings as a fresh start reads them: who answers for the data, and the contacts, a line each."""
    read = f"from bcsp import settings; print(*(getattr(settings, name) for name in {NAMED!r}), sep=chr(10))"
    start = [sys.executable, "-c", read]
    return subprocess.run(start, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)


def test_whom_to_ask_stands_at_the_foot_of_each_public_page_and_on_the_pages_of_the_bodies(settings):
    settings.PARTNERSHIP_CONTACT = "office@a.org, telephone 0121 496 0007"
    for address in (reverse("public_home"), reverse("privacy"), reverse("governance_public:decision_list")):
        assert "Questions about the partnership: office@a.org, telephone 0121 496 0007" in text(page(address))
    for address in (reverse("governance_public:body_list"), reverse("governance_public:body_detail", args=["pdg"])):
        assert "To reach a clerk" in text(page(address))
        assert text(page(address)).count("office@a.org") == 2


def test_the_sitemap_lists_what_everyone_may_read_under_the_sites_own_name(settings):
    settings.SITE_URL = "https://bcsp.example.org"
    published = actions.publish_agenda(meeting=make.meeting(), audience="public", by=viewer("clerk"))
    make.published(days=30)  # for partners
    draft = make.meeting(days=40)
    actions.cancel_meeting(meeting=draft, why="Snow", by=viewer("clerk"))
    item = make.emerging(make.held())
    told, kept = make.agreed(item, audience="public"), make.agreed(item)
    make.draft(item, audience="public")
    found = listed()
    meetings = [each for each in found if each.startswith("https://bcsp.example.org/public/meetings/")]
    assert meetings == [f"https://bcsp.example.org/public/meetings/{part}" for part in ("", f"{published.pk}/")]
    decisions = [each for each in found if "/public/decisions/" in each]
    assert decisions == [f"https://bcsp.example.org/public/decisions/{part}" for part in ("", f"{told.reference}/")]
    assert kept.reference not in " ".join(found)
    settings.ALLOWED_HOSTS = ["other.example.org", "testserver"]
    answer = client("anonymous").get(reverse("sitemap"), headers={"host": "other.example.org"})
    assert b"other.example.org" not in answer.content
    robots = text(page(reverse("robots")))
    assert "Disallow: /\nAllow: /public/\nSitemap: https://bcsp.example.org/public/sitemap.xml\n" in robots


def test_every_address_of_the_sitemap_opens(settings):
    settings.SITE_URL = "http://testserver"
    actions.publish_agenda(meeting=make.meeting(), audience="public", by=viewer("clerk"))
    make.agreed(make.emerging(make.held()), audience="public")
    found = listed()
    assert len(found) == len(set(found)) >= 9
    for address in found:
        page(address.removeprefix("http://testserver"))


def test_a_public_address_that_leads_nowhere_runs_no_script_either():
    answer = page("/public/nothing-here/", status=404)
    assert b"<script" not in answer.content
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
