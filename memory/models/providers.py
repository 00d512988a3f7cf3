"""Which providers were used, for what and for how much; and whether we would again, which only the team reads."""

from django.db import models
from django.db.models import Q

from bcsp.people.models import Organisation
from bcsp.people.roles import Role
from bcsp.records.history import remembered
from bcsp.records.models import ALL, NONE, Made
from memory.choices import Again
from memory.models.interventions import Intervention

TEAM = {Role.COORDINATOR, Role.ANALYST, Role.CLERK}  # who reads applications and what providers are told of


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


class VerdictQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Competing providers are partners: for the community safety team alone (practice.md, rule 8)."""
        return self.filter(ALL if viewer.roles & TEAM else NONE)


@remembered()
class Verdict(Made):
    """Whether we would use the provider again for this: facts against what was agreed. It counts once the provider has
    seen it, and for three years (practice.md, rule 9). Not a mark; no person is named."""

    use = models.OneToOneField(ProviderUse, models.CASCADE, related_name="verdict")
    again = models.CharField("would we again?", max_length=10, choices=Again.choices)
    agreed = models.CharField("what was agreed", max_length=400)
    delivered = models.CharField("what was delivered", max_length=400)
    shown_on = models.DateField("shown to the provider on", null=True, blank=True)
    reply = models.TextField("what the provider says to it", max_length=800, blank=True)

    objects = VerdictQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(again__in=Again.values) & ~Q(agreed="") & ~Q(delivered=""),
                name="memory_verdict_facts",
                violation_error_message="Say what was agreed and what was delivered.",
            ),
            models.CheckConstraint(
                condition=Q(reply="") | Q(shown_on__isnull=False),
                name="memory_verdict_shown_first",
                violation_error_message="A provider replies to what it was shown: give the day.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.use_id}: {self.get_again_display()}"
