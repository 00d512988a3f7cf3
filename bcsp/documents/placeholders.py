"""A leaf that stands in a pack for a paper which could not be included, so that one bad file stops no pack."""

from dataclasses import replace
from datetime import datetime

from django.template.loader import render_to_string

from bcsp.documents.papers import part_of
from bcsp.documents.pdf.joining import Part


def placeholder(
    key: str,
    title: str,
    why: str,
    *,
    label: str = "",
    level: int = 2,
    marking: str = "",
    issued: datetime | None = None,
) -> Part:
    """The leaf for the paper `key`; `why` is a sentence for the pack's readers (such as a CannotJoin's)."""
    fragment = render_to_string("pdf/placeholder.html", {"title": title, "why": why})
    part = part_of(fragment, key=key, title=title, label=label, level=level, issued=issued)
    return replace(part, marking=marking)
