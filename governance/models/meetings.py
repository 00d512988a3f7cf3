from datetime import UTC, date, datetime

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from bcsp.people.models import Organisation
from bcsp.people.roles import Role
from bcsp.records.clock import LONDON, begins, day_of, hour_in_words, now, today
from bcsp.records.history import remembered
from bcsp.records.models import ALL, Record, RecordQuerySet
from bcsp.records.stamps import stamp_pair
from governance.choices import COMING, ISSUED, TOOK_PLACE, MeetingState
from governance.limits import no_link, time_of_a_meeting
from governance.models.protection import body_stays, needs_protected_items, numbers_stay
from governance.models.serving import serving_q


class MeetingQuerySet(RecordQuerySet):
    def visible_to(self, viewer):
        return super().visible_to(viewer).select_related("body")

    def to_come(self, *states: MeetingState):
        """Those from today on that are still to be held, in these states if any are named; the soonest first."""
        found = self.filter(state__in=states or COMING, starts_at__gte=begins(today()))
        return found.select_related("body").order_by("starts_at", "pk")


@remembered(exclude=("search",))
class Meeting(Record):
    """A meeting of a body. Cancelled where it does not happen, never deleted."""

    body = models.ForeignKey(Organisation, models.PROTECT, related_name="meetings")
    title = models.CharField(max_length=200)  # "Partnership Delivery Group meeting"
    starts_at = models.DateTimeField("date and time", validators=[time_of_a_meeting])
    place = models.CharField(max_length=150, blank=True)
    papers_close = models.DateField("papers close on", null=True, blank=True)
    state = models.CharField(max_length=10, choices=MeetingState.choices, default=MeetingState.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    held_at = models.DateTimeField(null=True, blank=True)
    held_by = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    cancelled_why = models.CharField("why it is cancelled", max_length=300, blank=True)
    extraordinary_why = models.CharField("why it is at short notice", max_length=300, blank=True)
    moved_from = models.DateTimeField("published for", null=True, blank=True)
    moved_at = models.DateTimeField(null=True, blank=True)
    moved_by = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    moved_why = models.CharField("why it was moved", max_length=300, blank=True)
    numbering = models.JSONField("pages of the pack", default=dict, blank=True, editable=False)
    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="english")
        + SearchVector("place", "cancelled_why", weight="B", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = MeetingQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-starts_at", "-pk"]
        indexes = [*Record.Meta.indexes, GinIndex(fields=["search"], name="governance_meeting_search")]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["body", "starts_at"],
                name="governance_meeting_once",
                violation_error_message="This body already has a meeting at that time.",
            ),
            models.CheckConstraint(
                condition=Q(
                    starts_at__gte=datetime(2000, 1, 1, tzinfo=UTC), starts_at__lt=datetime(2100, 1, 1, tzinfo=UTC)
                ),
                name="governance_meeting_in_its_time",
                violation_error_message="A meeting is between the years 2000 and 2099.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=MeetingState.values),
                name="governance_meeting_state",
                violation_error_message="A meeting is a draft, published, held, minuted, closed or cancelled.",
            ),
            *(stamp_pair("governance_meeting", verb, verb) for verb in ("published", "held", "cancelled", "moved")),
            models.CheckConstraint(
                condition=Q(state="draft", published_at__isnull=True)
                | Q(state__in=ISSUED, published_at__isnull=False)
                | Q(state="cancelled"),
                name="governance_meeting_published_state",
                violation_error_message="A meeting is published, by somebody, before it is held.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=TOOK_PLACE, held_at__isnull=False)
                | (~Q(state__in=TOOK_PLACE) & Q(held_at__isnull=True)),
                name="governance_meeting_held_state",
                violation_error_message="Say when the meeting was held and who says so.",
            ),
            models.CheckConstraint(
                condition=(Q(state="cancelled", cancelled_at__isnull=False) & ~Q(cancelled_why=""))
                | (~Q(state="cancelled") & Q(cancelled_at__isnull=True, cancelled_why="")),
                name="governance_meeting_cancelled_state",
                violation_error_message="Give the reason for cancelling the meeting.",
            ),
            models.CheckConstraint(
                condition=Q(moved_at__isnull=True, moved_from__isnull=True, moved_why="")
                | (Q(moved_at__isnull=False, moved_from__isnull=False) & ~Q(moved_why="")),
                name="governance_meeting_moved_whole",
                violation_error_message="Say from when the meeting was moved, and why.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="meeting_stays", operation=pgtrigger.Delete),
            body_stays,
            needs_protected_items,
            numbers_stay,
        ]

    def __str__(self) -> str:
        return f"{self.body.brief}, {self.day:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("governance:meeting_detail", args=[self.pk])

    def clean(self) -> None:
        """No joining link in the place of a meeting to come; what was kept of those that are over stays."""
        if self.state in (MeetingState.DRAFT, MeetingState.PUBLISHED):
            try:
                no_link(self.place)
            except ValidationError as fault:
                raise ValidationError({"place": fault}) from None

    @property
    def day(self) -> date:
        """The day of the meeting, in London."""
        return day_of(self.starts_at)

    @property
    def has_come(self) -> bool:
        """Whether its day is today or past, so that what happens at it can be written down."""
        return self.day <= today()

    @property
    def has_begun(self) -> bool:
        """Whether its hour has come, so that it can have been held."""
        return self.starts_at <= now()

    @property
    def hour(self) -> str:
        """The time of day in London, in words."""
        return hour_in_words(self.starts_at.astimezone(LONDON))

    @property
    def when(self) -> str:
        """Day and time: Thursday 10 December 2026, 2pm."""
        return _in_words(self.starts_at)

    @property
    def says_moved(self) -> str:
        """What became of the day for which its agenda was published; empty where nothing did."""
        if self.moved_from is None:
            return ""
        if self.moved_from == self.starts_at:
            return "Moved to another place"
        return f"Moved from {_in_words(self.moved_from)}"

    @property
    def says_state(self) -> str:
        """How far it is, as the beginning of a sentence."""
        return {
            MeetingState.DRAFT: "The agenda of this meeting is a draft",
            MeetingState.PUBLISHED: "The agenda of this meeting is published",
            MeetingState.HELD: "This meeting was held",
            MeetingState.MINUTED: "The minutes of this meeting are circulated",
            MeetingState.CLOSED: "The minutes of this meeting are agreed",
            MeetingState.CANCELLED: "This meeting is cancelled",
        }[MeetingState(self.state)]

    @property
    def took_place(self) -> bool:
        return self.state in TOOK_PLACE

    @property
    def is_extraordinary(self) -> bool:
        """Whether its agenda was published at shorter notice than the body's rules want."""
        return bool(self.extraordinary_why)

    @classmethod
    def released_q(cls) -> Q:
        return ~Q(state=MeetingState.DRAFT)

    @classmethod
    def makers_q(cls, viewer) -> Q:
        """Analysts too, of every body: they prepare its Emerging Trends."""
        return ALL if Role.ANALYST in viewer.roles else serving_q(viewer, "body_id", Role.CLERK, Role.CHAIR)


def _in_words(at: datetime) -> str:
    local = at.astimezone(LONDON)
    return f"{local:%A %-d %B %Y}, {hour_in_words(local)}"
