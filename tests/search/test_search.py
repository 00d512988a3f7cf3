"""One search over all strands: stems, phrases, and only what the viewer may see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bcsp.places.models import Ward
from bcsp.search.queries import search
from governance import actions
from governance.models import AgendaItem
from horizon.models import TrendWard
from tests import make
from tests.governance import make as governance
from tests.horizon import make as horizon

pytestmark = pytest.mark.django_db


def found(text: str, persona: str) -> list[str]:
    return [each.record.title for each in search(text, make.viewer(persona))]


def test_it_finds_by_the_stem_of_a_word():
    horizon.released("Batteries catch fire")
    assert found("battery", "pdg") == ["Batteries catch fire"]
    assert found('"catch fire" -hallway', "pdg") == []
    assert found("'; drop table horizon_trend; --", "pdg") == []


def test_a_named_record_is_found_by_its_readers_alone():
    horizon.cleared(horizon.named("Canary flats are taken over"))
    assert found("canary", "pdg") == ["Canary flats are taken over"]
    for persona in ("board", "partner", "outsider", "public"):
        assert found("canary", persona) == []


def test_nothing_asked_finds_nothing():
    horizon.trend()
    assert found("   ", "analyst") == []


def test_the_page_asks_as_often_for_three_as_for_one(django_assert_num_queries):
    browser = make.client("analyst")
    horizon.trend("Foxes one")
    browser.get("/search/", {"q": "foxes"})

    with CaptureQueriesContext(connection) as one:
        browser.get("/search/", {"q": "foxes"})
    horizon.trend("Foxes two")
    horizon.trend("Foxes three")
    with django_assert_num_queries(len(one)):
        page = browser.get("/search/", {"q": "foxes"})
    assert "3 results" in page.content.decode()


def test_a_trend_is_found_by_its_ward_as_it_stands_now():
    ward, other = Ward.objects.get(name="Aston"), Ward.objects.get(name="Nechells")
    trend = horizon.cleared(horizon.trend("Foxes bark", wards=[ward])).trend
    assert found("aston", "pdg") == found("foxes aston", "pdg") == ["Foxes bark"]
    TrendWard.objects.filter(trend=trend).update(ward=other)
    assert found("aston", "pdg") == []
    assert found("nechells", "pdg") == ["Foxes bark"]


def test_the_ward_of_a_named_trend_gives_nothing_away():
    horizon.cleared(horizon.named("Canary flats are taken over", wards=[Ward.objects.get(name="Aston")]))
    assert found("aston", "pdg") == ["Canary flats are taken over"]
    assert found("aston", "partner") == []


def published(**words):
    """A PDG agenda with one item and its paper, published."""
    item = governance.item(governance.meeting(), "Wardens", introduction="Their contract ends.", **words)
    governance.report(item, title="Prices of wardens", body="<p>Canary &amp; <strong>batteries</strong>.</p>")
    actions.publish_agenda(meeting=item.meeting, by=make.viewer("clerk"))
    return AgendaItem.objects.get(pk=item.pk)


def test_an_item_and_its_paper_are_found_by_title_and_text():
    item = published()
    for words in ("wardens contract", "warden"):
        assert ("Agenda items", item) in kinds_found(words, "partner")
    paper = item.papers.get().paper
    for words in ("canary battery", "price wardens"):
        assert kinds_found(words, "partner") == [("Papers", paper)]
    assert kinds_found("strong", "partner") == []  # tags are no words
    page = make.client("partner").get("/search/", {"q": "canary"}).content.decode()
    assert f'href="{paper.get_absolute_url()}">Prices of wardens, issued on ' in page


def test_a_private_item_and_its_paper_are_found_by_the_bodys_members_alone():
    item = published(**governance.PRIVATE)
    assert kinds_found("contract", "pdg") == [("Agenda items", item)]
    assert kinds_found("canary", "pdg") == [("Papers", item.papers.get().paper)]
    for persona in ("board", "partner", "outsider", "public"):
        assert kinds_found("contract", persona) == kinds_found("canary", persona) == []


def test_an_item_of_a_draft_agenda_is_found_by_those_who_prepare_it():
    item = governance.item(governance.meeting(), "Canaries")
    assert kinds_found("canary", "clerk") == [("Agenda items", item)]
    assert kinds_found("canary", "partner") == []


def test_a_withdrawn_paper_is_found_no_more():
    item = published()
    actions.withdraw_from_packs(place=item.papers.get(), why="It names a person", by=make.viewer("coordinator"))
    assert kinds_found("canary", "pdg") == kinds_found("prices", "pdg") == []


def kinds_found(text: str, persona: str) -> list:
    return [(each.kind, each.record) for each in search(text, make.viewer(persona))]
