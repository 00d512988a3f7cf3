"""Text that a person typed, pasted or took from Word, as HTML of our own few tags: h2 to h4, p, lists, tables, bold,
italics and links to http, https and mailto.

Cleaned when it comes in and again when it goes out (the filter `typed`). Pictures, scripts, styles, links to anywhere
else and what Word hides between its lines are left out; nothing is ever fetched.
"""

import re

import nh3

from bcsp.documents.written import blocks, from_html, from_text
from bcsp.govuk.plaintext import legible

TAGS = {"h2", "h3", "h4", "p", "br", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "strong", "em", "a"}
ATTRIBUTES = {"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"}}
STRICT = nh3.Cleaner(
    tags=TAGS, attributes=ATTRIBUTES, url_schemes=from_html.SCHEMES, url_relative="deny", link_rel=None
)
HEADING = re.compile(r"<(/?)h([1-5])\b")
COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.S)
BLOCKS = r"p|h[1-6]|[uo]l|li|table|t[rdh]|thead|tbody|div|body|html"
PAGE = re.compile(rf"\s*<(?:!doctype|meta|head|{BLOCKS})(?:\s[^<>]*)?>", re.I)
LOOKS_LIKE_HTML = re.compile(
    rf"</?(?:{BLOCKS}|strong|em|b|i|a|br|span|font|img|script|style)(?:\s[^<>]*)?/?>|<!--", re.I
)


def _as_link(href: str, words: str) -> str:
    """A link as it is typed; its words alone where it may not be followed."""
    return f"[{words}]({href})" if href.partition(":")[0].lower() in from_html.SCHEMES else words


AMONG_LINES = (  # a tag among lines that a person typed, and what it comes to in them; what is none of these goes
    (re.compile(r"<(script|style)\b[^<>]*>(?:(?!<\1\b).)*?</\1\s*>", re.I | re.S), lambda m: ""),
    (re.compile(r"<(?:strong|b)>([^<>]+)</(?:strong|b)>", re.I), lambda m: f"**{m[1].strip()}**"),
    (re.compile(r"<(?:em|i)>([^<>]+)</(?:em|i)>", re.I), lambda m: f"*{m[1].strip()}*"),
    (re.compile(r"<a href=[\"']([^\"'<>\s()]+)[\"']>([^<>\[\]]+)</a>", re.I), lambda m: _as_link(m[1], m[2].strip())),
    (re.compile(r"<br\s{0,9}/?>", re.I), lambda m: "\n"),
    (re.compile(r"<li(?:\s[^<>]*)?>", re.I), lambda m: "\n- "),
    (re.compile(rf"</?(?:{BLOCKS})(?:\s[^<>]*)?>", re.I), lambda m: "\n\n"),
    (LOOKS_LIKE_HTML, lambda m: ""),
)


def clean(html: str) -> str:
    """Any HTML as our few tags. Cleaning again changes nothing."""
    return STRICT.clean(blocks.as_html(from_html.blocks_of(html)))


def from_typed(text: str) -> str:
    """Clean HTML of what came in a plain box: HTML where it begins as such, otherwise lines as people type them."""
    shown = COMMENT.sub("", text)
    if PAGE.match(shown):
        return clean(text)
    for tag, in_lines in AMONG_LINES:
        shown = tag.sub(in_lines, shown)
    return clean(blocks.as_html(from_text.blocks_of(legible(shown))))


def as_typed(html: str) -> str:
    """The same back as a text to go on with in a plain box; where its words would pass for tags, as HTML."""
    text = from_text.as_text(from_html.blocks_of(html))
    return html if LOOKS_LIKE_HTML.search(text) else text


def plain(html: str) -> str:
    """Its words alone, a line each paragraph, item or cell: for screening and for search."""
    return "\n".join(blocks.lines(from_html.blocks_of(html)))


def one_lower(html: str) -> str:
    """HTML of ours with its headings one level down, to stand under a heading of its place."""
    return HEADING.sub(lambda m: f"<{m[1]}h{int(m[2]) + 1}", html)
