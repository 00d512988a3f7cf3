"""Bodies with seats that people hold, meetings with a record of who came, and minutes, for governance's tests."""

from collections.abc import Iterable
from datetime import timedelta

from bcsp.people.models import Membership, Person, Post
from bcsp.records.clock import today
from bcsp.records.dated import since
from governance import actions
from governance.actions import Filling
from governance.models import AgendaItem, Attendance, BodyRules, Meeting, Minutes
from tests.governance import make
from tests.make import body, user, viewer

A_YEAR_AGO = timedelta(days=365)


def seat(label: str, person: Person | None = None, slug: str = "pdg", days: int = 365) -> Post:
    """A post of the body, held since so many days ago; vacant without a person."""
    post, _ = Post.objects.get_or_create(organisation=body(slug), label=label)
    if person:
        given = {"post": post, "role": "member", "during": since(today() - timedelta(days=days))}
        Membership.objects.update_or_create(person=person, organisation=post.organisation, defaults=given)
    return post


def seats(count: int, slug: str = "pdg") -> list[Post]:
    """So many seats held by people without a sign-in; the body's other seats stay vacant."""
    return [seat(f"Seat {n:02}", Person.objects.create(name=f"Holder {n:02}"), slug) for n in range(1, count + 1)]


def member_in(post_label: str = "Seat 00", persona: str = "pdg") -> Post:
    """A seat held by a persona with a sign-in."""
    return seat(post_label, user(persona).person)


def quorum(number: int, slug: str = "pdg") -> BodyRules:
    """The body's quorum, in force for a year; nothing else of its rules is set."""
    during = since(today() - A_YEAR_AGO)
    return BodyRules.objects.create(body=body(slug), quorum=number, source="Terms", during=during)


def held_with(*titles: str, days: int = 0, slug: str = "pdg", private: Iterable[str] = ()) -> Meeting:
    """A held meeting of the body with these items besides its standing ones."""
    meeting = make.meeting(slug, days=days)
    for title in titles:
        actions.add_item(meeting=meeting, title=title, by=viewer("clerk"))
    for title in private:
        actions.add_item(meeting=meeting, title=title, by=viewer("clerk"), **make.PRIVATE)
    actions.publish_agenda(meeting=meeting, by=viewer("clerk"))
    return actions.hold_meeting(meeting=meeting, by=viewer("clerk"))


def item(meeting: Meeting, title: str) -> AgendaItem:
    return AgendaItem.objects.select_related("meeting__body").get(meeting=meeting, title=title)


def came(meeting: Meeting, *posts: Post, away: Iterable[Post] = (), **filling) -> None:
    """Record that these seats were filled by their holders, and that the others sent apologies."""
    fillings = [Filling(post, "present", **filling) for post in posts] + [Filling(post, "apologies") for post in away]
    actions.record_attendance(meeting=meeting, fillings=fillings, by=viewer("clerk"))


def circulated(meeting: Meeting | None = None, **texts: str) -> Minutes:
    """Circulated minutes of a meeting where one seat was filled; `texts` by the items' titles."""
    meeting = meeting or held_with(*texts)
    if not Attendance.objects.filter(meeting=meeting).exists():
        came(meeting, *seats(1, meeting.body.slug))
    for title, text in texts.items():
        actions.write_minute(item=item(meeting, title), text=text, by=viewer("clerk"))
    return actions.circulate_minutes(meeting=meeting, by=viewer("clerk"))


def agreed(minutes: Minutes, at: Meeting | None = None) -> Minutes:
    """The same minutes agreed by a later meeting."""
    at = at or later(minutes.meeting)
    return actions.agree_minutes(minutes=minutes, at=at, by=viewer("clerk"))


def later(meeting: Meeting) -> Meeting:
    """A held meeting of the body after this one, to which everybody came who came to this one."""
    found = make.meeting(meeting.body.slug, days=0)
    actions.publish_agenda(meeting=found, by=viewer("clerk"))
    actions.hold_meeting(meeting=found, by=viewer("clerk"))
    came(found, *Post.objects.filter(attendance__meeting=meeting, attendance__how="present"))
    return found
