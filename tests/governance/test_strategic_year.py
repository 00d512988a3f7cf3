"""The steps of the strategic year: proposals until staff say where they were agreed, and then as staff made them."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from bcsp.plan.loading import load_plan
from bcsp.records.clock import today
from bcsp.records.errors import NotAllowed
from bcsp.strands import blocks
from governance import actions
from governance.models import YearStage
from tests.make import body, client, text, viewer

pytestmark = pytest.mark.django_db
SENT = {
    "name": "Plan",
    "what": "The plan is revised.",
    "first_month": "12",
    "last_month": "2",
    "outcome": "A plan",
    "source": "The Board, 3 March 2026",
    "screened": "on",
}


def edit(persona: str, **words):
    sent = {**SENT, "body": str(body("pdg").pk), "version": str(YearStage.objects.get(key="plan").version), **words}
    return client(persona).post(reverse("governance:year_stage_edit", args=["plan"]), sent)


def year():
    return blocks()["governance.year"].data(today())


def test_the_year_begins_as_a_proposal_in_the_order_of_the_issue():
    assert [stage.key for stage in year().stages] == ["assessment", "priorities", "plan", "commissioning", "review"]
    assert {stage.source for stage in year().stages} == {""}
    assert text(client("partner").get(reverse("governance:year_stage_list"))).count("Proposal") == 5


def test_what_the_coordinator_changes_is_said_and_stays():
    before = {fact.key: fact.value for fact in blocks()["governance.year"].facts(year())}
    assert edit("coordinator").status_code == 302
    load_plan()
    after = {fact.key: fact.value for fact in blocks()["governance.year"].facts(year())}
    assert {key: value for key, value in after.items() if before[key] != value} == {
        "year:plan.what": "The plan is revised.",
        "year:plan.months": "December to February",
        "year:plan.body": "PDG",
        "year:plan.outcome": "A plan",
        "year:plan.source": "The Board, 3 March 2026",
    }


def test_all_that_is_wrong_is_said_at_once_and_two_writers_lose_nothing():
    said = text(edit("coordinator", what="", first_month="13", outcome=""))
    for words in ("What happens", "What comes out of it", "It begins in"):
        assert words in said
    assert edit("clerk", version="1", what="Mine.").status_code == 302
    late = edit("coordinator", version="1", what="Theirs.")
    assert late.status_code == 409
    assert "Mine." in text(late)


def test_nobody_else_changes_it():
    stage = YearStage.objects.get(key="plan")
    for persona in ("chair", "pdg", "analyst", "public"):
        with pytest.raises(NotAllowed):
            actions.change_year_stage(stage=stage, version=1, what="Mine.", by=viewer(persona))


@pytest.mark.parametrize("wrong", [{"first_month": 0}, {"last_month": 13}, {"what": ""}, {"position": 1}])
def test_the_database_is_the_last_guard(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        YearStage.objects.filter(key="plan").update(**wrong)
