"""Who takes an issued paper back: whoever runs the body's meetings, or may redact, and may read the paper."""

import pytest
from django.urls import reverse

from bcsp.documents.papers import Readers
from bcsp.records.errors import NotAllowed
from governance import actions
from governance.models import ItemPaper
from tests.governance import make
from tests.make import body, client, text, viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def private(monkeypatch) -> ItemPaper:
    """An issued paper for the members of PDG alone, with their pack."""
    readers = Readers("named", bodies=(body("pdg").pk,))
    make.offers(monkeypatch, make.paper(body("bvsc"), readers=readers, title="Prices", template="pdf/withheld.html"))
    return ItemPaper.objects.select_related("paper__file").get(item__meeting=make.published())


def test_a_private_paper_is_withdrawn_by_the_clerk_who_reads_it(private):
    agenda = private.item.meeting.get_absolute_url()
    address = reverse("governance:paper_withdraw", args=[private.pk])
    for persona, status in (("clerk", 200), ("chair", 403), ("pdg", 403), ("coordinator", 404), ("partner", 404)):
        assert client(persona).get(address).status_code == status, persona
        assert (address in text(client(persona).get(agenda))) is (status == 200), persona
    answer = client("clerk").post(address, {"why": "It names a shop."})
    assert answer.status_code == 302
    private.paper.file.refresh_from_db()
    assert (private.paper.file.content, private.paper.file.withdrawn_why) == (None, "It names a shop.")
    assert "It names a shop." in text(client("pdg").get(agenda))


def test_nobody_withdraws_by_an_action_what_they_may_not_read(private):
    for persona in ("coordinator", "chair", "admin"):
        with pytest.raises(NotAllowed):
            actions.withdraw_from_packs(place=private, why="No.", by=viewer(persona))
