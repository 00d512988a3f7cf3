"""What the chair decides between meetings: why, after whom was asked, locked at once, reported to the next meeting."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from bcsp.notices.models import Notice
from bcsp.records.clock import today
from bcsp.records.errors import NotAllowed, Refused
from governance import actions
from governance.actions.storing import store_notice
from governance.models import Decision
from governance.notices import notice_of
from governance.sealing import head, verify
from tests.governance import make
from tests.make import body, client, viewer

pytestmark = pytest.mark.django_db
CANARY = "zephyrquince"
WORDS = {
    "title": "Close the footbridge",
    "wording": "The footbridge is closed at night.",
    "reasons": "Two assaults in a week.",
    "authority_detail": "The chair",
    "urgent_why": "PDG meets in three weeks only.",
    "consulted": "The Board's chair and the ward's councillors",
}


def draft(slug: str = "pdg", by: str = "chair", **words) -> Decision:
    return actions.record_urgent(body=body(slug), by=viewer(by), **{**WORDS, **words})


def agreed(**words) -> Decision:
    return actions.agree_decision(decision=draft(**words), by=viewer("chair"))


def test_it_needs_no_meeting_and_is_sealed():
    made = agreed()
    assert (made.item, made.authority, made.state) == (None, "urgent", "agreed")
    assert verify(head()) is None
    assert made.reference in client("partner").get(made.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("persona", "slug"), [("chair", "pdg"), ("clerk", "pdg"), ("clerk", "board"), ("coordinator", "board")]
)
def test_chair_clerk_and_coordinator_record(persona, slug):
    assert draft(slug, persona).body.slug == slug


@pytest.mark.parametrize(
    ("persona", "slug"), [("chair", "board"), ("pdg", "pdg"), ("analyst", "pdg"), ("partner", "pdg")]
)
def test_nobody_else_does(persona, slug):
    with pytest.raises(NotAllowed):
        draft(slug, persona)
    assert client(persona).get(reverse("governance:decision_urgent", args=[slug])).status_code == 403


@pytest.mark.parametrize("column", ["urgent_why", "consulted"])
def test_the_database_wants_why_and_who_was_asked(column):
    made = draft()
    with pytest.raises(IntegrityError, match="governance_decision_urgent"), transaction.atomic():
        Decision.objects.filter(pk=made.pk).update(**{column: ""})


def test_only_an_urgent_one_stands_under_no_item():
    made = draft()
    with pytest.raises(IntegrityError, match="governance_decision_urgent"), transaction.atomic():
        Decision.objects.filter(pk=made.pk).update(authority="meeting", urgent_why="")


def test_an_urgent_one_stands_under_no_item():
    with pytest.raises(Refused, match="from the body's page"):
        make.draft(make.emerging(make.held()), authority="urgent", urgent_why="Soon", consulted="The Board")


def test_it_is_of_a_day_that_has_come():
    with pytest.raises(Exception, match="or earlier"):
        draft(decided_on=today() + timedelta(days=1))
    with pytest.raises(Exception, match="at most a year ago"):
        draft(decided_on=today() - timedelta(days=400))


def posted(**changes) -> dict:
    day = today()
    sent = {**WORDS, "audience": "partners", "screened": "on"}
    return {**sent, "decided_on_day": day.day, "decided_on_month": day.month, "decided_on_year": day.year, **changes}


def test_the_chair_writes_it_changes_it_and_agrees_it():
    browser = client("chair")
    html = browser.get(reverse("governance:body_detail", args=["pdg"])).content.decode()
    address = reverse("governance:decision_urgent", args=["pdg"])
    assert address in html
    answer = browser.post(address, posted(), follow=True)
    made = Decision.objects.get()
    assert "Check this decision" in answer.content.decode()
    assert WORDS["urgent_why"] in answer.content.decode()
    edit = reverse("governance:decision_edit", args=[made.pk])
    assert "Why it could not wait" in browser.get(edit).content.decode()
    browser.post(edit, posted(version=1, wording="It is closed at once."))
    browser.post(reverse("governance:decision_agree", args=[made.pk]), {"version": 2})
    made.refresh_from_db()
    assert (made.state, made.wording) == ("agreed", "It is closed at once.")


def test_every_fault_at_once():
    answer = client("chair").post(reverse("governance:decision_urgent", args=["pdg"]), {"ends_funding": "on"})
    html = answer.content.decode()
    assert answer.status_code == 422
    for name in ("wording", "reasons", "urgent_why", "consulted", "notice_on", "equality_impact"):
        assert f'href="#id_{name}' in html


def test_it_is_reported_once_to_the_next_meeting_and_gone_when_that_was_held():
    met, later = make.meeting(days=0), make.meeting(days=30)
    made = agreed()
    assert f"to be reported to {met}" in client("partner").get(made.get_absolute_url()).content.decode()
    item = met.items.get(kind="urgent_decisions")
    with pytest.raises(Refused, match="something to report"):
        actions.remove_item(item=item, by=viewer("clerk"))
    actions.publish_agenda(meeting=met, by=viewer("clerk"))
    html = client("partner").get(met.get_absolute_url()).content.decode()
    assert WORDS["wording"] in html
    actions.hold_meeting(meeting=met, by=viewer("clerk"))
    assert not later.items.filter(kind="urgent_decisions").exists()
    html = client("partner").get(made.get_absolute_url()).content.decode()
    assert f'reported to <a class="govuk-link" href="{met.get_absolute_url()}"' in html


def test_a_named_one_is_reported_to_its_readers_alone():
    made = agreed(title=CANARY, audience="named")
    meeting = make.published()
    for persona, sees in [("partner", False), ("coordinator", False), ("pdg", True)]:
        answer = client(persona)
        assert (CANARY in answer.get(meeting.get_absolute_url()).content.decode()) is sees
        assert answer.get(made.get_absolute_url()).status_code == (200 if sees else 404)


def test_an_action_follows_from_it():
    from bcsp.people.models import Post

    made = agreed()
    todo = actions.add_action(
        title="Lock it", owner_post=Post.objects.first(), due=today(), decision=made, by=viewer("chair")
    )
    assert todo.item is None
    assert make.meeting().items.filter(kind="open_actions").exists()
    assert client("partner").get(todo.get_absolute_url()).status_code == 200


def test_its_notice_says_why_it_could_not_wait():
    html = store_notice(decision=agreed(audience="public"), by=None).html
    assert WORDS["urgent_why"] in html
    assert "ward&#x27;s councillors" in html


def test_it_is_replaced_under_an_item_of_the_body():
    made = agreed()
    given = {"title": "Open again", "wording": "It is open.", "reasons": "Lights are up.", "authority": "meeting"}
    given |= {"authority_detail": "The meeting", "decided_on": today(), "audience": "partners", "departs": ""}
    with pytest.raises(Refused, match="Choose the item"):
        actions.supersede(decision=made, by=viewer("clerk"), **given)
    item = make.emerging(make.held())
    html = client("clerk").get(reverse("governance:decision_supersede", args=[made.pk])).content.decode()
    assert str(item) in html
    new = actions.agree_decision(
        decision=actions.supersede(decision=made, item=item, by=viewer("clerk"), **given), by=viewer("clerk")
    )
    assert notice_of(made).data.superseded_by == new.reference


def test_the_thread_and_the_lists_bear_it():
    made = agreed(audience="public")
    make.published()
    assert client("pdg").get(reverse("records:thread", args=["governance.decision", made.pk])).status_code == 200
    assert made.title in client("anonymous").get(reverse("governance_public:decision_list")).content.decode()


def form_page() -> str:
    return client("chair").get(reverse("governance:decision_urgent", args=["pdg"])).content.decode()


def test_the_page_says_to_which_meeting_it_is_reported():
    assert "No meeting is arranged whose agenda is still a draft" in form_page()
    out, later = make.published(days=3), make.meeting(days=30)
    html = form_page()
    assert f"it is put on the agenda of {later} by itself" in html
    assert f"The agenda of {out} is published already" in html
    made = agreed()
    assert f"to be reported to {later}" in client("partner").get(made.get_absolute_url()).content.decode()


def test_whoever_runs_a_meeting_before_that_is_told_and_of_nothing_in_it():
    out = make.published(days=3)
    make.meeting(days=30)
    make.published(days=40)
    agreed(title=CANARY, wording=CANARY, audience="named")
    told = Notice.objects.filter(text__contains="urgent decision")
    assert [(each.recipient_id, each.url) for each in told] == [(viewer("clerk").person_id, out.get_absolute_url())]
    assert CANARY not in told.get().text


def test_nobody_is_told_where_the_next_agenda_bears_it():
    make.meeting(days=3)
    make.published(days=30)
    agreed()
    assert not Notice.objects.filter(text__contains="urgent decision").exists()
