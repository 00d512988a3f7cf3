from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse

from bcsp.documents.models import StoredPaper
from bcsp.records.history import remembered
from bcsp.records.models import Audience
from bcsp.records.stamps import stamp_pair
from governance.choices import PackState, Paragraph
from governance.models.agendas import AgendaItem
from governance.models.meetings import Meeting
from governance.models.protection import numbers_stay


@remembered()
class Supplement(models.Model):
    """Papers that came after the agenda was published: "S1" and so on, with page numbers of its own."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="supplements")
    number = models.PositiveSmallIntegerField()
    why = models.CharField("why these papers are late", max_length=300)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    numbering = models.JSONField("pages of the supplement", default=dict, blank=True, editable=False)

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [
            stamp_pair("governance_supplement", "issued", "issued"),
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="governance_supplement_number_once",
                violation_error_message="This meeting has a supplement of that number already.",
            ),
            models.CheckConstraint(
                condition=~Q(why="") & Q(number__gte=1),
                name="governance_supplement_says_why",
                violation_error_message="Say why these papers are late.",
            ),
        ]
        triggers = [numbers_stay]

    def __str__(self) -> str:
        return f"S{self.number}"


@remembered()
class ItemPaper(models.Model):
    """A paper frozen under an item when the agenda was published: in full, or a line.

    Read only together with its stored paper, whose readers are its own; `public_line` alone is for everyone.
    """

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="papers")
    paper = models.ForeignKey(StoredPaper, models.PROTECT, related_name="places")
    position = models.PositiveSmallIntegerField()
    in_full = models.BooleanField()
    comes_back = models.BooleanField("comes back for review", default=False)
    line = models.CharField("the paper in a line", max_length=400)
    ask = models.CharField("what is asked of the meeting", max_length=300, blank=True)
    recommendation = models.CharField(max_length=400, blank=True)
    cost = models.CharField(max_length=120, blank=True)
    public_line = models.CharField("what others than its readers see", max_length=300, blank=True)
    paragraph = models.PositiveSmallIntegerField(choices=Paragraph.choices, null=True, blank=True)
    supplement = models.ForeignKey(Supplement, models.PROTECT, null=True, blank=True, related_name="papers")
    subject_kind = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    subject_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("subject_kind", "subject_id")

    class Meta:
        ordering = ["item", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "position"],
                name="governance_itempaper_position_once",
                violation_error_message="Another paper stands in that place.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.paper}"


@remembered()
class Pack(models.Model):
    """A meeting's pack for one audience: being built, ready (with the file), or failed with a sentence."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="packs")
    audience = models.CharField(max_length=10, choices=Audience.choices)
    supplement = models.ForeignKey(Supplement, models.PROTECT, null=True, blank=True, related_name="packs")
    state = models.CharField(max_length=10, choices=PackState.choices, default=PackState.WAITING)
    stored = models.ForeignKey(StoredPaper, models.PROTECT, null=True, blank=True, related_name="packs")
    fault = models.CharField(max_length=300, blank=True)
    requested_at = models.DateTimeField()
    built_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "audience", "supplement"],
                nulls_distinct=False,
                name="governance_pack_once",
                violation_error_message="This meeting has a pack for that audience already.",
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(stored__isnull=False, built_at__isnull=False),
                name="governance_pack_ready_has_file",
                violation_error_message="A ready pack has its file.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}, {self.get_audience_display()}"

    def get_absolute_url(self) -> str:
        return reverse("governance:meeting_detail", args=[self.meeting_id])

    @property
    def called(self) -> str:
        """As a link to it says: "Agenda and papers, partners only"."""
        what = f"Supplement {self.supplement}" if self.supplement_id else "Agenda and papers"
        return f"{what}, {self.get_audience_display().lower()}"
