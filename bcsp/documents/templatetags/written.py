"""What templates of papers need of text that a person wrote."""

import re

from django import template
from django.utils.safestring import SafeString, mark_safe

from bcsp.documents.written.typed import clean

register = template.Library()
WIDE = 8  # columns that don't fit an upright page: such a table has a page on its side
TABLE = re.compile(r"<table>.*?</table>", re.S)


@register.filter
def typed(html: str) -> SafeString:
    """Written HTML for a page or a PDF, cleaned once more: the one place where it is trusted.

    Safe: `clean` writes every tag itself and escapes every word between them. A table can be scrolled by itself.
    """
    return mark_safe(TABLE.sub(_in_a_box, clean(html)))


def _in_a_box(match: re.Match[str]) -> str:
    """The table in a box that scrolls on a small screen, and that turns the page where the table is wide."""
    table = match[0]
    kind = "bcsp-scroll wide" if table.partition("</tr>")[0].count("</t") >= WIDE else "bcsp-scroll"
    return f'<div class="{kind}" tabindex="0" role="region" aria-label="Table">{table}</div>'
