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


def test_the_readers_of_all_have_in_full_what_weighs_most(monkeypatch):
    make.offers(monkeypatch, *papers(3))
    found = outline(make.published(), viewer("pdg"))
    assert [title for _, title, in_full in found if in_full] == ["Open 0", "Open 1", "Hidden", "Hidden", "Hidden"]
    assert [number for number, _, _ in found] == [f"1{letter}" for letter in "abcdefghij"]


def test_a_paper_with_a_public_line_is_no_secret(monkeypatch):
    make.offers(monkeypatch, *papers(1, public_line="One item in private."), make.paper(body("board"), title="Last"))
    found = outline(make.published(), viewer("partner"))
    assert found[-1] == "1a. One item in private."
    assert [each[0] for each in found[:-1]] == [f"1{letter}" for letter in "bcdefghi"]


def test_a_pack_prints_in_full_what_the_fullest_one_does(monkeypatch):
    """One numbering for all: a lesser reader's pack keeps the room of what they may not have, and no more than that."""
    make.offers(monkeypatch, *papers(4))
    [item] = pack_of(make.published(), "partners").items
    assert [(paper.number, paper.title) for paper in item.papers][:2] == [("1a", "Open 0"), ("1b", "Open 1")]
    assert {(paper.number, paper.title) for paper in item.papers[2:]} == {("", "")}
    assert item.lines == tuple(f"1{letter}. Line {n}" for n, letter in enumerate("cdefg", 2))


def test_a_pack_says_nothing_of_the_hidden(monkeypatch):
    make.offers(monkeypatch, *papers(4))
    assert "Hidden" not in everything(build(pack_of(make.published(), "partners")))
