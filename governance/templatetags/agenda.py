"""What the page of an agenda needs of a template."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def of(found: Mapping[Any, Any], key: Any) -> Any:
    """What a mapping holds for an item or a paper, by its key: `questions|of:entry.item.pk`."""
    return found.get(key) if found else None
