"""One numbering: kept once, the same for every reader and on the screen, whatever is withdrawn or comes late."""

import pytest
from django.db import IntegrityError, transaction

from bcsp.documents.models import ReadyPart, StoredFile
from bcsp.documents.packs import build, number
from bcsp.documents.papers import Readers
from bcsp.records.errors import NotAllowed, Refused
from governance import actions, tasks
from governance.actions.packs import prepare_parts, request_packs
from governance.models import ChairNote, ItemPaper, Meeting, Pack, Supplement
from governance.packs import pack_of
from tests.documents.structure import stamps
from tests.governance import make
from tests.governance.make import CANARY
from tests.governance.test_packs import everything
from tests.make import body, user, viewer

pytestmark = pytest.mark.django_db


def all_built(meeting: Meeting) -> dict[str, Pack]:
    for pack in meeting.packs.filter(state="waiting"):
        tasks.build_pack(pack.pk)
    return {pack.audience: pack for pack in meeting.packs.select_related("stored__file", "supplement")}


def feet(pdf: bytes) -> list[str]:
    """Page words at the foot of each page."""
    return [lines[-1].split(" · ")[0] for lines in stamps(pdf)]


def test_a_lesser_pack_says_which_pages_it_leaves_out_and_why(mixed):
    assert feet(build(pack_of(mixed, "named"))) == [f"Page {n}" for n in range(1, 7)]
    public = build(pack_of(mixed, "public"))
    assert feet(public) == ["Page 1", "Page 2", "Page 3", "Page 4", "Pages 5–6"]
    held = everything(public)
    assert "Pages 5–6: not for publication" in held
    assert "For partners only." in held
    assert "For named readers only." in held


def test_a_private_item_says_its_paragraph_and_nothing_else(mixed):
    item = pack_of(mixed, "public").items[1]
    assert (item.title, item.facts) == ("Private item", ("using Schedule 12A paragraph 3 as our guide",))
    assert CANARY not in everything(build(pack_of(mixed, "public")))


def test_the_first_build_keeps_the_numbers(mixed):
    all_built(mixed)
    mixed.refresh_from_db()
    places = ItemPaper.objects.filter(item__meeting=mixed).order_by("item__position", "position")
    assert [mixed.numbering["papers"][str(place.pk)] for place in places] == [[4, 1], [5, 1], [6, 1]]
    assert {tuple(run) for run in mixed.numbering["items"].values()} == {(3, 1)}
    assert (mixed.numbering["front"], mixed.numbering["last"]) == ([1, 1, 1], 6)


def test_sql_cannot_change_kept_numbers(mixed):
    all_built(mixed)
    with pytest.raises(IntegrityError, match="never change"), transaction.atomic():
        Meeting.objects.filter(pk=mixed.pk).update(numbering={"last": 3})


def test_kept_numbers_stand_against_a_longer_agenda(mixed):
    all_built(mixed)
    mixed.refresh_from_db()
    item = mixed.items.get(kind="emerging_trends")
    type(item).objects.filter(pk=item.pk).update(introduction="A long word. " * 150)  # nobody can, but if
    found = feet(build(pack_of(mixed, "named")))
    assert found[:3] == ["Page 1", "Page 2", "Page 3"]
    assert found[-3:] == ["Page 4", "Page 5", "Page 6"]


def withdrawn(meeting: Meeting, title: str = "Partner title") -> ItemPaper:
    place = ItemPaper.objects.get(item__meeting=meeting, paper__title=title)
    actions.withdraw_from_packs(place=place, why="It names a shop.", by=viewer("coordinator"))
    return place


