"""The seats of a body at one meeting: who holds them, what they answered, how they were filled. Reads only."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import QuerySet

from bcsp.people.models import Membership, Person, Post
from bcsp.people.queries import posts_of
from bcsp.people.roles import Role
from governance.choices import FILLED, Coming, MeetingState, Presence
from governance.cycle import rules_of
from governance.models import Attendance, Interest, Meeting, Reply


@dataclass
class Seat:
    """A post of the body on the day of a meeting. Without a holder it is vacant, and isn't counted."""

    post: Post
    holder: Person | None = None
    reply: Reply | None = None
    row: Attendance | None = None

    @property
    def is_vacant(self) -> bool:
        """Nobody held it on the day, nor does the record say that somebody filled it."""
        return self.holder is None and self.row is None

    @property
    def expected(self) -> Presence | None:
        """How it will be filled, by what its holder answered; None where nobody answered."""
        how = {"yes": Presence.PRESENT, "substitute": Presence.SUBSTITUTE, "apologies": Presence.APOLOGIES}
        return how[self.reply.coming] if self.reply else None


@dataclass
class Answers:
    """What came in before a meeting, as one viewer may see it: by seat, and from members without a seat."""

    seats: list[Seat]
    others: list[Reply] = field(default_factory=list)

    @property
    def counted(self) -> list[tuple[int, str]]:
        """How many seats will be filled, by a substitute too, send apologies, or have said nothing."""
        how = Counter(seat.reply.coming if seat.reply else "" for seat in self.seats if not seat.is_vacant)
        words = ((Coming.YES, "there"), (Coming.SUBSTITUTE, "by a substitute"), (Coming.APOLOGIES, "with apologies"))
        found = [(how[value], text) for value, text in words]
        return [each for each in [*found, (how[""], "not answered yet")] if each[0]]

    @property
    def filled(self) -> int:
        return sum(seat.expected in FILLED for seat in self.seats)


def seats_of(meeting: Meeting, viewer) -> list[Seat]:
    """Every seat of the body on the meeting's day, with the answers and the record that this viewer may read."""
    rows = {row.post_id: row for row in attendance_of(meeting, viewer)}
    replies = {reply.person_id: reply for reply in Reply.objects.visible_to(viewer).filter(meeting=meeting)}
    return [_seat(post, rows, replies) for post in posts_of(meeting.body, meeting.day)]


def _seat(post: Post, rows: dict[int, Attendance], replies: dict[int, Reply]) -> Seat:
    holder = post.held_by[0].person if post.held_by else None
    return Seat(post, holder, replies.get(holder.pk) if holder else None, rows.get(post.pk))


def answers_to(meeting: Meeting, viewer) -> Answers:
    """Who comes, for the members of the body and for those who prepare its meetings."""
    seats = seats_of(meeting, viewer)
    seated = {seat.holder.pk for seat in seats if seat.holder}
    others = Reply.objects.visible_to(viewer).filter(meeting=meeting).exclude(person__in=seated)
    return Answers(seats, list(others.select_related("person").order_by("person__name", "pk")))


def attendance_of(meeting: Meeting, viewer):
    """The record of who came, by seat, as far as this viewer may read it."""
    found = Attendance.objects.visible_to(viewer).filter(meeting=meeting)
    return found.select_related("post__organisation", "arrived", "left").order_by("post__label", "pk")


def interests_in(meeting: Meeting, viewer):
    """The interests that were declared in the items that this viewer may read."""
    found = Interest.objects.visible_to(viewer).filter(item__meeting=meeting)
    return found.select_related("item__meeting__body").order_by("item__position", "pk")


def interests_of(meeting: Meeting, viewer):
    """The viewer's own interests, as far as declared, in the items that they may read."""
    return interests_in(meeting, viewer).filter(person=viewer.person_id)


def reply_of(meeting: Meeting, viewer) -> Reply | None:
    """What the viewer answered."""
    return Reply.objects.visible_to(viewer).filter(meeting=meeting, person=viewer.person_id).first()


def unanswered(viewer) -> QuerySet[Meeting]:
    """Published meetings to come of the bodies where this viewer sits, for which they have not said whether they come.
    A body's clerk only serves it."""
    bodies = {body for body, role in viewer.places if role != Role.CLERK}
    if not bodies:
        return Meeting.objects.none()
    found = Meeting.objects.visible_to(viewer).filter(body__in=sorted(bodies)).to_come(MeetingState.PUBLISHED)
    return found.exclude(replies__person=viewer.person_id)


def quorum_of(meeting: Meeting) -> int | None:
    """The quorum in force on the meeting's day, in seats; None where it isn't set."""
    rules = rules_of(meeting.body_id, meeting.day)
    return rules.quorum if rules else None


def seat_holders(meeting: Meeting) -> dict[int, int]:
    """Key of the post that each holder of a seat had on the meeting's day, by the person's key."""
    held = Membership.objects.as_at(meeting.day).filter(post__organisation=meeting.body_id)
    return dict(held.values_list("person_id", "post_id"))
