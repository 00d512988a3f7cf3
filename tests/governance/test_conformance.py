"""How a body keeps its own rules: each measured where it is set, and nothing where it is not."""

from datetime import date, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from bcsp.documents.papers import Readers
from bcsp.people.models import Post
from bcsp.records.clock import now, today
from bcsp.records.dated import since
from bcsp.records.models import AccessEvent
from governance import actions, conformance
from governance.conformance import Measure, Seat, Taken
from governance.models import Attendance, BodyRules, Meeting, Report, Supplement
from tests.governance import make
from tests.make import body, client, viewer

pytestmark = pytest.mark.django_db
DAY = date(2024, 1, 18)  # the anchor of domain.md, 6.7


def rules(**words) -> BodyRules:
    given = {"during": since(date(2020, 1, 1)), "source": "Terms of reference", **words}
    return BodyRules.objects.create(body=body("pdg"), **given)


def taken(days: int = 0, *, review: bool = True, **words) -> Taken:
    """Decided on Monday 8 January 2024, agreed so many days later."""
    decided = date(2024, 1, 8)
    return Taken("DEC-1", "/", decided, decided + timedelta(days=days), review, **words)


def year(persona: str = "pdg", of: int | None = None) -> conformance.Year:
    return conformance.of_year(body("pdg"), of or today().year, viewer(persona))


def attended(meeting: Meeting, *how: str) -> None:
    posts = Post.objects.filter(organisation__slug="pdg").order_by("label")
    for post, each in zip(posts, how, strict=False):
        name = "A substitute" if each == "substitute" else ""
        Attendance.objects.create(
            meeting=meeting, post=post, how=each, name=name, created_by_id=viewer("clerk").person_id
        )


# Each measure by itself ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("told", "kept"), [(date(2024, 1, 10), True), (date(2024, 1, 11), False)])
def test_notice_in_clear_days(told, kept):
    measure = conformance.notice(BodyRules(notice_days=5), DAY, told)
    assert measure == Measure(f"{5 if kept else 4} given, 5 clear working days wanted", kept)


@pytest.mark.parametrize("unset", [None, BodyRules()])
def test_what_is_not_set_measures_nothing(unset):
    measures = [
        conformance.notice(unset, DAY, DAY),
        conformance.papers(unset, 3, 1),
        conformance.quorum(unset, 0),
    ]
    assert measures == [Measure("Not set")] * 3


def test_papers_on_time():
    set_ = BodyRules(papers_days=7)
    assert conformance.papers(set_, 3, 1) == Measure("2 of 3 on time", False)
    assert conformance.papers(set_, 3, 0).kept
    assert conformance.papers(set_, 0, 0) == Measure("No papers")


def test_quorum_at_the_meeting_and_at_each_decision():
    set_ = BodyRules(quorum=6)
    assert conformance.quorum(set_, None) == Measure("Attendance is not on record")
    assert conformance.quorum(set_, 6, [taken(seats_present=6, seats_needed=6)]).kept
    assert conformance.quorum(set_, 5) == Measure("5 seats filled, 6 needed", False)
    after_some_left = conformance.quorum(set_, 6, [taken(seats_present=5, seats_needed=6)])
    assert after_some_left == Measure("6 seats filled, 6 needed; not at DEC-1", False)


def test_decisions_with_a_review_date_and_notices_in_two_working_days():
    assert conformance.reviews([taken(), taken(review=False)]) == Measure("1 of 2 with a review date", False)
    assert conformance.notices([taken(2)]) == Measure("1 of 1 within 2 working days", True)
    assert conformance.notices([taken(2), taken(3)]) == Measure("1 of 2 within 2 working days", False)
    assert conformance.reviews([]) == conformance.notices([]) == Measure("No decisions")


def test_a_substitute_fills_the_seat():
    rows = [("Chair", "present"), ("Chair", "substitute"), ("Chair", "apologies"), ("Fire", "absent")]
    assert conformance.attendance(rows) == [Seat("Chair", 2, 3), Seat("Fire", 0, 1)]
    assert [seat.percent for seat in conformance.attendance(rows)] == [67, 0]


# Out of the database ------------------------------------------------------------------------------------------


def test_a_meeting_is_measured_by_the_rules_of_its_day(monkeypatch):
    rules(notice_days=0, papers_days=3, quorum=2)
    make.offers(monkeypatch, make.paper(body("bvsc")), make.paper(body("board")))
    meeting = make.held()
    attended(meeting, "present", "substitute", "absent")
    make.agreed(make.emerging(meeting), review_on=today() + timedelta(days=90))
    [row] = year().meetings
    measures = (row.notice, row.papers, row.quorum, row.reviews, row.notices)
    assert [measure.kept for measure in measures] == [True] * 5
    assert row.papers.says == "2 of 2 on time"
    assert row.quorum.says == "2 seats filled, 2 needed"
    assert [year().kept(name).says for name in ("notice", "quorum")] == ["Kept 1 of 1 time"] * 2


def test_without_rules_only_the_houses_own_are_measured():
    decision = make.agreed(make.emerging(make.held()))
    [row] = year().meetings
    assert [m.kept for m in (row.notice, row.papers, row.quorum)] == [None] * 3
    assert (row.reviews.kept, [each.reference for each in row.unreviewed]) == (False, [decision.reference])
    assert year().kept("notice").says == "Nothing to measure"


