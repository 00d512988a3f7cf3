"""Governance's part of the invented partnership: meetings lived through one by one, on the days on which they were."""

from datetime import date, datetime, time, timedelta

from bcsp.people.models import Organisation, Post
from bcsp.people.sample import acting
from bcsp.records.clock import LONDON, pretend, today
from bcsp.records.models import Audience
from bcsp.records.working_days import latest_with_notice
from governance import actions
from governance.choices import DecisionState, Nature
from governance.models import Decision, Meeting
from governance.sample import days
from governance.sample.minutes import attended, minuted
from governance.sample.register import leavers_action, urgent_decision

NOTICE = 5  # clear working days
ROOM = "Invented Rooms, Copperwell Road"


def arranged(slug: str, day: date, *, before: int = 35, hour: int = 14, place: str = ROOM) -> Meeting:
    """A draft meeting, arranged `before` days ahead (or today, if that is sooner); papers close nine days ahead."""
    with pretend(min(day - timedelta(days=before), today())):
        return actions.arrange_meeting(
            body=Organisation.objects.get(slug=slug),
            starts_at=datetime.combine(day, time(hour), LONDON),
            place=place,
            papers_close=day - timedelta(days=9),
            by=acting("coordinator"),
        )


def published_on(meeting: Meeting) -> date:
    """The last day that gives its members the notice that the bodies' rules want: about a week ahead."""
    return latest_with_notice(meeting.day, NOTICE)


def published(meeting: Meeting) -> Meeting:
    """Published with its notice, for everyone to see what is on it."""
    with pretend(published_on(meeting)):
        return actions.publish_agenda(meeting=meeting, audience=Audience.PUBLIC, by=acting("clerk"))


def held(meeting: Meeting) -> Meeting:
    """Held on its day."""
    with pretend(meeting.day, hour=17):
        return attended(actions.hold_meeting(meeting=meeting, by=acting("clerk")))


def last_pdg() -> Meeting:
    """PDG's meeting of the last quarter: a draft until the strands whose papers it had have written them."""
    return Meeting.objects.get(body__slug="pdg", starts_at__date=days.pdg(-1))


def this_pdg() -> Meeting:
    """PDG's coming meeting: a draft likewise, to be published today."""
    return Meeting.objects.get(body__slug="pdg", starts_at__date=days.pdg(0))


def sample() -> None:
    """Board and PDG up to PDG's last meeting, which is lived through by the strand that has its trends."""
    _rules()
    nil = held(published(arranged("pdg", days.pdg(-2))))
    arranged("pdg", days.pdg(-1))
    minuted(nil)
    arranged("pdg", days.pdg(0))
    arranged("pdg", days.pdg(1))
    _board_earlier()
    cancelled = arranged("ldg-west-central", days.thursday(-30), hour=10, place="")
    with pretend(cancelled.day - timedelta(days=2)):
        actions.cancel_meeting(meeting=cancelled, why="The chair's seat is vacant.", by=acting("coordinator"))


def _rules() -> None:
    """Board and PDG wrote theirs down a year ago; the local groups' are not set."""
    first = today() - timedelta(days=365)
    for slug, quorum in (("board", 3), ("pdg", 4)):
        cycle = days.rules(slug)  # as seen from today
        with pretend(first):
            actions.set_rules(
                body=Organisation.objects.get(slug=slug),
                first=first,
                **cycle,
                hour=time(14),
                quorum=quorum,
                notice_days=NOTICE,
                papers_days=7,
                source="Invented terms of reference, section 4",
                by=acting("coordinator"),
            )


def _board_earlier() -> None:
    """The Board weighs how often it wants the tension report (plan output CSD2b)."""
    earlier = arranged("board", days.board(-1))
    with pretend(published_on(earlier)):
        item = actions.add_item(
            meeting=earlier,
            title="How often to receive a community tension report",
            introduction="Three options: quarterly to both bodies (2 hours a quarter), monthly to PDG and quarterly to "
            "the Board (7 hours a quarter), or monthly to both (10 hours a quarter).",
            by=acting("clerk"),
        )
    held(published(earlier))
    _agreed(
        earlier,
        item=item,
        wording="The Board and PDG both receive a community tension report once a quarter.",
        reasons="The least work; nobody could yet say that a month would make a difference.",
    )
    arranged("board", days.board(0))
    minuted(earlier)


def board_goes_on() -> None:
    """The Board changes its mind, after PDG's last meeting: the register has its numbers in the order of days."""
    first = Decision.objects.get(body__slug="board", state=DecisionState.AGREED)
    last = Meeting.objects.get(body__slug="board", starts_at__date=days.board(0))
    with pretend(published_on(last)):
        again = actions.add_item(
            meeting=last,
            title="Community tension report: a second look",
            introduction="PDG asks for a monthly report. The hours of each option stand as in the last paper.",
            by=acting("clerk"),
        )
    held(published(last))
    with pretend(last.day, hour=18):
        new = actions.supersede(
            decision=first,
            item=again,
            title="How often to receive a community tension report",
            wording="PDG receives a community tension report every month, the Board every quarter.",
            reasons="Tension rises and falls within weeks, so PDG needs it monthly to act; the Board needs the trend. "
            "Quarterly to both was too slow; monthly to both would cost ten hours a quarter.",
            authority="meeting",
            authority_detail="The Board's members present",
            departs="",
            decided_on=last.day,
            options="Quarterly to both bodies; monthly to both.",
            dissent="One local group's lead would have had it monthly at the Board too.",
            review_on=last.day + timedelta(days=42),
            audience=Audience.PUBLIC,
            by=acting("clerk"),
        )
        decision = actions.agree_decision(decision=new, by=acting("clerk"))
        _actions(decision, last.day)
    leavers_action(decision)
    urgent_decision()
    arranged("board", days.board(1))
    minuted(last)


def _agreed(meeting: Meeting, **fields) -> None:
    with pretend(meeting.day, hour=18):
        draft = actions.record_decision(
            authority_detail="The Board's members present", audience=Audience.PUBLIC, by=acting("clerk"), **fields
        )
        actions.agree_decision(decision=draft, by=acting("clerk"))


def _actions(decision, day: date) -> None:
    """Two tasks, one of them overdue by now."""
    posts = Post.objects.filter(organisation__slug="bcsp")
    given = (
        ("Draw up the first monthly tension report with PDG", "Analyst", 21, Nature.IMMEDIATE),
        ("Agree with each local group how it hears of tension early", "Coordinator", 120, Nature.ROOT_CAUSE),
    )
    for title, post, after, nature in given:
        actions.add_action(
            title=title,
            owner_post=posts.get(label=post),
            due=day + timedelta(days=after),
            nature=nature,
            decision=decision,
            by=acting("coordinator"),
        )
