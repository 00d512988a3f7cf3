"""Applications scored apart, put to a body, and decided by its decision: at a meeting, urgently, under delegation."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from bcsp.documents.models import StoredPaper
from bcsp.people.models import Person
from bcsp.records.clock import today
from bcsp.records.errors import Refused
from bcsp.scales.models import Term
from governance import actions as governing
from governance.models import Decision
from governance.queries import packs_for
from governance.tasks import build_pack
from memory import actions
from memory.models import Application, Intervention, Score, Verdict
from memory.models.scores import GROUNDS
from tests.governance import make as meetings
from tests.make import body, client, text, viewer
from tests.memory import make

pytestmark = pytest.mark.django_db
CANARY = "zephyrquince"
HOW = {"outcome": "not_funded", "decided_how": "meeting", "decided_by": "PDG", "reasons": ["cost"]}


def page(name: str, row: Application) -> str:
    return reverse(f"memory:{name}", args=[row.reference])


def score(row: Application, by: str = "analyst", word: str = "strong", **words: Any) -> Score:
    given = {name: Term.objects.get(pk=f"shown.{word}") for name in GROUNDS} | {"why": "It shows it.", **words}
    row.refresh_from_db()
    return actions.score_application(application=row, version=row.version, by=viewer(by), **given)


def put(row: Application, slug: str = "pdg") -> Application:
    row.refresh_from_db()
    given = {"body": body(slug), "recommended": "Accept it"}
    return actions.put_forward(application=row, version=row.version, by=viewer("coordinator"), **given)


def on_agenda(row: Application, days: int = 0):
    """The frozen place of the application's paper on a published agenda of PDG, the first of them."""
    draft = meetings.meeting(days=days)
    if not row.put_to_id:
        score(row)
        row = put(row)
    meeting = governing.publish_agenda(meeting=draft, by=viewer("clerk"))
    return meeting.items.get(kind="applications").papers.get()


def on(day: date) -> dict[str, int]:
    return {f"decided_on_{part}": getattr(day, part) for part in ("day", "month", "year")}


def said(place, **award: Any) -> dict[str, Any]:
    """What the form of a decision under the paper sends."""
    given = {"title": "Benches", "wording": "It is agreed.", "follows": "yes", "reasons": "It is needed."}
    given |= on(place.item.meeting.day)
    given |= {"authority": "meeting", "authority_detail": "The members", "audience": "named", "screened": "on"}
    award = {"award_outcome": "accepted", "award_reasons": ["clear_need"], "award_awarded": "900", **award}
    return {**given, **award}


def recording(place) -> str:
    return reverse("governance:decision_record_paper", args=[place.item_id, place.pk])


def test_one_scores_and_two_above_a_sum_or_where_an_interest_is_declared_and_neither_reads_the_other():
    small, large = make.application(), make.application(asked=Decimal(10001))
    with pytest.raises(Refused, match="nobody has yet"):
        put(small)
    score(small)
    assert put(small).put_to == body("pdg")
    score(large, "analyst", why=f"{CANARY} one")
    assert CANARY in text(client("analyst").get(large.get_absolute_url()))
    assert CANARY not in text(client("coordinator").get(large.get_absolute_url()))
    with pytest.raises(Refused, match="one has"):
        put(large)
    score(large, "coordinator", "none")
    shown = text(client("coordinator").get(large.get_absolute_url()))
    assert CANARY in shown
    assert "differ by more than one word on: Fits a priority" in shown
    with pytest.raises(Refused, match="stays"):
        score(large, "analyst", "moderate")
    of_interest = make.application()
    who = Person.objects.create(name="Trustee")
    actions.declare_interest(application=of_interest, person=who, what="trustee", by=viewer("clerk"))
    score(of_interest)
    with pytest.raises(Refused, match="Two people score"):
        put(of_interest)


def test_a_meeting_decides_it_with_its_reasons_and_begins_what_is_accepted():
    place = on_agenda(make.application())
    row = place.subject
    clerk = client("clerk")
    form = text(clerk.get(recording(place)))
    assert "How the application is decided" in form
    lacking = clerk.post(recording(place), said(place, award_reasons=[], award_awarded=""))
    assert lacking.status_code == 422
    assert "Choose at least one reason" in text(lacking)
    assert "Enter how much was awarded" in text(lacking)
    assert not Decision.objects.exists()
    answer = clerk.post(recording(place), said(place))
    assert answer.status_code == 302, text(answer)
    decision = Decision.objects.get()
    assert "£900.00" in text(clerk.get(decision.get_absolute_url()))
    row.refresh_from_db()
    assert row.outcome == ""
    governing.hold_meeting(meeting=place.item.meeting, by=viewer("clerk"))
    governing.agree_decision(decision=decision, by=viewer("clerk"))
    row.refresh_from_db()
    assert (row.outcome, row.decided_how, row.decided_by, row.awarded) == ("accepted", "meeting", "PDG", Decimal(900))
    assert row.decision == decision
    assert row.intervention.decision == decision
    assert "£900.00" in text(client("pdg").get(decision.get_absolute_url()))  # a member of the body that decided
    assert client("board").get(decision.get_absolute_url()).status_code == 404


