"""A trend for named readers shows in no lesser list, count, page, search, PDF, hint of a match or paper."""

import io

import pdfplumber
import pytest
from django.urls import reverse
from pikepdf import Pdf

from bcsp.documents.papers import as_pdf
from bcsp.records.clock import today
from bcsp.records.models import AccessEvent
from bcsp.records.viewer import Viewer
from governance.agendas import reads
from horizon import actions, papers, queries
from horizon.matches import likely_matches
from horizon.models import Assessment
from horizon.strand import STRAND
from tests.horizon import make
from tests.make import body, client, viewer

pytestmark = pytest.mark.django_db
LESSER = ("partner", "board", "ldg.north", "admin")
READERS = ("analyst", "analyst2", "coordinator", "pdg", "chair", "clerk")
CANARY = "Canary flats"


@pytest.fixture
def row() -> Assessment:
    """A cleared summary that only analysts, the coordinator and PDG may read, and a plain one beside it."""
    make.cleared(make.trend("Batteries catch fire in hallways"))
    return make.cleared(make.named(f"{CANARY} are taken over by sellers"))


def addresses(row: Assessment) -> list[str]:
    trend = row.trend
    return [
        trend.get_absolute_url(),
        row.get_absolute_url(),
        reverse("horizon:assessment_download", args=[trend.reference, row.number]),
        reverse("records:thread", args=["horizon.trend", trend.pk]),
    ]


def lists() -> list[str]:
    return [
        reverse("horizon:trend_list"),
        f"{reverse('horizon:trend_list')}?q=canary",
        f"{reverse('search:search')}?q=canary",
        reverse("home"),
        reverse("plan"),
        reverse("horizon:referral_mine"),
    ]


def statuses(row: Assessment, personas: tuple[str, ...]) -> dict[str, list[int]]:
    browsers = {persona: client(persona) for persona in personas}
    return {name: [browser.get(a).status_code for a in addresses(row)] for name, browser in browsers.items()}


def test_lesser_readers_find_nothing(row):
    assert statuses(row, LESSER) == dict.fromkeys(LESSER, [404] * 4)
    leaks = []
    for persona in LESSER:
        browser = client(persona)
        for address in lists():
            said = browser.get(address).content.decode()
            leaks += [(persona, address, word) for word in (CANARY, row.trend.reference) if word in said]
    assert leaks == []


def test_named_readers_find_it(row):
    assert statuses(row, READERS) == dict.fromkeys(READERS, [200] * 4)
    for address in (lists()[0], lists()[2]):
        assert {who for who in READERS if CANARY in client(who).get(address).content.decode()} == set(READERS)


def test_counts_count_what_the_viewer_sees(row):
    assert "1 trend<" in client("partner").get(lists()[0]).content.decode()
    assert queries.latest_cleared(viewer("partner")).count() == 1
    said = [piece.text for piece in STRAND.outputs(viewer("partner"))["CSD2c"]]
    assert said[-1].endswith(": 1")
    assert [piece.text for piece in STRAND.outputs(Viewer.public())["CSD2c"]] == said[:1]


def test_likely_matches_keep_it_from_those_who_may_not_see(row):
    title = f"{CANARY} are taken over"
    assert row.trend in likely_matches(viewer("analyst"), title)
    assert row.trend not in likely_matches(viewer("partner"), title)


def test_papers_carry_their_readers(row):
    found = papers.emerging_trends(today())
    paper = next(paper for paper in found if CANARY in paper.title)
    assert not reads(Viewer.partners(), paper.readers)
    assert not reads(Viewer.public(), paper.readers)
    assert reads(Viewer.body(body("pdg")), paper.readers)
    assert not reads(Viewer.body(body("board")), paper.readers)


def test_the_pdf_holds_it_for_those_who_may(row):
    with pdfplumber.open(io.BytesIO(as_pdf(papers.paper_of(row, papers.summary(row)), marking="Named readers"))) as pdf:
        assert CANARY in pdf.pages[0].extract_text()


def test_attention_is_silent_for_others(row):
    again = actions.start_assessment(trend=row.trend, by=viewer("analyst"))
    actions.mark_ready(assessment=again, version=again.version, by=viewer("analyst"))
    assert any(CANARY in waiting.text for waiting in STRAND.attention(viewer("coordinator")))
    for persona in LESSER:
        assert not any(CANARY in waiting.text for waiting in STRAND.attention(viewer(persona)))


def test_reading_it_is_logged_and_reading_the_other_is_not(row):
    browser = client("pdg")
    browser.get(row.get_absolute_url())
    event = AccessEvent.objects.get()
    assert event.records == [f"horizon.assessment:{row.pk}"]
    browser.get(row.get_absolute_url().replace(row.trend.reference, make.cleared().trend.reference))
    assert AccessEvent.objects.count() == 1


def test_its_pdf_bears_its_readers_name_and_the_other_does_not(row):
    for assessment, given in ((row, True), (make.cleared(), False)):
        kwargs = {"reference": assessment.trend.reference, "number": assessment.number}
        answer = client("pdg").get(reverse("horizon:assessment_download", kwargs=kwargs))
        with Pdf.open(io.BytesIO(answer.content)) as pdf:
            assert {"/BcspGiven" in page.Resources.XObject for page in pdf.pages} == {given}


def test_narrowing_hides_it_and_widening_shows_it():
    row = make.cleared()
    address = row.get_absolute_url()
    assert client("partner").get(address).status_code == 200
    page = reverse("horizon:trend_readers", args=[row.trend.reference])
    browser = client("analyst")
    assert browser.post(page, {"version": 1, "audience": "named", "roles": ["chair"]}).status_code == 422  # no reason
    browser.post(page, {"version": 1, "audience": "named", "roles": ["chair"], "why": "Groups are named"})
    assert client("partner").get(address).status_code == 404
    assert client("chair").get(address).status_code == 200
    browser.post(page, {"version": 2, "audience": "partners", "why": "No group is named any more"})
    assert client("partner").get(address).status_code == 200
