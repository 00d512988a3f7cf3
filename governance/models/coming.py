"""Coming decisions: what a body is going to decide, published before it does."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from bcsp.people.models import Organisation, Person
from bcsp.people.roles import Role
from bcsp.records.clock import day_of
from bcsp.records.history import remembered
from bcsp.records.models import Record
from bcsp.records.stamps import stamp_pair
from governance.models.decisions import Decision
from governance.models.meetings import Meeting
from governance.models.protection import first_published_stays
from governance.models.serving import serving_q


@remembered()
class ComingDecision(Record):
    """A decision that is to come: what, by whom, when. First published once; made, or dropped with a reason."""

    body = models.ForeignKey(Organisation, models.PROTECT, related_name="coming_decisions")
    title = models.CharField(max_length=150)
    about = models.CharField("what is to be decided, and why it matters", max_length=600)
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="coming_decisions")
    expected = models.DateField("not before")
    contact = models.CharField("whom to ask, as a post", max_length=150, blank=True)
    published_at = models.DateTimeField("first published", null=True, blank=True)
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.OneToOneField(Decision, models.PROTECT, null=True, blank=True, related_name="was_coming")
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    dropped_why = models.CharField("why it is not coming any more", max_length=300, blank=True)

    class Meta(Record.Meta):
        ordering = ["expected", "pk"]
        constraints = [
            *Record.Meta.constraints,
            stamp_pair("governance_comingdecision", "published", "published"),
            stamp_pair("governance_comingdecision", "dropped", "dropped"),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True, dropped_why="")
                | (Q(dropped_at__isnull=False, decision__isnull=True) & ~Q(dropped_why="")),
                name="governance_comingdecision_dropped",
                violation_error_message="Say why the decision is not coming any more.",
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(about=""),
                name="governance_comingdecision_says_what",
                violation_error_message="Say what is to be decided.",
            ),
            models.CheckConstraint(
                condition=~Q(audience="named"),
                name="governance_comingdecision_open",
                violation_error_message="Coming decisions are published to partners or to everyone.",
            ),
        ]
        triggers = [first_published_stays]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("governance:coming_detail", args=[self.pk])

    @property
    def published_on(self):
        """The day on which it was first published, in London; None before."""
        return self.published_at and day_of(self.published_at)

    @classmethod
    def released_q(cls) -> Q:
        return Q(published_at__isnull=False)

    @classmethod
    def makers_q(cls, viewer) -> Q:
        return serving_q(viewer, "body_id", Role.CLERK, Role.CHAIR)
