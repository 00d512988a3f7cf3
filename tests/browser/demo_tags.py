"""Sample rows for the page of parts."""

from datetime import date
from typing import Any

from django import template

register = template.Library()


@register.simple_tag
def demo_lists(day: date) -> dict[str, list[Any]]:
    return {
        "summary": [("Reference", "T-0001"), ("What is new", "Two lines\nof text", "/change/")],
        "tasks": [
            {"title": "Size", "href": "/size/", "status": "Done"},
            {"title": "Advice", "href": "/advice/", "status": "To do", "colour": "blue", "hint": "5 minutes"},
        ],
        "events": [
            {"title": "Referred", "by": "Ben Example", "at": day, "text": "From a partner"},
            {"title": "Logged"},
        ],
    }
