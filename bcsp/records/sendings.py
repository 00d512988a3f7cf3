"""A form sent twice is done once: a double click, a reload, an impatient second press."""

import uuid
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url

from bcsp.records.clock import now
from bcsp.records.models import Sending

FIELD = "once"
KEPT = timedelta(days=1)


def new_token() -> str:
    """What the page of a form holds beside its fields."""
    return str(uuid.uuid4())


def once(viewer, data: Mapping[str, str], act: Callable[[], Any]) -> tuple[Any, bool]:
    """Where `act()` led and True; where the same page was sent before, the address that led to then and False.

    A second sending waits for the first. What `act` raises undoes the token too; so does an answer that leads nowhere,
    such as one more question.
    """
    token = _token(data)
    if token is None:
        return act(), True
    with transaction.atomic():
        Sending.objects.filter(at__lt=now() - KEPT).delete()
        sending, first = Sending.objects.get_or_create(
            token=token, person_id=viewer.person_id, defaults={"where": "", "at": now()}
        )
        if not first:
            return redirect(sending.where), False
        where = act()
        address = _address(where)
        if address:
            sending.where = address
            sending.save(update_fields=["where"])
        else:
            sending.delete()
    return where, True


def led_to(viewer, data: Mapping[str, str]) -> str:
    """The address that a sending of this page led to; nothing where it was not sent."""
    token = _token(data)
    sending = token and Sending.objects.filter(token=token, person_id=viewer.person_id).first()
    return sending.where if sending else ""


def _token(data: Mapping[str, str]) -> uuid.UUID | None:
    try:
        return uuid.UUID(data.get(FIELD, ""))
    except ValueError:
        return None


def _address(where: Any) -> str:
    if isinstance(where, HttpResponse):
        return getattr(where, "url", "")
    return resolve_url(where)
