"""Where an item or a paper stands in its meeting's pack, as people say it: "page 5", and "S1 page 2" in a supplement.

The numbers are those of the fullest rendition, alike for every reader; they are written when the first pack is built,
and never change. `Meeting.numbering` and `Supplement.numbering`:
{"items": {"<item>": [first page, pages]}, "papers": {"<ItemPaper>": [first page, pages]}, "last": n}.
"""

from collections.abc import Mapping
from typing import Any

from governance.models import AgendaItem, ItemPaper, Meeting


def page_of_item(meeting: Meeting, item: AgendaItem) -> str:
    """The page on which an item begins; empty before the numbers are known."""
    return said(meeting.numbering, "items", item.pk)


def page_of_paper(meeting: Meeting, place: ItemPaper) -> str:
    """The page on which a paper begins, in its supplement where it came in one; empty before the numbers are known."""
    late = place.supplement
    return said(late.numbering, "papers", place.pk, str(late)) if late else said(meeting.numbering, "papers", place.pk)


def said(numbering: Mapping[str, Any], kind: str, key: int, before: str = "") -> str:
    """`kind` is "items" or "papers"; `before` names the supplement."""
    first = numbering.get(kind, {}).get(str(key), [None])[0]
    return "" if first is None else f"{before} page {first}".strip()
