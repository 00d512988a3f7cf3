"""What the templates of corporate memory need."""

from decimal import Decimal

from django import template

register = template.Library()


@register.filter
def pounds(amount: Decimal) -> str:
    """Such as 18,400 or 4,150.50: pence only where there are some."""
    return f"{amount:,.2f}".removesuffix(".00")
