"""What was decided already on a paper's subject stands at its head on every agenda to come, and on its check page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bcsp.people.models import Organisation
from governance import actions
from governance.models import Decision, Meeting
from tests.governance import make
from tests.horizon import make as horizon
from tests.make import body, client, viewer

pytestmark = pytest.mark.django_db
CANARY = "zephyrquince"


def decided_and_back(monkeypatch, **words) -> tuple[Meeting, Decision]:
    """A draft agenda whose paper comes back although PDG decided on its subject today; and that decision."""
    subject = body("bvsc")
    make.offers(monkeypatch, make.paper(subject, returns=True))
    later = make.meeting(days=20)
    return later, make.agreed(make.emerging(make.held()), subject=subject, **words)


def pages(meeting: Meeting, persona: str = "clerk") -> list[str]:
    addresses = [meeting.get_absolute_url(), make.emerging(meeting).own_page]
    if persona == "clerk":
        addresses.append(reverse("governance:meeting_publish", args=[meeting.pk]))
    return [client(persona).get(address).content.decode() for address in addresses]


def says(decision: Decision, html: str) -> bool:
    day = f"{decision.decided_on:%-d %B %Y}"
    return f'decided on this on {day}: <a class="govuk-link" href="{decision.get_absolute_url()}">' in html


def test_it_stands_on_the_draft_and_on_its_check(monkeypatch):
    later, decision = decided_and_back(monkeypatch)
    assert [says(decision, html) for html in pages(later)] == [True, True, True]
    actions.publish_agenda(meeting=later, by=viewer("clerk"))
    assert says(decision, client("partner").get(later.get_absolute_url()).content.decode())


def test_nobody_reads_there_of_a_decision_that_is_not_theirs(monkeypatch):
    later, decision = decided_and_back(monkeypatch, audience="named", title=CANARY)
    actions.publish_agenda(meeting=later, by=viewer("clerk"))
    assert says(decision, pages(later, "pdg")[0])
    assert [says(decision, html) for html in pages(later, "partner")] == [False, False]


def test_only_the_decision_in_force_stands_there(monkeypatch):
    later, old = decided_and_back(monkeypatch)
    given = {"wording": "Other", "reasons": "New", "authority_detail": "The meeting", "audience": "partners"}
    draft = actions.supersede(decision=old, title="Other", decided_on=old.decided_on, by=viewer("clerk"), **given)
    assert says(old, pages(later)[2])
    new = actions.agree_decision(decision=draft, by=viewer("clerk"))
    html = pages(later)[2]
    assert (says(old, html), says(new, html)) == (False, True)


def test_a_new_version_of_a_trend_says_what_was_decided_on_the_one_before():
    first = horizon.cleared()
    decision = make.agreed(make.emerging(make.held()), subject=first)
    later = make.meeting(days=20)
    horizon.cleared(first.trend)
    assert [says(decision, html) for html in pages(later)] == [True, True, True]


def test_the_meeting_that_decided_does_not_say_it_of_itself(monkeypatch):
    _, decision = decided_and_back(monkeypatch)
    assert not says(decision, client("clerk").get(decision.item.meeting.get_absolute_url()).content.decode())


@pytest.mark.parametrize("check", [False, True])
def test_as_many_queries_for_one_as_for_three(monkeypatch, check):
    subjects, counts = list(Organisation.objects.order_by("pk")[:3]), []
    make.offers(monkeypatch, *(make.paper(each, returns=True) for each in subjects))
    item, later, browser = make.emerging(make.held()), make.meeting(days=20), client("clerk")
    address = reverse("governance:meeting_publish", args=[later.pk]) if check else later.get_absolute_url()
    for each in (subjects[:1], subjects[1:]):
        for subject in each:
            make.agreed(item, subject=subject)
        browser.get(address)
        with CaptureQueriesContext(connection) as seen:
            html = browser.get(address).content.decode()
        counts.append((html.count("Decided already"), len(seen)))
    assert [number for number, _ in counts] == [1, 3]
    assert counts[0][1] == counts[1][1]
