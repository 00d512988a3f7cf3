"""Rows that hold for a span of days ("as at" is valid time; corrections are in the history)."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q

from bcsp.records.clock import today


class DatedQuerySet(models.QuerySet):
    def as_at(self, day: date | None = None):
        """The rows in force on `day` (default: today in London)."""
        return self.filter(during__contains=day or today())


class Dated(models.Model):
    """A row in force from the first day of `during` up to, not including, its end; no end means "until changed"."""

    during = DateRangeField("in force", default=None)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(during__isempty=False) & Q(during__startswith__isnull=False),
                name="%(app_label)s_%(class)s_during_has_start",
                violation_error_message="Give the day from which this holds; it must be before the last day.",
            )
        ]


def since(first: date) -> DateRange:
    """From `first` until changed."""
    return DateRange(first, None)


def no_overlap(*columns: str, name: str, message: str, condition: Q | None = None) -> ExclusionConstraint:
    """Two rows alike in `columns` may not be in force on the same day."""
    return ExclusionConstraint(
        name=name,
        expressions=[*((c, RangeOperators.EQUAL) for c in columns), ("during", RangeOperators.OVERLAPS)],
        condition=condition,
        violation_error_message=message,
    )
