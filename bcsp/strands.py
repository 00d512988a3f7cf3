"""The contract between the house and its strands.

A strand is a folder at the top of the project that holds `strand.py` with one `STRAND`, an instance of `Strand`.
Settings, URLs and every page that shows what "all strands" have ask here. The kernel, and a lower strand, never
name a higher one: they ask. Everything a strand does not offer is nothing, never an error.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import Expression, Model, Q

    from bcsp.documents.papers import Paper
    from bcsp.records.viewer import Viewer

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class NavigationLink:
    """One entry of the main menu; shown to members only."""

    title: str
    url: str


@dataclass(frozen=True)
class PublicLink(NavigationLink):
    """A page that everyone is offered: what is there in a line, and the feeds that tell what is new on it."""

    about: str = ""
    feeds: tuple[NavigationLink, ...] = ()


@dataclass(frozen=True)
class PublicAddress:
    """A path that everyone may read, for the sitemap; when what stands there last changed, if that is known."""

    url: str
    changed: "date | datetime | None" = None


@dataclass(frozen=True)
class Waiting:
    """Something that waits for this viewer: a sentence to act on, its address, and whether it is late."""

    text: str
    url: str
    late: bool = False


@dataclass(frozen=True)
class Evidence:
    """Live evidence that an output of the plan is met: a sentence, with its address where the viewer may follow."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Kind:
    """A model of a strand that others may link, decide or act upon, and that stands in the thread.

    Its objects have `visible_to(viewer)`; `day` names the attribute with the date on which it happened. One that
    `gathers` (an agenda item) holds many matters, so a thread ends there; one that `answers` (a decision) is what a
    thread waits for.
    """

    model: "type[Model]"
    name: str
    day: str = "created_at"
    gathers: bool = False
    answers: bool = False


@dataclass(frozen=True)
class Search:
    """How one model is searched: its objects have `visible_to(viewer)` and a `search` vector column.

    `beside` names a column of related rows whose words find it too (`wards__name`), as they stand now; `where` leaves
    out what has no business in a list of results; `without` names long columns that such a list has no use for.
    `outcome()` is, in a row's query, the word that says what came of it: it stands before the title. Rows that are
    `around` others (a paper, an agenda item) come after those of which they speak.
    """

    name: str
    model: "type[Model]"
    beside: str = ""
    where: "Q | None" = None
    without: tuple[str, ...] = ()
    outcome: "Callable[[], Expression] | None" = None
    around: bool = False


class Fact(NamedTuple):
    """Something that a block says and that may change: a key that stays, what it is, and how it stands, in words.

    A fact that two blocks state has one key. No person's name is one: posts and organisations are.
    """

    key: str  # such as "organisation:pdg.quorum"
    label: str  # "Quorum of PDG"
    value: str  # "5 seats"


@dataclass(frozen=True)
class Block:
    """A part of the public document that is made of the rows by which the partnership works.

    `data(day)` is what everyone may know of it as it stands on that day, as a frozen dataclass of plain values; None
    where there is nothing to say. `facts(data)` are what an edition in force is compared by. `template` shows `data`:
    a fragment without a heading of its own, whose first headings are h3.

    One that is `yearly` shows the twelve months from an edition's first day, and so is asked `data(day, start)`: what
    is known on another day is compared over the same months.
    """

    key: str  # "governance.structure"; sections name it
    title: str
    data: "Callable[..., Any]"
    facts: "Callable[[Any], list[Fact]]"
    template: str
    yearly: bool = False

    def read(self, day: "date", start: "date | None" = None) -> "Any":
        """Its data of a day, of the year that begins on `start` (default: that day)."""
        return self.data(day, start or day) if self.yearly else self.data(day)


