"""A trend that is assessed again is the same matter: what became of its earlier version stands beside its paper."""

import pytest
from django.contrib.contenttypes.models import ContentType

from bcsp.records.links import alike
from tests.governance import make as meetings
from tests.horizon import make
from tests.make import client, text, viewer

pytestmark = pytest.mark.django_db


def test_an_earlier_version_of_a_trend_was_seen_before():
    first = make.cleared()
    before = meetings.emerging(meetings.held(days=-30))
    decision = meetings.agreed(before, subject=first, wording="Test ten samples.", audience="partners")
    make.cleared(first.trend)
    other = make.cleared()
    item = meetings.emerging(meetings.published())
    html = text(client("pdg").get(item.own_page))
    assert html.count("Seen before") == 1  # not beside the other trend
    assert decision.reference in html
    assert other.trend.title in html


def test_versions_are_alike_only_by_way_of_a_trend_that_the_viewer_may_see(django_assert_num_queries):
    first = make.cleared(make.named())
    second, other = make.cleared(first.trend), make.cleared()
    kind = ContentType.objects.get_for_model(first).pk
    one, two = (kind, first.pk), (kind, second.pk)
    assert alike({two}, viewer("pdg")) == {two: {one, two}}
    assert alike({two}, viewer("partner")) == {two: {two}}
    reader = viewer("pdg")
    for ends in ({two}, {one, two, (kind, other.pk)}):
        with django_assert_num_queries(3):
            alike(ends, reader)
