"""To which meeting of PDG a summary goes, in a sentence: the soonest whose agenda is not published yet."""

from dataclasses import dataclass

from governance.models import Meeting
from governance.queries import next_pdg, pdg_on_published_agenda


@dataclass(frozen=True)
class Ahead:
    """The meeting that still takes papers, and one before it that no longer does."""

    meeting: Meeting | None
    closed: Meeting | None

    def __str__(self) -> str:
        return self._sentence("This")

    @property
    def for_a_new_one(self) -> str:
        """The same of a summary that is not cleared yet, beside one that may stand on an agenda already."""
        return self._sentence("A new summary")

    def _sentence(self, what: str) -> str:
        """Such as "This goes to PDG on 4 February 2027; papers close on 26 January 2027."."""
        too_late = ""
        if self.closed and (self.meeting is None or self.closed.day < self.meeting.day):
            too_late = f"The agenda of {self.closed.day:%-d %B %Y} is published, so it takes nothing new. "
        if self.meeting is None:
            return f"{too_late}No PDG is arranged {'after it' if too_late else 'yet'}."
        closes = f"; papers close on {self.meeting.papers_close:%-d %B %Y}" if self.meeting.papers_close else ""
        return f"{too_late}{what} goes to PDG on {self.meeting.day:%-d %B %Y}{closes}."


def ahead() -> Ahead:
    """Two queries."""
    return Ahead(next_pdg(), pdg_on_published_agenda())
