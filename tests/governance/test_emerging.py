"""What Emerging Trends is filled with: by link to held meetings, not by date; five in full."""

import pytest
from django.urls import reverse

from bcsp.documents.papers import Readers
from bcsp.records.errors import Refused
from bcsp.records.models import Audience, Link
from bcsp.records.viewer import Viewer
from governance import actions, agendas
from governance.emerging import offered
from governance.queries import next_pdg
from tests.governance import make
from tests.horizon import make as horizon
from tests.make import body, client, viewer

pytestmark = pytest.mark.django_db


def keys(meeting) -> list[str]:
    return [each.paper.key for each in offered(make.emerging(meeting))]


def test_a_meeting_without_papers_says_so():
    [entry] = agendas.entries(make.held(), viewer("pdg"))
    assert entry.says == "No emerging trends were put forward; the item was considered."


def test_an_item_not_considered_does_not_say_it_was():
    for meeting in (draft := make.meeting(), make.published()):
        assert agendas.entries(meeting, viewer("clerk"))[0].says == "No emerging trends have been put forward."
    cancelled = actions.cancel_meeting(meeting=draft, why="No quorum.", by=viewer("clerk"))
    assert agendas.entries(cancelled, viewer("pdg"))[0].says == ""


def test_only_a_held_meeting_considers(monkeypatch):
    paper = make.paper(body("bvsc"))
    make.offers(monkeypatch, paper)
    published = make.published(days=0)
    coming = make.meeting()
    assert keys(coming) == [paper.key]
    actions.hold_meeting(meeting=published, by=viewer("clerk"))
    assert keys(coming) == []


def test_a_cancelled_meeting_gives_its_papers_back(monkeypatch):
    paper = make.paper(body("bvsc"))
    make.offers(monkeypatch, paper)
    cancelled = make.published(days=0)
    actions.cancel_meeting(meeting=cancelled, why="The chair's seat is vacant.", by=viewer("clerk"))
    assert Link.objects.filter(relation="considers").count() == 1
    assert keys(make.meeting()) == [paper.key]


def test_a_meeting_of_another_body_does_not_count(monkeypatch):
    paper = make.paper(body("bvsc"))
    make.offers(monkeypatch, paper)
    board = make.meeting("board", days=0)
    item = actions.add_item(meeting=board, title="Emerging trends", by=viewer("clerk"))
    type(item).objects.filter(pk=item.pk).update(kind="emerging_trends", purpose="standing")
    actions.publish_agenda(meeting=board, by=viewer("clerk"))
    actions.hold_meeting(meeting=board, by=viewer("clerk"))
    assert keys(make.meeting()) == [paper.key]


def test_what_is_due_for_review_comes_back(monkeypatch):
    make.offers(monkeypatch, make.paper(body("bvsc")))
    make.held()
    again = make.paper(body("bvsc"), returns=True)
    make.offers(monkeypatch, again)
    assert keys(make.meeting()) == [again.key]


def test_five_in_full_the_rest_a_line_each(monkeypatch):
    make.offers(monkeypatch, *(make.paper(each) for each in _seven()))
    [entry] = agendas.entries(make.published(), viewer("pdg"))
    assert (len(entry.full), len(entry.brief)) == (5, 2)
    assert len(agendas.asked([entry])) == 7  # a paper in a line asks as well


def _seven():
    from bcsp.people.models import Organisation

    return Organisation.objects.order_by("pk")[:7]


def test_live_and_frozen_agendas_show_the_same(monkeypatch):
    make.offers(monkeypatch, *(make.paper(each, f"Text {each.pk}") for each in _seven()))
    meeting = make.meeting()
    before = agendas.entries(meeting, viewer("clerk"))
    after = agendas.entries(actions.publish_agenda(meeting=meeting, by=viewer("clerk")), viewer("clerk"))
    assert [(p.key, p.html, p.in_full, p.recommendation) for p in before[0].places] == [
        (p.key, p.html, p.in_full, p.recommendation) for p in after[0].places
    ]


