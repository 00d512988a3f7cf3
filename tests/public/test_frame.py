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
        ("accessibility", ("partially compliant", "WCAG) version 2.2", "Equality Advisory and Support", "to@a.org")),
        ("privacy", ("dp@a.org", "ISA-7", "article 6(1)(e)", "section 17", "Information Commissioner", "12 months")),
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


def test_production_does_not_start_without_a_contact_for_accessibility():
    given = dict.fromkeys(("SECRET_KEY", "DATA_CONTROLLER", "DATA_PROTECTION_CONTACT", "SHARING_AGREEMENT"), "x")
    environment = {**os.environ, **given, "DEBUG": "false"}
    environment.pop("ACCESSIBILITY_CONTACT", None)
    start = [sys.executable, "-c", "import bcsp.settings"]
    found = subprocess.run(start, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "Set ACCESSIBILITY_CONTACT in the environment before starting" in found.stderr
    environment["ACCESSIBILITY_CONTACT"] = "x"
    subprocess.run(start, env=environment, cwd=ROOT, check=True)


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
