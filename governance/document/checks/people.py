"""Whoever could be known by an edition: names, addresses, what looks like a person's data."""

import re
from collections.abc import Iterable, Iterator

from bcsp.people.models import Person, User
from bcsp.records.screening import marks
from governance.document.checks.finding import Finding, everything, look, written
from governance.document.contents import Document
from governance.models import Edition

TITLES = {
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "professor",
    "cllr",
    "councillor",
    "sir",
    "dame",
    "lord",
    "lady",
} | {"rev", "reverend", "pc", "dc", "sgt", "sergeant", "insp", "inspector", "supt", "superintendent", "commander"}
WORD = re.compile(r"[\w'-]+")
LONGEST = 6  # words of a name that are looked for
SENTENCES = re.compile(r"[.!?;:]+(?=\s|$)|[\n|/]")  # no name goes on beyond one of these
ABBREVIATED = re.compile(rf"\b({'|'.join(sorted(TITLES))})\.", re.I)
INITIAL = re.compile(r"\b([A-Z])\. ?([A-Z][\w'-]+)")
MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,190}\w")
ELSEWHERE = ("an e-mail address", "a link", "a person's name")  # what other checks speak of


def named(edition: Edition, found: Document) -> Iterator[Finding]:
    """Names of people whom the house knows, of those too who agreed to be named on its public pages: the document
    promises to name nobody. In a live block they stand because a record says them."""
    people = list(Person.objects.values_list("name", flat=True))
    for place in everything(found, edition):
        for name in names_in(place.text, people):
            if place.is_written:
                yield Finding(place.key, f"{place.where} names {name}. Name the post or the organisation instead.")
            else:
                says = f"{place.where} has the name {name}. See that it may stand in public, or change the record."
                yield Finding(place.key, says, is_fault=False)


def names_in(text: str, people: Iterable[str]) -> list[str]:
    """Those of the people's names that stand in a text: whole, as initial and surname, or as title and surname."""
    runs = {run for sentence in SENTENCES.split(ABBREVIATED.sub(r"\1", text)) for run in _runs(_words(sentence))}
    runs |= {(f"{initial.lower()}.", *_words(surname)) for initial, surname in INITIAL.findall(text)}
    return [name for name in dict.fromkeys(people) if any(form in runs for form in _forms(name))]


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    for n in range(2, LONGEST + 1):
        yield from (tuple(words[at : at + n]) for at in range(len(words) - n + 1))


def _forms(name: str) -> list[tuple[str, ...]]:
    words = [word for word in _words(name) if word not in TITLES]
    if len(words) < 2:
        return [(title, *words) for title in TITLES] if words else []
    surname = words[-1]
    forms = [tuple(words[:LONGEST]), (words[0], surname), (f"{words[0][0]}.", surname)]
    titled = ((title, surname) for title in TITLES)
    return [*forms, *titled, *((title, words[0][0], surname) for title in TITLES)]


def _words(text: str) -> list[str]:
    """Its words in small letters, without the ending of a genitive."""
    found = WORD.findall(text.casefold().replace("’", "'"))
    return [word.removesuffix("'s").strip("'-") for word in found if word.strip("'-")]


def addresses(found: Document) -> Iterator[Finding]:
    """Mail addresses: of people who sign in here, which don't belong in public, and any others."""
    own = set(User.objects.values_list("email", flat=True))
    for chapter in found.chapters:
        for mail in dict.fromkeys(MAIL.findall(f"{chapter.title} {chapter.html}")):
            where = f"Section “{chapter.title}”"
            if mail.lower() in own:
                yield Finding(
                    chapter.key, f"{where} has {mail}, with which a person signs in. Give an office’s address."
                )
            else:
                says = f"{where} has {mail}. See that it is an office’s address, not a person’s."
                yield Finding(chapter.key, says, is_fault=False)
        for block in chapter.blocks:
            for mail in dict.fromkeys(MAIL.findall(block.html)):
                if mail.lower() in own:
                    says = (
                        f"“{block.title}” shows {mail}, with which a person signs in. See that it may stand in public."
                    )
                    yield Finding(chapter.key, says, is_fault=False)


def pieces(found: Document) -> Iterator[Finding]:
    """What looks like a person's data: telephone numbers, postcodes, car numbers, addresses, a title with a name."""
    known = list(Person.objects.values_list("name", flat=True))
    for place in written(found):
        for mark in marks(place.text):
            is_name = mark.looks_like == "a person's name" and not names_in(mark.text, known)
            if is_name or not mark.looks_like.startswith(ELSEWHERE):
                yield look(place, f"“{mark.text}” looks like {mark.looks_like}. See that it points to nobody.")
