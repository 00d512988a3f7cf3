"""A paper: what a strand puts before a meeting, as plain values with the template that shows them.

Computed as long as the agenda is a draft; stored with its HTML and hash once the agenda is published.
"""

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from bcsp.documents.pdf import html_to_pdf
from bcsp.documents.pdf.joining import Part, join

PLAIN = (str, int, float, bool, Decimal, date, datetime, time, Enum, type(None))


@dataclass(frozen=True)
class Readers:
    """Who may read: an audience (`public`, `partners`, `named`) and for `named` the bodies (ids) and roles (names);
    `kept_from` are people (ids) who may not, whatever they are otherwise: they have an interest in it."""

    audience: str
    bodies: tuple[int, ...] = ()
    roles: tuple[str, ...] = ()
    kept_from: tuple[int, ...] = ()


@dataclass(frozen=True)
class Paper:
    """One paper for a meeting. Raises TypeError where `data` holds anything but plain values."""

    key: str  # stable while the subject lives, such as "horizon.assessment:12"
    title: str
    line: str  # the paper in one line, where there is no room for all of it
    readers: Readers
    subject_kind: str  # model label, such as "horizon.trend"
    subject_id: int
    template: str  # name of a template of the strand, a fragment that begins with <h1>
    data: object  # frozen dataclass of plain values; never a model object
    ask: str = ""  # what is asked of the meeting, in a line
    recommendation: str = ""  # in a line; a paper that has one stands on the decisions sheet
    cost: str = ""
    returns: bool = False  # it was here before and comes back for review
    public_line: str = ""  # what the public rendition says in its place
    paragraph: int | None = None  # of Schedule 12A, where it is kept from the public
    upload: str = ""  # SHA-256 of the StoredFile with the PDF that follows the rendered pages (its cover)
    summary: str = ""  # what that PDF says, in words

    def __post_init__(self) -> None:
        if not dataclasses.is_dataclass(self.data):
            raise TypeError(f"The data of paper {self.key} must be a frozen dataclass.")
        _require_plain(self.data, self.key)


def _require_plain(value: object, where: str) -> None:
    """Raise TypeError, naming the field, unless `value` is plain all the way down and can't change."""
    if isinstance(value, PLAIN):
        return
    if isinstance(value, tuple | frozenset):
        for each in value:
            _require_plain(each, where)
    elif dataclasses.is_dataclass(type(value)) and type(value).__dataclass_params__.frozen:
        for field in dataclasses.fields(value):
            _require_plain(getattr(value, field.name), f"{where}.{field.name}")
    else:
        raise TypeError(f"{where} is a {type(value).__name__}; a paper's data are plain values that cannot change.")


def render_html(paper: Paper) -> SafeString:
    """The paper as an HTML fragment, from its data alone; whatever a person typed is escaped."""
    return render_to_string(paper.template, {"paper": paper, "data": paper.data})


def as_document(fragment: SafeString, *, title: str) -> str:
    """The fragment as a whole HTML document, ready for `html_to_pdf`. Text that is not marked safe is escaped."""
    return render_to_string("pdf/document.html", {"title": title, "body": fragment})


def as_part(paper: Paper, *, label: str = "", level: int = 1, issued: datetime | None = None) -> Part:
    """The paper as a part of a pack, its pages not yet stamped."""
    return part_of(render_html(paper), key=paper.key, title=paper.title, label=label, level=level, issued=issued)


def part_of(
    fragment: SafeString, *, key: str, title: str, label: str = "", level: int = 1, issued: datetime | None = None
) -> Part:
    """A rendered fragment (of a paper, or of a stored one) as a part of a pack."""
    return Part(key, title, html_to_pdf(as_document(fragment, title=title), title=title, issued=issued), label, level)


def as_pdf(paper: Paper, *, marking: str, issued: datetime | None = None) -> bytes:
    """The paper alone, stamped with its marking and page numbers. Of one with an upload only its cover."""
    return join([as_part(paper, issued=issued)], title=paper.title, marking=marking, issued=issued)
