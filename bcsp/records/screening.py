"""The screening step: what may not be written here at all, and what a person must look at once more.

practice.md, rules 1 (no police intelligence), 3 (no handles or profiles) and 4 (a warning and a tick, never silent).
A pattern finds what looks like a person's data; whether it is, a person says.
"""

import re
from dataclasses import dataclass

# Grades of police intelligence (3x5x2: source, assessment, handling), domain.md §3.3.
GRADED = re.compile(r"(?<![\w-])[1-3][A-E][PC](?![\w-])")

NAME_THE_THEME = "name the theme and the platform instead"  # practice.md, rule 3: of social media
_STREET = "Road|Street|Avenue|Lane|Drive|Close|Grove|Way|Crescent|Terrace|Court|Place|Gardens|Walk|Rd|St|Ave"
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("an e-mail address", re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,190}")),
    (
        f"a link; {NAME_THE_THEME}",
        re.compile(r"(?:https?://|www\.)\S+|\b\w{1,63}\.com/\S+", re.I),
    ),
    (f"a handle; {NAME_THE_THEME}", re.compile(r"(?<![\w.+-])@\w{2,}")),
    ("a National Insurance number", re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2} ?(?:\d{2} ?){3}[A-D]\b", re.I)),
    ("a telephone number", re.compile(r"(?<![\w+])(?:\+44[ -]?|0)(?:\d[ -]?){8,9}\d\b")),
    ("a postcode", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.I)),
    ("a car number", re.compile(r"\b[A-Z]{2}\d{2} ?[A-Z]{3}\b", re.I)),
    ("a car number", re.compile(r"\b[A-HJ-NP-Y]\d{2,3} ?[A-Z]{3}\b")),
    ("an address", re.compile(rf"\b(?:[Ff]lat )?\d{{1,4}}[a-z]?,? (?:[A-Z][a-z']+ ){{1,3}}(?:{_STREET})\b")),
    ("a person's name", re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|PC|Sgt)\.? [A-Z][a-z]+")),
)


@dataclass(frozen=True)
class Mark:
    """A piece of a text that looks like a person's data, and what it looks like."""

    text: str
    looks_like: str


def graded(text: str) -> list[str]:
    """Grades of police intelligence in `text`, such as `1BP`. Text that carries one is refused."""
    return GRADED.findall(text)


def marks(text: str) -> list[Mark]:
    """What in `text` looks like a person's data, in its order; a piece is marked once, by the first pattern it fits."""
    found: dict[int, Mark] = {}
    taken: list[tuple[int, int]] = []
    for looks_like, pattern in PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if not any(start < e and s < end for s, e in taken):
                taken.append((start, end))
                found[start] = Mark(match.group().strip(), looks_like)
    return [found[start] for start in sorted(found)]
