from datetime import date

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from bcsp.people.models import Organisation, Post
from bcsp.records.dated import Dated, no_overlap
from bcsp.records.history import remembered
from bcsp.records.models import Record, RecordQuerySet
from governance.choices import Purpose
from governance.models.meetings import Meeting
from governance.models.protection import protected_item_stays, standing_item_keeps_name
from governance.models.withheld import Withheld, says_why_private

TYPED = (Purpose.DECISION, Purpose.DISCUSSION, Purpose.INFORMATION)


@remembered()
class ItemKind(models.Model):
    """A kind of agenda item that comes back, such as Emerging Trends. Strands offer papers by its code."""

    code = models.SlugField(primary_key=True, max_length=40)
    name = models.CharField(max_length=100)
    nil_sentence = models.CharField("what a meeting without papers says", max_length=200)

    def __str__(self) -> str:
        return self.name


@remembered()
class StandingRule(Dated):
    """A rule of a body: this kind stands on its agendas; if protected, nobody can remove it (plan output CSD2a)."""

    body = models.ForeignKey(Organisation, models.PROTECT, related_name="standing_rules")
    kind = models.ForeignKey(ItemKind, models.PROTECT, related_name="rules")
    protected = models.BooleanField(default=False)
    in_full = models.PositiveSmallIntegerField("papers printed in full", default=5)
    source = models.CharField("where the rule comes from", max_length=200)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            no_overlap(
                "body", "kind", name="governance_rule_once_a_day", message="This body has that rule already then."
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.kind}"


class AgendaItemQuerySet(RecordQuerySet):
    def visible_to(self, viewer):
        return super().visible_to(viewer).select_related("meeting__body", "kind", "presenter__organisation")


@remembered(exclude=("search",))
class AgendaItem(Withheld, Record):
    """An item of a meeting's agenda. What it shows is never more than its meeting's readers may see."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField("item number")
    kind = models.ForeignKey(ItemKind, models.PROTECT, null=True, blank=True, related_name="items")
    title = models.CharField(max_length=150)
    introduction = models.TextField(blank=True, max_length=2000)
    purpose = models.CharField("what it is for", max_length=12, choices=Purpose.choices, default=Purpose.DISCUSSION)
    presenter = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="items_presented")
    presented_by = models.CharField("or who else presents it", max_length=150, blank=True)
    minutes = models.PositiveSmallIntegerField(
        "minutes planned", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(480)]
    )
    carried_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="carried_to")
    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="english")
        + SearchVector("introduction", weight="B", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = AgendaItemQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["meeting", "position"]
        indexes = [*Record.Meta.indexes, GinIndex(fields=["search"], name="governance_agendaitem_search")]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="governance_item_position_once",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message="Two items of a meeting can't have the same number.",
            ),
            models.UniqueConstraint(
                fields=["meeting", "kind"],
                name="governance_item_kind_once",
                violation_error_message="This standing item is on the agenda already.",
            ),
            models.CheckConstraint(
                condition=Q(kind__isnull=False, purpose="standing") | Q(kind__isnull=True, purpose__in=TYPED),
                name="governance_item_purpose",
                violation_error_message="Say whether the item is for decision, for discussion or for information.",
            ),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__range=(1, 480)),
                name="governance_item_minutes",
                violation_error_message="An item takes between 1 and 480 minutes.",
            ),
            says_why_private("governance_item"),
        ]
        triggers = [protected_item_stays, standing_item_keeps_name]

    def __str__(self) -> str:
        return f"{self.meeting}, item {self.position}: {self.title}"

    def get_absolute_url(self) -> str:
        return f"{reverse('governance:meeting_detail', args=[self.meeting_id])}#item-{self.pk}"

    @property
    def own_page(self) -> str:
        """The address of the page that shows this item alone."""
        return reverse("governance:item_detail", args=[self.pk])

    @property
    def day(self) -> date:
        """The day on which it was, or is to be, before the meeting."""
        return self.meeting.day

    @property
    def presenter_name(self) -> str:
        """The post or whoever else presents it; empty where nobody is named."""
        return self.presenter_post or self.presented_by

    @property
    def presenter_post(self) -> str:
        """The post alone: what the public may read, as whoever else presents may be a person (practice.md, rule 12)."""
        return str(self.presenter) if self.presenter_id else ""

    @classmethod
    def visible_q(cls, viewer) -> Q:
        return super().visible_q(viewer) & Q(meeting__in=Meeting.objects.visible_to(viewer))
