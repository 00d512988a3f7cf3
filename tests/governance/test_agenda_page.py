"""An agenda as its readers see it: papers in full or folded, for each reader their own, and its packs."""

import pytest
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from bcsp.documents.models import ReadyPart
from bcsp.records.models import AccessEvent
from governance import actions, tasks
from governance.models import Meeting, Report
from tests.governance import make, seated
from tests.make import body, client, text, viewer

pytestmark = pytest.mark.django_db


def test_long_papers_are_folded_but_the_first_and_the_agenda_lists_its_items(monkeypatch):
    make.offers(monkeypatch, make.paper(body("bvsc"), title="Vapes"), make.paper(body("board"), title="Bikes"))
    meeting = make.meeting(days=0)
    actions.add_item(meeting=meeting, title="Any other business", by=viewer("clerk"))
    html = text(client("pdg").get(actions.publish_agenda(meeting=meeting, by=viewer("clerk")).get_absolute_url()))
    assert html.count('<details class="govuk-details bcsp-fold" open>') == 1
    assert html.count('<details class="govuk-details bcsp-fold">') == 1
    assert ">1a. Vapes</a>" in html
    assert ">1b. Bikes</h4>" in html
    assert html.count('href="#items"') == 2
    for item in meeting.items.all():
        assert f'href="#item-{item.pk}"' in html


def test_the_houses_own_papers_are_folded_and_the_first_written_one_stands_open():
    last = seated.held_with("Wardens", days=-14)
    seated.circulated(last, Wardens="They go on.")
    meeting = make.meeting(days=7)
    report = make.report(make.item(meeting))
    page = client("pdg").get(actions.publish_agenda(meeting=meeting, by=viewer("clerk")).get_absolute_url())
    [first] = [entry for entry in page.context["entries"] if entry.item.kind_id == "minutes"]
    assert first.full
    assert page.context["opened"] == f"governance.report:{report.pk}"


def supplemented() -> tuple[Meeting, Report]:
    """A published agenda with a supplement of one private paper."""
    report = make.report(make.item(make.meeting(days=7)))
    meeting = actions.publish_agenda(meeting=report.item.meeting, by=viewer("clerk"))
    late = make.report(report.item, title="Prices", **make.PRIVATE_PAPER)
    actions.issue_supplement(meeting=meeting, reports=[late], why="The offer came late.", by=viewer("clerk"))
    return Meeting.objects.get(pk=meeting.pk), late


def test_a_banner_and_the_home_page_say_that_a_supplement_came():
    meeting, late = supplemented()
    number = f"{late.item.position}b"
    html = " ".join(text(client("pdg").get(meeting.get_absolute_url())).split())
    banner = html.partition("Supplement S1 was issued on ")[2].partition("</p>")[0]
    assert f'">paper {number}, Prices</a>. Why late: The offer came late.' in banner
    anchor = banner.partition('href="#')[2].partition('"')[0]
    assert f'id="{anchor}"' in html
    assert "Download supplement S1" not in banner
    for pack in meeting.packs.filter(supplement__isnull=False):
        tasks.build_pack(pack.pk)
    assert "Download supplement S1 (PDF, " in text(client("pdg").get(meeting.get_absolute_url()))
    assert "; supplement S1 came after the agenda" in text(client("pdg").get("/"))


def test_who_may_read_none_of_its_papers_is_told_of_no_supplement():
    meeting, _ = supplemented()
    html = text(client("partner").get(meeting.get_absolute_url()))
    assert "Supplement S1 was issued" not in html
    assert "Prices" not in html


def test_publishing_shows_first_what_will_be_frozen(monkeypatch):
    make.offers(monkeypatch, make.paper(body("bvsc"), title="Vapes"), make.flats())
    meeting, browser = make.meeting(), client("clerk")
    address = reverse("governance:meeting_publish", args=[meeting.pk])
    page = browser.get(address)
    html = text(page)
    assert "Vapes" in html
    assert "Named readers" in html
    assert "2 decisions are asked" in html
    browser.post(address, {**page.context["form"].initial, "audience": "partners"})
    meeting.refresh_from_db()
    assert meeting.state == "published"
    assert meeting.items.get().papers.count() == 2


def test_while_it_is_read_what_will_be_frozen_is_made_ready(monkeypatch):
    make.offers(monkeypatch, make.paper(body("bvsc"), title="Vapes"))
    meeting = make.meeting()
    client("clerk").get(reverse("governance:meeting_publish", args=[meeting.pk]))
    job = ProcrastinateJob.objects.get(task_name="governance.make_parts_ready", args={"meeting_id": meeting.pk})
    tasks.make_parts_ready(**job.args)
    ready = ReadyPart.objects.count()
    actions.publish_agenda(meeting=meeting, by=viewer("clerk"))
    assert ReadyPart.objects.count() == ready > 0


def test_a_member_reads_the_papers_and_a_partner_only_those_for_partners(monkeypatch):
    make.offers(monkeypatch, make.paper(body("board"), "Vapes text.", title="Vapes"), make.flats(public_line="A line."))
    address = make.published().get_absolute_url()
    html = text(client("pdg").get(address))
    assert "Vapes text." in html
    assert "Flats." in html
    html = text(client("partner").get(address))
    assert "Vapes text." in html
    assert "Flats" not in html
    assert "A line." in html


def test_reading_a_named_paper_is_logged_once_a_page(monkeypatch):
    make.offers(monkeypatch, make.flats())
    meeting = make.published()
    client("pdg").get(meeting.get_absolute_url())
    event = AccessEvent.objects.get()
    assert event.person_id == viewer("pdg").person_id
    assert [each.split(":")[0] for each in event.records] == ["documents.storedpaper"]
    client("partner").get(meeting.get_absolute_url())
    assert AccessEvent.objects.count() == 1


def test_headings_of_a_paper_stand_below_its_item(monkeypatch):
    make.offers(monkeypatch, make.paper(body("bvsc"), title="Vapes"))
    html = text(client("pdg").get(make.published().get_absolute_url()))
    assert html.count("<h1") == 1
    assert "<h4>Vapes</h4>" in html


def test_typed_text_is_escaped_all_the_way(monkeypatch):
    make.offers(monkeypatch, make.paper(body("bvsc"), "<script>alert(1)</script><h1>x", title="<b>T</b>"))
    html = text(client("pdg").get(make.published().get_absolute_url()))
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;h1&gt;x" in html
    assert "<b>T</b>" not in html


def test_packs_wait_then_are_ready_with_their_size(monkeypatch):
    meeting = make.published()
    address = reverse("governance:pack_states", args=[meeting.pk])
    html = text(client("pdg").get(address, headers={"HX-Request": "true"}))
    assert "Being built" in html
    assert "hx-trigger" in html
    for pack in meeting.packs.all():
        tasks.build_pack(pack.pk)
    html = text(client("pdg").get(address, headers={"HX-Request": "true"}))
    assert "hx-trigger" not in html
    assert "Agenda and papers, named readers: 3 pages" in html
    assert "Named readers" not in text(client("partner").get(address, headers={"HX-Request": "true"}))
