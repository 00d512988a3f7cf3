"""Where people could come in who are not invited: joining links and venues of meetings; and where links lead."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from governance.document.checks.finding import Finding, everything
from governance.document.contents import Document
from governance.models import Edition, Meeting

JOINING = re.compile(
    r"\b(?:msteams|zoommtg|webex):\S+|\b(?:teams\.(?:microsoft|live)\.com|aka\.ms/jointeams\w*|(?:[\w-]+\.)?zoom\.us|"
    r"meet\.google\.com|(?:[\w-]+\.)?webex\.com|gotomeet(?:ing)?\.\w+|whereby\.com|(?:[\w-]+\.)?meet\.jit\.si)\b/?[^\s\"<]*",
    re.I,
)
HREF = re.compile(r'href="(https?://[^"]+)"')
NO_PLACE = {
    "online",
    "in person",
    "hybrid",
    "teams",
    "microsoft teams",
    "zoom",
    "to be confirmed",
    "tbc",
    "by telephone",
}
SHORTEST = 4  # letters of a place that is looked for


def links(edition: Edition, found: Document) -> Iterator[Finding]:
    """Joining links, which are never public; the narrative's other links, to be looked at once. None is fetched."""
    hosts: dict[str, None] = {}
    for chapter in found.chapters:
        html = f"{chapter.html} {' '.join(block.html for block in chapter.blocks)}"
        for link in dict.fromkeys(JOINING.findall(html)):
            yield _joining(chapter.key, f"Section “{chapter.title}”", link)
        hosts |= dict.fromkeys(urlsplit(link).netloc for link in HREF.findall(chapter.html) if not JOINING.search(link))
    for link in JOINING.findall(edition.change_note):
        yield _joining("", "The line on what is new", link)
    if hosts:
        yield Finding("", f"Links lead to {', '.join(hosts)}. See that each is meant for everyone.", is_fault=False)


def _joining(key: str, where: str, link: str) -> Finding:
    return Finding(key, f"{where} has a joining link ({link[:60]}). Take it out: anyone could come in.")


def venues(edition: Edition, found: Document) -> Iterator[Finding]:
    """Places of meetings. A room, a street or a number is a venue; another place may be a name that stands anyway."""
    known = {_plain(place): place for place in Meeting.objects.order_by().values_list("place", flat=True).distinct()}
    known = {text: place for text, place in known.items() if len(text) >= SHORTEST and text not in NO_PLACE}
    for place in everything(found, edition):
        text = f" {_plain(place.text)} "
        for key in (key for key in known if f" {key} " in text):
            name, is_venue = known[key], bool(re.search(r"[\d,]", known[key]))
            says = f"{place.where} names {name}, where a meeting takes place. "
            if is_venue:
                yield Finding(place.key, f"{says}Take it out: places are given to those who are invited.")
            else:
                yield Finding(place.key, f"{says}See that it tells nobody where to come.", is_fault=False)


def _plain(text: str) -> str:
    """Its words in small letters, with one space between."""
    return " ".join(re.findall(r"[\w’']+", text.casefold()))
