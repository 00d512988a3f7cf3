"""Decisions: prefilled from their paper, agreed once, told to the strand whose subject it was."""

from datetime import timedelta

import pytest
from django.urls import reverse

from bcsp.documents.models import StoredPaper
from bcsp.documents.papers import Readers
from bcsp.notices.models import Notice
from bcsp.people.models import Membership, Person, Post
from bcsp.records.clock import today
from bcsp.records.dated import since
from bcsp.records.errors import NotAllowed, Refused, Stale
from bcsp.records.links import neighbours
from bcsp.strands import owner_of
from governance import actions
from governance.members import people_for, posts_for
from governance.models import Action, Decision, Meeting
from governance.sealing import head, verify
from tests.governance import make
from tests.horizon import make as horizon
from tests.make import body, client, viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def subject() -> Meeting:
    """What the paper is about: a row of a strand, so that the strand is told."""
    return make.meeting("board")


def considered(monkeypatch, subject, **paper):
    """The item of a held meeting that had a paper about the subject."""
    make.offers(monkeypatch, make.paper(subject, **paper))
    return make.emerging(make.held())


def test_title_and_readers_come_from_the_paper(monkeypatch, subject):
    pdg = body("pdg")
    item = considered(monkeypatch, subject, title="Flats", readers=Readers("named", bodies=(pdg.pk,)))
    decision = make.draft(item, subject=subject)
    assert (decision.title, decision.audience, decision.reader_bodies) == ("Flats", "named", [pdg.pk])


@pytest.mark.parametrize("audience", ["partners", "public"])
def test_a_decision_on_a_named_paper_is_opened_only_by_a_tick(monkeypatch, subject, audience):
    item = considered(monkeypatch, subject, readers=Readers("named", bodies=(body("pdg").pk,)))
    with pytest.raises(Refused, match="for named readers"):
        make.draft(item, subject=subject, audience=audience)
    assert make.draft(item, subject=subject, audience=audience, opened=True).audience == audience


def test_the_strand_of_the_subject_is_told_in_the_same_transaction(monkeypatch, subject):
    told = []
    strand = owner_of(subject)
    monkeypatch.setattr(type(strand), "decided", lambda self, *given: told.append(given))
    item = considered(monkeypatch, subject)
    decision = make.agreed(item, subject=subject)
    assert [(what, which.reference) for what, which, _ in told] == [(subject, decision.reference)]


def test_a_refusal_of_the_strand_undoes_it_all(monkeypatch, subject):
    def refuse(self, *given):
        raise Refused("The trend is closed.")

    monkeypatch.setattr(type(owner_of(subject)), "decided", refuse)
    decision = make.draft(considered(monkeypatch, subject), subject=subject)
    with pytest.raises(Refused, match="closed"):
        actions.agree_decision(decision=decision, by=viewer("clerk"))
    decision.refresh_from_db()
    assert (decision.state, decision.reference, head().sequence) == ("draft", "", 0)


def test_the_thread_walks_both_ways(monkeypatch, subject):
    item = considered(monkeypatch, subject)
    decision = make.agreed(item, subject=subject)
    post = Post.objects.first()
    todo = actions.add_action(
        title="Write", owner_post=post, due=today(), decision=decision, by=viewer("clerk"), nature="root_cause"
    )
    by = viewer("coordinator")
    assert {(s.kind.name, s.forward) for s in neighbours(subject, by)} == {("Agenda item", False), ("Decision", False)}
    assert {(s.kind.name, s.forward) for s in neighbours(decision, by)} == {("Meeting", True), ("Action", False)}
    assert [(s.record, s.relation) for s in neighbours(todo, by)] == [(decision, "acts_on")]


def test_a_decision_is_agreed_once():
    decision = make.agreed(make.emerging(make.held()))
    with pytest.raises(Refused, match=decision.reference):
        actions.agree_decision(decision=decision, by=viewer("clerk"))


