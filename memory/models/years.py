"""What a lead says at the end of a year: five questions about something that was tried."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from bcsp.records.history import remembered
from bcsp.records.models import Made
from memory.models.interventions import SCREENED, Intervention
from memory.years import in_words


class YearEndQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Those of interventions that the viewer may read."""
        return self.filter(intervention__in=Intervention.objects.visible_to(viewer).values("pk"))


@remembered()
class YearEnd(Made):
    """Five answers about one intervention in one year; who may read them is who may read it."""

    intervention = models.ForeignKey(Intervention, models.PROTECT, related_name="year_ends")
    year = models.PositiveSmallIntegerField("the year that began in April")
    done = models.TextField("what was done this year", max_length=600)
    changed = models.TextField("what changed for people", max_length=600)
    differed = models.TextField("what went otherwise than planned", max_length=600)
    again = models.TextField("what we would do again, and what not", max_length=600)
    know = models.TextField("what others should know before they try it", max_length=600)
    screened = models.BooleanField("no names, addresses, car numbers or handles", default=False)

    objects = YearEndQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["intervention", "year"],
                name="memory_yearend_once",
                violation_error_message="Somebody has answered for that year already. Open the intervention again to "
                "read it.",
            ),
            models.CheckConstraint(
                condition=Q(year__range=(2000, 2100))
                & ~(Q(done="") | Q(changed="") | Q(differed="") | Q(again="") | Q(know="")),
                name="memory_yearend_whole",
                violation_error_message="Answer all five questions. “Nothing” is an answer too.",
            ),
            models.CheckConstraint(
                condition=Q(screened=True), name="memory_yearend_screened", violation_error_message=SCREENED
            ),
        ]

    def __str__(self) -> str:
        return f"{self.intervention_id}: {in_words(self.year)}"

    def get_absolute_url(self) -> str:
        return f"{reverse('memory:intervention_detail', args=[self.intervention.reference])}#year-{self.year}"

    @property
    def label(self) -> str:
        """Such as "2026/27"."""
        return in_words(self.year)

    @property
    def answers(self) -> list[tuple[str, str]]:
        """Each question with its answer."""
        return [(QUESTIONS[name], getattr(self, name)) for name in QUESTIONS]


QUESTIONS = {
    "done": "What was done this year?",
    "changed": "What changed for people?",
    "differed": "What went otherwise than planned?",
    "again": "What would you do again, and what not?",
    "know": "What should others know before they try it?",
}
