"""The register: one unbroken chain, whatever happens at once, and a changed row is named."""

from functools import partial

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bcsp.records.errors import Refused
from governance import actions
from governance.models import Decision, Register, Seal
from governance.sealing import START, chained, columns_of, head, payload_of, sha256, verify
from tests.governance import make
from tests.make import viewer
from tests.racing import at_once

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60).filter(str.strip)


def tamper(sql: str, *values) -> None:
    """Change rows behind the triggers' back, as somebody with the server's keys could."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(sql, values)
        cursor.execute("RESET session_replication_role")


@pytest.fixture
def three(db) -> list[Decision]:
    item = make.emerging(make.held())
    return [make.agreed(item, wording=f"Decision {n}") for n in range(3)]


def test_references_follow_each_other_without_gaps(three):
    assert [d.reference[-4:] for d in three] == ["0001", "0002", "0003"]
    assert verify(head()) is None
    assert head().sequence == 3


def test_a_refused_decision_leaves_no_gap(three, monkeypatch):
    from bcsp.people.models import Organisation

    make.offers(monkeypatch, make.paper(Organisation.objects.first()))
    draft = make.draft(make.emerging(make.published(days=0)))
    with pytest.raises(Refused, match="as held first"):
        actions.agree_decision(decision=draft, by=viewer("clerk"))
    assert make.agreed(three[0].item).reference.endswith("0004")


@pytest.mark.parametrize(
    ("column", "value"), [("wording", "Something else"), ("audience", "public"), ("decided_on", "2020-01-01")]
)
def test_a_changed_row_is_named(three, column, value):
    tamper(f"UPDATE governance_decision SET {column} = %s WHERE id = %s", value, three[1].pk)
    with pytest.raises(CommandError) as fault:
        call_command("verify_register")
    assert f"Seal 2 ({three[1].reference})" in str(fault.value)
    assert column in str(fault.value)


@pytest.mark.parametrize(
    "change",
    ["subject_kind_id = 99999, subject_id = 1", "created_at = '-infinity'", "agreed_at = 'infinity'"],
)
def test_a_row_that_cannot_be_read_is_named(three, change):
    tamper(f"UPDATE governance_decision SET {change} WHERE id = %s", three[1].pk)
    with pytest.raises(CommandError, match=rf"Seal 2 \({three[1].reference}\) is broken: a column of the decision"):
        call_command("verify_register")


@pytest.mark.parametrize("payload", [b"nonsense", b"[1]", b"\xff", b"[" * 100000])
def test_a_payload_that_says_no_decision_is_named(three, payload):
    seals = list(Seal.objects.order_by("sequence"))
    digest = sha256(payload)
    sql = "UPDATE governance_seal SET payload = %s, payload_hash = %s, hash = %s WHERE sequence = 3"
    tamper(sql, payload, digest, chained(3, seals[1].hash, digest))
    with pytest.raises(CommandError, match=r"Seal 3 .* says no decision"):
        call_command("verify_register")


def test_a_decision_taken_off_the_register_is_named(three):
    tamper("DELETE FROM governance_decision WHERE id = %s", three[1].pk)
    with pytest.raises(CommandError, match=r"Seal 2 \(no decision\) is broken: its decision is missing"):
        call_command("verify_register")
    tamper("DELETE FROM governance_seal WHERE sequence >= 2")  # the test's own transaction ends with every key checked


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("UPDATE governance_seal SET payload = 'x' WHERE sequence = 2", "payload was changed"),
        ("UPDATE governance_seal SET hash = repeat('a', 64) WHERE sequence = 2", "hash was changed"),
        ("DELETE FROM governance_seal WHERE sequence = 2", "is missing"),
        ("DELETE FROM governance_seal WHERE sequence = 3", "head"),
        ("UPDATE governance_register SET hash = repeat('a', 64)", "head"),
        ("UPDATE governance_seal SET previous = repeat('b', 64) WHERE sequence = 3", "does not follow"),
    ],
)
def test_a_broken_chain_is_named(three, sql, words):
    tamper(sql)
    assert words in str(verify(head()))


def test_a_decision_agreed_without_a_seal_is_named(three):
    tamper("DELETE FROM governance_seal WHERE sequence = 3")
    seal = Seal.objects.get(sequence=2)
    tamper("UPDATE governance_register SET sequence = 2, hash = %s", seal.hash)
    assert "has no seal" in str(verify(head()))


def test_an_agreed_decision_is_locked(three):
    from django.db import DatabaseError, transaction

    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.filter(pk=three[0].pk).update(wording="Other")
    with pytest.raises(DatabaseError), transaction.atomic():
        Seal.objects.filter(sequence=1).delete()


def test_an_empty_register_holds(db):
    call_command("verify_register")


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wording=TEXT, reasons=TEXT)
def test_a_payload_says_the_row_and_every_text_another(wording: str, reasons: str):
    one = Decision(wording=wording, reasons=reasons)
    other = Decision(wording=wording + ".", reasons=reasons)
    assert payload_of(one) == payload_of(Decision(**_given(one)))
    assert payload_of(one) != payload_of(other)
    assert columns_of(one)["wording"] == wording


def _given(decision: Decision) -> dict:
    names = [f.attname for f in decision._meta.concrete_fields if f.name != "search"]
    return {name: getattr(decision, name) for name in names}


@settings(deadline=None)  # beside other workers one example may take long
@given(st.lists(st.binary(max_size=20), min_size=1, max_size=8), st.data())
def test_changing_any_link_changes_the_head(links: list[bytes], data: st.DataObject):
    def chain(payloads: list[str]) -> str:
        previous = START
        for number, payload in enumerate(payloads, 1):
            previous = chained(number, previous, payload)
        return previous

    hashes = [link.hex() for link in links]
    at = data.draw(st.integers(0, len(hashes) - 1))
    changed = [*hashes[:at], hashes[at] + "0", *hashes[at + 1 :]]
    assert chain(changed) != chain(hashes)
    assert chain(hashes[:-1]) != chain(hashes)


@pytest.mark.django_db(transaction=True)
def test_twenty_agreeing_at_once_make_one_chain():
    item = make.emerging(make.held())
    drafts = [make.draft(item, wording=f"Decision {n}") for n in range(20)]
    by = viewer("clerk")
    assert at_once(*(partial(actions.agree_decision, decision=draft, by=by) for draft in drafts)) == []
    assert sorted(Decision.objects.values_list("reference", flat=True))[-1].endswith("0020")
    assert Register.objects.get().sequence == Seal.objects.count() == 20
    assert verify(head()) is None
