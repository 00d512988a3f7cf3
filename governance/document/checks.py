"""What is looked at before an edition is published: faults, which stop it, and what a person has to look at."""

from dataclasses import dataclass

from governance.document.contents import Document
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


def findings(edition: Edition, found: Document) -> list[Finding]:
    """Everything found in an edition as it would be published."""
    return [
        Finding(chapter.key, f"Section “{chapter.title}” is empty. Write it, or fill in what it shows.")
        for chapter in found.chapters
        if chapter.is_bare
    ]
