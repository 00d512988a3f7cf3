"""The seal of a register: each agreed decision's locked columns, hashed into a chain that any change would break.

hash = SHA-256(sequence | previous hash | SHA-256 of the payload), in hexadecimal, joined by "|". The payload is JSON
with sorted keys in UTF-8, kept beside its hash, so that a row changed behind our back can be compared column by column.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import DataError, models

from governance.choices import DecisionState
from governance.models import Decision, Register, Seal

DECISIONS = "decisions"
START = "0" * 64


@dataclass(frozen=True)
class Fault:
    """The first place where a register does not hold, in a sentence."""

    sequence: int
    reference: str
    what: str

    def __str__(self) -> str:
        return f"Seal {self.sequence} ({self.reference or 'no decision'}) is broken: {self.what}."


def payload_of(decision: Decision) -> bytes:
    """The locked columns of a decision, in one fixed form."""
    return json.dumps(columns_of(decision), sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def columns_of(decision: Decision) -> dict[str, Any]:
    """Every column of the row, by name, as JSON's own types; generated columns follow from the others."""
    fields = [f for f in decision._meta.concrete_fields if not isinstance(f, models.GeneratedField)]
    return {field.attname: _plain(field, getattr(decision, field.attname)) for field in fields}


def _plain(field: models.Field, value: Any) -> Any:
    if value is not None and field.related_model is ContentType:
        return ".".join(ContentType.objects.get_for_id(value).natural_key())  # its number differs between databases
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def chained(sequence: int, previous: str, payload_hash: str) -> str:
    """The hash of a seal."""
    return sha256(f"{sequence}|{previous}|{payload_hash}".encode())


def seal(decision: Decision) -> Seal:
    """Add the decision's seal to the register. Call inside the action that agrees it, once the row is saved.

    The lock of the register's row, held until that action commits, keeps one order and so one chain.
    """
    register = lock_register()
    payload = payload_of(Decision.objects.get(pk=decision.pk))
    number, digest = register.sequence + 1, sha256(payload)
    made = Seal.objects.create(
        register=register,
        sequence=number,
        decision=decision,
        previous=register.hash,
        payload=payload,
        payload_hash=digest,
        hash=chained(number, register.hash, digest),
    )
    register.sequence, register.hash = number, made.hash
    register.save()
    return made


def lock_register(name: str = DECISIONS) -> Register:
    """The register's row, locked; made where this is its first seal."""
    Register.objects.bulk_create([Register(name=name)], ignore_conflicts=True)
    return Register.objects.select_for_update().get(pk=name)


def head() -> Register:
    """The register as it stands; an empty one where nothing has been agreed."""
    return Register.objects.filter(pk=DECISIONS).first() or Register(name=DECISIONS)


def verify(register: Register) -> Fault | None:
    """The first broken seal, or None where the register holds. Reads every seal and its decision, one by one: a row
    that can't be read at all is a fault of its own seal, not of all."""
    previous, number = START, 0
    for number, link in enumerate(register.seals.order_by("sequence").iterator(500), 1):
        fault = _broken(link, number, previous)
        if fault:
            return Fault(number, _reference(Decision.objects.filter(pk=link.decision_id)), fault)
        previous = link.hash
    if (register.sequence, register.hash) != (number, previous):
        return Fault(number, "head", f"the register's head says {register.sequence} seals and another hash")
    loose = Decision.objects.filter(state=DecisionState.AGREED, seal__isnull=True)
    return Fault(number + 1, _reference(loose), "the decision is agreed and has no seal") if loose.exists() else None


def _reference(decisions: models.QuerySet[Decision]) -> str:
    """The first one's reference, without its other columns: they may hold what can't be read."""
    return decisions.order_by("pk").values_list("reference", flat=True).first() or ""


def _broken(link: Seal, number: int, previous: str) -> str:
    """What is wrong with one seal, or nothing."""
    payload = bytes(link.payload)
    if link.sequence != number:
        return f"the seal before number {link.sequence} is missing"
    if link.previous != previous:
        return "it does not follow from the seal before it"
    if sha256(payload) != link.payload_hash:
        return "its payload was changed"
    if chained(number, previous, link.payload_hash) != link.hash:
        return "its hash was changed"
    locked = _read(payload)
    if locked is None:
        return "its payload was changed, and its hashes with it: it says no decision"
    return _differing(locked, link.decision_id)


def _read(payload: bytes) -> dict[str, Any] | None:
    try:
        locked = json.loads(payload)
    except (ValueError, RecursionError):
        return None
    return locked if isinstance(locked, dict) else None


def _differing(locked: dict[str, Any], decision_id: int) -> str:
    """How the decision differs from what was locked. Behind the triggers' back a row may hold anything."""
    try:
        live = columns_of(Decision.objects.get(pk=decision_id))
    except Decision.DoesNotExist:
        return "its decision is missing"
    except (DataError, ContentType.DoesNotExist):  # such as a day without end, or a kind that there isn't
        return "a column of the decision was changed to what can't be read"
    differing = [name for name, value in locked.items() if live.get(name) != value]
    # A column that there wasn't yet when it was sealed said nothing: it must say nothing today.
    differing = sorted([*differing, *(name for name, value in live.items() if name not in locked and value)])
    return f"the decision's {', '.join(differing)} differs from what was locked" if differing else ""
