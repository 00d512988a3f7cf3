from typing import Any

from django import template
from django.db.models import Model

from bcsp.search.before import MARK, before

register = template.Library()


@register.inclusion_tag("search/_before.html", takes_context=True)
def seen_before(context: template.Context, record: Model) -> dict[str, Any]:
    """What is nearest to a record of what was tried, learned and decided before, as far as the reader may know."""
    viewer = context["request"].viewer
    label = record._meta.label_lower
    return {"record": record, "label": label, "rows": before(record, viewer), "may_mark": viewer.may(MARK, record)}