def test_a_withdrawn_paper_leaves_its_number_and_a_reason(mixed):
    before = {audience: pack.stored for audience, pack in all_built(mixed).items()}
    row = withdrawn(mixed)
    after = all_built(mixed)
    assert after["public"].stored == before.pop("public")  # which never held it
    for stored in before.values():
        stored.file.refresh_from_db()
        assert (stored.file.content, stored.file.withdrawn_why) == (None, "Partner title: It names a shop.")
    held = bytes(after["partners"].stored.file.content)
    assert feet(held)[:5] == ["Page 1", "Page 2", "Page 3", "Page 4", "Pages 5–6"]
    assert "It names a shop." in everything(held)
    assert "Partner words." not in everything(held)
    assert "Partner words." not in everything(bytes(after["named"].stored.file.content))
    row.refresh_from_db()
    assert (row.line, row.recommendation) == ("[removed]", "[removed]")


def test_no_bytes_of_a_withdrawn_paper_stay(mixed):
    all_built(mixed)
    withdrawn(mixed)
    all_built(mixed)
    kept = [*StoredFile.objects.exclude(content=None), *ReadyPart.objects.all()]
    assert [row for row in kept if "Partner words." in everything(bytes(row.content))] == []


@pytest.mark.parametrize("name", ["chair", "pdg", "analyst"])
def test_only_who_runs_the_meetings_or_may_redact_withdraws(mixed, name):
    place = ItemPaper.objects.filter(item__meeting=mixed).first()
    with pytest.raises(NotAllowed):
        actions.withdraw_from_packs(place=place, why="No.", by=viewer(name))


def test_a_draft_has_nothing_to_withdraw_and_nothing_twice(mixed):
    place = withdrawn(mixed)
    with pytest.raises(Refused, match="already"):
        actions.withdraw_from_packs(place=place, why="Again.", by=viewer("coordinator"))


def supplemented(meeting: Meeting) -> Supplement:
    """A supplement with one paper, as issuing late papers makes it."""
    from bcsp.documents.actions import issue_paper

    clerk = user("clerk").person
    supplement = Supplement.objects.create(
        meeting=meeting, number=1, why="The prices came on Monday.", issued_at=meeting.published_at, issued_by=clerk
    )
    item = meeting.items.get(kind="emerging_trends")
    late = make.paper(body("bvsc"), "Late words.", Readers("partners"), title="Late title")
    ItemPaper.objects.create(
        item=item,
        paper=issue_paper(late, clerk.pk),
        position=4,
        in_full=True,
        line="Late in a line",
        subject=body("bvsc"),
        supplement=supplement,
    )
    request_packs(meeting, supplement)
    return supplement


def test_a_supplement_has_packs_of_its_own_and_moves_no_page(mixed):
    before = bytes(all_built(mixed)["partners"].stored.file.content)
    supplement = supplemented(mixed)
    all_built(mixed)
    mixed.refresh_from_db()
    supplement.refresh_from_db()
    late = Pack.objects.get(supplement=supplement, audience="partners").stored
    assert late.title == f"PDG: Supplement S1, {mixed.day:%-d %B %Y}, partners"
    assert feet(bytes(late.file.content)) == [f"S1 page {n}" for n in (1, 2)]
    assert "The prices came on Monday." in everything(bytes(late.file.content))
    assert build(pack_of(mixed, "partners")) == before
    place = ItemPaper.objects.get(supplement=supplement)
    assert supplement.numbering["papers"] == {str(place.pk): [2, 1]}
    assert pack_of(mixed, "partners", supplement).items[0].papers[0].number == "1d"


def test_a_late_paper_for_others_makes_no_private_item_and_is_in_its_supplement_alone(mixed):
    before = bytes(all_built(mixed)["public"].stored.file.content)
    supplement = supplemented(mixed)
    ItemPaper.objects.filter(supplement=supplement).update(public_line="A late paper for partners only")
    [item] = pack_of(mixed, "public", supplement).items
    assert (item.title, item.lines) == ("Emerging trends", ("1d. A late paper for partners only",))
    assert item.shown == ()
    mixed.refresh_from_db()
    assert build(pack_of(mixed, "public")) == before


