"""One thing that the checks found, and the text in which they look."""

from collections.abc import Iterator
from dataclasses import dataclass

from bcsp.documents.written.typed import plain
from governance.document.contents import Chapter, Document
from governance.models import Edition


@dataclass(frozen=True)
class Finding:
    """One thing that was found: in which section (a key, or "" for the whole), what, and what to do about it.

    A fault stops publishing; otherwise somebody looks and says that it is right.
    """

    section: str
    says: str
    is_fault: bool = True

    def __str__(self) -> str:
        return self.says


@dataclass(frozen=True)
class Place:
    """A piece of the document: where it stands in words, its words, and whether staff wrote it."""

    key: str
    where: str
    text: str
    is_written: bool = True


def written(found: Document, edition: Edition | None = None) -> Iterator[Place]:
    """What staff wrote: each section's heading and words, and the line on what is new."""
    for chapter in found.chapters:
        yield Place(chapter.key, f"Section “{chapter.title}”", f"{chapter.title}\n{plain(chapter.html)}")
    if edition and edition.change_note:
        yield Place("", "The line on what is new", edition.change_note)


def everything(found: Document, edition: Edition | None = None) -> Iterator[Place]:
    """The same, and what the live blocks say."""
    yield from written(found, edition)
    for chapter in found.chapters:
        for block in chapter.blocks:
            if block.html:
                yield Place(chapter.key, of_block(chapter, block.title), plain(block.html), is_written=False)


def of_block(chapter: Chapter, title: str) -> str:
    return f"“{title}”, live in section “{chapter.title}”,"


def look(place: Place, says: str) -> Finding:
    """Something at a place that may be right: somebody says so."""
    return Finding(place.key, f"{place.where}: {says}", is_fault=False)
