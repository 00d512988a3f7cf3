import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from bcsp.people.models import Organisation
from bcsp.people.roles import Role
from bcsp.places.models import Ward
from bcsp.records.history import remembered
from bcsp.records.models import Audience, Record
from bcsp.records.stamps import stamp_pair
from horizon.choices import (
    Changing,
    Characteristic,
    Corroborated,
    DiscardReason,
    HandOverRoute,
    Provenance,
    ReferralKind,
    ReferralState,
    SourceType,
    Tension,
    TensionTheme,
    Urgency,
)
from horizon.models.trends import SCREENED

READERS = [Role.ANALYST, Role.COORDINATOR]


@remembered()
class Referral(Record):
    """What a member tells the analysts. They and the referrer alone read it; what comes of it is told in feedback."""

    reference = models.CharField(max_length=20, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=ReferralKind.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="referrals")
    title = models.CharField("in a few words", max_length=120)
    what = models.TextField("what was seen or heard", max_length=1500)
    happened = models.CharField("when it happened", max_length=100, blank=True)
    ward = models.ForeignKey(Ward, models.PROTECT, null=True, blank=True, related_name="referrals")
    place = models.CharField("where", max_length=150, blank=True)
    source_type = models.CharField("where it comes from", max_length=20, choices=SourceType.choices)
    provenance = models.CharField("how it is known", max_length=12, choices=Provenance.choices)
    corroborated = models.CharField(max_length=10, choices=Corroborated.choices)
    urgency = models.CharField("how urgent it seems to the referrer", max_length=10, choices=Urgency.choices)
    done = models.CharField("what has been done, and by whom", max_length=400, blank=True)
    screened = models.BooleanField("no names, addresses, car numbers or handles", default=False)
    state = models.CharField(max_length=12, choices=ReferralState.choices, default=ReferralState.RECEIVED)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=20, choices=DiscardReason.choices, blank=True)
    route = models.CharField("handed over to", max_length=20, choices=HandOverRoute.choices, blank=True)
    feedback = models.CharField("feedback to the referrer", max_length=400, blank=True)

    class Meta(Record.Meta):
        ordering = ["-created_at", "-pk"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=ReferralKind.values),
                name="horizon_referral_kind",
                violation_error_message="Choose what you are referring.",
            ),
            models.CheckConstraint(
                condition=Q(screened=True),
                name="horizon_referral_screened",
                violation_error_message=SCREENED,
            ),
            stamp_pair("horizon_referral", "closed", "answered"),
            models.CheckConstraint(
                condition=Q(state="received", closed_at__isnull=True, reason="", route="")
                | (Q(state="linked", closed_at__isnull=False, reason="", route=""))
                | (Q(state="discarded", closed_at__isnull=False, route="") & ~Q(reason="") & ~Q(feedback=""))
                | (Q(state="handed_over", closed_at__isnull=False, reason="") & ~Q(route="") & ~Q(feedback="")),
                name="horizon_referral_state",
                violation_error_message="An answered referral says how, why, by whom, and what the referrer is told.",
            ),
        ]

        triggers = [pgtrigger.Protect(name="referral_stays", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("horizon:referral_detail", args=[self.reference])

    @property
    def state_in_words(self) -> str:
        """How it stands. A change in an organisation that was noted is not "taken no further"."""
        return "Noted" if self.reason == DiscardReason.NOTED else self.get_state_display()

    @classmethod
    def default_readers(cls) -> dict:
        """A referral is for the analysts and the coordinator, and its maker."""
        return {"audience": Audience.NAMED, "reader_roles": [str(role) for role in READERS]}


@remembered()
class TensionDetail(models.Model):
    """What only a tension referral has (domain.md §1.3); in its own table, because it is narrower."""

    referral = models.OneToOneField(Referral, models.CASCADE, primary_key=True, related_name="tension")
    parts = ArrayField(
        models.CharField(max_length=12, choices=Tension.choices), verbose_name="what kind of information"
    )
    theme = models.CharField(max_length=15, choices=TensionTheme.choices)
    communities = models.CharField("communities affected", max_length=300)
    characteristics = ArrayField(
        models.CharField(max_length=12, choices=Characteristic.choices), default=list, blank=True
    )
    interpretation = models.TextField("what the referrer makes of it", max_length=1000, blank=True)
    trigger_date = models.DateField("possible trigger date", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(parts__len__gt=0),
                name="horizon_tension_has_part",
                violation_error_message="Choose at least one: experienced, evidenced or potential.",
            )
        ]

    def __str__(self) -> str:
        return str(self.referral)

    @property
    def parts_in_words(self) -> str:
        return "; ".join(Tension(part).label for part in self.parts)

    @property
    def characteristics_in_words(self) -> str:
        return ", ".join(Characteristic(each).label for each in self.characteristics)


@remembered()
class ChangeDetail(models.Model):
    """What only a referral of a change in an organisation has (plan output CSD2d)."""

    referral = models.OneToOneField(Referral, models.CASCADE, primary_key=True, related_name="change")
    changing = models.CharField("what changes", max_length=10, choices=Changing.choices)
    subject = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="changes", verbose_name="organisation"
    )
    subject_name = models.CharField("name of an organisation that is not in the list", max_length=200, blank=True)
    effective_on = models.DateField("from when", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(subject__isnull=False, subject_name="") | (Q(subject__isnull=True) & ~Q(subject_name="")),
                name="horizon_changedetail_one_subject",
                violation_error_message="Choose the organisation that changes, or write its name: one of the two.",
            )
        ]

    def __str__(self) -> str:
        return str(self.referral)

    @property
    def whom(self) -> str:
        """The organisation that changes, by the name that it has here or that the referrer gave it."""
        return str(self.subject or self.subject_name)
