"""load_plan: what the plan names stands in rows, and loading twice changes nothing."""

import pytest
from django.core.management import CommandError, call_command

from bcsp.people.models import Organisation, Person, Post
from bcsp.places.models import Ward
from bcsp.plan.loading import load_plan
from bcsp.plan.models import CrossCuttingPriority, Measure, NamedBoard, Output
from bcsp.scales.models import Scale
from tests.plan.rows import rows

pytestmark = pytest.mark.django_db


def test_the_plan_stands_in_rows():
    assert Organisation.objects.filter(tier="board").count() == 1
    assert Organisation.objects.filter(tier="pdg").count() == 1
    assert Organisation.objects.local_groups().count() == 4
    assert NamedBoard.objects.count() == 18
    assert NamedBoard.objects.filter(alignment="well_aligned").count() == 4
    assert set(Organisation.objects.filter(named_board__isnull=False).values_list("kind", flat=True)) == {
        "board",
        "network",
        "area_of_work",
    }
    assert CrossCuttingPriority.objects.count() == 9
    assert CrossCuttingPriority.objects.get(slug="youth-offending").relevant.count() == 2
    assert list(Output.objects.values_list("code", flat=True)) == [
        *(f"CSD1{letter}" for letter in "abcd"),
        *(f"CSD2{letter}" for letter in "abcd"),
        "CSD3a",
        "CSD4a",
        "CSD4b",
        "CSD5a",
    ]
    assert Measure.objects.count() == 6
    assert Post.objects.filter(outputs__code="CSD2a").count() == 2
    assert Ward.objects.count() == 69
    assert Ward.objects.get(pk="E05011186").name == "Yardley West & Stechford"
    assert Scale.objects.get(pk="yardstick").terms.count() == 7
    assert not Person.objects.exists()


def test_every_scale_says_where_it_comes_from():
    for scale in Scale.objects.all():
        assert scale.source
        assert scale.version
        assert (scale.status == "standard") == (scale.code in {"yardstick", "confidence", "maryland"})


def test_loading_the_plan_twice_changes_nothing_nor_what_staff_changed():
    Organisation.objects.filter(slug="slf").update(name="Leaders Together")
    before = rows()
    load_plan()
    assert rows() == before


def test_a_release_that_knows_more_fills_what_is_empty_and_nothing_else():
    """Rows of an earlier release had no duties and no purposes; those that staff wrote stay."""
    posts = Post.objects.filter(organisation__slug="pdg")
    Post.objects.update(duties="")
    posts.filter(label="Chair").update(duties="Chairs.")
    Organisation.objects.filter(slug="probation-service").update(purpose="")
    load_plan()
    assert posts.get(label="Chair").duties == "Chairs."
    assert list(Post.objects.filter(duties="")) == []
    assert "section 5" in Organisation.objects.get(slug="probation-service").purpose


def test_the_sample_is_refused_in_production(settings):
    settings.DEVELOPMENT = False
    with pytest.raises(CommandError, match="DEBUG is off"):
        call_command("load_demo")
    assert not Person.objects.exists()
