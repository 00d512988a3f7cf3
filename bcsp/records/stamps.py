"""Pairs of columns that say when something happened and who did it: both or neither."""

from django.db import models
from django.db.models import Q


def stamp_pair(model: str, verb: str, words: str) -> models.CheckConstraint:
    """`<verb>_at` and `<verb>_by` are both given or both empty."""
    at, by = f"{verb}_at__isnull", f"{verb}_by__isnull"
    return models.CheckConstraint(
        condition=Q(**{at: True, by: True}) | Q(**{at: False, by: False}),
        name=f"{model}_{verb}_pair",
        violation_error_message=f"Say both when this was {words} and who did it.",
    )
