from dataclasses import dataclass
from functools import cache

import pytest

from bcsp.documents.packs import DecisionRow, Pack, PackItem, PackPaper
from bcsp.documents.papers import Paper, Readers, as_document, render_html
from bcsp.documents.pdf import html_to_pdf
from bcsp.documents.pdf.joining import page_count


@dataclass(frozen=True)
class Trend:
    title: str
    now: str
    seen: tuple[tuple[str, str], ...]


def paper(
    number: int, title: str, *, rows: int = 2, recommendation: str = "Fund one swap day", cost: str = "£6,000"
) -> Paper:
    seen = tuple((f"Battery Swap Day {n}", "Not delivered: insurer refused storage.") for n in range(rows))
    return Paper(
        key=f"horizon.assessment:{number}",
        title=title,
        line=title,
        readers=Readers("partners"),
        subject_kind="horizon.trend",
        subject_id=number,
        template="documents_test/trend.html",
        data=Trend(title, "Charge batteries outside the hallway.", seen),
        ask="Decide whether to fund it.",
        recommendation=recommendation,
        cost=cost,
    )


@cache
def pages(paper: Paper) -> bytes:
    return html_to_pdf(as_document(render_html(paper), title=paper.title), title=paper.title)


def placed(number: str, paper: Paper) -> PackPaper:
    """The paper in its place, its pages ready."""
    pdf = pages(paper)
    return PackPaper(paper.key, number, paper.title, pdf, page_count(pdf), paper.ask)


def withheld(number: str, paper: Paper, why: str = "For named readers only.") -> PackPaper:
    return PackPaper(f"withheld-{number}", "", pages=page_count(pages(paper)), withheld=why)


BATTERIES, VAPES = paper(1, "E-bike batteries in hallways"), paper(2, "Vapes near schools", recommendation="")
FLATS = paper(3, "Tenants’ flats", rows=60)


@pytest.fixture
def pack() -> Pack:
    """Six items: one has two papers, one is private with a table over three pages."""
    items = (
        PackItem("1", "Welcome", html_intro="Members say which interests they have."),
        PackItem("2", "Minutes", html_intro="To agree."),
        PackItem("3", "Actions", html_intro="Two are open."),
        PackItem(
            "4",
            "Emerging trends",
            papers=(placed("4a", BATTERIES), placed("4b", VAPES)),
            lines=("Cloned-voice calls: watch.",),
        ),
        PackItem("5", "Private item", marking="Named readers", papers=(placed("5a", FLATS),)),
        PackItem("6", "Any other business", html_intro="Typed <i>text</i>."),
    )
    return Pack(
        title="Meeting of 14 May",
        body="Partnership Delivery Group",
        date="14 May 2026",
        marking="Partners only",
        items=items,
        decisions=tuple(
            DecisionRow(number, each.title, each.recommendation, each.key, each.cost)
            for number, each in (("4a", BATTERIES), ("5a", FLATS))
        ),
        place="Committee room 2",
    )
