"""What an agenda says beside its items' words: when each starts, and that there are items others alone may read."""

from dataclasses import dataclass
from datetime import timedelta

from bcsp.records.clock import LONDON, hour_in_words
from bcsp.records.models import Audience
from governance.models import AgendaItem, Meeting

LONG = 180  # planned minutes over which the clerk is warned


@dataclass(frozen=True)
class Line:
    """The line in the place of a private item, for those who may not read it: its number and its paragraph."""

    position: int
    paragraph: int | None

    @property
    def words(self) -> str:
        """Nothing of the item but the paragraph: not its title, its presenter or its reasons (domain.md, 6.7)."""
        if self.paragraph is None:
            return "Private item"
        return f"Private item (using Schedule 12A paragraph {self.paragraph} as our guide)"


@dataclass(frozen=True)
class Plan:
    """The planned minutes of an agenda, over all its items."""

    total: int
    is_whole: bool  # whether every item has its minutes

    @property
    def is_long(self) -> bool:
        return self.total > LONG

    @property
    def words(self) -> str:
        """Such as "2 hours 10 minutes"; empty where no item has its minutes."""
        hours, minutes = divmod(self.total, 60)
        parts = ((hours, "hour"), (minutes, "minute"))
        return " ".join(f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in parts if n)


def starts_of(meeting: Meeting) -> dict[int, str]:
    """When each item starts, by its key, as far as the minutes of all items before it are known: "2.20pm".

    Private items count too: whoever waits for a later item must know when it comes.
    """
    at, found = meeting.starts_at.astimezone(LONDON), {}
    for pk, minutes in meeting.items.order_by("position").values_list("pk", "minutes"):
        found[pk] = hour_in_words(at)
        if minutes is None:
            break
        at += timedelta(minutes=minutes)
    return found if len(found) > 1 else {}


def plan_of(meeting: Meeting) -> Plan:
    minutes = list(meeting.items.values_list("minutes", flat=True))
    return Plan(sum(filter(None, minutes)), None not in minutes)


def withheld_lines(meeting: Meeting, viewer) -> list[Line]:
    """A line for each private item that this viewer may not read, of a meeting that is the viewer's to read."""
    hidden = meeting.items.filter(audience=Audience.NAMED).exclude(AgendaItem.audience_q(viewer))
    return [Line(*row) for row in hidden.order_by("position").values_list("position", "paragraph")]
