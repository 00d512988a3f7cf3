"""A line that everyone reads beside an edition, outside its text: why it was withdrawn."""

from dataclasses import replace

from django.utils.html import escape

from governance.document.checks import counts, people, places
from governance.document.checks.finding import Finding
from governance.document.contents import Chapter, Document
from governance.models import Edition


def in_line(called: str, line: str) -> list[Finding]:
    """What is found in a line of plain text, as in a section's words: names, addresses, small numbers, joining links,
    places of meetings; faults first. `called` is what the line is called at the beginning of a sentence."""
    edition, found = Edition(), Document((Chapter("", "", called, escape(line), ()),), {})
    parts = (
        people.named(edition, found),
        people.addresses(found),
        counts.small_numbers(found),
        places.links(edition, found),
        places.venues(edition, found),
    )
    section = f"Section “{called}”"  # so the checks speak of whatever has a heading
    rows = {each.says: replace(each, says=each.says.replace(section, called)) for part in parts for each in part}
    return sorted(rows.values(), key=lambda each: not each.is_fault)
