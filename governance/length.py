"""How long a pack would be. A member reads it in about fifteen minutes, on a train (practice.md)."""

from dataclasses import dataclass

from bcsp.documents.packs import LEAVES
from bcsp.documents.ready import known_pages
from governance.emerging import Offered
from governance.models import AgendaItem

LONG_PACK = 60  # pages over which the clerk is warned, of a pack and of a paper
LONG_PAPER = 4


@dataclass(frozen=True)
class Length:
    """Pages of the papers that are ready, with three before them; `long` are papers that go on too long, with their
    pages; `uncounted` is how many papers are not ready yet."""

    pages: int
    long: tuple[tuple[str, int], ...]
    uncounted: int

    @property
    def is_long(self) -> bool:
        return self.pages > LONG_PACK

    @property
    def words(self) -> str:
        """Such as "About 34 pages", or "At least 34 pages" as long as some are not counted."""
        return f"{'At least' if self.uncounted else 'About'} {self.pages} pages"


def length_of(agenda: list[tuple[AgendaItem, list[Offered]]]) -> Length:
    """The length of the fullest pack of an agenda as it is laid out. One query, however many papers there are."""
    papers = {each.paper.key: each.paper for _, found in agenda for each in found if each.in_full}
    known = known_pages(papers.values())
    long = tuple((papers[key].title, pages) for key, pages in known.items() if pages > LONG_PAPER)
    return Length(len(LEAVES) + sum(known.values()), long, len(papers) - len(known))
