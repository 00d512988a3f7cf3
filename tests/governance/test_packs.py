"""Packs: what is for named readers is in no byte of a lesser rendition, and in the one that is for them."""

import io

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from bcsp.documents.packs import build
from bcsp.people.models import Organisation
from governance import actions, tasks
from governance.models import Pack
from governance.packs import pack_of
from tests.documents.structure import shown
from tests.governance import make
from tests.governance.make import CANARY
from tests.make import body, client, viewer

pytestmark = pytest.mark.django_db


def everything(pdf: bytes) -> str:
    """All that a PDF holds: text, bookmarks, information, metadata, and each stream and string decompressed."""
    found = [pdf.decode("latin-1")]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        with opened.open_outline() as outline:
            found += [item.title for item in _flat(outline.root)]
        found += [str(value) for value in opened.docinfo.values()]
        for each in opened.objects:
            if isinstance(each, pikepdf.Stream):
                found.append(each.read_bytes().decode("latin-1"))
            found.append(each.unparse(resolved=False).decode("latin-1") if not isinstance(each, pikepdf.Stream) else "")
            found += _strings(each)
    return "\n".join([*found, *shown(pdf)])


def _flat(items) -> list:
    return [each for item in items for each in (item, *_flat(item.children))]


def _strings(each) -> list[str]:
    if isinstance(each, pikepdf.String):
        return [str(each)]
    if isinstance(each, pikepdf.Dictionary):
        return [text for value in each.values() if not getattr(value, "is_indirect", False) for text in _strings(value)]
    if isinstance(each, pikepdf.Array):
        return [text for value in each if not getattr(value, "is_indirect", False) for text in _strings(value)]
    return []


@pytest.mark.parametrize(
    ("audience", "has", "has_not"),
    [
        ("public", ["Open words.", "One item considered in private."], [CANARY, "Partner words.", "Room 5"]),
        ("partners", ["Open words.", "Partner words.", "One item considered in private."], [CANARY]),
        ("named", ["Open words.", "Partner words.", f"Text {CANARY}", f"Private {CANARY}", f"Agree {CANARY}"], []),
    ],
)
def test_each_rendition_holds_what_its_readers_may_read(mixed, audience, has, has_not):
    held = everything(build(pack_of(mixed, audience)))
    assert [words for words in has if words not in held] == []
    assert [words for words in has_not if words in held] == []


def test_a_papers_number_is_the_same_in_every_rendition(mixed):
    shown = {audience: pack_of(mixed, audience).items[0].shown for audience in ("public", "named")}
    assert [paper.number for paper in shown["public"]] == ["1a"]
    assert [paper.number for paper in shown["named"]] == ["1a", "1b", "1c"]
    assert pack_of(mixed, "partners").items[0].lines == ("1b. One item considered in private.",)


def test_every_page_names_body_and_day_and_a_private_item_says_so(mixed):
    held = everything(build(pack_of(mixed, "named")))
    assert f"PDG · {mixed.day:%A %-d %B %Y} · Named readers: PDG" in held
    assert "Private item · Named readers: PDG" in held


def test_a_stored_pack_has_the_readers_of_its_rendition(mixed):
    for pack in Pack.objects.filter(meeting=mixed):
        tasks.build_pack(pack.pk)
    stored = {p.audience: p.stored for p in Pack.objects.filter(meeting=mixed)}
    assert [(a, s.audience, s.reader_bodies) for a, s in sorted(stored.items())] == [
        ("named", "named", [body("pdg").pk]),
        ("partners", "partners", []),
        ("public", "public", []),
    ]
    assert CANARY not in stored["partners"].html + stored["public"].html
    assert CANARY in stored["named"].html


