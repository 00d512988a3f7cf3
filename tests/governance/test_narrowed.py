"""A subject that was narrowed after its paper was frozen binds the decisions about it, written or still to be."""

import pytest
from django.urls import reverse

from bcsp.records.errors import Refused
from governance import actions, queries
from governance.models import Decision, ItemPaper
from horizon.actions import change_readers
from horizon.models import Assessment
from tests.governance import make
from tests.governance.test_named_decisions import words
from tests.horizon import make as horizon
from tests.make import body, client, viewer

pytestmark = pytest.mark.django_db


def narrowed(row: Assessment) -> None:
    row.trend.refresh_from_db()
    given = {"audience": "named", "bodies": [body("ldg-north")], "why": "A family is named."}
    change_readers(trend=row.trend, version=row.trend.version, by=viewer("analyst"), **given)


@pytest.fixture
def paper():
    """A trend's paper for partners, before a meeting that was held."""
    row = horizon.cleared()
    return make.emerging(make.held()).papers.get(subject_id=row.pk)


def record(place, **fields) -> Decision:
    place = ItemPaper.objects.get(pk=place.pk)  # as a page does: with its subject of this moment
    given = {"wording": "So.", "reasons": "Because.", "authority_detail": "All", **fields}
    return actions.record_decision(item=place.item, subject=place.subject, by=viewer("clerk"), **given)


@pytest.mark.parametrize("audience", ["partners", "public"])
def test_a_decision_after_the_narrowing_needs_the_tick(paper, audience):
    narrowed(paper.subject)
    with pytest.raises(Refused, match="named readers"):
        record(paper, audience=audience)
    assert record(paper, audience=audience, opened=True).opened


def test_a_named_decision_has_the_readers_of_today(paper):
    narrowed(paper.subject)
    made = record(paper, audience="named")
    assert made.reader_bodies == [body("ldg-north").pk]
    assert made.reader_roles == Assessment.objects.get(pk=paper.subject_id).trend.reader_roles


def test_the_form_starts_narrow_and_asks_for_the_tick(paper):
    narrowed(paper.subject)
    address = reverse("governance:decision_record_paper", args=[paper.item_id, paper.pk])
    form = client("clerk").get(address).context["form"]
    assert form.initial["audience"] == "named"
    assert "opened" in form.fields


def test_a_draft_from_before_the_narrowing_is_not_agreed(paper):
    draft = record(paper, audience="public")
    narrowed(paper.subject)
    with pytest.raises(Refused, match="has become for named readers"):
        actions.agree_decision(decision=draft, by=viewer("clerk"))
    actions.redraft_decision(
        decision=draft, version=draft.version, audience="public", opened=True, by=viewer("clerk"), **words()
    )
    assert actions.agree_decision(decision=draft, by=viewer("clerk")).reference


def test_a_subject_without_readers_of_its_own_is_no_open_one():
    class Named:
        is_named = True
        _meta = Assessment._meta
        trend = task_post = None

    with pytest.raises(TypeError, match="for which"):
        queries.read_as(Named())
