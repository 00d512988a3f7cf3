"""Papers written for one item: typed, pasted from Word, taken from a Word document, or uploaded as a PDF."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse

from bcsp.documents.models import StoredFile
from bcsp.people.roles import Role
from bcsp.records.history import remembered
from bcsp.records.models import ALL, NONE, Record
from governance.choices import Form
from governance.models.agendas import AgendaItem
from governance.models.packs import ItemPaper
from governance.models.serving import serving_q
from governance.models.withheld import Withheld, says_why_private


@remembered()
class Report(Withheld, Record):
    """A paper under an item, with its cover box. It can change until it is issued with the agenda or a supplement."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="reports")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    written_by = models.CharField("post or organisation that wrote it", max_length=150, blank=True)
    ask = models.CharField("what is asked of the meeting", max_length=300)
    recommendation = models.CharField(max_length=400, blank=True)
    cost = models.CharField(max_length=120, blank=True)
    risk = models.CharField(max_length=400, blank=True)
    equality = models.CharField("equality impact", max_length=400, blank=True)
    consulted = models.CharField("who was consulted", max_length=400, blank=True)
    form = models.CharField("how it came in", max_length=8, choices=Form.choices, default=Form.TYPED)
    body = models.TextField(blank=True)  # HTML, cleaned when it came in and when it goes out (written.typed)
    upload = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    upload_name = models.CharField("name of the file", max_length=200, blank=True)
    upload_pages = models.PositiveSmallIntegerField(null=True, blank=True)
    upload_tagged = models.BooleanField("the PDF has tags of its own", default=False)
    summary = models.TextField("what the PDF says, in words", max_length=4000, blank=True)

    class Meta(Record.Meta):
        ordering = ["item", "position"]
        constraints = [
            *Record.Meta.constraints,
            says_why_private("governance_report"),
            models.UniqueConstraint(
                fields=["item", "position"],
                name="governance_report_position_once",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message="Another paper stands in that place.",
            ),
            models.CheckConstraint(
                condition=(Q(form="pdf", upload__isnull=False, upload_pages__gte=1, body="") & ~Q(upload_name=""))
                | (Q(form__in=["typed", "word"], upload_pages__isnull=True, upload_tagged=False)),
                name="governance_report_form",
                violation_error_message="A paper is either text or a PDF, not both.",
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(ask=""),
                name="governance_report_cover",
                violation_error_message="Give the paper a title and say what is asked of the meeting.",
            ),
            models.CheckConstraint(
                condition=~Q(audience="public", form="pdf", upload_tagged=False, summary=""),
                name="governance_report_summary",
                violation_error_message="A PDF without tags goes to the public only with its content in words.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("governance:report_detail", args=[self.pk])

    @classmethod
    def visible_q(cls, viewer) -> Q:
        """Its readers once the agenda is out; before that, those who prepare the meeting and whoever wrote it."""
        readable = cls.audience_q(viewer) & Q(item__in=AgendaItem.objects.visible_to(viewer))
        analyst = Role.ANALYST in viewer.roles  # who writes papers for every body
        makes = ALL if analyst else serving_q(viewer, "item__meeting__body_id", Role.CLERK, Role.CHAIR)
        own = Q(created_by=viewer.person_id) if viewer.is_member and viewer.person_id else NONE
        return (readable & (cls.issued_q() | makes)) | own

    @classmethod
    def issued_q(cls) -> Q:
        """Frozen with an agenda or a supplement; a late one under a published agenda is not, until it is issued."""
        places = ItemPaper.objects.filter(subject_kind__app_label="governance", subject_kind__model="report")
        return Q(pk__in=places.values("subject_id"))

    @property
    def is_issued(self) -> bool:
        return type(self).objects.filter(self.issued_q(), pk=self.pk).exists()

    @property
    def day(self) -> date:
        """The day of the meeting that it is for."""
        return self.item.day
