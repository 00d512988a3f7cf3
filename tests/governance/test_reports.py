"""Papers written for one item: who may write and read them, what becomes of them, and what never gets out."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from bcsp.documents.models import StoredFile
from bcsp.notices.models import Notice
from bcsp.records.clock import today
from bcsp.records.errors import NotAllowed, Refused, Stale
from bcsp.records.models import Link
from bcsp.records.viewer import Viewer
from governance import actions, agendas, reports
from governance.models import ItemPaper, Report
from governance.packs import pack_of
from tests.governance import make
from tests.governance.make import CANARY
from tests.make import body, client, viewer

pytestmark = pytest.mark.django_db
WHY = {
    "audience": "named",
    "paragraph": 3,
    "withheld_why": "A provider's prices.",
    "withheld_by": "The chair",
    "withheld_review": today() + timedelta(days=90),
}
PDF = actions.Attached("plan.pdf", b"%PDF-1.7 one", pages=3, tagged=True)


def titles(item, who) -> list[str]:
    found = agendas.entries(item.meeting, who)
    return [place.title for entry in found if entry.item.pk == item.pk for place in entry.places]


def private(**words) -> Report:
    canaries = dict.fromkeys(("title", "ask", "recommendation", "cost", "risk", "equality"), f"Word {CANARY}")
    return make.report(**WHY, **canaries, body=f"<p>{CANARY}</p>", **words)


# What the database keeps --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("governance_report_form", {"form": "pdf"}),
        ("governance_report_form", {"upload_pages": 2}),
        ("governance_report_form", {"upload_tagged": True}),
        ("governance_report_form", {"form": "fax"}),
        ("governance_report_cover", {"title": ""}),
        ("governance_report_cover", {"ask": ""}),
        ("governance_report_says_why_private", {"audience": "named", "reader_bodies": [1]}),
        ("governance_report_says_why_private", {"paragraph": 3}),
        ("governance_report_named_readers", {"reader_bodies": [1]}),
        ("governance_report_audience", {"audience": "everybody"}),
    ],
)
def test_the_database_refuses(name, wrong):
    report = make.report()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(**wrong)


def test_the_database_refuses_a_public_pdf_that_no_screen_reader_reads():
    report = make.report(form="pdf", file=PDF)
    with pytest.raises(IntegrityError, match="governance_report_summary"), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(audience="public", upload_tagged=False)


def test_the_database_keeps_one_paper_in_a_place():
    item = make.item(make.meeting())
    make.report(item)
    other = make.report(item)

    @transaction.atomic
    def put_first():
        Report.objects.filter(pk=other.pk).update(position=1)
        connection.check_constraints()  # it waits for the end of the transaction

    with pytest.raises(IntegrityError, match="governance_report_position_once"):
        put_first()


# Writing ------------------------------------------------------------------------------------------------------------


def test_papers_stand_in_the_order_in_which_their_makers_put_them():
    item = make.item(make.meeting())
    first, second = make.report(item, title="First"), make.report(item, "analyst", title="Second")
    actions.move_report(report=second, up=True, by=viewer("clerk"))
    assert titles(item, viewer("pdg")) == ["Second", "First"]
    actions.move_report(report=second, up=True, by=viewer("clerk"))
    actions.remove_report(report=second, by=viewer("clerk"))
    first.refresh_from_db()
    assert (first.position, titles(item, viewer("pdg"))) == (1, ["First"])


def test_the_order_is_the_makers_whoever_reads_and_the_public_sees_no_gap():
    item = make.item(make.meeting())
    for title, words in (("First", {}), ("Second", WHY), ("Third", {"audience": "public"})):
        make.report(item, title=title, **words)
    assert titles(item, viewer("pdg")) == ["First", "Second", "Third"]
    actions.publish_agenda(meeting=item.meeting, audience="public", by=viewer("clerk"))
    [entry] = [e for e in agendas.entries(type(item.meeting).objects.get(), Viewer.public()) if e.item.pk == item.pk]
    number = item.position
    assert [place.number for place in entry.places] == [f"{number}c"]
    assert entry.others == (
        f"{number}a. A paper for partners only",
        f"{number}b. A private paper (using Schedule 12A paragraph 3 as our guide)",
    )


def test_whoever_read_a_paper_before_it_was_taken_back_changes_nothing():
    report = make.report()
    actions.remove_report(report=Report.objects.get(pk=report.pk), by=viewer("clerk"))
    with pytest.raises(Refused, match="taken this paper back"):
        actions.remove_report(report=report, by=viewer("clerk"))
    with pytest.raises(Refused, match="taken this paper back"):
        actions.edit_report(report=report, version=1, title="Again", by=viewer("clerk"))


def test_a_paper_that_is_taken_back_keeps_its_history():
    report = make.report()
    pk = report.pk
    actions.remove_report(report=report, by=viewer("clerk"))
    assert [event.pgh_label for event in Report.pgh_event_model.objects.filter(pgh_obj_id=pk)] == ["insert", "delete"]


@pytest.mark.parametrize("persona", ["pdg", "chair", "partner", "ldg.north", "admin"])
def test_only_those_who_prepare_and_analysts_write(persona):
    item = make.item(make.meeting())
    with pytest.raises(NotAllowed):
        make.report(item, persona)


def test_a_clerk_of_another_body_writes_nothing():
    item = actions.add_item(meeting=make.meeting("ldg-north"), title="Lights", by=viewer("coordinator"))
    with pytest.raises(NotAllowed):
        make.report(item, "clerk")


def test_a_standing_item_takes_no_papers_of_its_own():
    with pytest.raises(Refused, match="fills itself"):
        make.report(make.emerging(make.meeting()))


def test_an_item_with_papers_is_not_removed():
    report = make.report()
    with pytest.raises(Refused, match="has papers of its own"):
        actions.remove_item(item=report.item, by=viewer("clerk"))


def test_two_writers_of_one_paper_lose_nothing():
    report = make.report()
    words = {"title": "Mine", "ask": "Agree", "form": "typed", "body": ""}
    actions.edit_report(report=report, version=1, by=viewer("clerk"), **words)
    with pytest.raises(Stale):
        actions.edit_report(report=report, version=1, by=viewer("analyst"), **words | {"title": "Theirs"})
    report.refresh_from_db()
    assert (report.title, report.version) == ("Mine", 2)


def test_a_paper_changed_after_the_check_stops_publishing():
    report = make.report()
    meeting = report.item.meeting
    seen = agendas.print_of(agendas.laid_out(meeting))
    words = {"title": "Other", "ask": "Agree", "form": "typed", "body": "<p>Other</p>"}
    actions.edit_report(report=report, version=1, by=viewer("analyst"), **words)
    with pytest.raises(Stale):
        actions.publish_agenda(meeting=meeting, by=viewer("clerk"), checked=seen)


def test_a_pdf_becomes_text_and_its_file_is_let_go_of():
    report = make.report(form="pdf", file=PDF)
    words = {"title": "T", "ask": "A", "form": "typed", "body": "<p>x</p>"}
    actions.edit_report(report=report, version=1, by=viewer("clerk"), **words)
    report.refresh_from_db()
    assert (report.upload_id, report.upload_name, report.upload_pages, report.body) == (None, "", None, "<p>x</p>")


def test_a_private_paper_says_why():
    with pytest.raises(Refused, match="which paragraph"):
        make.report(**WHY | {"withheld_why": ""})


def test_under_a_private_item_every_paper_is_private_with_it():
    meeting = make.meeting()
    item = make.item(meeting, **make.PRIVATE)
    report = make.report(item, "clerk", audience="public")
    assert (report.audience, report.paragraph, report.reader_bodies) == ("named", 3, [body("pdg").pk])
    assert titles(item, viewer("pdg")) == ["Lights"]
    assert titles(item, viewer("board")) == []


# Onto the agenda ----------------------------------------------------------------------------------------------------


def test_publishing_freezes_papers_with_their_readers_and_their_paragraph():
    open_paper = make.report(audience="public")
    meeting = open_paper.item.meeting
    closed = make.report(open_paper.item, **WHY)
    actions.publish_agenda(meeting=meeting, audience="public", by=viewer("clerk"))
    first, second = ItemPaper.objects.filter(item=open_paper.item).order_by("position")
    assert (first.paper.audience, first.paragraph, first.subject) == ("public", None, open_paper)
    assert (second.paper.audience, second.paragraph, second.subject) == ("named", 3, closed)
    assert Link.objects.filter(relation="considers", end_id=closed.pk).exists()


def test_as_the_agenda_is_never_wider_than_the_agenda():
    report = make.report(audience="public")
    actions.publish_agenda(meeting=report.item.meeting, audience="partners", by=viewer("clerk"))
    assert ItemPaper.objects.get(item=report.item).paper.audience == "partners"


def test_an_issued_paper_stays_as_it_is():
    report = make.report()
    actions.publish_agenda(meeting=report.item.meeting, by=viewer("clerk"))
    words = {"title": "Other", "ask": "Other", "form": "typed", "body": ""}
    for change in (
        lambda: actions.edit_report(report=report, version=1, by=viewer("clerk"), **words),
        lambda: actions.move_report(report=report, up=True, by=viewer("clerk")),
        lambda: actions.remove_report(report=report, by=viewer("clerk")),
    ):
        with pytest.raises(Refused, match="is issued"):
            change()


def test_a_decision_is_recorded_on_a_paper():
    report = make.report(make.item(make.meeting(days=0)), **WHY, recommendation="Buy lamps")
    actions.publish_agenda(meeting=report.item.meeting, by=viewer("clerk"))
    actions.hold_meeting(meeting=report.item.meeting, by=viewer("clerk"))
    decision = make.agreed(report.item, subject=report, title="Lamps", recommended="Buy lamps")
    assert decision.subject == report
    assert decision.audience == "named"


def test_the_lesser_readers_see_a_line_and_nothing_of_a_private_paper():
    report = private()
    meeting = report.item.meeting
    meeting = actions.publish_agenda(meeting=meeting, audience="public", by=viewer("clerk"))
    for who in (Viewer.public(), Viewer.partners(), viewer("board"), viewer("analyst")):
        [entry] = [entry for entry in agendas.entries(meeting, who) if entry.item.pk == report.item_id]
        assert entry.places == ()
        assert entry.others == (
            f"{report.item.position}a. A private paper (using Schedule 12A paragraph 3 as our guide)",
        )
    assert CANARY not in repr(pack_of(meeting, "partners"))
    assert CANARY not in repr(pack_of(meeting, "public"))
    assert CANARY in repr(pack_of(meeting, "named"))


def test_no_page_of_others_gives_a_private_paper_away():
    report = private()
    meeting = report.item.meeting
    actions.publish_agenda(meeting=meeting, audience="public", by=viewer("clerk"))
    for persona in ("board", "analyst", "partner", "ldg.north"):
        browser = client(persona)
        for address in (meeting.get_absolute_url(), f"{reverse('search:search')}?q=word", "/", "/governance/meetings/"):
            answer = browser.get(address)
            assert answer.status_code == 200, (persona, address)
            assert CANARY not in answer.content.decode(), (persona, address)
        for name in ("report_detail", "report_pdf"):
            answer = browser.get(reverse(f"governance:{name}", args=[report.pk]))
            assert answer.status_code == 404, (persona, name)


# Late ---------------------------------------------------------------------------------------------------------------


def late(**words) -> Report:
    report = make.report()
    actions.publish_agenda(meeting=report.item.meeting, by=viewer("clerk"))
    return make.report(report.item, title="Late", **words)


def test_a_late_paper_is_unseen_until_it_is_issued():
    report = late()
    pdg = viewer("pdg")
    assert not Report.objects.visible_to(pdg).filter(pk=report.pk).exists()
    assert client("pdg").get(report.get_absolute_url()).status_code == 404
    assert titles(report.item, pdg) == ["Lights"]
    made = actions.issue_supplement(meeting=report.item.meeting, reports=[report], why="News", by=viewer("clerk"))
    assert str(made) == "S1"
    assert Report.objects.visible_to(pdg).filter(pk=report.pk).exists()
    assert titles(report.item, pdg) == ["Lights", "Late"]


def test_a_supplement_takes_the_next_letters_and_the_next_number():
    report = late(**WHY)
    meeting = report.item.meeting
    other = make.report(report.item, title="Later")
    first = actions.issue_supplement(meeting=meeting, reports=[report], why="News", by=viewer("clerk"))
    second = actions.issue_supplement(meeting=meeting, reports=[other], why="More news", by=viewer("clerk"))
    [entry] = [e for e in agendas.entries(meeting, viewer("pdg")) if e.item.pk == report.item_id]
    number = report.item.position
    assert [(p.number, p.supplement) for p in entry.places] == [(f"{number}a", 0), (f"{number}b", 1), (f"{number}c", 2)]
    assert (first.number, second.number) == (1, 2)
    assert first.papers.get().paragraph == 3
    assert set(second.packs.values_list("audience", flat=True)) == {"partners", "named"}


def test_the_members_are_told_of_a_supplement_without_its_content():
    report = late()
    viewer("pdg")
    before = Notice.objects.count()
    actions.issue_supplement(meeting=report.item.meeting, reports=[report], why="News", by=viewer("clerk"))
    told = Notice.objects.order_by("-pk").first()
    assert Notice.objects.count() > before
    assert "Supplement S1: 1 paper" in told.text
    assert "Late" not in told.text


def test_a_paper_is_issued_once():
    report = late()
    meeting = report.item.meeting
    actions.issue_supplement(meeting=meeting, reports=[report], why="News", by=viewer("clerk"))
    with pytest.raises(Refused, match="issued already"):
        actions.issue_supplement(meeting=meeting, reports=[report], why="News", by=viewer("clerk"))
    assert meeting.supplements.count() == 1


def test_nothing_is_late_under_a_draft_or_after_the_meeting():
    report = make.report(make.item(make.meeting(days=0)))
    meeting = report.item.meeting
    with pytest.raises(Refused, match="Late papers are issued between"):
        actions.issue_supplement(meeting=meeting, reports=[report], why="News", by=viewer("clerk"))
    actions.publish_agenda(meeting=meeting, by=viewer("clerk"))
    actions.hold_meeting(meeting=meeting, by=viewer("clerk"))
    with pytest.raises(Refused, match="can't change any more"):
        make.report(report.item)


def test_warnings_name_what_a_recommendation_lacks_and_what_is_long():
    report = make.report(recommendation="Buy", cost="£1")
    assert reports.warnings(report) == ["It recommends something but does not state the equality impact."]
    assert "It has 5 pages" in reports.warnings(report, 5)[1]
    assert reports.warnings(make.report(), 4) == []


def test_the_same_file_is_kept_once():
    make.report(form="pdf", file=PDF)
    make.report(form="pdf", file=PDF)
    assert StoredFile.objects.filter(size=len(PDF.content)).count() == 1


def test_a_draft_agenda_takes_as_many_queries_for_three_items_with_papers_as_for_one(django_assert_max_num_queries):
    browser, counts = client("clerk"), []
    for number in (1, 3):
        meeting = make.meeting(days=14 + number)
        for n in range(number):
            item = actions.add_item(meeting=meeting, title=f"Item {n}", by=viewer("clerk"))
            make.report(item, title=f"Paper {n}")
        browser.get(meeting.get_absolute_url())
        with django_assert_max_num_queries(200) as counted:
            browser.get(meeting.get_absolute_url())
        counts.append(len(counted))
    assert counts[0] == counts[1]
