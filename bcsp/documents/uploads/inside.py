"""What the bounded process does with an upload: inspect it, prepare it, and say what it is."""

from bcsp.documents.uploads.apart import TOO_MUCH
from bcsp.documents.uploads.faults import DAMAGED, inspected
from bcsp.documents.uploads.preparing import prepared


def answer(content: bytes, *, do: str, title: str = "Upload", summary: str = "") -> tuple[dict, bytes]:
    """What `do` asks for: ("check") what the upload is, or ("prepare") the tagged PDF; or its faults."""
    try:
        return answered(content, do=do, title=title, summary=summary)
    except (MemoryError, RecursionError):
        return {"faults": [TOO_MUCH]}, b""
    except Exception:  # broken PDFs break in more ways than can be named; each means that the file can't be used
        return {"faults": [DAMAGED]}, b""


def answered(content: bytes, *, do: str, title: str, summary: str) -> tuple[dict, bytes]:
    """As `answer`, but a file that breaks the reading raises."""
    found = inspected(content)
    if found.pdf is None or found.faults:
        return {"faults": found.faults}, b""
    made, facts = prepared(found.pdf, title=title, summary=summary, mended=found.mended, reads=do == "check")
    return (facts, b"") if do == "check" else ({}, made)
