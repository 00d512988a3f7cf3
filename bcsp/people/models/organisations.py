import pgtrigger
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Q
from django.urls import reverse

from bcsp.records.history import remembered


class OrganisationQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Organisations are public facts: the partnership says openly whom it works with."""
        return self

    def with_former_names(self):
        """With `said_before`, the names that each had, for lists that show them: no query for each, nor one for all."""
        names = FormerName.objects.filter(organisation=models.OuterRef("pk")).values("name")
        return self.annotate(said_before=ArraySubquery(names))

    def local_groups(self):
        return self.filter(tier=Organisation.Tier.LDG)


@remembered()
class Organisation(models.Model):
    """Tiers, local groups, authorities, partner boards, providers, funders: rows of one table (Popolo: Organization).

    An organisation that changes its name keeps its row. None is ever deleted: records name their readers by it.
    """

    class Kind(models.TextChoices):
        PARTNERSHIP = "partnership", "Community safety partnership"
        TIER = "tier", "Tier of the partnership"
        AUTHORITY = "authority", "Responsible authority"
        POLICING_BODY = "policing_body", "Local policing body"
        BOARD = "board", "Board"
        NETWORK = "network", "Network"
        AREA_OF_WORK = "area_of_work", "Area of work"
        THIRD_SECTOR = "third_sector", "Third sector (VCFSE)"

    class Tier(models.TextChoices):
        BOARD = "board", "Board"
        PDG = "pdg", "Partnership Delivery Group"
        LDG = "ldg", "Local Delivery Group"

    slug = models.SlugField(unique=True)
    name = models.CharField("name today", max_length=200)
    short_name = models.CharField("short name", max_length=40, blank=True)
    plan_name = models.CharField("name in the plan", max_length=200, blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    tier = models.CharField(max_length=10, choices=Tier.choices, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    identifier = models.CharField("org-id", max_length=60, blank=True, help_text="org-id.guide, such as GB-LAE-BIR")
    purpose = models.CharField("what it does", max_length=400, blank=True)
    note = models.CharField(max_length=400, blank=True)
    is_sample = models.BooleanField("invented", default=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="tier") & ~Q(tier="")) | (~Q(kind="tier") & Q(tier="")),
                name="people_organisation_tier_iff_tier",
                violation_error_message="Say which tier a body of the partnership is; other organisations have none.",
            ),
            models.UniqueConstraint(
                fields=["identifier"],
                condition=~Q(identifier=""),
                name="people_organisation_identifier_once",
                violation_error_message="Another organisation has this identifier.",
            ),
            models.UniqueConstraint(
                fields=["tier"],
                condition=Q(tier__in=["board", "pdg"]),
                name="people_organisation_one_board_one_pdg",
                violation_error_message="There is one Board and one Partnership Delivery Group.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="organisation_stays", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:organisation_detail", args=[self.slug])

    @property
    def brief(self) -> str:
        return self.short_name or self.name

    @property
    def formerly(self) -> str:
        """The names that it had, the latest first, such as "Greenhand Recyclers"; empty where it had none."""
        if not hasattr(self, "said_before"):
            self.said_before = [former.name for former in self.former_names.all()]
        return ", ".join(self.said_before)


@remembered()
class FormerName(models.Model):
    """A name that an organisation had until a day. The organisation keeps its row, so nothing that it did is split."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="former_names")
    name = models.CharField(max_length=200)
    until = models.DateField("called so until")

    class Meta:
        ordering = ["-until", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name", "until"],
                name="people_formername_once",
                violation_error_message="That name stands among its former names already.",
            ),
            models.CheckConstraint(
                condition=~Q(name=""), name="people_formername_said", violation_error_message="Say what it was called."
            ),
        ]

    def __str__(self) -> str:
        return self.name


@remembered()
class Post(models.Model):
    """A seat or office in an organisation, held or vacant (Popolo: Post). Duties and actions stay with the post."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="posts")
    label = models.CharField(max_length=150)
    duties = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)  # counts changes of the duties
    on_behalf_of = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="seats_elsewhere", verbose_name="speaks for"
    )
    is_sample = models.BooleanField("invented", default=False)

    class Meta:
        ordering = ["organisation", "label"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "label"],
                name="people_post_label_once",
                violation_error_message="This organisation already has a post of that name.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.label}, {self.organisation.brief}"
