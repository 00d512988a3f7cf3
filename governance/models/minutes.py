"""The minutes of a meeting: decisions, actions and three lines an item, until the next meeting agrees them."""

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from bcsp.people.models import Person
from bcsp.people.roles import Role
from bcsp.records.history import remembered
from bcsp.records.models import NONE, Made, RecordQuerySet
from bcsp.records.stamps import stamp_pair
from governance.choices import MinutesState, Outcome
from governance.models.agendas import AgendaItem
from governance.models.locking import locked_with_its_minutes
from governance.models.meetings import Meeting
from governance.models.serving import serving_q


@remembered()
class Minutes(Made):
    """The minutes of one meeting: a draft, circulated, corrected, agreed by a later meeting of the body, then locked.

    Each minute is read as its item is read, so that a private item's minute goes to its members alone.
    """

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    state = models.CharField(max_length=10, choices=MinutesState.choices, default=MinutesState.DRAFT)
    circulated_at = models.DateTimeField(null=True, blank=True)
    circulated_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    agreed_in = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="+")

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "minutes"
        constraints = [
            stamp_pair("governance_minutes", "circulated", "circulated"),
            stamp_pair("governance_minutes", "agreed", "agreed"),
            models.CheckConstraint(
                condition=Q(state="draft", circulated_at__isnull=True, agreed_at__isnull=True)
                | Q(state__in=["circulated", "corrected"], circulated_at__isnull=False, agreed_at__isnull=True)
                | Q(state="agreed", circulated_at__isnull=False, agreed_at__isnull=False, agreed_in__isnull=False),
                name="governance_minutes_state",
                violation_error_message="Minutes are circulated before a later meeting agrees them.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="agreed_minutes_stay",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state="agreed"),
            )
        ]

    def __str__(self) -> str:
        return f"Minutes of {self.meeting}"

    def get_absolute_url(self) -> str:
        return reverse("governance:minutes_detail", args=[self.meeting_id])

    @classmethod
    def visible_q(cls, viewer) -> Q:
        """Once circulated, whoever reads the meeting; before that, those who write them."""
        readable = Q(meeting__in=Meeting.objects.visible_to(viewer)) if viewer.is_member else NONE
        writes = serving_q(viewer, "meeting__body_id", Role.CLERK, Role.CHAIR)
        return readable & (~Q(state=MinutesState.DRAFT) | writes)


@remembered(exclude=("search",))
class Minute(Made):
    """What is minuted of one item besides its decisions and actions: three lines, as a rule."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="entries")
    item = models.OneToOneField(AgendaItem, models.PROTECT, related_name="minute")
    text = models.TextField("what was said, in three lines", max_length=3000)
    search = models.GeneratedField(
        expression=SearchVector("text", weight="B", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["item__position"]
        indexes = [GinIndex(fields=["search"], name="governance_minute_search")]
        triggers = [locked_with_its_minutes]

    def __str__(self) -> str:
        return f"Minute of {self.item}"

    def get_absolute_url(self) -> str:
        return f"{reverse('governance:minutes_detail', args=[self.item.meeting_id])}#item-{self.item_id}"

    @property
    def is_named(self) -> bool:
        """It is read as its item is."""
        return self.item.is_named

    @classmethod
    def visible_q(cls, viewer) -> Q:
        items = AgendaItem.objects.visible_to(viewer)
        return Q(minutes__in=Minutes.objects.visible_to(viewer)) & Q(item__in=items)


@remembered()
class Correction(Made):
    """A correction that somebody asks for; whoever writes the minutes makes it, or says why not."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="corrections")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="corrections")
    text = models.CharField("what should be put right", max_length=500)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.WAITING)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    settled_why = models.CharField("why it is not made", max_length=300, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        triggers = [locked_with_its_minutes]
        constraints = [
            stamp_pair("governance_correction", "settled", "settled"),
            models.CheckConstraint(
                condition=Q(outcome="waiting", settled_at__isnull=True)
                | Q(outcome="made", settled_at__isnull=False)
                | (Q(outcome="declined", settled_at__isnull=False) & ~Q(settled_why="")),
                name="governance_correction_outcome",
                violation_error_message="Say what became of the correction; where it is not made, say why.",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return f"{reverse('governance:minutes_detail', args=[self.minutes.meeting_id])}#item-{self.item_id}"

    @classmethod
    def visible_q(cls, viewer) -> Q:
        items = AgendaItem.objects.visible_to(viewer)
        return Q(minutes__in=Minutes.objects.visible_to(viewer)) & Q(item__in=items)
