"""The strategic year: what leads to what, from the assessment to the review."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse

from bcsp.people.models import Organisation
from bcsp.records.history import remembered

MONTHS = [(month, f"{date(2000, month, 1):%B}") for month in range(1, 13)]


@remembered()
class YearStage(models.Model):
    """A step of the strategic year. The law asks for some of them, and for none in a particular month: the months are
    a proposal of ours until `source` says where the partnership agreed them."""

    key = models.SlugField(primary_key=True, max_length=40)
    position = models.PositiveSmallIntegerField(unique=True)
    name = models.CharField("what it is called", max_length=60)
    what = models.CharField("what happens", max_length=400)
    first_month = models.PositiveSmallIntegerField("begins in", choices=MONTHS)
    last_month = models.PositiveSmallIntegerField("ends in", choices=MONTHS)
    body = models.ForeignKey(
        Organisation, models.PROTECT, related_name="year_stages", verbose_name="which body answers for it"
    )
    outcome = models.CharField("what comes out of it", max_length=300)
    source = models.CharField("where this was agreed", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_month__range=(1, 12), last_month__range=(1, 12)),
                name="governance_yearstage_months",
                violation_error_message="Choose the first and the last month from the list.",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(what="") & ~Q(outcome=""),
                name="governance_yearstage_says_what",
                violation_error_message="Say what the step is called, what happens and what comes out of it.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("governance:year_stage_list")

    @property
    def months(self) -> str:
        """Such as "October to December"."""
        first, last = self.get_first_month_display(), self.get_last_month_display()
        return first if first == last else f"{first} to {last}"