def test_without_how_it_is_decided_the_decision_stays_a_draft():
    place = on_agenda(make.application())
    governing.hold_meeting(meeting=place.item.meeting, by=viewer("clerk"))
    draft = meetings.draft(place.item, subject=place.subject, audience="named")
    with pytest.raises(Refused, match="doesn’t say yet"), transaction.atomic():
        governing.agree_decision(decision=draft, by=viewer("clerk"))
    draft.refresh_from_db()
    assert draft.state == "draft"
    assert not Intervention.objects.exists()
    with pytest.raises(Refused, match="is put to PDG"):
        actions.decide_application(
            application=place.subject, version=place.subject.version, decided_on=today(), by=viewer("clerk"), **HOW
        )


@pytest.mark.parametrize(
    ("words", "constraint"),
    [
        ({"reasons": []}, "memory_verdict_says_why"),
        ({"awarded": None}, "memory_verdict_awarded"),
        ({"outcome": "not_funded"}, "memory_verdict_awarded"),
    ],
)
def test_the_database_holds_what_a_decision_has_to_say(words: dict[str, Any], constraint: str):
    place = on_agenda(make.application())
    draft = meetings.draft(place.item, subject=place.subject, audience="named")
    given = {"outcome": "accepted", "awarded": 5, "reasons": ["clear_need"], **words}
    with pytest.raises(IntegrityError, match=constraint):
        Verdict.objects.create(decision=draft, application=place.subject, **given)


def test_the_chair_decides_between_meetings_about_it():
    row = make.application()
    score(row)
    put(row)
    address = reverse("governance:decision_urgent_about", args=["pdg", "memory.application", row.pk])
    assert client("chair").get(address).status_code == 404  # not among the readers of applications
    sent = {"title": "Benches", "wording": "Not this time.", "reasons": "Weak.", "authority_detail": "The chair of PDG"}
    sent |= {**on(today()), "audience": "named", "screened": "on"}
    sent |= {"urgent_why": "The offer ends.", "consulted": "The police", "award_outcome": "not_funded"}
    answer = client("clerk").post(address, {**sent, "award_reasons": ["weak_need"]})
    assert answer.status_code == 302, text(answer)
    governing.agree_decision(decision=Decision.objects.get(), by=viewer("chair"))
    row.refresh_from_db()
    assert (row.outcome, row.decided_how, row.decided_by) == ("not_funded", "urgent", "The chair of PDG")


def test_a_declared_interest_takes_the_paper_out_of_every_channel():
    row = make.application(what=f"{CANARY} benches")
    early, late = viewer("pdg"), viewer("chair")
    actions.declare_interest(
        application=row, person=Person.objects.get(pk=early.person_id), what="trustee", by=viewer("clerk")
    )
    score(row, "analyst")
    score(row, "coordinator")
    place = on_agenda(put(row))
    meeting = place.item.meeting
    for pack in meeting.packs.all():
        build_pack(pack.pk)
    read = {persona: _read(meeting, place, persona) for persona in ("pdg", "chair", "clerk")}
    assert [CANARY in read[persona] for persona in ("pdg", "chair", "clerk")] == [False, True, True]
    assert {pack.audience for pack in packs_for(meeting, early)} == {"partners"}
    assert {pack.audience for pack in packs_for(meeting, late)} >= {"named"}
    actions.declare_interest(
        application=row, person=Person.objects.get(pk=late.person_id), what="sister", by=viewer("clerk")
    )
    assert CANARY not in _read(meeting, place, "chair")
    assert {pack.audience for pack in packs_for(meeting, late)} == {"partners"}
    assert client("chair").get(reverse("governance:pack_chair", args=[meeting.pk])).status_code == 403
    held = StoredPaper.objects.filter(key__startswith="governance.pack:", audience="named")
    assert [sorted(paper.kept_from) for paper in held] == [sorted([early.person_id, late.person_id])]
    governing.hold_meeting(meeting=meeting, by=viewer("clerk"))
    decision = governing.record_decision(
        item=place.item,
        subject=row,
        wording=f"{CANARY} agreed.",
        reasons="Needed.",
        authority_detail="PDG",
        by=viewer("clerk"),
        more={"award_outcome": "accepted", "award_reasons": ["clear_need"], "award_awarded": 900}
        | dict.fromkeys(("award_conditions", "award_would_change", "award_told"), ""),
    )
    governing.agree_decision(decision=decision, by=viewer("clerk"))
    assert client("chair").get(decision.get_absolute_url()).status_code == 404
    found = text(client("pdg").get(reverse("search:search"), {"q": CANARY}))
    assert decision.get_absolute_url() not in found
    assert decision.get_absolute_url() in text(client("clerk").get(reverse("search:search"), {"q": CANARY}))


def _read(meeting, place, persona: str) -> str:
    """All that a member can fetch of the paper: the meeting, the item, the paper's page, its PDF's status."""
    browser = client(persona)
    pages = [meeting.get_absolute_url(), place.item.own_page, place.paper.get_absolute_url()]
    pages.append(reverse("documents:paper_download", args=[place.paper_id]))
    answers = [browser.get(address) for address in pages]
    return " ".join(
        text(a) if a["Content-Type"].startswith("text/html") else CANARY for a in answers if a.status_code == 200
    )
