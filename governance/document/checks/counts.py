"""Small numbers of people, or of what happened to them, by which somebody could be known (practice.md, rule 13)."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from governance.document.checks.finding import Finding, Place, look, written
from governance.document.contents import Document

MANY = (
    r"victims?|suspects?|offenders?|deaths?|homicides?|murders?|suicides?|stabbings?|shootings?|rapes?|assaults?|"
    r"robberies|incidents?|offences?|arrests?|survivors?|child|children|cases?|people|persons?|residents?|women|men|"
    r"girls|boys|families|young people|pupils|patients|tenants|refugees"
)
ONE = "victim|suspect|offender|death|homicide|murder|suicide|child|case"  # "one person" says nothing of anybody
SMALL = re.compile(
    rf"\b(?:[1-4]|two|three|four|one(?= (?:{ONE})))(?: [a-z-]+){{0,2}}? (?:{MANY})\b|"
    rf"\b(?:{MANY}): ?[1-4]\b(?![,.]?\d|%)",
    re.I,
)
UNDER_FIVE = re.compile(r"[1-4]|one|two|three|four", re.I)
# What is counted in a column, or a row, of just this name are none of those.
HARMLESS = re.compile(
    r"(?:voting )?(?:tier|section|step|stage|quarter|year|month|day|week|priority|meetings?|quorum|members?|seats?|"
    r"places|posts?|edition)(?: (?:a|per|each|of) .*)?",
    re.I,
)
IN_ORDER = ["1", "2", "3", "4"]


def small_numbers(found: Document) -> Iterator[Finding]:
    for place in written(found):
        for piece in dict.fromkeys(match.group() for match in SMALL.finditer(place.text)):
            yield look(place, f"“{piece}” is a small number. See that nobody can be known by it.")
    for chapter in found.chapters:
        place = Place(chapter.key, f"Section “{chapter.title}”", "")
        for cell in dict.fromkeys(_cells(str(chapter.html))):
            yield look(place, f"{cell} in a table is a small number. See that nobody can be known by it.")


def _cells(html: str) -> Iterator[str]:
    """What stands alone in a cell of a table and is under 5, with its column and its row."""
    reader = _Tables()
    reader.feed(html)
    reader.close()
    for head, *rows in (table for table in reader.tables if table):
        for at in range(max((len(row) for row in rows), default=0)):
            called = head[at] if at < len(head) else ""
            column = [(row[0] if at else "", row[at]) for row in rows if at < len(row)]
            yield from _in_column(called, column)


def _in_column(called: str, column: list[tuple[str, str]]) -> Iterator[str]:
    """`column` holds the name of each row beside its cell."""
    cells = [cell for _, cell in column]
    if HARMLESS.fullmatch(called) or (len(cells) > 1 and cells[:4] == IN_ORDER[: len(cells)]):  # it numbers the rows
        return
    for row, cell in column:
        if UNDER_FIVE.fullmatch(cell) and not HARMLESS.fullmatch(row):
            yield f"“{cell}” ({', '.join(words for words in (row, called) if words)})"


class _Tables(HTMLParser):
    """Reads the tables of a fragment: of each its rows, of each the words of its cells."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self.in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.tables and self.tables[-1]:
            self.tables[-1][-1].append("")
            self.in_cell = True

    def handle_data(self, data: str) -> None:
        if self.in_cell:
            row = self.tables[-1][-1]
            row[-1] = f"{row[-1]} {data}".strip()

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.in_cell = False
