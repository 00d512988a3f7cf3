"""What the templates of the public document need."""

import re
from html import unescape

from django import template
from django.utils.html import conditional_escape, escape, strip_tags
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
TABLE = re.compile(r"<table\b(?:(?!(?:col|row)span=).)*?</table>", re.S)
TAG = re.compile(r"<(table|thead|tbody|tr|th|td)((?: [^<>]*)?)>")
COLUMN = re.compile(r'<th scope="col"[^<>]*>(.*?)</th>', re.S)
ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}


@register.filter
def stacking(html: SafeString) -> SafeString:
    """Markup of ours whose tables can be stacked on a phone, each cell under the name of its column.

    Cells get that name as `data-label`, and all parts of a table a `role`: Safari takes a table that is not drawn as
    one for no table. A table that a person typed with cells over several columns or rows stays as it is.
    """
    return mark_safe(TABLE.sub(_with_roles, conditional_escape(html)))


def _with_roles(table: re.Match[str]) -> str:
    heads = [escape(unescape(strip_tags(head)).strip()) for head in COLUMN.findall(table[0])]
    column = 0

    def marked(tag: re.Match[str]) -> str:
        nonlocal column
        name, rest = tag[1], tag[2]
        column = 0 if name == "tr" else column + (name in ("th", "td"))
        role = ROLES.get(name) or ("columnheader" if 'scope="col"' in rest else "rowheader")
        label = f' data-label="{heads[column - 1]}"' if name == "td" and column <= len(heads) else ""
        return f'<{name}{rest} role="{role}"{label}>'

    return TAG.sub(marked, table[0])