def test_the_file_of_a_pack_names_its_readers(mixed):
    for pack in Pack.objects.filter(meeting=mixed):
        tasks.build_pack(pack.pk)
    day = f"{mixed.day:%-d-%B-%Y}".lower()
    for pack in Pack.objects.filter(meeting=mixed).select_related("stored"):
        answer = client("pdg").get(reverse("documents:paper_download", args=[pack.stored_id]))
        readers = {"named": "named-readers"}.get(pack.audience, pack.audience)
        assert f'"pdg-agenda-and-papers-{day}-{readers}.pdf"' in answer.headers["Content-Disposition"]


def test_seven_papers_that_ask_stand_on_the_decisions_sheet(monkeypatch):
    make.offers(monkeypatch, *(make.paper(each) for each in Organisation.objects.order_by("pk")[:7]))
    meeting = make.published()
    rows = pack_of(meeting, "named").decisions
    assert [row.key == "item-1" for row in rows] == [False] * 5 + [True] * 2
    assert "7 decisions are asked in these papers." in everything(build(pack_of(meeting, "named")))


def test_a_lesser_pack_says_nothing_of_what_others_are_asked(monkeypatch):
    """Neither that nothing is asked of the meeting, which were false, nor how much is, which were a leak."""
    make.offers(monkeypatch, make.paper(body("bvsc"), title="Quiet"), make.paper(body("board"), title="Quiet too"))
    pack = pack_of(make.published(audience="public"), "public")
    assert pack.decisions == ()
    held = everything(build(pack))
    assert "Any decisions asked of this meeting are in papers for its members." in held
    assert "No decision" not in held
    assert "Quiet" not in held


def test_a_partners_agenda_has_no_public_pack():
    meeting = make.published()
    assert set(meeting.packs.values_list("audience", flat=True)) == {"partners", "named"}
    with pytest.raises(CommandError, match="no public pack"):
        call_command("build_pack", str(meeting.pk), audience="public", out="nowhere.pdf")


def test_a_task_that_runs_twice_works_once(monkeypatch):
    pack = make.published().packs.first()
    tasks.build_pack(pack.pk)
    first = Pack.objects.get(pk=pack.pk).stored_id
    tasks.build_pack(pack.pk)
    assert Pack.objects.get(pk=pack.pk).stored_id == first


def test_a_failure_is_a_sentence_and_leaves_the_last_good_pack(monkeypatch):
    from bcsp.documents.pdf.joining import CannotJoin

    pack = make.published().packs.get(audience="partners")
    tasks.build_pack(pack.pk)
    good = Pack.objects.get(pk=pack.pk).stored
    actions.rebuild_pack(pack=pack, by=viewer("clerk"))

    def broken(content):
        raise CannotJoin("“Paper 3” can't be opened: it is damaged or has a password.")

    monkeypatch.setattr(tasks, "build", broken)
    tasks.build_pack(pack.pk)
    pack.refresh_from_db()
    assert (pack.state, pack.stored) == ("failed", good)
    assert "Paper 3" in pack.fault
    monkeypatch.undo()
    actions.rebuild_pack(pack=pack, by=viewer("clerk"))
    tasks.build_pack(pack.pk)
    pack.refresh_from_db()
    assert (pack.state, pack.fault) == ("ready", "")


def test_the_command_finds_a_meeting_by_body_and_day(tmp_path):
    meeting = make.held()
    out = tmp_path / "pack.pdf"
    call_command("build_pack", f"pdg:{meeting.day:%Y-%m-%d}", audience="named", out=out)
    assert "No emerging trends were put forward; the item was considered." in everything(out.read_bytes())


@pytest.mark.parametrize("words", ["pdg", "pdg:2026-13-40", "pdg:1999-01-01", "999999"])
def test_the_command_says_what_it_did_not_find(words, tmp_path):
    with pytest.raises(CommandError):
        call_command("build_pack", words, audience="named", out=tmp_path / "x.pdf")


@pytest.mark.django_db(transaction=True)
def test_publishing_lets_the_worker_build_every_pack(work_off):
    meeting = make.published()
    work_off()
    assert set(meeting.packs.values_list("state", flat=True)) == {"ready"}
