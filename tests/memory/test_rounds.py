"""Funding rounds: planned with advice, answered or followed, published, and flagged when their meeting moves."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from bcsp.people.models import Person
from bcsp.records.clock import today
from bcsp.records.errors import NotAllowed, Refused
from governance import actions as governing
from governance.document.contents import document
from governance.models import Section
from memory import actions
from memory.document import facts, timeline
from memory.models import Round
from tests.governance import make as meetings
from tests.make import client, text, viewer
from tests.memory import make

pytestmark = pytest.mark.django_db


def page(name: str, *args) -> str:
    return reverse(f"memory:{name}", args=args)


def weeks(first: date, many: int) -> tuple[date, date]:
    return first, first + timedelta(weeks=many, days=-1)


def fair(day: date) -> dict[str, Any]:
    """Stages that follow all advice, the decision around a day."""
    call = day - timedelta(weeks=8)
    return {
        "consultation": weeks(call - timedelta(weeks=13), 12),
        "call": weeks(call, 6),
        "decision": (day - timedelta(days=3), day + timedelta(days=3)),
        "mobilise": weeks(day + timedelta(weeks=1), 4),
    }


def test_a_round_that_follows_all_advice_is_published_with_its_timeline():
    meeting = meetings.meeting(days=60)
    row = make.round(stages=fair(meeting.day), meeting=meeting)
    assert client("partner").get(row.get_absolute_url()).status_code == 404
    assert "follows all of it" in text(client("clerk").get(row.get_absolute_url()))
    sent = {"version": row.version}
    assert client("clerk").post(page("round_publish", row.reference), sent).status_code == 302
    shown = text(client("partner").get(row.get_absolute_url()))
    assert "Consultation" in shown
    assert "What good commissioning asks" not in shown


def test_what_departs_from_advice_wants_a_recorded_reason_before_it_is_published():
    row = make.round(stages={"consultation": weeks(today(), 4)})
    publish = {"version": row.version}
    said = text(client("clerk").post(page("round_publish", row.reference), publish))
    assert "The consultation takes 4 weeks" in said
    assert not Round.objects.get().published_at
    sent = {"version": row.version, "why": "The council’s own consultation asked the same."}
    assert client("clerk").post(page("advice_answer", row.reference, "consultation"), sent).status_code == 302
    row = actions.publish_round(round=row, version=row.version + 1, by=viewer("clerk"))
    assert row.published_at
    assert client("clerk").get(page("advice_answer", row.reference, "nonsense")).status_code == 404


def test_moving_the_meeting_flags_the_round_that_waits_for_it():
    meeting = meetings.published(days=60)
    row = make.round(stages=fair(meeting.day), meeting=meeting)
    shown = text(client("coordinator").get(row.get_absolute_url()))
    assert "outside the days planned" not in shown
    moved = meeting.starts_at + timedelta(days=21)
    given = {"version": meeting.version, "starts_at": moved, "place": "Online", "why": "The room is not free."}
    governing.move_meeting(meeting=meeting, by=viewer("clerk"), **given)
    assert "outside the days planned for the decision" in text(client("coordinator").get(row.get_absolute_url()))
    assert f"{row.title}" in text(client("coordinator").get(reverse("home")))


def test_a_stage_that_has_begun_keeps_its_plan():
    row = make.round(stages={"need": weeks(today(), 2), "call": weeks(today(), 6)})
    days = {"actual_from": today(), "actual_to": None}
    actions.record_stage(round=row, version=row.version, stage="call", **days, by=viewer("clerk"))
    row.refresh_from_db()
    given = {"round": row, "version": row.version, "by": viewer("clerk")}
    with pytest.raises(Refused, match="has begun"):
        actions.change_round(**given, stages={"need": weeks(today(), 2)})
    with pytest.raises(Refused, match="not planned"):
        actions.record_stage(**given, stage="review", **days)
    with pytest.raises(NotAllowed):
        actions.plan_round(title="x", need="y", amount=Decimal(1), stages={}, by=viewer("analyst"))


def test_the_form_plans_stages_and_says_all_that_is_wrong_with_their_days():
    send = client("coordinator").post
    begun = {"call_from_day": "1", "call_from_month": "3", "call_from_year": "2027"}
    sent = {"title": "Doors", "need": "Calls rose.", "amount": "9000", "two_scorers_above": "5000", **begun}
    said = text(send(page("round_plan"), sent))
    assert "Call: give both days, or none" in said
    end = {"call_to_day": "1", "call_to_month": "2", "call_to_year": "2027"}
    assert "Call ends before it begins" in text(send(page("round_plan"), {**sent, **end}))
    assert send(page("round_plan"), {**sent, **end, "call_to_month": "5"}).status_code == 302
    row = Round.objects.get()
    assert [each.stage for each in row.stages.all()] == ["call"]
    again = {**sent, **end, "call_to_month": "6", "version": row.version}
    assert send(page("round_change", row.reference), again).status_code == 302
    assert row.stages.get().planned_to.month == 6


def published() -> Round:
    row = make.round(title="Doors in spring", stages={"call": weeks(today(), 6)})
    return actions.publish_round(round=row, version=row.version, by=viewer("clerk"))


def test_the_timeline_stands_in_the_public_document_on_its_page_and_in_a_calendar():
    make.round(title="Canary draft", stages={"call": weeks(today(), 6)})
    row = published()
    anonymous = client("anonymous")
    calendar = anonymous.get("/public/funding.ics").content.decode()
    for shown in (text(anonymous.get("/public/funding/")), calendar, chapter()):
        assert "Doors in spring" in shown
        assert "Canary" not in shown
    assert f"UID:round-{row.pk}-call@" in calendar


def chapter() -> str:
    found = document(Section.objects.all(), today())
    return next(str(each.blocks[0].html) for each in found.chapters if each.key == "commissioning")


def test_another_day_of_a_stage_is_a_fact_that_changed():
    row = published()
    before = dict(facts_of())
    later = weeks(today() + timedelta(days=7), 6)
    actions.change_round(round=row, version=row.version, stages={"call": later}, by=viewer("clerk"))
    changed = [key for key, value in facts_of() if before.get(key) != value]
    assert changed == [f"round:{row.reference}.call"]


def facts_of() -> list[tuple[str, str]]:
    return [(fact.key, fact.value) for fact in facts(timeline(today()))]


def test_the_round_shows_the_team_what_was_asked_for_in_it_by_how_it_was_decided():
    row = published()
    waits = make.application("Canary Waits", title="Canary bench", round=row)
    make.application("Canary Gets", title="Canary gate", round=row, decided={"outcome": "accepted", **GETS})
    with_interest = make.application("Canary Hidden", title="Canary hidden", round=row)
    person = Person.objects.get(pk=viewer("analyst").person_id)
    actions.declare_interest(application=with_interest, person=person, what="trustee", by=viewer("clerk"))
    shown = text(client("analyst").get(row.get_absolute_url()))
    assert shown.index("Waiting for a decision: 1") < shown.index("Accepted: 1")
    assert "awarded £900" in shown
    assert "Canary hidden" not in shown
    assert row.get_absolute_url() in text(client("analyst").get(waits.get_absolute_url()))
    for persona in ("partner", "pdg", "chair"):
        assert "Canary" not in text(client(persona).get(row.get_absolute_url()))


GETS = {"awarded": Decimal(900), "reasons": ["clear_need"]}


def test_an_application_is_logged_for_a_round_that_its_writer_may_see():
    row, draft = published(), make.round()
    sent = {"who": "Canary Trust", "title": "Benches", "asked": "900", "round": row.pk}
    sent |= {"received_on_day": "2", "received_on_month": "3", "received_on_year": "2026"}
    log = client("analyst")
    assert log.post(page("application_log"), {**sent, "round": draft.pk}).status_code == 422
    assert log.post(page("application_log"), sent).status_code == 302
    assert row.applications.count() == 1
