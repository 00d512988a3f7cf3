"""Which providers were used, for what and for how much."""

from django.db import models
from django.db.models import Q

from bcsp.people.models import Organisation
from bcsp.records.history import remembered
from memory.models.interventions import Intervention


class ProviderUseQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Those of interventions that the viewer may read."""
        return self.filter(intervention__in=Intervention.objects.visible_to(viewer).values("pk"))


@remembered()
class ProviderUse(models.Model):
    """A provider, used in a year for a purpose and a sum, within an intervention."""

    intervention = models.ForeignKey(Intervention, models.CASCADE, related_name="uses")
    provider = models.ForeignKey(Organisation, models.PROTECT, related_name="uses")
    year = models.PositiveSmallIntegerField("the year that began in April")
    what = models.CharField("for what", max_length=200)
    amount = models.DecimalField("pounds", max_digits=11, decimal_places=2)

    objects = ProviderUseQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "provider__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["intervention", "provider", "year"],
                name="memory_provideruse_once",
                violation_error_message="This provider stands there for that year already.",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0, year__range=(2000, 2100)) & ~Q(what=""),
                name="memory_provideruse_whole",
                violation_error_message="Say for what and for how much the provider was used, and in which year.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider}, {self.year}: {self.what}"