def test_superseding_leaves_the_old_one_as_it_was():
    old = make.agreed(make.emerging(make.held()), wording="Quarterly")
    given = {"title": "Again", "wording": "Monthly", "reasons": "Faster", "authority": "meeting", "departs": ""}
    given |= {"authority_detail": "The meeting", "decided_on": today(), "audience": "partners"}
    new = actions.supersede(decision=old, by=viewer("clerk"), **given)
    assert not Decision.objects.filter(pk=old.pk, superseded_by__state="agreed").exists()
    actions.agree_decision(decision=new, by=viewer("clerk"))
    old.refresh_from_db()
    assert (old.wording, old.superseded_by) == ("Quarterly", new)
    assert verify(head()) is None
    with pytest.raises(Refused, match="supersedes this one already"):
        actions.supersede(decision=old, by=viewer("clerk"), **given)


def test_a_second_writer_is_told():
    draft = make.draft(make.emerging(make.held()))
    given = {"wording": "Other", "audience": "partners", "by": viewer("clerk")}
    actions.redraft_decision(decision=draft, version=1, **given)
    with pytest.raises(Stale):
        actions.redraft_decision(decision=draft, version=1, **given)


def test_only_clerk_chair_and_coordinator_record():
    item = make.emerging(make.held())
    for persona in ("analyst", "pdg", "board", "ldg.north", "partner", "admin"):
        with pytest.raises(NotAllowed):
            actions.record_decision(item=item, wording="x", reasons="x", authority_detail="x", by=viewer(persona))
        assert not Decision.objects.exists(), persona


def test_members_are_told_without_content():
    decision = make.draft(make.emerging(make.held()))
    reader = viewer("pdg")
    actions.agree_decision(decision=decision, by=viewer("clerk"))
    texts = Notice.objects.filter(recipient_id=reader.person_id).values_list("text", flat=True)
    assert f"Decision {Decision.objects.get().reference} was agreed" in texts
    assert not any("It is agreed" in text for text in texts)


# Actions -------------------------------------------------------------------------------------------------------


def todo(**fields) -> Action:
    decision = make.agreed(make.emerging(make.held()))
    given = {"title": "Write", "due": today(), "decision": decision, **fields}
    return actions.add_action(by=viewer("clerk"), **given)


def test_an_action_has_one_owner_and_the_readers_of_its_decision():
    made = todo(owner_post=Post.objects.first())
    assert (made.reference[:4], made.audience, made.organisation) == ("ACT-", "partners", made.owner_post.organisation)
    with pytest.raises(Refused, match="for which organisation"):
        todo()


def test_no_action_follows_from_a_draft():
    draft = make.draft(make.emerging(make.held()))
    with pytest.raises(Refused, match="Agree the decision first"):
        actions.add_action(
            title="Write", due=today(), decision=draft, owner_post=Post.objects.first(), by=viewer("clerk")
        )


def test_its_owner_says_how_it_goes_and_that_it_is_done():
    owner = viewer("ldg.north")
    made = _owned(owner)
    made = actions.progress_action(todo=made, version=1, progress="Half way", by=owner)
    made = actions.finish_action(todo=made, version=2, progress="Done and sent", by=owner)
    assert (made.state, made.progress, made.done_by_id) == ("done", "Done and sent", owner.person_id)
    with pytest.raises(Refused, match="done already"):
        actions.progress_action(todo=made, version=3, progress="More", by=owner)


def _owned(owner) -> Action:
    return todo(owner_person=Person.objects.get(pk=owner.person_id), organisation=body("ldg-north"))


def test_only_an_officer_is_tasked():
    with pytest.raises(Refused, match="never a referrer"):
        _owned(viewer("partner"))


def test_nobody_is_tasked_for_a_day_that_has_gone():
    with pytest.raises(Refused, match="has gone"):
        todo(owner_post=Post.objects.first(), due=today() - timedelta(days=1))


def test_nobody_acts_for_an_area_of_work():
    from bcsp.people.models import Organisation

    owner = Person.objects.get(pk=viewer("ldg.north").person_id)
    with pytest.raises(Refused, match="area of work"):
        todo(owner_person=owner, organisation=Organisation.objects.filter(kind="area_of_work").first())


@pytest.mark.parametrize(("persona", "may"), [("clerk", True), ("coordinator", True), ("pdg", False), ("board", False)])
def test_who_may_speak_for_an_action(persona, may):
    made = _owned(viewer("ldg.north"))
    assert viewer(persona).may("governance.progress_action", made) is may