def test_a_supplement_and_what_was_written_after_papers_closed_are_late(monkeypatch):
    rules(papers_days=3)
    make.offers(monkeypatch, make.paper(body("bvsc")), make.paper(body("board")))
    meeting = make.published()
    item, clerk = make.emerging(meeting), viewer("clerk").person_id
    late = Supplement.objects.create(meeting=meeting, number=1, why="Late", issued_at=now(), issued_by_id=clerk)
    item.papers.filter(position=1).update(supplement=late)
    assert year().meetings[0].papers == Measure("1 of 2 on time", False)
    report = Report.objects.create(item=item, position=1, title="Late", ask="Note it", created_by_id=clerk)
    kind = ContentType.objects.get_for_model(Report)
    item.papers.filter(position=2).update(subject_kind=kind, subject_id=report.pk)
    assert year().meetings[0].papers.says == "0 of 2 on time"
    Meeting.objects.filter(pk=meeting.pk).update(papers_close=today())
    assert year().meetings[0].papers.says == "1 of 2 on time"


def test_a_cancelled_meeting_does_not_count_and_a_draft_is_not_there():
    rules(notice_days=5, quorum=2)
    make.meeting()
    actions.cancel_meeting(meeting=make.published(extraordinary_why="A grant lapses."), why="Snow", by=viewer("clerk"))
    found = year()
    assert [row.counts for row in found.meetings] == [False]
    assert found.kept("notice").says == "Nothing to measure"
    assert "Cancelled" in page("pdg").content.decode()


def test_a_meeting_that_is_to_come_has_no_quorum_yet():
    rules(quorum=2)
    make.published()
    assert year().meetings[0].quorum == Measure("Not held yet")


def test_a_decision_that_was_replaced_needs_no_review():
    old = make.agreed(make.emerging(make.held()))
    words = {"title": "New", "wording": "Other.", "reasons": "Because.", "authority": "meeting", "departs": ""}
    words |= {"authority_detail": "All", "decided_on": old.decided_on, "review_on": today() + timedelta(days=9)}
    new = actions.supersede(decision=old, item=old.item, audience="partners", by=viewer("clerk"), **words)
    actions.agree_decision(decision=new, by=viewer("clerk"))
    assert year().meetings[0].reviews == Measure("2 of 2 with a review date", True)


def test_a_late_decision_notice():
    meeting = make.held(days=-10)
    make.agreed(make.emerging(meeting))
    assert year(of=meeting.day.year).meetings[0].notices == Measure("0 of 1 within 2 working days", False)


# The page -----------------------------------------------------------------------------------------------------


def page(persona: str, query: str = ""):
    return client(persona).get(reverse("governance:body_conformance", args=["pdg"]) + query)


def test_the_page_says_it_in_words():
    rules(notice_days=0, quorum=3)
    meeting = make.held()
    attended(meeting, "present", "substitute")
    html = page("analyst").content.decode()
    for words in ("Not kept", "2 seats filled, 3 needed", "Not set", "Kept 1 of 1 time", ">100<"):
        assert words in html
    assert "A substitute</" not in html  # a seat, not a person
    detail = reverse("governance:body_detail", args=["pdg"])
    assert "How it keeps its rules" in client("pdg").get(detail).content.decode()
    assert "How it keeps its rules" not in client("partner").get(detail).content.decode()


@pytest.mark.parametrize("query", ["?year=", "?year=1066", "?year=99999", "?year=x", "?year=²²²²"])
def test_a_year_that_cannot_be_is_this_year(query):
    assert page("pdg", query).context["year"] == today().year


def test_a_year_shows_its_own_meetings():
    meeting = make.held(days=-800)
    assert page("pdg").context["found"].meetings == []
    assert len(page("pdg", f"?year={meeting.day.year}").context["found"].meetings) == 1


def test_papers_and_decisions_of_others_are_not_counted(monkeypatch):
    rules(papers_days=3)
    hidden = Readers("named", bodies=(body("pdg").pk,))
    make.offers(monkeypatch, make.paper(body("bvsc"), readers=hidden), make.paper(body("board")))
    make.agreed(make.emerging(make.held()), audience="named")
    assert "2 of 2 on time" in page("pdg").content.decode()
    assert [each.split(":")[0] for event in AccessEvent.objects.all() for each in event.records] == [
        "governance.decision"
    ]
    html = page("analyst").content.decode()
    assert "1 of 1 on time" in html
    assert "No decisions" in html


def test_as_many_queries_for_three_meetings_as_for_one(monkeypatch, django_assert_max_num_queries):
    rules(notice_days=0, papers_days=3, quorum=1)
    make.offers(monkeypatch, make.paper(body("bvsc")))

    def one_more() -> None:
        meeting = make.held()
        attended(meeting, "present")
        make.agreed(make.emerging(meeting))

    def count() -> int:
        browser, address = client("clerk"), reverse("governance:body_conformance", args=["pdg"])
        browser.get(address)
        with django_assert_max_num_queries(100) as counted:
            browser.get(address)
        return len(counted)

    one_more()
    one = count()
    one_more()
    one_more()
    assert count() == one


def test_decisions_between_meetings_are_measured_too():
    words = {"wording": "Close the path.", "reasons": "It is unsafe.", "authority_detail": "The chair of PDG"}
    urgent = actions.record_urgent(
        body=body("pdg"), urgent_why="A wall fell.", consulted="The police", title="Path", by=viewer("clerk"), **words
    )
    actions.agree_decision(decision=urgent, by=viewer("clerk"))
    assert year().between.notices.kept
    assert "Between meetings" in page("pdg").content.decode()


def test_the_list_of_meetings_leads_to_it():
    where = reverse("governance:meeting_list")
    for persona, there, lacking in (
        ("coordinator", ("pdg", "board", "ldg-north"), ()),
        ("pdg", ("pdg",), ("board",)),
        ("partner", (), ("pdg", "board")),
    ):
        html = client(persona).get(where).content.decode()
        assert all(reverse("governance:body_conformance", args=[slug]) in html for slug in there)
        assert not any(reverse("governance:body_conformance", args=[slug]) in html for slug in lacking)
