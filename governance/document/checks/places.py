"""Where people could come in who are not invited: joining links and venues of meetings; and where links lead."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

from governance.document.checks.finding import Finding, everything
from governance.document.contents import Document
from governance.models import Edition, Meeting

HOSTS = (
    r"teams\.(?:microsoft|live)\.com|teams\.cloud\.microsoft|aka\.ms/jointeams\w*|zoom\.(?:us|com)|zoomgov\.com|"
    r"meet\.google\.com|webex\.com|gotomeet(?:ing)?\.\w+|meet\.goto\.com|chime\.aws|whereby\.com|meet\.jit\.si|8x8\.vc|"
    r"join\.skype\.com|meet\.lync\.com"
)
# A link by where it leads, and the numbers with which a meeting is joined by hand.
JOINING = re.compile(
    rf"\b(?:msteams|zoommtg|webex):\S+|(?<![\w.-])(?:[\w-]+\.)*(?:{HOSTS})(?![\w-]|\.\w)/?[^\s\"<]*|"
    r"\bmeeting id\b\W{0,3}\d[\d ]{5,20}\d|\bpass(?:code|word)\b: ?(?=\w*\d)\w{4,}",
    re.I,
)
LINK = re.compile(r'<a\b[^>]*\bhref="([^"]*)"[^>]*>(.*?)</a>', re.I | re.S)
JOIN = re.compile(  # the words of a link, wherever it leads
    r"(?:click )?(?:here )?(?:to )?join(?=.*\b(?:meeting|call|teams|zoom|webex)\b)(?: (?:the|this|our|your|us|a))?"
    r"(?: (?:microsoft|ms|teams|zoom|webex|online|video|on|by|via|in))*(?: (?:meeting|call))?"
    r"(?: (?:now|here|online|on .*))?",
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
TAGS = re.compile(r"<[^>]*>")
SHORTEST = 4  # letters of a place that is looked for


def links(edition: Edition, found: Document) -> Iterator[Finding]:
    """Joining links, which are never public; the narrative's other links, to be looked at once. None is fetched."""
    hosts: dict[str, None] = {}
    for chapter in found.chapters:
        html = f"{chapter.html} {' '.join(block.html for block in chapter.blocks)}"
        joins = joining(f"{chapter.title} {html}")
        for link in joins:
            yield _joining(chapter.key, f"Section “{chapter.title}”", link)
        hosts |= dict.fromkeys(urlsplit(link).netloc for link in HREF.findall(chapter.html) if not _is_one(link, joins))
    for link in joining(edition.change_note):
        yield _joining("", "The line on what is new", link)
    if hosts:
        yield Finding("", f"Links lead to {', '.join(hosts)}. See that each is meant for everyone.", is_fault=False)


def joining(html: str) -> list[str]:
    """The joining links in a text or in cleaned HTML: known by where they lead, or by the words that one clicks on."""
    by_words = [link for link, words in LINK.findall(html) if JOIN.fullmatch(_plain(TAGS.sub(" ", words)))]
    by_place = [match for match in JOINING.findall(html) if not any(match in link for link in by_words)]
    return list(dict.fromkeys(unescape(link) for link in (*by_words, *by_place)))


def _is_one(link: str, joins: list[str]) -> bool:
    return any(each in unescape(link) for each in joins)


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
