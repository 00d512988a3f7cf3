"""What waits for an agenda: put off, thought of, sent up by a group below, or sent back with an answer."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from bcsp.people.models import Organisation, Post
from bcsp.people.roles import Role
from bcsp.records.clock import day_of
from bcsp.records.history import remembered
from bcsp.records.models import NONE, Record
from bcsp.records.stamps import stamp_pair
from governance.choices import Purpose
from governance.models.agendas import TYPED, AgendaItem
from governance.models.decisions import Decision
from governance.models.withheld import Withheld, says_why_private


@remembered()
class Escalation(Record):
    """A matter that a body sends to the tier above it, and the answer that comes back."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="escalations")
    sender = models.ForeignKey(Organisation, models.PROTECT, related_name="sent_up")
    receiver = models.ForeignKey(Organisation, models.PROTECT, related_name="sent_to_it")
    question = models.CharField("what is asked of it", max_length=400)
    answer = models.CharField("its answer", max_length=600, blank=True)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Record.Meta):
        ordering = ["-created_at", "-pk"]
        constraints = [
            *Record.Meta.constraints,
            stamp_pair("governance_escalation", "answered", "answered"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="", decision__isnull=True)
                | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="governance_escalation_answer",
                violation_error_message="An answer says in words what the body thinks of the question.",
            ),
            models.CheckConstraint(
                condition=~Q(sender=F("receiver")) & ~Q(question=""),
                name="governance_escalation_up",
                violation_error_message="Ask the tier above something: a body doesn't send a matter to itself.",
            ),
            models.UniqueConstraint(
                fields=["item", "receiver"],
                name="governance_escalation_once",
                violation_error_message="This item was sent to that body already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sender.brief} asks {self.receiver.brief}: {self.question}"

    def get_absolute_url(self) -> str:
        return reverse("governance:escalation_detail", args=[self.pk])

    @property
    def day(self) -> date:
        """The day on which it was asked, in London."""
        return day_of(self.created_at)

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None

    @classmethod
    def visible_q(cls, viewer) -> Q:
        """Its audience, and no longer whoever asked once they have left both bodies. The coordinator, who serves all
        of them, keeps what they sent themselves."""
        sent = Q(created_by=viewer.person_id) if Role.COORDINATOR in viewer.roles else NONE
        return cls.audience_q(viewer) | sent


@remembered()
class BacklogItem(Withheld, Record):
    """Something for a later agenda of a body. It waits until it is placed on one, or dropped with a reason."""

    body = models.ForeignKey(Organisation, models.PROTECT, related_name="backlog")
    title = models.CharField(max_length=150)
    introduction = models.TextField(blank=True, max_length=2000)
    purpose = models.CharField("what it is for", max_length=12, choices=Purpose.choices, default=Purpose.DISCUSSION)
    presenter = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    presented_by = models.CharField("or who else presents it", max_length=150, blank=True)
    minutes = models.PositiveSmallIntegerField(
        "minutes planned", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(480)]
    )
    carried_from = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="put_off_as")
    escalation = models.ForeignKey(Escalation, models.PROTECT, null=True, blank=True, related_name="waits_as")
    placed = models.OneToOneField(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="waited_as")
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_by = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    dropped_why = models.CharField("why it is dropped", max_length=300, blank=True)

    class Meta(Record.Meta):
        ordering = ["created_at", "pk"]
        constraints = [
            *Record.Meta.constraints,
            stamp_pair("governance_backlogitem", "dropped", "dropped"),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True, dropped_why="")
                | (Q(dropped_at__isnull=False, placed__isnull=True) & ~Q(dropped_why="")),
                name="governance_backlogitem_dropped",
                violation_error_message="Say why it is dropped; what stands on an agenda can't be dropped.",
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=TYPED),
                name="governance_backlogitem_purpose",
                violation_error_message="Say whether the item is for decision, for discussion or for information.",
            ),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__range=(1, 480)),
                name="governance_backlogitem_minutes",
                violation_error_message="An item takes between 1 and 480 minutes.",
            ),
            says_why_private("governance_backlogitem"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("governance:backlog_list", args=[self.body.slug])

    @property
    def is_answer(self) -> bool:
        """Whether it brings the answer to what this body asked of the tier above."""
        return self.escalation_id is not None and self.escalation.sender_id == self.body_id

    @classmethod
    def visible_q(cls, viewer) -> Q:
        """A body's backlog is for its own members, and for the coordinator, who prepares meetings of every body: of
        what is private, no more than what they put there themselves."""
        own = Q(body_id__in=sorted(viewer.bodies)) if viewer.bodies else NONE
        if Role.COORDINATOR not in viewer.roles:
            return cls.audience_q(viewer) & own
        return cls.audience_q(viewer) | Q(created_by=viewer.person_id)
