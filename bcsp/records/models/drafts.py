from django.db import models

from bcsp.records.clock import day_of, today


class Draft(models.Model):
    """What a person has typed into a form and not sent: one row a person and form, never shown to anyone else."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)  # the form and what it edits, such as "horizon.assessment:12"
    path = models.CharField(max_length=500, blank=True, default="")  # of the page to go on with it
    payload = models.JSONField(default=dict)  # field name → list of values, as a form sends them
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "key"],
                name="records_draft_one_each",
                violation_error_message="There is a draft of this form already.",
            )
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def is_from_today(self) -> bool:
        return day_of(self.saved_at) == today()
