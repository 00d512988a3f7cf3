"""The reader's name in the margin of each page: upright at the left as the page is seen, and the tags as they were."""

import io
from datetime import UTC, datetime

import pdfplumber
import pytest
from pikepdf import Pdf

from bcsp.documents.papers import as_document
from bcsp.documents.pdf import html_to_pdf
from bcsp.documents.pdf.joining import Part, join
from bcsp.documents.pdf.watermarks import marked, words_for
from tests.documents.verapdf import assert_pdf_ua, needs_verapdf

WORDS = "Given to Priya Larkspur, 23 November 2026, 1.15pm"


def pack(turn: int = 0) -> bytes:
    html = "<h1>Title</h1><p>One</p><p style='break-before:page'>Two</p>"
    pdf = Pdf.open(io.BytesIO(html_to_pdf(as_document(html, title="T"), title="T")))
    for page in pdf.pages:
        page.Rotate = turn
    out = io.BytesIO()
    pdf.save(out)
    return join([Part("a", "Title", out.getvalue())], title="Pack", marking="Named readers")


def test_the_words_say_whom_and_when():
    at = datetime(2026, 11, 23, 13, 15, tzinfo=UTC)
    assert words_for("Priya Larkspur", at) == WORDS
    assert len(words_for("x" * 150, at)) < 110


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_each_page_bears_the_words_at_its_left(turn):
    with pdfplumber.open(io.BytesIO(marked(pack(turn), WORDS))) as pdf:
        for page in pdf.pages:
            chars = [char for char in page.chars if char["non_stroking_color"] == (0.42, 0.42, 0.42)]
            assert len(chars) >= len(WORDS.replace(" ", ""))
            assert max(char["x1"] for char in chars) < 30  # points from the left, as the page is seen
            assert chars[0]["top"] > chars[-1]["top"]  # upwards


@needs_verapdf
def test_a_marked_pack_is_still_accessible(tmp_path):
    assert_pdf_ua(tmp_path, upright=marked(pack(), WORDS), turned=marked(pack(90), WORDS))
