"""The whole database as numbers, to see that something changed nothing."""

from django.apps import apps

VIEWS = {"pghistory.Events", "pghistory.MiddlewareEvents"}  # pghistory's reports over tables, not tables


def rows() -> dict[str, int]:
    """How many rows each table has, events included."""
    tables = (model for model in apps.get_models() if model._meta.managed and model._meta.label not in VIEWS)
    return {model._meta.label: model._base_manager.count() for model in tables}