def test_nobody_is_given_an_action_that_they_cannot_read():
    decision = make.agreed(make.emerging(make.held()), audience="named")  # for the members of PDG
    given = {"title": "Write", "due": today(), "decision": decision, "by": viewer("clerk")}
    outside = Person.objects.get(pk=viewer("ldg.north").person_id)
    with pytest.raises(Refused, match="can't read this decision, which is for named readers"):
        actions.add_action(owner_person=outside, organisation=body("ldg-north"), **given)
    post, seat = (
        Post.objects.filter(organisation__slug="bcsp").first(),
        Post.objects.create(organisation=body("pdg"), label="A seat"),
    )
    with pytest.raises(Refused, match="can't read this decision"):
        actions.add_action(owner_post=post, **given)
    assert {each.organisation for each in posts_for(decision)} == {seat.organisation}
    reader = Person.objects.get(pk=viewer("pdg").person_id)
    assert outside not in people_for(decision)
    assert actions.add_action(owner_person=reader, organisation=body("pdg"), **given)
    assert actions.add_action(owner_post=seat, **given)
    reader.memberships.filter(organisation=body("pdg")).update(post=post)
    assert actions.add_action(owner_post=post, **given)


def test_the_form_offers_as_owners_only_readers():
    decision = make.agreed(make.emerging(make.held()), audience="named")
    inside, outside = (Person.objects.get(pk=viewer(name).person_id) for name in ("pdg", "ldg.north"))
    fields = client("clerk").get(reverse("governance:action_add", args=[decision.pk])).context["form"].fields
    assert inside in fields["owner_person"].queryset
    assert outside not in fields["owner_person"].queryset


def test_a_departure_says_what_it_departs_from():
    subject = horizon.cleared()
    meeting = make.held()
    place = make.emerging(meeting).papers.get(subject_id=subject.pk)
    draft = make.draft(place.item, subject=subject, departs="It costs too much")
    assert draft.recommended == place.recommendation
    assert make.draft(place.item, subject=subject).recommended == ""
    agreed = actions.agree_decision(decision=draft, by=viewer("clerk"))
    assert place.recommendation in client("partner").get(agreed.get_absolute_url()).content.decode()


def test_a_named_recommendation_goes_no_further_than_its_paper():
    subject = horizon.cleared(horizon.named())
    place = make.emerging(make.held()).papers.get(subject_id=subject.pk)
    draft = make.draft(place.item, subject=subject, departs="It costs too much", audience="partners", opened=True)
    assert draft.recommended == ""


@pytest.mark.django_db(transaction=True)
def test_the_notice_of_a_decision_that_was_replaced_says_so(work_off):
    first = make.agreed(make.emerging(make.held()), audience="public")
    given = {"wording": "Other", "reasons": "New figures", "authority_detail": "The meeting", "audience": "public"}
    new = actions.supersede(decision=first, title="Other", decided_on=first.decided_on, by=viewer("clerk"), **given)
    new = actions.agree_decision(decision=new, by=viewer("clerk"))
    work_off()
    notice = StoredPaper.objects.filter(key=f"governance.decision:{first.pk}").order_by("-pk").first()
    assert f"decision {new.reference} took its place" in notice.html


@pytest.mark.parametrize("held", [True, False])
def test_giving_out_an_action_says_whether_anybody_is_told(held):
    decision = make.agreed(make.emerging(make.held()))
    post = Post.objects.create(organisation=body("pdg"), label="Member for tests")
    if held:
        reader = viewer("pdg").person_id
        Membership.objects.create(
            person_id=reader, organisation=body("pdg"), post=post, role="chair", during=since(today())
        )
    day = today()
    sent = {"title": "Write", "nature": "immediate", "owner_post": post.pk, "screened": "on"}
    sent |= {"due_day": day.day, "due_month": day.month, "due_year": day.year}
    answer = client("clerk").post(reverse("governance:action_add", args=[decision.pk]), sent, follow=True)
    assert ("nobody is told" in answer.content.decode()) != held
