"""The document as its readers have it: the page and the PDF say the same, and a draft says that it is one."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from django.core.management import call_command

from bcsp.documents.pdf.joining import page_count
from tests.documents.structure import bookmarks, said, shown, stamps, structure
from tests.governance.editions import edition

pytestmark = pytest.mark.django_db
HEADINGS = ("H1", "H2", "H3", "H4")


def test_page_and_pdf_have_the_same_words_headings_and_table_heads():
    found = edition(prints=True)
    page, pdf = _Said.of(found.html), bytes(found.pdf.content)
    assert _plain(said(pdf, *HEADINGS)) == page.headings
    read = list(_read_once(structure(pdf)))
    assert _plain([text for tag, text in read if tag == "TH"]) == page.heads
    assert len(page.heads) > 20
    printed = [text for tag, text in read if tag != "Figure"]
    assert _letters(_without_page_numbers(printed)) == _letters(page.words)


def test_the_printed_document_is_set_as_a_document_is():
    """Contents that name the right pages, no blank page, no heading alone at a page's foot, one line of title above."""
    pdf = bytes(edition(prints=True).pdf.content)
    where = {title: page for _, title, page in bookmarks(pdf)}
    for entry in said(pdf, "LI"):
        if match := re.fullmatch(r"(\d+\. .+?) ?(\d+)", entry):
            assert where[match[1]] == int(match[2]) - 1, entry
    assert min(len(page.split()) for page in shown(pdf)) > 20
    assert {line[0].partition(" · ")[0] for line in stamps(pdf)} == {"How the partnership works"}
    tags = [tag for tag, _ in structure(pdf)]
    levels = [int(tag[1]) for tag in tags if tag in HEADINGS]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_before_the_first_edition_the_default_text_is_exported_as_a_draft(tmp_path, capsys):
    call_command("export_governance", out=tmp_path / "draft.pdf")
    assert "Draft of edition 1, not approved" in capsys.readouterr().out
    pdf = (tmp_path / "draft.pdf").read_bytes()
    assert all("Draft of edition 1: not approved, not in force" in page for page in shown(pdf))
    published = edition(prints=True)
    call_command("export_governance", out=tmp_path / "published.pdf")
    assert (tmp_path / "published.pdf").read_bytes() == bytes(published.pdf.content)
    assert page_count(bytes(published.pdf.content)) == page_count(pdf)


class _Said(HTMLParser):
    """The words of a page, its headings and its table heads; without what a picture says."""

    def __init__(self) -> None:
        super().__init__()
        self.open, self.words, self.headings, self.heads = [], [], [], []
        self.number = 0

    @classmethod
    def of(cls, html: str) -> "_Said":
        page = cls()
        page.feed(html)
        page.headings, page.heads = _plain(page.headings), _plain(page.heads)
        return page

    def handle_startendtag(self, tag, attrs):
        """Nothing stands in what closes itself."""

    def handle_starttag(self, tag, attrs):
        if tag == "br":
            return
        self.open.append(tag)
        if tag.upper() in HEADINGS:
            self.headings.append("")
        elif tag == "th":
            self.heads.append("")
        elif tag == "ol":
            self.number = -99 if "Contents" in self.headings[-1] else 0  # the contents' numbers are typed
        elif tag == "li" and "ol" in self.open:
            self.number += 1
            self.words.append(f"{self.number}." if self.number > 0 else "")

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data):
        if "svg" in self.open:
            return
        self.words.append(data)
        if any(tag.upper() in HEADINGS for tag in self.open):
            self.headings[-1] += data
        elif "th" in self.open:
            self.heads[-1] += data


def _read_once(found):
    """What a PDF says, without the heads that a table has again on each further page."""
    heads = set()
    for tag, text in found:
        if tag in ("Caption", *HEADINGS):  # of a table that has its heading for its name, only that is heard
            heads.clear()
        if tag != "TH" or text not in heads:
            yield tag, text
        if tag == "TH":
            heads.add(text)


def _plain(texts: list[str]) -> list[str]:
    return [" ".join(text.split()) for text in texts]


def _letters(texts: list[str]) -> str:
    return re.sub(r"[\W•]+", "", "".join(texts))


def _without_page_numbers(texts: list[str]) -> list[str]:
    """The contents' lines end with the number of a page, which a page on a screen doesn't have."""
    first = texts.index("Contents")
    entries = next(n for n, text in enumerate(texts[first + 1 :]) if not re.fullmatch(r"\d+\. .+\d", text))
    last = first + 1 + entries
    return [re.sub(r"\d+$", "", text) if first < n < last else text for n, text in enumerate(texts)]
