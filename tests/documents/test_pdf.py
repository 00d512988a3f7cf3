import io
from datetime import UTC, datetime

import pytest
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from pikepdf import Name, Pdf

from bcsp.documents.papers import as_document
from bcsp.documents.pdf import RefusedAddress, UnfitPage, html_to_pdf
from bcsp.documents.pdf.joining import page_count
from bcsp.documents.pdf.tagging import elements
from tests.documents.structure import everything, said, structure

HOSTILE = [
    "file:///etc/passwd",
    "http://169.254.169.254/latest/meta-data/",
    "https://example.org/x.png",
    "//example.org/x.png",
    "ftp://example.org/x",
    "static:../bcsp/settings.py",
    "static:/etc/passwd",
    "static:nothing.png",
    "../settings.png",
]
SVG = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3Cimage href='{}'/%3E%3C/svg%3E"


def pdf_of(body: str, **given) -> bytes:
    return html_to_pdf(as_document(mark_safe(body), title="A paper"), title="A paper", **given)


@pytest.mark.parametrize("address", HOSTILE)
@pytest.mark.parametrize(
    "place",
    [
        '<img src="{}" alt="x">',
        '<p style="background: url({})">x</p>',
        '<link rel="stylesheet" href="{}">',
        '<link rel="attachment" href="{}">',
        "<style>@import '{}';</style>",
        "<style>@font-face {{ font-family: x; src: url({}) }} h1 {{ font-family: x }}</style>",
        '<object data="{}">x</object>',
        '<embed src="{}">',
    ],
)
def test_foreign_address_is_never_fetched(place, address):
    """Refused by name."""
    with pytest.raises(RefusedAddress):
        pdf_of("<h1>x</h1>" + place.format(address))


@pytest.mark.parametrize("address", HOSTILE[:7])
def test_picture_from_elsewhere_is_refused_with_a_sentence(address):
    with pytest.raises(RefusedAddress, match=r"was not fetched|not one of our static files"):
        pdf_of(f'<h1>x</h1><img src="{address}" alt="x">')


def test_picture_inside_a_picture_is_refused():
    with pytest.raises(RefusedAddress, match="was not fetched"):
        pdf_of(f'<h1>x</h1><img alt="x" src="{SVG.format("file:///etc/passwd")}">')


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "file:///etc/passwd", " JavaScript:x", "/horizon/1", "data:text/html,x"]
)
def test_link_that_could_do_harm_is_refused(href):
    with pytest.raises(RefusedAddress, match="is refused"):
        pdf_of(f'<h1>x</h1><p><a href="{href}">x</a></p>')


def test_picture_without_words_is_refused():
    with pytest.raises(UnfitPage, match="no alternative text"):
        pdf_of('<h1>x</h1><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">')


def test_typed_text_is_escaped():
    pdf = html_to_pdf(
        as_document(format_html("<h1>{}</h1>", '</title><img src="http://x.example/">'), title="</title><script>"),
        title="<T>",
    )
    assert said(pdf, "H1") == ['</title><img src="http://x.example/">']
    with Pdf.open(io.BytesIO(pdf)) as source:
        assert str(source.docinfo.Title) == "<T>"


def test_same_page_gives_same_bytes():
    issued = datetime(2026, 5, 7, 9, tzinfo=UTC)
    assert pdf_of("<h1>x</h1>", issued=issued) == pdf_of("<h1>x</h1>", issued=issued)
    assert b"CreationDate" not in everything(pdf_of("<h1>x</h1>"))


def test_structure_says_what_the_page_says():
    pdf = pdf_of(
        "<h1>One</h1><p>First <strong>bold</strong> words.</p><h2>Two</h2><ul><li>a point</li></ul>"
        '<table><caption>Money</caption><thead><tr><th scope="col">What</th><th scope="col">Cost</th></tr></thead>'
        '<tbody><tr><th scope="row">Packs</th><td>£4,150</td></tr></tbody></table>'
    )
    assert structure(pdf) == [
        ("H1", "One"),
        ("P", "First bold words."),
        ("H2", "Two"),
        ("LI", "• a point"),
        ("Caption", "Money"),
        ("TH", "What"),
        ("TH", "Cost"),
        ("TH", "Packs"),
        ("TD", "£4,150"),
    ]


def test_table_over_pages_is_one_table_whose_head_is_said_once():
    rows = "".join(f'<tr><th scope="row">Row {n}</th><td>{n}</td></tr>' for n in range(120))
    head = '<thead><tr><th scope="col">What</th><th scope="col">Number</th></tr></thead>'
    pdf = pdf_of(f"<h1>Long</h1><table>{head}<tbody>{rows}</tbody></table><p>After.</p>")
    assert said(pdf, "TH") == ["What", "Number", *(f"Row {n}" for n in range(120))]
    assert said(pdf, "TD") == [str(n) for n in range(120)]
    with Pdf.open(io.BytesIO(pdf)) as source:
        assert len(source.pages) > 2
        found = list(elements(source.Root.StructTreeRoot))
        assert [e.S for e in found].count(Name.Table) == 1
        heads = {str(e.ID): str(e.A.Scope) for e in found if e.S == Name.TH}
        assert [list(heads.values()).count(scope) for scope in ("/Column", "/Row")] == [2, 120]
        for cell in (e for e in found if e.S == Name.TD):  # each cell names its row's and its column's header
            assert sorted(heads[str(name)] for name in cell.A.Headers) == ["/Column", "/Row"]


def test_two_tables_with_the_same_head_on_one_page_stay_two():
    table = '<table><thead><tr><th scope="col">What</th></tr></thead><tbody><tr><td>x</td></tr></tbody></table>'
    assert said(pdf_of(f"<h1>x</h1>{table}{table}"), "TH") == ["What", "What"]


def test_full_summary_is_set_tighter_and_stays_one_page():
    def pages(characters: int) -> int:
        text = ("Eight words that stand for a longer sentence. " * 500)[:characters]
        return page_count(pdf_of(f'<h1>Summary</h1><div class="one-page"><h2>What</h2><p>{text}</p></div>'))

    assert [pages(3000), pages(5200), pages(8000), pages(20000)] == [1, 1, 1, 2]
