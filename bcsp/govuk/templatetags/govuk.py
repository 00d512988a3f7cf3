"""The design system's components as template tags. Texts are escaped; markup must be marked safe by its maker."""

from collections.abc import Iterable, Mapping
from typing import Any
from zlib import crc32

from django import template
from django.forms import BaseForm, BoundField
from django.template import Context, Node, NodeList
from django.utils.html import format_html
from django.utils.safestring import SafeString

from bcsp import strands
from bcsp.govuk import fields
from bcsp.govuk.components import component as draw
from bcsp.govuk.components import words

register = template.Library()


@register.filter
def sentence(text: str) -> str:
    """A typed text with a full stop, unless it ends in a mark of its own: more follows it in the same paragraph."""
    return text if text.rstrip().endswith((".", "!", "?", "…", ":")) else f"{text.rstrip()}."


@register.simple_tag
def component(name: str, **params: Any) -> SafeString:
    """Any component by its name: `{% component "panel" titleText="Sent" text=reference %}`."""
    return draw(name, params)


@register.simple_tag
def govuk_field(bound: BoundField, heading: str = "", page_heading: bool = False, **extra: Any) -> SafeString:
    """One field of a form, outside any layout: `{% govuk_field form.title heading="m" %}`."""
    return fields.field(bound, heading, page_heading, **extra)


@register.simple_tag
def error_summary(*forms: BaseForm | None) -> SafeString:
    """The errors of the forms given, each leading to its control; `base.html` shows it for the page's `form`."""
    return fields.error_summary(form for form in forms if isinstance(form, BaseForm))


@register.simple_tag
def error_prefix(*forms: BaseForm | None) -> str:
    """`Error: ` for the page's title, where a form was refused."""
    return "Error: " if any(isinstance(form, BaseForm) and form.is_bound and form.errors for form in forms) else ""


@register.simple_tag
def tag(text: str, colour: str = "grey", classes: str = "") -> SafeString:
    """A status as a word in a tag. Colours: grey, green, teal, blue, purple, magenta, red, orange, yellow."""
    return draw("tag", {**words(text), "classes": f"govuk-tag--{colour} {classes}".strip()})


@register.simple_tag
def button(text: str, href: str = "", kind: str = "", name: str = "", value: str = "") -> SafeString:
    """A button, or with `href` a link that looks like one. Kinds: secondary, warning, inverse."""
    params: dict[str, Any] = {"text": text, "classes": f"govuk-button--{kind}" if kind else ""}
    if href:
        return draw("button", params | {"href": href})
    return draw("button", params | ({"name": name, "value": value} if name else {}) | {"preventDoubleClick": True})


@register.simple_tag
def summary_list(rows: Iterable[tuple[Any, ...]], classes: str = "") -> SafeString:
    """Keys and values: rows of `(key, value)` or `(key, value, href)`; the third is a link to change the value."""
    return draw("summary-list", {"classes": classes, "rows": [_row(*row) for row in rows]})


def _row(key: str, value: Any, href: str = "", verb: str = "Change") -> dict[str, Any]:
    text = value if isinstance(value, SafeString) else format_html('<span class="bcsp-typed">{}</span>', value)
    row: dict[str, Any] = {"key": words(key), "value": {"html": text}}
    if href:
        row["actions"] = {"items": [{"href": href, "text": verb, "visuallyHiddenText": str(key).lower()}]}
    return row


@register.simple_tag
def task_list(tasks: Iterable[Mapping[str, Any]]) -> SafeString:
    """Tasks of `title`, `status` and, where there are any, `href`, `hint` and `colour` (without it plain text)."""
    return draw("task-list", {"items": [_task(**task) for task in tasks]})


def _task(title: str, status: str, href: str = "", hint: str = "", colour: str = "") -> dict[str, Any]:
    shown = {"tag": {**words(status), "classes": f"govuk-tag--{colour}"}} if colour else words(status)
    return {"title": words(title), "href": href, "status": shown} | ({"hint": words(hint)} if hint else {})


@register.simple_tag
def notification_banner(text: str, kind: str = "", title: str = "") -> SafeString:
    """A banner; kind `success` is green, announced and focused."""
    params = {"type": kind, "titleText": title or ("Done" if kind == "success" else "Important")}
    paragraph = format_html('<p class="govuk-notification-banner__heading">{}</p>', text)
    return draw("notification-banner", {**params, "html": paragraph, "titleId": f"banner-{crc32(str(text).encode())}"})


@register.simple_tag
def inset(text: str) -> SafeString:
    """A text set apart."""
    return draw("inset-text", words(text))


@register.simple_tag
def warning_text(text: str) -> SafeString:
    """A warning with its exclamation mark."""
    return draw("warning-text", {**words(text), "iconFallbackText": "Warning"})


@register.simple_tag
def public_links() -> list[strands.PublicLink]:
    """What the strands offer to everyone, for the footer."""
    return strands.public_links()


@register.simple_tag(takes_context=True)
def pagination(context: Context, page: Any, param: str = "page") -> SafeString:
    """Links to the other pages of a list, with the rest of the query string as it is; nothing for a single page."""
    if page.paginator.num_pages < 2:
        return SafeString("")

    def href(number: int) -> str:
        query = context["request"].GET.copy()
        query[param] = str(number)
        return f"?{query.urlencode()}"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    items = [
        {"number": n, "href": href(n), "current": n == page.number} if isinstance(n, int) else {"ellipsis": True}
        for n in numbers
    ]
    params: dict[str, Any] = {"items": items}
    if page.has_previous():
        params["previous"] = {"href": href(page.previous_page_number())}
    if page.has_next():
        params["next"] = {"href": href(page.next_page_number())}
    return draw("pagination", params)


class Wrapping(Node):
    """A block tag whose inside becomes the `html` of a component."""

    def __init__(self, name: str, title: Any, inside: NodeList) -> None:
        self.name, self.title, self.inside = name, title, inside

    def render(self, context: Context) -> SafeString:
        params = {"html": self.inside.render(context)}
        if self.title:
            params["summaryText"] = str(self.title.resolve(context))
        return draw(self.name, params)


@register.tag
def details(parser: Any, token: Any) -> Wrapping:
    """`{% details "Add detail" %} … {% enddetails %}`: folded away under a summary."""
    _, title = token.split_contents()
    inside = parser.parse(("enddetails",))
    parser.delete_first_token()
    return Wrapping("details", parser.compile_filter(title), inside)


@register.tag
def insetblock(parser: Any, token: Any) -> Wrapping:
    """`{% insetblock %} … {% endinsetblock %}`: markup set apart."""
    inside = parser.parse(("endinsetblock",))
    parser.delete_first_token()
    return Wrapping("inset-text", None, inside)
