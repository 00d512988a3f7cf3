"""What the templates of corporate memory need."""

from decimal import Decimal

from django import template

from memory.rules import READ_APPLICATIONS

register = template.Library()


@register.inclusion_tag("memory/_around.html", takes_context=True)
def around(context: dict) -> dict:
    """The pages of corporate memory beside each other, as far as the viewer may open them."""
    return {"may_read_applications": context["viewer"].may(READ_APPLICATIONS)}


@register.filter
def pounds(amount: Decimal) -> str:
    """Such as 18,400 or 4,150.50: pence only where there are some."""
    return f"{amount:,.2f}".removesuffix(".00")