@dataclass(frozen=True)
class DecisionPart:
    """What a decision about a strand's subject says besides its words, such as how much is awarded.

    `fields` is a form mixin with `heading`, `names` (the layout of its fields), `adds` (their names, which no field of
    a decision has) and `screened` (those of free text). `keep(decision, answers)` keeps what was filled in with a
    draft, inside governance's transaction; `starting(decision)` gives it back; `shown(decision, viewer)` is it in
    words, for who may read it: [(label, text)].
    """

    fields: type
    keep: "Callable[[Model, Mapping[str, Any]], object]"
    starting: "Callable[[Model], dict[str, Any]]"
    shown: "Callable[[Model, Viewer], list[tuple[str, str]]]"


class Strand:
    """What a strand offers to the house. Each hook's default is nothing."""

    app: str
    title: str
    order: int = 100
    navigation: Iterable[NavigationLink] = ()
    public_links: Iterable[PublicLink] = ()  # pages that the home pages and every footer offer to everyone
    kinds: Iterable[Kind] = ()
    searches: Iterable[Search] = ()
    blocks: Iterable[Block] = ()

    def reference(self) -> None:
        """Write the rows that the strand needs everywhere (load_plan). Idempotent."""

    def sample(self) -> None:
        """Write the invented rows of the sample partnership (load_demo). Called once, in strand order."""

    def starting_points(self, viewer: "Viewer") -> "list[NavigationLink]":
        """What this viewer often begins from the home page, such as "Log a trend"."""
        return []

    def attention(self, viewer: "Viewer") -> "list[Waiting]":
        """What waits for this viewer now; computed, never stored."""
        return []

    def public_addresses(self) -> "Iterable[PublicAddress]":
        """Every address that everyone may read and search engines may list; feeds and PDFs are found from these."""
        return []

    def outputs(self, viewer: "Viewer") -> "Mapping[str, list[Evidence]]":
        """Live evidence by the code of a plan output, such as `CSD2a`."""
        return {}

    def papers(self, kind: str, body_id: int, day: "date") -> "list[Paper]":
        """Papers that ask for a place under the standing item `kind` of this body's meeting on `day`."""
        return []

    def stands(self, paper: "Model", viewer: "Viewer") -> "list[NavigationLink]":
        """Where this stored paper stands, of what the viewer may read: each place in words, with its address."""
        return []

    def replaced(self, paper: "Model", viewer: "Viewer") -> "NavigationLink | None":
        """What took the place of this stored paper, if the viewer may read it; nothing where it still stands."""
        return None

    def decision_fields(self, subject: "Model") -> DecisionPart | None:
        """What a decision about the strand's `subject` has to say besides its words."""
        return None

    def decided(self, subject: "Model", decision: "Model", by: "Viewer") -> None:
        """A decision on the strand's `subject` was agreed. Runs inside that transaction: raising undoes it."""


def folders() -> list[str]:
    """Names of the strands' folders, by what lies there: a folder with a `strand.py` is a strand."""
    return sorted(p.parent.name for p in ROOT.glob("*/strand.py"))


@cache
def strands() -> tuple[Strand, ...]:
    """Every strand, in the order of the house (foundations first)."""
    found = [import_module(f"{name}.strand").STRAND for name in folders()]
    return tuple(sorted(found, key=lambda strand: (strand.order, strand.app)))


def public_links() -> list[PublicLink]:
    """What the strands offer to everyone, in the order of the house."""
    return [link for strand in strands() for link in strand.public_links]


def kinds() -> dict[str, Kind]:
    """Every kind of every strand, by model label (`horizon.trend`)."""
    return {kind.model._meta.label_lower: kind for strand in strands() for kind in strand.kinds}


def blocks() -> dict[str, Block]:
    """Every block that a section of the public document may hold, by its key."""
    return {block.key: block for strand in strands() for block in strand.blocks}


def decision_part(subject: "Model | None") -> DecisionPart | None:
    """What a decision about `subject` has to say besides its words, by the strand that it belongs to."""
    strand = owner_of(subject) if subject is not None else None
    return strand.decision_fields(subject) if strand else None


def owner_of(subject: "Model") -> Strand | None:
    """The strand whose model `subject` is, or None where it belongs to the kernel."""
    return next((s for s in strands() if s.app == subject._meta.app_label), None)
