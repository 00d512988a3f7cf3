"""Days are days that can be: of a meeting, of the papers before it, and of what it decides."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from bcsp.records.clock import LONDON, pretend, today
from bcsp.records.errors import Refused
from governance import actions
from governance.filters import DecisionFilter
from governance.limits import latest
from governance.models import Decision, Meeting
from tests.governance import make
from tests.make import body, client, viewer

pytestmark = pytest.mark.django_db
DAYS = [date(1, 1, 1), date(1999, 12, 31), date(9999, 12, 31)]


def boxes(name: str, day: date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": f"{day.year:04}"}


@pytest.mark.parametrize("day", [*DAYS, None])
def test_a_meeting_is_on_a_day_that_can_be(day):
    day = day or latest() + timedelta(days=1)
    address, sent = reverse("governance:meeting_arrange"), {"body": body("pdg").pk, "hour": "09:30"}
    answer = client("clerk").post(address, {**sent, **boxes("day", day)})
    assert answer.status_code == 422
    assert "Day of the meeting must be from 1 January 2000 to 31 December" in answer.content.decode()
    starts_at = datetime(day.year, day.month, day.day, 12, tzinfo=LONDON)
    with pytest.raises((ValidationError, Refused), match=r"must be from 1 January 2000|That day is past"):
        actions.arrange_meeting(body=body("pdg"), starts_at=starts_at, by=viewer("clerk"))
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("day", [date(2000, 1, 1), None])
def test_the_first_and_the_last_day_are_good(day):
    day = day or latest()
    starts_at = datetime(day.year, day.month, day.day, 12, tzinfo=LONDON)
    with pretend(min(day, today())):
        assert actions.arrange_meeting(body=body("board"), starts_at=starts_at, by=viewer("clerk")).day == day


def test_papers_close_within_a_year_before():
    with pytest.raises(Refused, match="at most a year before"):
        make.meeting(papers_close=date(1, 1, 1))


@pytest.mark.parametrize("year", [1, 2101])
def test_the_database_keeps_meetings_in_their_time(year):
    meeting = make.meeting()
    with pytest.raises(DatabaseError, match="governance_meeting_in_its_time"), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(starts_at=datetime(year, 6, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("authority", "days", "good"),
    [
        ("meeting", 0, True),
        ("meeting", 10, True),
        ("meeting", -1, False),
        ("meeting", 11, False),
        ("delegated", -365, True),
        ("delegated", -366, False),
    ],
)
def test_a_decision_is_of_a_day_on_which_it_can_have_been_taken(authority, days, good):
    """The meeting was ten days ago."""
    meeting = make.held(days=-10)
    given = {"decided_on": meeting.day + timedelta(days=days), "authority": authority}
    if good:
        assert make.agreed(make.emerging(meeting), **given).reference
        return
    with pytest.raises(ValidationError) as fault:
        make.draft(make.emerging(meeting), **given)
    assert "Decided on must be" in str(fault.value.message_dict["decided_on"])


def test_a_draft_may_be_written_before_its_meeting():
    meeting = make.published(days=7)
    assert make.draft(make.emerging(meeting)).decided_on == meeting.day


def test_the_page_says_it_beside_the_day():
    item = make.emerging(make.held())
    sent = {"title": "x", "wording": "x", "reasons": "x", "authority": "meeting", "authority_detail": "All"}
    sent |= {"audience": "partners", "screened": "on", **boxes("decided_on", date(1, 1, 1))}
    answer = client("clerk").post(reverse("governance:decision_record", args=[item.pk]), sent)
    assert answer.status_code == 422
    assert "the day of the meeting" in str(answer.context["form"].errors["decided_on"])


@pytest.mark.parametrize("day", [date(1, 1, 1), None])
def test_the_database_keeps_decisions_in_their_time(day):
    """Only a draft can change at all: what is agreed is locked."""
    draft, agreed_at = make.draft(make.emerging(make.held())), datetime.now(UTC)
    late = {"state": "agreed", "reference": "DEC-1", "agreed_at": agreed_at, "agreed_by": viewer("clerk").person_id}
    change = {"decided_on": day} if day else {"decided_on": today() + timedelta(days=2), **late}
    with pytest.raises(DatabaseError, match="governance_decision_day"), transaction.atomic():
        Decision.objects.filter(pk=draft.pk).update(**change)


def test_the_years_to_choose_are_those_that_there_are():
    delegated = {"authority": "delegated", "decided_on": today() - timedelta(days=365)}
    item = make.emerging(make.held())
    make.agreed(item)
    make.agreed(item, **delegated)
    far = make.emerging(make.held(days=-1500))
    make.agreed(far)
    choices = DecisionFilter({}, rows=Decision.objects.all()).fields["year"].choices
    years = [today().year, (today() - timedelta(days=365)).year, far.meeting.day.year]
    assert choices == [("", "All years"), *((year, str(year)) for year in dict.fromkeys(years))]
