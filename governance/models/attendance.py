"""Who comes, who came for which seat, who has an interest, and who is a guest for one item."""

from django.db import models
from django.db.models import Q

from bcsp.people.models import Person, Post
from bcsp.people.roles import Role
from bcsp.records.history import remembered
from bcsp.records.models import ALL, NONE, Made, RecordQuerySet
from governance.choices import FILLED, Coming, Presence
from governance.models.agendas import AgendaItem
from governance.models.locking import stands_in_minutes
from governance.models.meetings import Meeting
from governance.models.minutes import Minutes


class OfTheBody(Made):
    """What a body's members, and those who prepare its meetings, know. `through` leads to the meeting."""

    through = "meeting"

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def visible_q(cls, viewer) -> Q:
        own = Q(**{f"{cls.through}__body_id__in": sorted(viewer.bodies)}) if viewer.bodies else NONE
        return own | (ALL if Role.COORDINATOR in viewer.roles else NONE)


@remembered()
class Reply(OfTheBody):
    """What a member said before a meeting: comes, sends a substitute, or sends apologies."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="replies")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    coming = models.CharField("will you be there", max_length=10, choices=Coming.choices)
    substitute = models.CharField("who comes for you", max_length=150, blank=True)
    no_interests = models.BooleanField("says that there is no interest to declare", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"],
                name="governance_reply_once",
                violation_error_message="You have answered for this meeting already.",
            ),
            models.CheckConstraint(
                condition=Q(coming__in=Coming.values)
                & ((Q(coming="substitute") & ~Q(substitute="")) | (~Q(coming="substitute") & Q(substitute=""))),
                name="governance_reply_substitute",
                violation_error_message="Say who comes for you.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_coming_display()}"

    @property
    def says(self) -> str:
        """The answer as others read it."""
        if self.coming == Coming.SUBSTITUTE:
            return f"Sends a substitute: {self.substitute}"
        return {Coming.YES: "Will be there", Coming.APOLOGIES: "Sends apologies"}[Coming(self.coming)]


@remembered()
class Interest(OfTheBody):
    """An interest that somebody declared in an item, before the meeting or at it. Who reads the item reads it, of
    the body and those who prepare its meetings; the minutes tell others only that it was declared."""

    through = "item__meeting"
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="interests")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField("whose interest", max_length=150)
    nature = models.CharField("what the interest is", max_length=300)
    leaves = models.BooleanField("leaves the room for this item", default=False)

    class Meta:
        ordering = ["item", "pk"]
        triggers = [stands_in_minutes("(SELECT i.meeting_id FROM governance_agendaitem i WHERE i.id = {row}.item_id)")]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "person"],
                name="governance_interest_once",
                violation_error_message="This person has declared an interest in this item already.",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(nature=""),
                name="governance_interest_says_what",
                violation_error_message="Say whose interest it is, and what it is.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.nature}"

    @classmethod
    def visible_q(cls, viewer) -> Q:
        return super().visible_q(viewer) & Q(item__in=AgendaItem.objects.visible_to(viewer))


@remembered()
class Attendance(OfTheBody):
    """How a seat of the body was filled at a meeting: its quorum is counted in seats, not in people.

    `arrived` is the first item that somebody who came late was there for, `left` the first that they missed.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendance")
    post = models.ForeignKey(Post, models.PROTECT, related_name="attendance")
    how = models.CharField("how it was filled", max_length=10, choices=Presence.choices)
    name = models.CharField("by whom", max_length=150, blank=True)
    arrived = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="+")
    left = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["meeting", "post"]
        triggers = [stands_in_minutes("{row}.meeting_id")]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "post"],
                name="governance_attendance_once",
                violation_error_message="This seat's attendance is recorded already.",
            ),
            models.CheckConstraint(
                condition=Q(how__in=["present", "substitute"])
                | Q(how__in=["apologies", "absent"], arrived__isnull=True, left__isnull=True),
                name="governance_attendance_there",
                violation_error_message="Only somebody who was there can arrive late or leave early.",
            ),
            models.CheckConstraint(
                condition=~Q(how="substitute") | ~Q(name=""),
                name="governance_attendance_substitute",
                violation_error_message="Say who came as the substitute.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post}: {self.get_how_display()}"

    @classmethod
    def visible_q(cls, viewer) -> Q:
        return super().visible_q(viewer) | Q(meeting__minutes__in=Minutes.objects.visible_to(viewer))

    @property
    def fills_seat(self) -> bool:
        return self.how in FILLED


@remembered()
class Guest(OfTheBody):
    """Somebody in attendance for one item: they may read that item and its papers, and nothing else of the meeting."""

    through = "item__meeting"
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="guests")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField("name, and post or organisation", max_length=150)
    why = models.CharField("why they are there", max_length=200, blank=True)

    class Meta:
        ordering = ["item", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "person"],
                name="governance_guest_once",
                violation_error_message="This person is a guest for this item already.",
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="governance_guest_named",
                violation_error_message="Say who the guest is.",
            ),
        ]

    @property
    def reason(self) -> str:
        """Why they are there, to stand within a sentence: without a full stop of its own."""
        return self.why.rstrip(" .")

    def __str__(self) -> str:
        return self.name
