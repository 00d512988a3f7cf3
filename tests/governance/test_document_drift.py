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
from tests.governance.editions import edition, withdraw
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


def test_the_watch_looks_at_the_last_edition_published_even_before_its_first_day():
    edition()
    _new_duties("New.")
    tomorrow, clerk = today() + timedelta(days=1), client("clerk")
    edition("published", tomorrow)
    assert "public document" not in text(clerk.get("/")).partition("<h2")[2].partition("</main>")[0]
    overview = text(clerk.get(reverse("governance:document")))
    assert "Nothing has changed since edition 2" in overview
    assert "To come into force" in overview
    _new_duties("Newer.")
    line = f"Edition 2 of the public document comes into force on {tomorrow:%-d %B %Y}; 1 fact has changed"
    assert line in text(clerk.get("/"))
    assert "1 fact has changed since edition 2" in text(clerk.get(reverse("governance:document")))


def test_where_the_edition_in_force_is_withdrawn_the_one_to_come_is_named_with_its_day():
    first, tomorrow = edition(), today() + timedelta(days=1)
    second = edition("published", tomorrow)
    withdraw(first)
    for address in ("/public/document/", first.public_url, "/public/document/editions/1.pdf"):
        said = text(client("anonymous").get(address))
        assert f"No edition is in force until {tomorrow:%-d %B %Y}" in said
        assert f'href="{second.public_url}"' in said
    clerk = client("clerk")
    assert f"No edition is in force until {tomorrow:%-d %B %Y}" in text(clerk.get(reverse("governance:document")))
    assert "Start the next one" not in text(clerk.get("/"))
    withdraw(second)
    assert "No edition is in force until the next one" in text(client("anonymous").get("/public/document/"))


def test_before_the_first_edition_comes_into_force_its_day_is_said():
    edition("published", today() + timedelta(days=3))
    said = text(client("anonymous").get("/public/document/"))
    assert f"No edition is in force until {today() + timedelta(days=3):%-d %B %Y}" in said


def _new_duties(duties: str) -> None:
    post = Post.objects.get(organisation=body("board"), label="Chair")
    change_duties(post=post, duties=duties, version=post.version, by=viewer("clerk"))