def test_a_frozen_agenda_stays_as_it_was(monkeypatch):
    make.offers(monkeypatch, make.paper(body("bvsc"), "As it was."))
    meeting = make.published()
    make.offers(monkeypatch, make.paper(body("bvsc"), "As it is now."))
    [entry] = agendas.entries(meeting, viewer("pdg"))
    assert "As it was." in entry.places[0].html


@pytest.mark.parametrize(
    ("reader", "expected"),
    [
        (Viewer.public(), (0, ("1a. One item considered in private.",), "")),
        (Viewer.partners(), (0, ("1a. One item considered in private.",), "")),
    ],
)
def test_a_named_paper_is_one_line_to_others(monkeypatch, reader, expected):
    named = Readers("named", bodies=(body("pdg").pk,))
    make.offers(monkeypatch, make.paper(body("bvsc"), readers=named, public_line="One item considered in private."))
    [entry] = agendas.entries(make.published(audience=Audience.PUBLIC), reader)
    assert (len(entry.places), entry.others, entry.says) == expected


def test_the_public_is_told_that_there_was_something(monkeypatch):
    make.offers(monkeypatch, make.paper(body("bvsc")))
    [entry] = agendas.entries(make.published(audience="public"), Viewer.public(), audience="public")
    assert entry.says == "None for publication."


READERS = [
    Readers("public"),
    Readers("partners"),
    Readers("named", roles=("analyst",)),
    Readers("named", bodies=(1,)),
    Readers("named", bodies=(2,), roles=("coordinator",)),
]
VIEWERS = [
    Viewer.public(),
    Viewer.partners(),
    Viewer(bodies=frozenset({1}), is_member=True),
    Viewer(roles=frozenset({"analyst"}), is_member=True),
    Viewer(bodies=frozenset({2}), roles=frozenset({"coordinator"}), is_member=True),
]


@pytest.mark.parametrize("readers", READERS)
@pytest.mark.parametrize("reader", VIEWERS)
def test_a_live_paper_has_the_readers_it_will_have_when_frozen(readers, reader):
    from bcsp.documents.models import StoredFile, StoredPaper

    stored = StoredPaper.objects.create(
        key="x",
        title="x",
        html="x",
        file=StoredFile.keep(b"x", "text/plain"),
        pages=1,
        issued_at="2026-01-01T00:00Z",
        audience=readers.audience,
        reader_bodies=list(readers.bodies),
        reader_roles=list(readers.roles),
        created_by_id=viewer("clerk").person_id,
    )
    assert agendas.reads(reader, readers) == StoredPaper.objects.visible_to(reader).filter(pk=stored.pk).exists()


def test_the_next_meeting_is_the_soonest_still_to_be_held():
    make.meeting(days=30)
    soon = make.meeting(days=3)
    held = make.held(days=0)
    assert next_pdg() == soon != held
    actions.cancel_meeting(meeting=soon, why="No quorum.", by=viewer("clerk"))
    assert next_pdg().day > soon.day


@pytest.mark.parametrize("move", ["publish_agenda", "hold_meeting", "add_item"])
def test_a_meeting_goes_forward_only(move: str):
    meeting = make.held()
    given = {"title": "Late"} if move == "add_item" else {}
    with pytest.raises(Refused):
        getattr(actions, move)(meeting=meeting, by=viewer("clerk"), **given)


def test_a_meeting_is_not_held_before_its_day():
    with pytest.raises(Refused, match="Mark it as held from then on"):
        actions.hold_meeting(meeting=make.published(days=3), by=viewer("clerk"))


def test_the_check_page_says_what_stands_on_another_agenda_already():
    horizon.cleared(horizon.trend("Batteries burn in hallways"))
    first = make.published(days=10)
    later = make.meeting("pdg", days=40)
    page = client("clerk").get(reverse("governance:meeting_publish", args=[later.pk]))
    assert [(place.title, other) for place, other in page.context["twice"]] == [("Batteries burn in hallways", first)]
    assert "also stand on an agenda" in page.content.decode()
