"""Log lines as key=value, without what people typed: faults are told by their kind and place, never by their words."""

import traceback
from collections.abc import MutableMapping
from typing import Any

from structlog import processors, stdlib

DEEPEST = 6  # frames of a traceback, the innermost last
Event = MutableMapping[str, Any]


def formatter() -> stdlib.ProcessorFormatter:
    """For the settings' LOGGING: one line an event."""
    return stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            stdlib.add_log_level,
            stdlib.add_logger_name,
            processors.TimeStamper(fmt="iso", utc=True),
            without_words,
        ],
        processors=[
            stdlib.ProcessorFormatter.remove_processors_meta,
            processors.KeyValueRenderer(key_order=["timestamp", "level", "logger", "event"]),
        ],
    )


def without_words(logger: Any, name: str, event: Event) -> Event:
    """Replace an exception by its class and where it arose: its message may quote a row, and so a person's words."""
    fault = event.pop("exc_info", None) or getattr(event.get("_record"), "exc_info", None)
    record = event.get("_record")
    if record is not None:
        record.exc_info = record.exc_text = None
    if isinstance(fault, tuple) and fault[0]:
        event["fault"] = f"{fault[0].__module__}.{fault[0].__qualname__}"
        frames = traceback.extract_tb(fault[2])[-DEEPEST:]
        event["where"] = " > ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
    return event
