"""What has changed since an edition was published: its facts beside those of today, never its words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bcsp.records.clock import day_of, today
from bcsp.strands import Block, Fact, blocks
from governance.choices import EditionState
from governance.models import Edition, EditionSection, Section

NOTHING = "nothing"


@dataclass(frozen=True)
class Change:
    """One fact that differs: what it is, what the edition says, what holds today, and the sections that state it."""

    key: str
    label: str
    old: str
    new: str
    sections: tuple[str, ...] = ()  # keys, in the document's order

    def __str__(self) -> str:
        return f"{self.label}: {self.old} → {self.new}"


Facts = dict[str, list[Fact]]  # by the block that states them


def facts_on(day: date, keys: Iterable[str], start: date | None = None) -> Facts:
    """The facts of these blocks as they stand on a day, by block; of the year that begins on `start`."""
    return facts_in({key: data for key, (_, data) in live(day, keys, start).items()})


def facts_in(shown: dict[str, object]) -> Facts:
    """The facts in blocks' data, by block; a block without data states none."""
    known = blocks()
    return {key: known[key].facts(data) for key, data in shown.items() if data is not None}


def live(day: date, keys: Iterable[str], start: date | None = None) -> dict[str, tuple[Block, object]]:
    """Each of these blocks with its data of the day. One whose strand is absent is left out."""
    known = blocks()
    return {key: (known[key], known[key].read(day, start)) for key in dict.fromkeys(keys) if key in known}


def drift(edition: Edition, day: date | None = None) -> list[Change]:
    """How today's facts differ from those that an edition was published with, in the order of the document; those of
    its first day, where that is still to come. Of one that was withdrawn nothing is left to compare."""
    if edition.state == EditionState.WITHDRAWN:
        return []
    places = sections_of_blocks()
    kept, start = kept_facts(edition), edition.effective_from
    return changes(kept, facts_on(max(day or today(), start), [*kept, *places], start), places)


def since_approval(edition: Edition, facts: Facts) -> list[Change]:
    """How these facts differ from those that stood in the edition when it was approved: dates, over the year that was
    shown then."""
    day, known = max(edition.effective_from or today(), today()), blocks()
    same_year = facts_on(day, [key for key in facts if known[key].yearly], day_of(edition.approved_at))
    return changes(kept_facts(edition), {**facts, **same_year}, sections_of_blocks())


def as_kept(facts: Facts) -> dict[str, list[list[str]]]:
    """Facts as an edition keeps them, in JSON."""
    return {block: [list(fact) for fact in held] for block, held in facts.items()}


def kept_facts(edition: Edition) -> Facts:
    """The facts that an edition keeps."""
    return {block: [Fact(*fact) for fact in held] for block, held in edition.facts.items()}


def changes(old: Facts, new: Facts, places: dict[str, str]) -> list[Change]:
    """What differs between two sets of facts; one that several blocks state counts once. `places` says in which
    section a block stands."""
    before, after = _by_key(old), _by_key(new)
    stated = _stated(old, new, places)
    return [
        _change(before.get(key), after.get(key), stated[key])
        for key in dict.fromkeys([*before, *after])
        if _value(before.get(key)) != _value(after.get(key))
    ]


def sections_of_blocks() -> dict[str, str]:
    """The section in which each block stands, by the block's key."""
    rows = Section.objects.values_list("key", "blocks")
    return {block: key for key, held in rows for block in held}


def flags(sections: Iterable[EditionSection], found: list[Change]) -> dict[str, list[str]]:
    """What to look at in each section, by its key, as sentences."""
    keys = [section.section_id for section in sections]
    return {key: [str(change)[:1000] for change in found if key in change.sections] for key in keys}


def _change(old: Fact | None, new: Fact | None, sections: tuple[str, ...]) -> Change:
    return Change((new or old).key, (new or old).label, _value(old), _value(new), sections)


def _value(fact: Fact | None) -> str:
    return fact.value if fact else NOTHING


def _by_key(facts: Facts) -> dict[str, Fact]:
    return {fact.key: fact for held in facts.values() for fact in held}


def _stated(old: Facts, new: Facts, places: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """The sections that state each fact."""
    found: dict[str, dict[str, None]] = {}
    for facts in (old, new):
        for block, held in facts.items():
            for fact in held:
                found.setdefault(fact.key, {}).update({places[block]: None} if block in places else {})
    return {key: tuple(sections) for key, sections in found.items()}
