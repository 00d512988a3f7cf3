"""Packs while things move: a build in flight, a paper withdrawn in that very moment, pages kept by two at once."""

import threading

import pytest
from django.db import connections, transaction
from django.urls import reverse

from bcsp.documents.actions import withdraw_file
from bcsp.documents.models import ReadyPart, StoredFile
from bcsp.documents.pdf.joining import CannotJoin
from bcsp.records.errors import Refused
from governance import actions, packs, tasks
from governance.packs import pack_of
from tests.governance import make
from tests.governance.test_numbering import all_built, withdrawn
from tests.make import body, client, viewer

pytestmark = pytest.mark.django_db


def test_a_build_that_fails_in_flight_leaves_the_pack_to_the_next(mixed, monkeypatch):
    """Its fault is of no account: the pack that was asked for meanwhile is still to be built."""
    pack = mixed.packs.get(audience="partners")

    def meanwhile(content):
        withdrawn(mixed)
        raise CannotJoin("Broken.")

    monkeypatch.setattr(tasks, "build", meanwhile)
    tasks.build_pack(pack.pk)
    pack.refresh_from_db()
    assert (pack.state, pack.fault) == ("waiting", "")


def test_a_paper_withdrawn_while_its_pack_is_put_together_is_no_fault_of_the_pack(mixed, monkeypatch):
    """Its bytes are gone between reading the agenda and reading the pages."""
    read = packs._parts

    def late(seen):
        monkeypatch.setattr(packs, "_parts", read)
        withdrawn(mixed)
        return read(seen)

    all_built(mixed)
    pack = mixed.packs.get(audience="partners")
    actions.rebuild_pack(pack=pack, by=viewer("clerk"))
    monkeypatch.setattr(packs, "_parts", late)
    tasks.build_pack(pack.pk)
    pack.refresh_from_db()
    assert (pack.state, pack.fault) == ("waiting", "")
    tasks.build_pack(pack.pk)
    pack.refresh_from_db()
    assert pack.state == "ready"


def test_the_chair_is_told_that_a_paper_was_withdrawn_in_that_moment(mixed, monkeypatch):
    all_built(mixed)
    read = packs._parts
    monkeypatch.setattr(packs, "_parts", lambda seen: withdrawn(mixed) and read(seen))
    answer = client("chair").get(reverse("governance:pack_chair", args=[mixed.pk]))
    assert "was withdrawn while this pack was being put together" in answer.content.decode()


def test_a_file_that_cannot_be_kept_fails_its_pack_with_a_sentence(mixed):
    pack = all_built(mixed)["partners"]
    withdraw_file(file=pack.stored.file, by=viewer("coordinator"), why="By mistake.")
    actions.rebuild_pack(pack=pack, by=viewer("clerk"))
    tasks.build_pack(pack.pk)
    pack.refresh_from_db()
    assert pack.state == "failed"
    assert "This very file was withdrawn (By mistake.)" in pack.fault


def test_what_a_withdrawn_paper_said_while_it_was_drafted_is_not_kept_ready(mixed, monkeypatch):
    make.offers(monkeypatch, make.paper(body("bvsc"), "Earlier words."))
    draft = make.meeting(days=7)
    tasks.make_parts_ready(draft.pk)
    withdrawn(mixed)
    assert not ReadyPart.objects.exists()
    tasks.make_parts_ready(draft.pk)
    assert ReadyPart.objects.count() == 1


def test_an_agenda_reads_its_papers_once_for_a_pack(mixed, monkeypatch):
    all_built(mixed)
    mixed.refresh_from_db()
    asked = []
    read = packs.entries
    monkeypatch.setattr(packs, "entries", lambda *a, **words: asked.append(words["audience"]) or read(*a, **words))
    for audience, reads in (("named", ["named"]), ("partners", ["named", "partners"])):
        pack_of(mixed, audience)
        assert asked == reads
        asked.clear()


@pytest.mark.django_db(transaction=True)
def test_pages_that_are_being_withdrawn_are_not_kept_again():
    """Whoever keeps them waits for the withdrawal, and is told of it."""
    with transaction.atomic():
        file = StoredFile.keep(b"Pages", "application/pdf")
    told = []

    def keep() -> None:
        try:
            with transaction.atomic():
                StoredFile.keep(b"Pages", "application/pdf")
        except Refused as words:
            told.append(str(words))
        finally:
            connections.close_all()

    other = threading.Thread(target=keep)
    with transaction.atomic():
        withdraw_file(file=file, by=viewer("coordinator"), why="It names a shop.")
        other.start()
        other.join(1)
        assert other.is_alive()
    other.join(60)
    assert ["It names a shop." in words for words in told] == [True]
