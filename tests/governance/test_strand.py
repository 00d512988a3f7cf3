"""What governance tells the rest of the house: what waits, evidence for the plan, what can be found."""

from datetime import timedelta

import pytest

from bcsp.people.models import Person
from bcsp.records.clock import pretend, today
from bcsp.search.queries import search
from governance import actions
from governance.models import StandingRule
from governance.strand import STRAND
from tests.governance import make
from tests.make import body, viewer

pytestmark = pytest.mark.django_db


def waits(persona: str) -> list[tuple[str, bool]]:
    return [(each.text, each.late) for each in STRAND.attention(viewer(persona))]


def test_a_clerk_is_told_which_agenda_to_publish_and_when_papers_close():
    meeting = make.meeting(days=14, papers_close=today() + timedelta(days=5))
    [(text, late)] = [each for each in waits("clerk") if str(meeting) in each[0]]
    assert text.startswith(f"Publish the agenda of {meeting}; papers close on")
    assert not late
    assert waits("pdg") == []


def test_a_member_is_told_of_the_papers_and_how_many_decisions_they_ask(monkeypatch):
    make.offers(monkeypatch, make.paper(body("bvsc")), make.paper(body("board")))
    meeting = make.published(days=3)
    read, come = f"Read the papers for {meeting}: 2 decisions are asked", f"Say whether you come to {meeting}"
    assert waits("pdg") == [(read, False), (come, False)]
    assert waits("partner") == []


def test_a_forgotten_meeting_is_late():
    meeting = make.published(days=-3)
    assert (f"Mark {meeting} as held, or cancel it", True) in waits("clerk")


def test_an_overdue_action_waits_for_its_owner_alone():
    decision, owner = make.agreed(make.emerging(make.held())), viewer("ldg.north")
    with pretend(today() - timedelta(days=9)):
        actions.add_action(
            title="Write",
            due=today() + timedelta(days=2),
            decision=decision,
            owner_person=Person.objects.get(pk=owner.person_id),
            organisation=body("ldg-north"),
            by=viewer("clerk"),
        )
    assert [late for _, late in waits("ldg.north")] == [True]
    assert waits("pdg") == []


def test_an_open_action_is_mentioned_though_it_is_not_due_soon():
    decision, owner = make.agreed(make.emerging(make.held())), viewer("ldg.north")
    given = {"owner_person": Person.objects.get(pk=owner.person_id), "organisation": body("ldg-north")}
    given |= {"decision": decision, "by": viewer("clerk")}
    first = actions.add_action(title="Write", due=today() + timedelta(days=37), **given)
    [(text, late)] = waits("ldg.north")
    assert (text, late) == (f"1 action of yours is open, due {first.due:%-d %B}", False)
    actions.add_action(title="Call", due=today() + timedelta(days=40), **given)
    assert waits("ldg.north") == [(f"2 actions of yours are open, the next due {first.due:%-d %B}", False)]


@pytest.mark.parametrize(("days", "late"), [(0, False), (-7, True)])
def test_decisions_asked_wait_until_they_are_recorded(monkeypatch, days, late):
    make.offers(monkeypatch, make.paper(body("bvsc")), make.paper(body("board")), make.paper(body("pdg")))
    meeting = make.held(days=days)
    assert (f"3 decisions asked on {meeting.day:%-d %B} are not recorded yet", late) in waits("clerk")
    assert waits("pdg") == []
    make.draft(make.emerging(meeting), subject=body("bvsc"))
    make.draft(make.emerging(make.held()), subject=body("pdg"))  # a later meeting came back to it
    assert (f"1 decision asked on {meeting.day:%-d %B} is not recorded yet", late) in waits("clerk")


def test_a_draft_decision_waits_for_those_who_may_agree_it():
    make.draft(make.emerging(make.held()))
    assert waits("chair") == [("One decision is written down and not yet agreed", False)]
    assert waits("pdg") == []


def test_the_plan_is_told_how_often_the_item_stood():
    make.held()
    make.published()
    make.meeting()  # a draft doesn't count yet
    [evidence] = STRAND.outputs(viewer("pdg"))["CSD2a"]
    assert evidence.text.startswith("Emerging Trends stood on 2 of 2 PDG agendas")


def test_reference_rows_are_written_once():
    STRAND.reference()
    rule = StandingRule.objects.get(kind="emerging_trends")
    assert (rule.body.slug, rule.protected, rule.in_full, rule.during.lower.year) == ("pdg", True, 5, 2016)


def test_search_finds_meetings_and_decisions_within_what_may_be_read():
    item = make.emerging(make.held())
    open_one = make.agreed(item, title="Towpath lights")
    make.agreed(item, title="Towpath patrols", audience="named")
    assert {found.record.title for found in search("towpath", viewer("pdg"))} == {"Towpath lights", "Towpath patrols"}
    assert [found.record for found in search("towpath", viewer("partner"))] == [open_one]
    assert search("towpath", viewer("outsider")) == []
    assert search(open_one.reference, viewer("partner"))[0].record == open_one
    assert item.meeting in [found.record for found in search("partnership delivery", viewer("partner"))]
