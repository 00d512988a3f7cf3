"""What a reader adds to an agenda: notes for oneself, questions to the presenter, and the chair's own notes."""

from django.db import models
from django.db.models import Q

from bcsp.people.models import Person
from bcsp.people.queries import posts_held
from bcsp.people.roles import Role
from bcsp.records.history import remembered
from bcsp.records.models import ALL, NONE, Made, RecordQuerySet
from bcsp.records.stamps import stamp_pair
from governance.models.agendas import AgendaItem
from governance.models.meetings import Meeting


# Not remembered: a private note goes for good when the minutes are agreed (practice.md, rule 11).
class Note(models.Model):
    """A person's own note on an item. Nobody else sees it here; a request for disclosure may reach it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="notes")
    text = models.TextField("your note", max_length=4000)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "item"],
                name="governance_note_one_each",
                violation_error_message="You have a note on this item already.",
            )
        ]

    def __str__(self) -> str:
        return f"note on {self.item_id}"


class OfAnItem(Made):
    """Read by whoever reads the item."""

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def visible_q(cls, viewer) -> Q:
        if not viewer.person_id:
            return NONE
        return Q(item__in=AgendaItem.objects.visible_to(viewer))


@remembered()
class Question(OfAnItem):
    """A question to the presenter before the meeting, and the answer. Members of the body read both."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="questions")
    text = models.CharField("your question", max_length=500)
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            stamp_pair("governance_question", "answered", "answered"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="governance_question_answer",
                violation_error_message="Write the answer.",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @classmethod
    def visible_q(cls, viewer) -> Q:
        """Of those who read the item, the members of its body, whoever asked, and those who answer."""
        member = Q(item__meeting__body_id__in=sorted(viewer.bodies)) if viewer.bodies else NONE
        serves = ALL if Role.COORDINATOR in viewer.roles else NONE
        presents = Q(item__presenter__in=posts_held(viewer.person_id))
        return super().visible_q(viewer) & (member | serves | presents | Q(created_by=viewer.person_id))

    def get_absolute_url(self) -> str:
        return f"{self.item.own_page}#question-{self.pk}"


@remembered()
class ChairNote(OfAnItem):
    """What the chair wants before them at an item: in the chair's pack, and in no other."""

    item = models.OneToOneField(AgendaItem, models.PROTECT, related_name="chair_note")
    text = models.TextField("note for the chair", max_length=2000)

    def __str__(self) -> str:
        return f"note for the chair on {self.item_id}"

    @property
    def meeting(self) -> Meeting:
        return self.item.meeting

    @property
    def position(self) -> int:
        return self.item.position

    @classmethod
    def visible_q(cls, viewer) -> Q:
        led = sorted(body for body, role in viewer.places if role in (Role.CHAIR, Role.CLERK))
        return super().visible_q(viewer) & (Q(item__meeting__body_id__in=led) if led else NONE)
