"""Nobody can count the papers that they may not read: by what is in full, by letters, or by lines."""

import pytest

from bcsp.documents.packs import build
from bcsp.documents.papers import Readers
from bcsp.people.models import Organisation
from governance.agendas import entries
from governance.packs import pack_of
from tests.governance import make
from tests.governance.test_packs import everything
from tests.make import body, viewer

pytestmark = pytest.mark.django_db


def papers(hidden: int, audience: str = "partners", public_line: str = "") -> list:
    """Four hidden ones at most, each before an open one, as the strand orders them by weight; seven are open."""
    rows = iter(Organisation.objects.order_by("pk"))
    readers = Readers("named", bodies=(body("pdg").pk,)) if audience == "partners" else Readers("partners")
    found = []
    for number in range(7):
        if number < hidden:
            found.append(make.paper(next(rows), readers=readers, title="Hidden", public_line=public_line))
        found.append(make.paper(next(rows), readers=Readers(audience), title=f"Open {number}", line=f"Line {number}"))
    return found


def bodies(first: int, last: int) -> list[Organisation]:
    return list(Organisation.objects.order_by("pk")[first:last])


def outline(meeting, reader) -> list[tuple]:
    [entry] = entries(meeting, reader)
    return [(place.number, place.title, place.in_full) for place in entry.places] + list(entry.others)


OPEN = [(f"1{letter}", f"Open {number}", number < 5) for number, letter in enumerate("abcdefg")]


@pytest.mark.parametrize("audience", ["partners", "public"])
@pytest.mark.parametrize("hidden", [0, 3, 7])
def test_a_lesser_reader_sees_the_same_whatever_is_hidden(monkeypatch, audience, hidden):
    make.offers(monkeypatch, *papers(hidden, audience))
    reader = viewer({"partners": "partner", "public": "public"}[audience])
    assert outline(make.published(audience=audience), reader) == OPEN


def test_so_it_is_on_an_agenda_that_is_still_a_draft(monkeypatch):
    make.offers(monkeypatch, *papers(3))
    assert outline(make.meeting(), viewer("analyst")) == OPEN


def test_the_readers_of_all_have_in_full_what_weighs_most_and_what_others_have_in_full(monkeypatch):
    make.offers(monkeypatch, *papers(3))
    found = outline(make.published(), viewer("pdg"))
    assert [title for _, title, in_full in found if in_full] == [*(f"Open {n}" for n in range(5)), *["Hidden"] * 3]
    assert [number for number, _, _ in found] == [f"1{letter}" for letter in "abcdefghij"]


def test_a_paper_with_a_public_line_is_no_secret(monkeypatch):
    make.offers(monkeypatch, *papers(1, public_line="One item in private."), make.paper(body("board"), title="Last"))
    found = outline(make.published(), viewer("partner"))
    assert found[-1] == "1a. One item in private."
    assert [each[0] for each in found[:-1]] == [f"1{letter}" for letter in "bcdefghi"]


@pytest.mark.parametrize(("audience", "persona"), [("public", "public"), ("partners", "partner"), ("named", "pdg")])
def test_screen_and_pack_of_one_reader_have_the_same_papers_in_full(monkeypatch, audience, persona):
    """Papers for the public, for partners and for the body; each rendition keeps the room of what it leaves out."""
    make.offers(monkeypatch, *papers(4), *(make.paper(each, readers=Readers("public")) for each in bodies(11, 14)))
    meeting = make.published(audience="public")
    [entry] = entries(meeting, viewer(persona))
    [item] = pack_of(meeting, audience).items
    assert [each.number for each in item.papers if each.number] == [place.number for place in entry.full]
    assert item.lines == tuple(f"{place.number}. {place.line}" for place in entry.brief)
    assert len(item.papers) == len(pack_of(meeting, "named").items[0].papers)


def test_a_pack_keeps_the_room_of_what_its_readers_may_not_have(monkeypatch):
    make.offers(monkeypatch, *papers(4))
    [item] = pack_of(make.published(), "partners").items
    assert [(paper.number, paper.title) for paper in item.papers][:5] == [
        (f"1{'abcde'[n]}", f"Open {n}") for n in range(5)
    ]
    assert [(paper.number, paper.title) for paper in item.papers[5:]] == [("", "")] * 3
    assert item.lines == ("1f. Line 5", "1g. Line 6")


def test_a_pack_says_nothing_of_the_hidden(monkeypatch):
    make.offers(monkeypatch, *papers(4))
    assert "Hidden" not in everything(build(pack_of(make.published(), "partners")))
