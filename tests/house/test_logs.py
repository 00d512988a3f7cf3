"""What goes into the log: the event and its place, never a person's words."""

import logging

import pytest
from django.db import IntegrityError

from bcsp.logs import formatter

CANARY = "Percival Canary of 12 Larkhurst Row"


def line(record: logging.LogRecord) -> str:
    return formatter().format(record)


def test_a_fault_is_told_by_its_kind_and_place():
    try:
        raise IntegrityError(f"Failing row contains (1, {CANARY})")
    except IntegrityError as fault:
        record = logging.LogRecord(
            "django.request", logging.ERROR, __file__, 1, "Internal Server Error: %s", ("/horizon/",), None
        )
        record.exc_info = (type(fault), fault, fault.__traceback__)
    text = line(record)
    assert CANARY not in text
    assert "django.db.utils.IntegrityError" in text
    assert "test_a_fault_is_told_by_its_kind_and_place" in text
    assert "Internal Server Error: /horizon/" in text
    assert "\n" not in text


@pytest.mark.parametrize("level", ["WARNING", "ERROR"])
def test_a_line_says_when_and_how_grave(level):
    record = logging.LogRecord("django.request", getattr(logging, level), __file__, 1, "Not Found", (), None)
    assert line(record).startswith("timestamp=")
    assert f"level='{level.lower()}'" in line(record)
