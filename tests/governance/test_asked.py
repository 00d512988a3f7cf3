"""Everything under an item for decision is asked of the meeting, whether somebody wrote a recommendation or not."""

import pytest
from django.urls import reverse

from bcsp.documents.packs import build, front_of
from bcsp.records.clock import today
from bcsp.records.viewer import Viewer
from governance import actions
from governance.agendas import asked, entries
from governance.entries import NOT_RECOMMENDED, PAPERS_ELSEWHERE
from governance.models import AgendaItem, Meeting
from governance.packs import pack_of
from tests.governance import make
from tests.governance.test_packs import everything
from tests.make import client, viewer

pytestmark = pytest.mark.django_db


def agenda(**words) -> tuple[Meeting, AgendaItem]:
    meeting = make.meeting(days=0)
    item = make.item(meeting, "Lights in the park", **{"purpose": "decision", **words})
    return meeting, item


def rows(meeting: Meeting, persona: str = "clerk") -> list[tuple[str, str, str]]:
    reader = Viewer.partners() if persona == "partners" else viewer(persona)
    return [(each.number, each.title, each.words) for _, each in asked(entries(meeting, reader))]


def test_a_paper_without_recommendation_stands_there_with_what_it_asks():
    meeting, item = agenda()
    make.report(item, ask="Agree the lights")
    make.report(item, title="Bulbs", ask="Choose", recommendation="Take the cheap ones")
    assert rows(meeting) == [("2a", "Lights", "Agree the lights"), ("2b", "Bulbs", "Take the cheap ones")]
    actions.publish_agenda(meeting=meeting, by=viewer("clerk"))
    assert rows(meeting) == [("2a", "Lights", "Agree the lights"), ("2b", "Bulbs", "Take the cheap ones")]


def test_an_item_without_paper_stands_there_itself():
    meeting, item = agenda()
    assert rows(meeting) == [("2", "Lights in the park", NOT_RECOMMENDED)]
    html = client("clerk").get(meeting.get_absolute_url()).content.decode()
    assert f'href="#item-{item.pk}">2. Lights in the park</a>' in html
    assert NOT_RECOMMENDED in html


@pytest.mark.parametrize("purpose", ["discussion", "information"])
def test_what_is_not_for_decision_asks_only_by_a_recommendation(purpose):
    meeting, item = agenda(purpose=purpose)
    make.report(item)
    assert rows(meeting) == []
    make.report(item, title="Bulbs", recommendation="Take the cheap ones")
    assert [title for _, title, _ in rows(meeting)] == ["Bulbs"]


@pytest.mark.parametrize("hidden", [1, 3])
def test_nobody_counts_what_they_may_not_read(hidden):
    meeting, item = agenda()
    why = {"paragraph": 3, "withheld_why": "Prices", "withheld_by": "The chair", "withheld_review": today()}
    for _ in range(hidden):
        make.report(item, title="Prices", audience="named", recommendation="Pay", **why)
    assert rows(meeting, "partners") == [("2", "Lights in the park", PAPERS_ELSEWHERE)]
    assert len(rows(meeting)) == hidden


def test_a_private_item_stands_there_for_its_readers_alone():
    meeting, _ = agenda(**make.PRIVATE)
    assert rows(meeting, "partners") == []
    assert len(rows(meeting)) == 1


def test_the_pack_has_them_on_its_decisions_sheet():
    meeting, item = agenda()
    make.report(item, ask="Agree the lights")
    make.item(meeting, "Bins in the park", purpose="decision")
    actions.publish_agenda(meeting=meeting, by=viewer("clerk"))
    pack = pack_of(meeting, "named")
    found = [(row.number, row.recommendation, row.key) for row in pack.decisions]
    paper = pack.items[1].papers[0].key
    assert found == [("2a", "Agree the lights", paper), ("3", NOT_RECOMMENDED, "item-3")]
    assert front_of(pack).page_of("item-3") == "3"
    assert NOT_RECOMMENDED in everything(build(pack))
    assert "2 decisions are asked" in pack.says


def test_the_check_counts_them_and_names_those_without_recommendation():
    meeting, item = agenda()
    make.report(item, title="Bulbs", recommendation="Take the cheap ones")
    make.item(meeting, "Bins in the park", purpose="decision")
    html = client("clerk").get(reverse("governance:meeting_publish", args=[meeting.pk])).content.decode()
    assert "2 decisions are asked" in html
    assert "nobody has written what is recommended" in html
    assert "<li>3. Bins in the park</li>" in html
    assert "<li>2a. Bulbs</li>" not in html


@pytest.mark.parametrize(("purpose", "outside"), [("decision", True), ("discussion", False)])
def test_the_form_asks_for_the_recommendation_openly_where_a_decision_is_asked(purpose, outside):
    _, item = agenda(purpose=purpose)
    html = client("coordinator").get(reverse("governance:report_add", args=[item.pk])).content.decode()
    assert (html.index('name="recommendation"') < html.index("Add detail")) is outside
    assert html.count('name="recommendation"') == 1
