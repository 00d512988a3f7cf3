"""Abbreviations as the organisations' rows have them, and the words of the field."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from bcsp.people.models import Organisation
from bcsp.strands import Block, Fact
from governance.document.bodies import name_fact

FILE = Path(__file__).parent.parent / "reference" / "glossary.toml"


@dataclass(frozen=True)
class Abbreviation:
    """A short name and what it stands for; `plan_name` where the strategic plan calls it otherwise."""

    slug: str
    brief: str
    name: str
    plan_name: str = ""


@dataclass(frozen=True)
class Word:
    """A word and what it means here."""

    word: str
    meaning: str


@dataclass(frozen=True)
class Glossary:
    """Abbreviations and words, each in alphabetical order."""

    abbreviations: tuple[Abbreviation, ...]
    words: tuple[Word, ...]


def glossary(day: date) -> Glossary:
    """Organisations with a short name; local groups, which are called alike, share the one of their tier. One query."""
    rows = Organisation.objects.exclude(short_name="").exclude(tier=Organisation.Tier.LDG).filter(is_sample=False)
    local = Abbreviation("", "LDG", str(Organisation.Tier.LDG.label))
    found = [*(Abbreviation(row.slug, row.brief, row.name, _other(row)) for row in rows), local]
    return Glossary(tuple(sorted(found, key=lambda each: each.brief.casefold())), _words())


def _other(row: Organisation) -> str:
    """The plan's name, where it says more than another way of writing today's."""
    plan, now = (name.replace("&", "and").replace(",", "").casefold() for name in (row.plan_name, row.name))
    alike = {"", now, f"{now} ({row.brief.casefold()})", f"{now} - {row.brief.casefold()}"}
    return "" if plan in alike else row.plan_name


@cache
def _words() -> tuple[Word, ...]:
    return tuple(Word(*pair) for pair in sorted(tomllib.loads(FILE.read_text())["terms"].items()))


def facts(data: Glossary) -> list[Fact]:
    """Names may change; what our words mean changes only with the document."""
    rows = [each for each in data.abbreviations if each.slug]
    short = [Fact(f"organisation:{row.slug}.brief", f"Short name of {row.name}", row.brief) for row in rows]
    return [*map(name_fact, rows), *short]


BLOCKS = (Block("governance.glossary", "Glossary", glossary, facts, "governance/document/glossary.html"),)
