"""Typed and pasted text without the characters that nobody sees: XML, and so a tagged PDF, can't hold them."""

import re
from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

# What XML 1.0 leaves out (section 2.2), and the controls that turn text round (Unicode's bidirectional embeddings,
# overrides and isolates), with which words read otherwise than they stand. A vertical tab is Word's Shift+Enter.
UNSEEN = re.compile("[\x00-\x08\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
WORDS_NEW_LINE = "\x0b"


def legible(text: str) -> str:
    """The text without control characters, of direction too, and non-characters; tabs and new lines stay."""
    return UNSEEN.sub("", text.replace(WORDS_NEW_LINE, "\n"))


def legible_data(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a form was sent, its texts made legible. What needs nothing comes back as it was."""
    if isinstance(data, QueryDict):
        clean = data.copy()
        for name, values in data.lists():
            clean.setlist(name, [legible(value) for value in values])
        return clean
    return {name: legible(value) if isinstance(value, str) else value for name, value in data.items()}
