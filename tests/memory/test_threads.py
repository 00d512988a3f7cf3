"""From a lesson to what it came from and back: decision, application and intervention, each for who may read it."""

import pytest
from django.urls import reverse

from bcsp.records.thread import thread
from governance.models import Decision
from memory.models import Intervention
from tests.governance import make as meetings
from tests.make import client, text, viewer
from tests.memory import make

pytestmark = pytest.mark.django_db
BOXES = {"begins_day": "6", "begins_month": "1", "begins_year": "2025", "screened": "on"}


def decision(**words) -> Decision:
    return meetings.agreed(meetings.emerging(meetings.held()), **words)


def kinds(record, persona: str) -> list[str]:
    return sorted(stage.kind.name for stage in thread(record, viewer(persona)))


def change(row: Intervention, persona: str = "analyst", **words):
    sent = {"version": row.version, "title": row.title, "place": row.place, "who": row.who, **BOXES, **words}
    return client(persona).post(reverse("memory:intervention_change", args=[row.reference]), sent)


def test_an_accepted_application_stands_between_its_decision_and_the_lesson_for_the_team_alone():
    bid = make.application("Canary Trust", decided={"outcome": "accepted", "awarded": 900, "reasons": ["clear_need"]})
    lesson = make.lesson("Claim", intervention=bid.intervention)
    for record in (bid, bid.intervention, lesson):
        assert kinds(record, "analyst") == ["Application", "Intervention", "Lesson"]
    assert kinds(lesson, "partner") == ["Intervention", "Lesson"]
    page = reverse("records:thread", args=["memory.lesson", lesson.pk])
    assert bid.get_absolute_url() in text(client("clerk").get(page))
    assert "Benches" not in text(client("partner").get(bid.get_absolute_url(), follow=True))
    assert bid.reference in text(client("clerk").get(bid.intervention.get_absolute_url()))
    assert bid.reference not in text(client("partner").get(bid.intervention.get_absolute_url()))


def test_the_decision_that_is_carried_out_is_chosen_on_the_form_and_joins_the_thread():
    agreed, row = decision(), make.intervention()
    lesson = make.lesson("Claim", intervention=row)
    assert kinds(lesson, "pdg") == ["Intervention", "Lesson"]
    assert change(row, decision=agreed.pk).status_code == 302
    assert kinds(lesson, "pdg") == ["Agenda item", "Decision", "Intervention", "Lesson"]
    assert kinds(agreed, "pdg") == kinds(lesson, "pdg")
    assert agreed.get_absolute_url() in text(client("partner").get(row.get_absolute_url()))


def test_a_decision_that_its_writer_may_not_read_stays_and_is_not_shown():
    hidden = decision(audience="named")
    row = make.intervention(by="coordinator", decision=hidden)
    assert hidden not in Decision.objects.visible_to(viewer("analyst"))
    page = client("analyst").get(row.get_absolute_url())
    assert hidden.reference not in text(page)
    assert hidden.reference not in text(
        client("analyst").get(reverse("memory:intervention_change", args=[row.reference]))
    )
    assert change(row, title="Other lights").status_code == 302
    row.refresh_from_db()
    assert (row.title, row.decision) == ("Other lights", hidden)
    assert kinds(row, "analyst") == ["Intervention"]
