import hashlib
from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from bcsp.documents.actions import issue_paper, withdraw_paper
from bcsp.documents.models import StoredFile, StoredPaper
from bcsp.documents.papers import Readers
from bcsp.people.models import Membership, Organisation, Person, User
from bcsp.people.roles import Role
from bcsp.records.errors import NotAllowed, Refused
from bcsp.records.models import AccessEvent, Tombstone
from bcsp.records.viewer import Viewer
from tests.documents.conftest import paper

pytestmark = pytest.mark.django_db
CANARY = "CANARYSONG"


def member(name: str, role: Role, body: Organisation) -> User:
    person = Person.objects.create(name=name)
    Membership.objects.create(person=person, organisation=body, role=role, during=(date(2020, 1, 1), None))
    return User.objects.create_user(f"{name}@example.org", person)


@pytest.fixture
def bodies() -> tuple[Organisation, Organisation]:
    kind = Organisation.Kind.THIRD_SECTOR
    return tuple(Organisation.objects.create(slug=s, name=s, kind=kind) for s in ("inside", "outside"))


@pytest.fixture
def clerk(bodies) -> User:
    return member("clerk", Role.CLERK, bodies[1])


@pytest.fixture
def coordinator(bodies) -> User:
    return member("coordinator", Role.COORDINATOR, bodies[1])


@pytest.fixture
def reader(bodies) -> User:
    return member("reader", Role.MEMBER, bodies[0])


@pytest.fixture
def named(bodies, clerk) -> StoredPaper:
    """Issued by a clerk who is none of its readers."""
    what = replace(paper(1, f"Trend {CANARY}"), readers=Readers("named", bodies=(bodies[0].pk,)))
    return issue_paper(what, clerk.person_id)


@pytest.fixture
def partners(clerk) -> StoredPaper:
    return issue_paper(paper(2, "Batteries"), clerk.person_id)


def addresses(stored: StoredPaper) -> list[str]:
    return [reverse(f"documents:{name}", args=[stored.pk]) for name in ("paper_detail", "paper_download")]


def test_reader_reads_and_downloads_and_is_logged(client, named, reader):
    client.force_login(reader)
    page, download = (client.get(address) for address in addresses(named))
    assert f"<h1>Trend {CANARY}</h1>" in page.content.decode()
    assert hashlib.sha256(download.content).hexdigest() == named.file.sha256
    assert download.headers["Content-Type"] == "application/pdf"
    assert download.headers["Content-Disposition"] == 'attachment; filename="trend-canarysong.pdf"'
    assert download.headers["Cache-Control"] == "private, no-store"
    events = AccessEvent.objects.order_by("pk").values_list("person", "how", "records")
    assert list(events) == [(reader.person_id, how, [f"documents.storedpaper:{named.pk}"]) for how in ("page", "pdf")]


def test_nobody_else_knows_of_a_named_paper_not_even_who_issued_it(client, named, clerk, coordinator):
    for user in (clerk, coordinator):
        client.force_login(user)
        for address in addresses(named):
            answer = client.get(address)
            assert answer.status_code == 404
            assert CANARY not in answer.content.decode()
    assert not AccessEvent.objects.exists()


def test_stranger_is_asked_to_sign_in(client, partners):
    for address in addresses(partners):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("account_login"))


def test_partner_reads_a_partners_paper_without_a_log(client, partners, reader):
    client.force_login(reader)
    assert [client.get(address).status_code for address in addresses(partners)] == [200, 200]
    assert [client.post(address).status_code for address in addresses(partners)] == [405, 405]
    assert client.get(reverse("documents:paper_detail", args=[0])).status_code == 404
    assert not AccessEvent.objects.exists()


def test_page_of_a_paper_leaves_its_bytes_in_the_database(client, partners, reader, django_assert_max_num_queries):
    client.force_login(reader)
    with django_assert_max_num_queries(12) as queries:
        client.get(addresses(partners)[0])
    assert not any('"content"' in query["sql"] for query in queries.captured_queries)


def test_what_a_person_typed_stays_text(client, clerk, reader):
    stored = issue_paper(paper(3, "<script>alert(1)</script>"), clerk.person_id)
    client.force_login(reader)
    assert "<script>alert" not in client.get(addresses(stored)[0]).content.decode()


def test_withdrawn_paper_leaves_hash_and_reason(client, partners, clerk, coordinator, reader):
    before = partners.file.sha256
    with pytest.raises(NotAllowed):
        withdraw_paper(paper=partners, by=Viewer.of(clerk), why="An address in it")
    withdraw_paper(paper=partners, by=Viewer.of(coordinator), why="An address in it")
    with pytest.raises(Refused, match="withdrawn already"):
        withdraw_paper(paper=partners, by=Viewer.of(coordinator), why="Again")
    client.force_login(reader)
    for address in addresses(partners):
        answer = client.get(address)
        assert answer.status_code == 410
        text = answer.content.decode()
        assert before in text
        assert "An address in it" in text
        assert "Charge batteries" not in text
    event = StoredPaper.pgh_event_model
    assert not event.objects.filter(html__contains="Charge batteries").exists()
    assert Tombstone.objects.get().why == "An address in it"


def test_withdrawn_bytes_are_not_issued_again(partners, clerk, coordinator):
    content = bytes(partners.file.content)
    withdraw_paper(paper=partners, by=Viewer.of(coordinator), why="An address in it")
    with pytest.raises(Refused, match=r"was withdrawn \(An address in it\)"):
        StoredFile.keep(content, "application/pdf")


@pytest.mark.parametrize(
    "changes", [{"content": None}, {"withdrawn_why": "x"}, {"withdrawn_at": "2026-01-01T00:00Z", "content": None}]
)
def test_half_withdrawn_file_is_refused_by_the_database(partners, changes):
    with pytest.raises(IntegrityError, match="documents_storedfile_withdrawn"), transaction.atomic():
        StoredFile.objects.filter(pk=partners.file_id).update(**changes)
