"""The document of a day: sections with their narrative and live blocks, set into one text for the page and the PDF."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import count

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from bcsp.documents.templatetags.written import typed
from bcsp.documents.written.typed import from_typed, one_lower
from bcsp.people.models import Organisation
from governance.document.drift import Facts, facts_in, live
from governance.models import Edition, EditionSection, Section

TITLE = "How the partnership works"
SUMMARY = "summary"  # the section that stands in front, before the contents, without a number


@dataclass(frozen=True)
class Live:
    """A block as it stands in a section: its title and fragment; empty where there is nothing to say on that day."""

    key: str
    title: str
    html: SafeString | str


@dataclass(frozen=True)
class Chapter:
    """A section as it is read: `number` is "" for the summary; `html` the narrative; `key` names its place."""

    key: str
    number: str
    title: str
    html: SafeString
    blocks: tuple[Live, ...]

    @property
    def is_bare(self) -> bool:
        return not self.html.strip() and not any(block.html for block in self.blocks)


@dataclass(frozen=True)
class Document:
    """The whole of it: chapters, and the facts that stand in them."""

    chapters: tuple[Chapter, ...]
    facts: Facts

    @property
    def front(self) -> tuple[Chapter, ...]:
        return tuple(chapter for chapter in self.chapters if not chapter.number)

    @property
    def numbered(self) -> tuple[Chapter, ...]:
        return tuple(chapter for chapter in self.chapters if chapter.number)


def document(sections: Iterable[EditionSection | Section], day: date) -> Document:
    """The sections (of an edition, or the default ones) as they read on a day, in their order."""
    rows = list(sections)
    shown = live(day, [key for row in rows for key in _section(row).blocks])
    numbers = count(1)
    chapters = tuple(_chapter(row, shown, numbers) for row in rows)
    return Document(chapters, facts_in({key: data for key, (_, data) in shown.items()}))


def text_of(edition: Edition, found: Document) -> SafeString:
    """The document as one fragment: its head, the summary, contents, chapters. Page and PDF are made of it alone."""
    partnership = Organisation.objects.filter(kind=Organisation.Kind.PARTNERSHIP).first()
    context = {"edition": edition, "document": found, "title": TITLE, "organisation": partnership or ""}
    return render_to_string("governance/document/edition.html", context)


def _section(row: EditionSection | Section) -> Section:
    return row.section if isinstance(row, EditionSection) else row


def _chapter(row: EditionSection | Section, shown: dict, numbers: "count[int]") -> Chapter:
    section = _section(row)
    number = "" if section.key == SUMMARY else str(next(numbers))
    held = tuple(_drawn(*shown[key]) for key in section.blocks if key in shown)
    return Chapter(section.key, number, row.title, narrative(row.text), held)


def narrative(text: str) -> SafeString:
    """Typed text as cleaned HTML under a section's own heading."""
    return mark_safe(one_lower(typed(from_typed(text))))


def _drawn(block, data) -> Live:
    if data is None:
        return Live(block.key, block.title, "")
    return Live(block.key, block.title, render_to_string(block.template, {"data": data}))
