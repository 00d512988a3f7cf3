"""What the drift watch names: facts that changed since the edition in force was published, and nothing else."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from bcsp.people.actions import change_duties
from bcsp.people.models import Membership, Person, Post
from bcsp.records.clock import today
from bcsp.records.dated import since
from governance import actions
from governance.document.drift import changes, drift
from governance.models import EditionSection
from tests.governance import make
from tests.governance.editions import edition
from tests.make import body, client, text, viewer

pytestmark = pytest.mark.django_db
RULES = {"source": "Terms of reference, invented", "notice_days": 5}


def test_duties_a_date_and_a_quorum_changed_are_named_exactly():
    board, coordinator = body("board"), viewer("coordinator")
    with time_machine.travel(date(2026, 3, 2), tick=False):
        actions.set_rules(body=board, first=today(), quorum=4, by=coordinator, **RULES)
        meeting = make.published(days=20, audience="public")
        found = edition()
        assert drift(found) == []
    with time_machine.travel(date(2026, 3, 9), tick=False):
        _another_holder()
        assert drift(found) == []  # a week, and a new person in a post, change nothing
        actions.set_rules(body=board, first=today(), quorum=5, by=coordinator, **RULES)
        post = Post.objects.get(organisation=board, label="Chair")
        change_duties(post=post, duties="Chairs, and speaks for the Board.", version=post.version, by=coordinator)
        actions.move_meeting(
            meeting=meeting, starts_at=meeting.starts_at + timedelta(days=1), by=viewer("clerk"), **_MOVED
        )
        named = {each.label: (each.old, each.new) for each in drift(found)}
    assert len(named) == 3, named
    assert named["Quorum of Board"] == ("4 seats", "5 seats")
    assert sorted(label.partition(" ")[0] for label in named) == ["Duties", "Meeting", "Quorum"], named


def test_the_home_page_says_so_and_one_click_starts_the_next_edition_with_the_sections_flagged():
    edition()
    post = Post.objects.get(organisation=body("board"), label="Chair")
    change_duties(post=post, duties="New.", version=post.version, by=viewer("clerk"))
    clerk = client("clerk")
    assert "Edition 1 of the public document is in force; 1 fact has changed" in text(clerk.get("/"))
    assert "Edition 1 of the public document" not in text(client("pdg").get("/"))
    clerk.post(reverse("governance:edition_start"))
    flagged = EditionSection.objects.filter(edition__number=2).exclude(flags=[])
    assert [section.section_id for section in flagged] == ["duties"]
    assert "→ New." in flagged.get().flags[0]
    assert "Go on with edition 2 of the public document: 1 section to look at" in text(clerk.get("/"))


def test_a_fact_that_two_blocks_state_is_one_change_and_what_is_new_or_gone_is_named():
    from bcsp.strands import Fact

    old = {"a": [Fact("q", "Quorum", "4"), Fact("x", "Gone", "yes")], "b": [Fact("q", "Quorum", "4")]}
    new = {"a": [Fact("q", "Quorum", "5")], "b": [Fact("q", "Quorum", "5"), Fact("y", "Came", "now")]}
    found = changes(old, new, {"a": "terms", "b": "decisions"})
    assert [str(each) for each in found] == ["Quorum: 4 → 5", "Gone: yes → nothing", "Came: nothing → now"]
    assert found[0].sections == ("terms", "decisions")


_MOVED = {"place": "", "why": "The chair is away.", "short_notice": True}


def _another_holder():
    post = Post.objects.get(organisation__slug="pdg", label="Chair")
    Membership.objects.filter(post=post).delete()
    person = Person.objects.create(name="Odile Fennimore")
    Membership.objects.create(person=person, organisation=post.organisation, post=post, during=since(today()))
