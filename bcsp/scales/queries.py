"""Reads of the scales."""

from bcsp.scales.models import Term


def yardstick() -> list[Term]:
    """The whole scale of how likely something is, for beside the chosen word (domain.md §3.1: on every product)."""
    return list(Term.objects.filter(scale="yardstick", retired=False).order_by("position"))
