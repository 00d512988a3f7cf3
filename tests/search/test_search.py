"""One search over all strands: stems, phrases, and only what the viewer may see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bcsp.places.models import Ward
from bcsp.search.queries import search
from horizon.models import TrendWard
from tests import make
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
