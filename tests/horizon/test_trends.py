"""Trends: the register, matches, what the database refuses, and who may change one."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bcsp.records.clock import today
from bcsp.records.errors import NotAllowed, Refused
from bcsp.scales.models import Scale
from horizon import actions
from horizon.matches import MOST, likely_matches
from horizon.models import Trend
from tests.horizon import make
from tests.make import PERSONAS, body, client, viewer

pytestmark = pytest.mark.django_db
REGISTER = reverse("horizon:trend_list")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Bikes on towpaths", "Batteries burn"}),  # open ones, unless the address says otherwise
        ("?state=closed", {"Fireworks thrown"}),
        ("?state=&q=BURN", {"Batteries burn"}),
        ("?theme=theme.social", {"Bikes on towpaths"}),
        ("?kind=event&state=", {"Fireworks thrown"}),
        ("?state=nonsense&kind=nonsense", {"Bikes on towpaths", "Batteries burn", "Fireworks thrown"}),
    ],
)
def test_the_register_is_filtered(query, found):
    make.released("Bikes on towpaths", theme=make.term("theme.social"))
    make.released("Batteries burn")
    over = make.released("Fireworks thrown", kind="event")
    actions.close_trend(trend=over, version=1, outcome="The plan worked", by=viewer("analyst"))
    text = client("partner").get(REGISTER + query).content.decode()
    titles = {"Bikes on towpaths", "Batteries burn", "Fireworks thrown"}
    assert {title for title in titles if title in text} == found


def test_one_trend_or_three_take_the_same_queries():
    browser = client("pdg")
    counts = []
    for number in (1, 2):
        for _ in range(number):
            make.cleared()
        with CaptureQueriesContext(connection) as queries:
            browser.get(REGISTER)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_trend_page_takes_the_same_queries_with_more_versions():
    row = make.cleared()
    browser, counts = client("pdg"), []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            browser.get(row.trend.get_absolute_url())
        counts.append(len(queries))
        make.cleared(row.trend)
        make.cleared(row.trend)
    assert counts[0] == counts[1]


def test_matches_are_alike_in_title_or_text_and_at_most_five():
    for number in range(6):
        make.trend(f"Vapes sold near schools {number}")
    told = make.trend("Something else entirely", what="Children buy vapes in sweet shops near schools.")
    make.trend("Roof checks for cash")
    found = list(likely_matches(viewer("analyst"), "Vapes are sold near schools"))
    assert len(found) == MOST
    assert {trend.title[:23] for trend in found} == {"Vapes sold near schools"}
    assert told in likely_matches(viewer("analyst"), "Sweet shops and vapes")
    assert not likely_matches(viewer("analyst"), "Pavement parking")


def test_a_trend_cannot_begin_tomorrow_nor_be_the_same_as_a_closed_one():
    with pytest.raises(Refused, match="lies ahead"):
        make.trend(since=today() + timedelta(days=1))
    over = make.trend()
    actions.close_trend(trend=over, version=1, outcome="Over", by=viewer("analyst"))
    with pytest.raises(Refused, match="is closed"):
        make.trend(matches={over.pk: "same"})
    others = [make.trend(), make.trend()]
    with pytest.raises(Refused, match="Only one"):
        make.trend(matches={other.pk: "same" for other in others})


def test_a_refused_trend_leaves_no_gap_in_the_references():
    first = make.trend()
    with pytest.raises(Refused):
        make.trend(matches={first.pk: "same", make.trend().pk: "same"})
    numbers = [int(trend.reference[-4:]) for trend in (first, make.trend())]
    assert numbers == [1, 3]


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"screened": False}, "horizon_trend_screened"),
        ({"kind": "rumour"}, "horizon_trend_kind"),
        ({"theme_id": "impact.minor"}, "horizon_trend_theme_scale"),
        ({"state": "closed"}, "horizon_trend_state"),
        ({"closed_at": "2026-01-01T00:00Z"}, "horizon_trend_closed_pair"),
        ({"audience": "named"}, "horizon_trend_named_readers"),
    ],
)
def test_the_database_holds_the_rules(columns, constraint):
    trend = make.trend()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Trend.objects.filter(pk=trend.pk).update(**columns)


def test_named_readers_always_include_those_who_assess_and_clear():
    trend = make.cleared(make.named()).trend
    assert set(trend.reader_roles) == {"analyst", "coordinator"}
    assert "Named readers: PDG, analyst, coordinator." in client("pdg").get(trend.get_absolute_url()).content.decode()


@pytest.mark.parametrize("persona", ["partner", "pdg", "chair", "ldg.north"])
def test_only_the_team_changes_a_trend(persona):
    trend = make.released()
    with pytest.raises(NotAllowed):
        actions.close_trend(trend=trend, version=1, outcome="Over", by=viewer(persona))
    with pytest.raises(NotAllowed):
        actions.change_readers(trend=trend, version=1, audience="partners", why="x", by=viewer(persona))
    text = client(persona).get(trend.get_absolute_url()).content.decode()
    assert "Assess it now" not in text
    assert "Close the trend" not in text


def test_the_public_page_says_how_with_sources_and_reads_no_session():
    Scale.objects.filter(pk="impact").update(source="Agreed by PDG in May")
    answer = Client().get(reverse("horizon_public:how_we_assess"))
    text = answer.content.decode()
    for piece in (
        "Agreed by PDG in May",
        "Cabinet Office",
        "Local scale",
        "Published standard",
        "999",
        "2 working days",
    ):
        assert piece in text
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert not answer.cookies


def test_a_trend_is_its_makers_own_until_a_summary_is_cleared():
    trend = make.trend()
    makers = {"analyst", "analyst2", "coordinator"}
    assert {name for name in PERSONAS if _sees(name, trend)} == makers
    make.cleared(trend)
    assert {name for name in PERSONAS if _sees(name, trend)} == set(PERSONAS) - {"outsider"}


def _sees(persona, trend) -> bool:
    return Trend.objects.visible_to(viewer(persona)).filter(pk=trend.pk).exists()


def test_the_same_as_another_is_read_by_whoever_may_read_both():
    east, pdg = body("ldg-east"), body("pdg")
    other = make.trend("Canary flats are taken over", audience="named", bodies=[east, pdg])
    merged = make.trend("Canary flats again", audience="named", bodies=[pdg], matches={other.pk: "same"})
    assert merged.reader_bodies == [pdg.pk]
    assert set(merged.reader_roles) == {"analyst", "coordinator"}


def test_readers_of_what_was_merged_follow_the_other():
    other = make.trend("Canary flats are taken over")
    merged = make.trend("Canary flats again", matches={other.pk: "same"})
    given = {"audience": "named", "bodies": [body("pdg")], "why": "It names a block", "by": viewer("analyst")}
    actions.change_readers(trend=other, version=other.version, **given)
    merged.refresh_from_db()
    assert merged.reader_bodies == [body("pdg").pk]
    with pytest.raises(Refused, match="fewer readers"):
        actions.change_readers(trend=merged, version=merged.version, **{**given, "audience": "partners"})
