from django.db import models
from django.db.models import Q
from django.urls import reverse

from bcsp.people.models import Organisation, Person, Post
from bcsp.records.history import remembered
from bcsp.records.models import Record
from bcsp.records.stamps import stamp_pair
from governance.choices import ActionState, Nature
from governance.models.agendas import AgendaItem
from governance.models.decisions import Decision


@remembered()
class Action(Record):
    """The one to-do of the house. Owned by a post, or a person and their organisation; overdue is computed."""

    reference = models.CharField(max_length=20, unique=True, editable=False)
    title = models.CharField("what is to be done", max_length=200)
    owner_post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="actions")
    owner_person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="actions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="actions")
    due = models.DateField()
    nature = models.CharField(max_length=12, choices=Nature.choices, default=Nature.IMMEDIATE)
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="actions")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="actions")
    state = models.CharField(max_length=8, choices=ActionState.choices, default=ActionState.OPEN)
    progress = models.CharField("a line on how it goes", max_length=300, blank=True)
    evidence = models.CharField("what shows that it is done", max_length=600, blank=True)
    reminded_on = models.DateField("its owner was last reminded on", null=True, blank=True, editable=False)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Record.Meta):
        ordering = ["due", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(owner_post__isnull=False) ^ Q(owner_person__isnull=False),
                name="governance_action_one_owner",
                violation_error_message="Give the action one owner: a post, or a person.",
            ),
            models.CheckConstraint(
                condition=Q(nature__in=Nature.values),
                name="governance_action_nature",
                violation_error_message="Say whether the action is immediate or for the root cause.",
            ),
            stamp_pair("governance_action", "done", "done"),
            models.CheckConstraint(
                condition=Q(state="open", done_at__isnull=True) | Q(state="done", done_at__isnull=False),
                name="governance_action_state",
                violation_error_message="A done action says when and by whom; an open one doesn't.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("governance:action_detail", args=[self.pk])

    @property
    def who(self) -> str:
        """Post or organisation, as papers name them: never a person."""
        return str(self.owner_post or self.organisation)

    @property
    def owner(self) -> str:
        return str(self.owner_post or self.owner_person)
