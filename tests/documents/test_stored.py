import hashlib
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from bcsp.documents.actions import issue_paper, withdraw_paper
from bcsp.documents.models import StoredFile, StoredPaper
from bcsp.documents.papers import Readers
from bcsp.records.errors import NotAllowed, Refused
from bcsp.records.models import AccessEvent, Tombstone
from tests import make
from tests.documents.conftest import paper
from tests.documents.structure import stamps

pytestmark = pytest.mark.django_db
CANARY = "CANARYSONG"


@pytest.fixture
def named() -> StoredPaper:
    """For PDG alone, issued by an analyst who is none of its readers."""
    what = replace(paper(1, f"Trend {CANARY}"), readers=Readers("named", bodies=(make.body("pdg").pk,)))
    return issue_paper(what, make.user("analyst").person_id)


@pytest.fixture
def partners() -> StoredPaper:
    return issue_paper(paper(2, "Batteries"), make.user("analyst").person_id)


def addresses(stored: StoredPaper) -> list[str]:
    return [reverse(f"documents:{name}", args=[stored.pk]) for name in ("paper_detail", "paper_download")]


def test_reader_reads_and_downloads_and_is_logged(named):
    page, download = (make.client("pdg").get(address) for address in addresses(named))
    assert f"<h1>Trend {CANARY}</h1>" in page.content.decode()
    upwards = " ".join(line for page in stamps(download.content) for line in page)[::-1]  # along the margin
    assert f"Given to {make.user('pdg').person.name}" in upwards
    assert download.headers["Content-Type"] == "application/pdf"
    assert download.headers["Content-Disposition"] == 'attachment; filename="trend-canarysong.pdf"'
    assert download.headers["Cache-Control"] == "private, no-store"
    events = AccessEvent.objects.order_by("pk").values_list("person", "how", "records")
    reader = make.user("pdg").person_id
    assert list(events) == [(reader, how, [f"documents.storedpaper:{named.pk}"]) for how in ("page", "pdf")]


@pytest.mark.parametrize("persona", ["analyst", "coordinator", "partner", "admin"])
def test_nobody_else_knows_of_a_named_paper_not_even_who_issued_it(named, persona):
    for address in addresses(named):
        answer = make.client(persona).get(address)
        assert answer.status_code == 404
        assert CANARY not in answer.content.decode()
    assert not AccessEvent.objects.exists()


def test_partner_reads_a_partners_paper_without_a_log(partners):
    client = make.client("partner")
    assert [client.get(address).status_code for address in addresses(partners)] == [200, 200]
    download = client.get(addresses(partners)[1])
    assert hashlib.sha256(download.content).hexdigest() == partners.file.sha256
    assert [client.post(address).status_code for address in addresses(partners)] == [405, 405]
    assert client.get(reverse("documents:paper_detail", args=[0])).status_code == 404
    assert not AccessEvent.objects.exists()


def test_page_of_a_paper_leaves_its_bytes_in_the_database(partners, django_assert_max_num_queries):
    client = make.client("partner")
    with django_assert_max_num_queries(12) as queries:
        client.get(addresses(partners)[0])
    assert not any('"content"' in query["sql"] for query in queries.captured_queries)


def test_what_a_person_typed_stays_text():
    stored = issue_paper(paper(3, "<script>alert(1)</script>"), make.user("analyst").person_id)
    assert "<script>alert" not in make.client("partner").get(addresses(stored)[0]).content.decode()


def test_withdrawn_paper_leaves_hash_and_reason(partners):
    before, coordinator = partners.file.sha256, make.viewer("coordinator")
    with pytest.raises(NotAllowed):
        withdraw_paper(paper=partners, by=make.viewer("analyst"), why="An address in it")
    with pytest.raises(Refused, match="Say why"):
        withdraw_paper(paper=partners, by=coordinator, why=" ")
    withdraw_paper(paper=partners, by=coordinator, why="An address in it")
    with pytest.raises(Refused, match="withdrawn already"):
        withdraw_paper(paper=partners, by=coordinator, why="Again")
    for address in addresses(partners):
        answer = make.client("partner").get(address)
        assert answer.status_code == 410
        text = answer.content.decode()
        assert before in text
        assert "An address in it" in text
        assert "Charge batteries" not in text
    assert not StoredPaper.pgh_event_model.objects.filter(html__contains="Charge batteries").exists()
    assert Tombstone.objects.get().why == "An address in it"


def test_withdrawn_bytes_are_not_issued_again(partners):
    content = bytes(partners.file.content)
    withdraw_paper(paper=partners, by=make.viewer("coordinator"), why="An address in it")
    with pytest.raises(Refused, match=r"was withdrawn \(An address in it\)"):
        StoredFile.keep(content, "application/pdf")


@pytest.mark.parametrize(
    "changes", [{"content": None}, {"withdrawn_why": "x"}, {"withdrawn_at": "2026-01-01T00:00Z", "content": None}]
)
def test_half_withdrawn_file_is_refused_by_the_database(partners, changes):
    with pytest.raises(IntegrityError, match="documents_storedfile_withdrawn"), transaction.atomic():
        StoredFile.objects.filter(pk=partners.file_id).update(**changes)