def test_the_chairs_copy_has_notes_and_times_and_the_same_pages(mixed):
    all_built(mixed)
    item = mixed.items.get(kind="emerging_trends")
    ChairNote.objects.create(item=item, text="Ask Health first.", created_by=user("chair").person)
    copy = build(pack_of(mixed, "named", chair=True))
    assert "Ask Health first." in everything(copy)
    assert "Chair’s copy" in everything(copy)
    assert feet(copy) == feet(build(pack_of(mixed, "named")))
    for audience in ("public", "partners", "named"):
        assert "Ask Health first." not in everything(build(pack_of(mixed, audience)))


def test_papers_made_ready_are_not_rendered_again(monkeypatch):
    make.offers(monkeypatch, make.paper(body("bvsc")), make.paper(body("board")))
    meeting = make.meeting(days=0)
    prepare_parts(meeting)
    tasks.make_parts_ready(meeting.pk)
    kept = set(ReadyPart.objects.values_list("sha256", flat=True))
    assert len(kept) == 2
    published = actions.publish_agenda(meeting=meeting, by=viewer("clerk"))
    for pack in published.packs.all():
        tasks.build_pack(pack.pk)
    assert set(ReadyPart.objects.values_list("sha256", flat=True)) == kept


def test_one_changed_paper_is_rendered_alone(monkeypatch):
    first, second = make.paper(body("bvsc"), "One."), make.paper(body("board"), "Two.")
    make.offers(monkeypatch, first, second)
    meeting = make.meeting(days=0)
    tasks.make_parts_ready(meeting.pk)
    make.offers(monkeypatch, first, make.paper(body("board"), "Two, put right."))
    tasks.make_parts_ready(meeting.pk)
    assert ReadyPart.objects.count() == 3


def test_numbers_are_counted_from_the_fullest(mixed):
    assert number(pack_of(mixed, "public")).last == number(pack_of(mixed, "named")).last == 6


def test_a_moved_meeting_has_packs_with_its_new_day(mixed):
    from datetime import timedelta

    all_built(mixed)
    moved = mixed.starts_at + timedelta(days=1)
    actions.move_meeting(meeting=mixed, starts_at=moved, place="Room 6", why="The room is flooded.", by=viewer("clerk"))
    mixed.refresh_from_db()
    after = all_built(mixed)
    held = everything(bytes(after["named"].stored.file.content))
    assert f"PDG · {mixed.day:%A %-d %B %Y}" in held
    assert "The room is flooded." in held


def downloads(meeting: Meeting) -> list[str]:
    """All that is stored and still has its bytes, of this meeting's papers and builds of packs."""
    from bcsp.documents.models import StoredPaper

    return [everything(bytes(each.file.content)) for each in StoredPaper.objects.exclude(file__content=None)]


def test_earlier_builds_of_a_pack_go_with_a_withdrawn_paper(mixed):
    all_built(mixed)
    for pack in mixed.packs.all():  # built again, as after a move
        actions.rebuild_pack(pack=pack, by=viewer("clerk"))
    all_built(mixed)
    assert sum("Partner words." in held for held in downloads(mixed)) > 3
    withdrawn(mixed)
    assert [held for held in downloads(mixed) if "Partner words." in held] == []


def test_a_paper_on_two_agendas_is_withdrawn_from_both(monkeypatch):
    make.offers(monkeypatch, make.paper(body("bvsc"), "Partner words.", Readers("partners"), title="Partner title"))
    here, there = make.published(), make.published(days=1)
    all_built(here)
    all_built(there)
    withdrawn(here)
    assert [held for held in downloads(there) if "Partner words." in held] == []
    assert "It names a shop." in everything(bytes(all_built(there)["partners"].stored.file.content))


def test_a_build_in_flight_brings_nothing_back(mixed):
    pack = mixed.packs.get(audience="partners")
    content = pack_of(mixed, "partners")
    withdrawn(mixed)
    actions.packs.keep_pack(pack=pack, content=content, pdf=build(content), by=None)
    pack.refresh_from_db()
    assert (pack.state, pack.stored) == ("waiting", None)
