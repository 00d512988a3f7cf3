"""The one page: it is one page whatever fills its boxes, shows the whole scale, and comes in the right order."""

import io
from dataclasses import replace
from datetime import date, timedelta

import pdfplumber
import pytest
from django.template.loader import render_to_string
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bcsp.documents.papers import as_pdf
from bcsp.people.models import Post
from bcsp.places.models import Ward
from bcsp.records.clock import today
from horizon import papers
from horizon.models import Assessment, Trend
from tests.horizon import make

pytestmark = pytest.mark.django_db
BOXES = {name: Assessment._meta.get_field(name).max_length for name in (*make.WORDS, "cost")}
TREND_BOXES = {name: Trend._meta.get_field(name).max_length for name in ("title", "what", "new", "place")}


def pages(row: Assessment) -> list[str]:
    pdf = as_pdf(papers.paper_of(row, papers.summary(row)), marking="Partners only")
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return [page.extract_text() for page in opened.pages]


def fill(words: str, most: int) -> str:
    return (words * (most // len(words) + 1))[:most]


def full(row: Assessment, words: str) -> Assessment:
    """The assessment with every box filled to its limit (not saved: only what is shown is tried)."""
    for name, most in BOXES.items():
        setattr(row, name, fill(words, most))
    for name, most in TREND_BOXES.items():
        setattr(row.trend, name, fill(words, most))
    row.ask, row.task_whom = "task", max(Post.objects.select_related("organisation"), key=lambda p: len(str(p)))
    return row


@pytest.fixture
def row() -> Assessment:
    trend = make.trend(wards=Ward.objects.all())
    return papers.every_latest_cleared().get(pk=make.cleared(trend).pk)


@pytest.mark.parametrize("change", [str, str.upper, lambda text: text.replace(" ", "-", 3)])
def test_all_boxes_full_are_one_page(row, change):
    full(row, change("The partnership agrees a further round of visits, and says by when. "))
    assert len(pages(row)) == 1


@settings(max_examples=3, deadline=None, phases=[Phase.generate])  # shrinking would make PDFs for minutes
@given(words=st.text("abcdefgh ,.ABCDE", min_size=30, max_size=80).filter(lambda t: t.count(" ") > 4))
def test_any_ordinary_text_fits(words):
    trend = make.trend(wards=Ward.objects.all()[:5])
    made = papers.every_latest_cleared().get(pk=make.cleared(trend).pk)
    assert len(pages(full(made, words))) == 1


def test_the_page_shows_the_whole_scale_and_what_is_local(row):
    text = " ".join(pages(row)[0].split())
    for piece in (
        "Likely or probable",
        "Remote chance",
        "Almost certain",
        "(local scale)",
        row.trend.reference,
        "version 1",
    ):
        assert piece in text


def test_names_keep_their_capitals():
    row = make.cleared(make.trend(source_type="third_sector"), ask="task", task_whom=Post.objects.first())
    data = papers.summary(row)
    assert data.source == "third sector (VCFSE)"
    assert f"task: {row.task_whom}" in papers.paper_of(row, data).line


def test_what_a_person_typed_is_escaped(row):
    row.judgement = "<script>alert(1)</script>"
    html = render_to_string(papers.TEMPLATE, {"data": papers.summary(row)})
    assert "<script>" not in html
    assert html.startswith("<h1>")


@pytest.mark.parametrize(("new", "shown"), [("Lifts as payment…", "payment… <"), ("Lifts as payment", "payment. <")])
def test_typed_texts_in_one_paragraph_end_in_a_stop(row, new, shown):
    data = replace(papers.summary(row), new=new)
    assert shown in render_to_string(papers.TEMPLATE, {"data": data})


def test_papers_come_decide_task_note_then_worst_first():
    make.cleared(ask="note", impact=make.term("impact.severe"))
    make.cleared(ask="decide", impact=make.term("impact.minor"))
    make.cleared(ask="task", task_whom=make.a_post())
    make.cleared(ask="decide", impact=make.term("impact.severe"))
    found = papers.emerging_trends(today())
    assert [(p.data.ask.split(":")[0], p.data.impact.label) for p in found] == [
        ("Decide", "Severe"),
        ("Decide", "Minor"),
        ("Task", "Serious"),
        ("Note it", "Severe"),
    ]
    assert [bool(p.recommendation) for p in found] == [True, True, True, False]


def test_a_paper_returns_on_its_review_date_and_the_newest_version_goes():
    row = make.cleared(review_on=today() + timedelta(days=30))
    assert [p.returns for p in papers.emerging_trends(today() + timedelta(days=29))] == [False]
    assert [p.returns for p in papers.emerging_trends(today() + timedelta(days=30))] == [True]
    newer = make.cleared(row.trend)
    assert [p.key for p in papers.emerging_trends(today())] == [f"horizon.assessment:{newer.pk}"]


def test_closed_trends_and_drafts_bring_no_paper():
    make.ready()
    assert papers.emerging_trends(date(2030, 1, 1)) == []


def test_seven_papers_ask_as_many_queries_as_one(django_assert_num_queries):
    make.cleared()
    with django_assert_num_queries(3):
        papers.emerging_trends(today())
    for _ in range(2):
        make.cleared()
    with django_assert_num_queries(3):
        papers.emerging_trends(today())
