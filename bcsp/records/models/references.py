from django.db import models

from bcsp.records.clock import today


class Counter(models.Model):
    """The last number given in a series such as `ET-2026`. Its lock makes numbers without gaps."""

    series = models.CharField(max_length=30, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.series}: {self.last}"


def next_reference(prefix: str) -> str:
    """The next reference of this year's series, such as `ET-2026-0007`. Call inside the action that uses it.

    The counter's row stays locked until that action commits, and is rolled back with it: so no number is lost.
    """
    series = f"{prefix}-{today().year}"
    Counter.objects.bulk_create([Counter(series=series)], ignore_conflicts=True)
    counter = Counter.objects.select_for_update().get(pk=series)
    counter.last += 1
    counter.save()
    return f"{series}-{counter.last:04d}"
