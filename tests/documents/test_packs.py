import os
import subprocess
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from bcsp.documents.packs import Pack, PackItem, StoredText, build, letter
from bcsp.documents.papers import render_html
from tests.documents.conftest import paper
from tests.documents.structure import bookmarks, everything, links, said, stamps, structure

built = cache(build)  # packs are plain values, so one may be built once for all tests that read it
BESIDE = Path(__file__).resolve().parents[3] / "shared/tools/verapdf/verapdf"
VERAPDF = os.environ.get("VERAPDF") or (str(BESIDE) if BESIDE.exists() else "")


def test_pack_stands_in_order_with_true_page_numbers(pack):
    pdf = built(pack)
    headings = said(pdf, "H1")
    assert headings == [
        "Meeting of 14 May",
        "Decisions asked of this meeting",
        "Contents",
        "1. Welcome",
        "2. Minutes",
        "3. Actions",
        "4. Emerging trends",
        "E-bike batteries in hallways",
        "Vapes near schools",
        "5. Private item",
        "Tenants’ flats",
        "6. Any other business",
    ]
    starts = {title: page + 1 for _, title, page in bookmarks(pdf)}
    assert starts["Decisions asked of this meeting"] == starts["Contents"] == 1  # a short pack's leaves share a page
    cells = said(pdf, "TD")
    contents = cells[cells.index("1. Welcome") :]
    listed = dict(zip(contents[:18:2], contents[1:18:2], strict=True))
    papers = {"E-bike batteries in hallways": "4a", "Vapes near schools": "4b", "Tenants’ flats": "5a"}
    names = {title: f"{papers[title]}. {title}" if title in papers else title for title in headings[3:]}
    assert {title: int(page) for title, page in listed.items()} == {names[t]: starts[t] for t in headings[3:]}
    assert links(pdf)[2:11] == [starts[title] - 1 for title in headings[3:]]


def test_decisions_sheet_names_papers_that_recommend(pack):
    pdf = built(pack)
    words = structure(pdf)
    sheet = words[words.index(("H1", "Decisions asked of this meeting")) + 1 : words.index(("H1", "Contents"))]
    starts = {title: page + 1 for _, title, page in bookmarks(pdf)}
    assert sheet == [
        ("TH", "Item"),
        ("TH", "Recommendation"),
        ("TH", "Cost"),
        ("TH", "Page"),
        ("TH", "4a. E-bike batteries in hallways"),
        ("TD", "Fund one swap day"),
        ("TD", "£6,000"),
        ("TD", str(starts["E-bike batteries in hallways"])),
        ("TH", "5a. Tenants’ flats"),
        ("TD", "Fund one swap day"),
        ("TD", "£6,000"),
        ("TD", str(starts["Tenants’ flats"])),
    ]


def test_each_page_says_its_number_item_and_marking(pack):
    lines = stamps(built(replace(pack, head="PDG · Thursday 14 May 2026")))
    head, of = "PDG · Thursday 14 May 2026", len(lines)
    assert lines[0] == [f"{head} · Partners only", f"Page 1 of {of} · Partners only"]
    assert lines[1] == [f"{head} · Partners only", f"Page 2 of {of} · items 1 to 3 · Partners only"]
    assert lines[3] == [f"{head} · Partners only", f"Page 4 of {of} · item 4a · Partners only"]
    assert lines[6] == [f"{head} · Named readers", f"Page 7 of {of} · item 5a · Named readers"]


def test_contents_longer_than_a_page_still_name_the_right_pages():
    items = tuple(PackItem(str(n), f"Item called {n}", html_intro="Some words. " * 30) for n in range(1, 51))
    pdf = built(Pack("Long", "Group", "today", "Public", items))
    starts = {title: page + 1 for _, title, page in bookmarks(pdf)}
    listed = dict(pairwise(said(pdf, "TD")))
    assert starts["1. Item called 1"] == 5
    assert len(set(starts.values())) > 8
    assert all(int(listed[title]) == starts[title] for title in starts if "called" in title)


def test_meeting_without_decisions_or_papers_has_a_pack():
    pdf = built(
        Pack("Nil", "Group", "today", "Public", (PackItem("1", "Trends", html_intro="None were put forward."),))
    )
    assert ("P", "No decision is asked in these papers.") in structure(pdf)
    assert [page for *_, page in bookmarks(pdf)] == [0, 0, 1]  # two pages: what stands before the items shares one


def test_a_pack_without_some_papers_says_no_more_than_is_true(pack):
    rest = replace(pack, items=pack.items[:3], decisions=(), incomplete=True)
    words = structure(built(rest))
    assert words.count(("P", "Any decisions asked of this meeting are in papers for its members.")) == 2
    assert not [text for _, text in words if text.startswith("No decision")]
    assert replace(pack, incomplete=True).says.endswith("Papers for the members of the meeting may ask for others.")


def test_papers_are_lettered_beyond_z():
    assert [letter(index) for index in (0, 25, 26, 51, 52)] == ["a", "z", "aa", "az", "ba"]


def test_typed_text_is_escaped_and_stored_html_is_used_as_it_was(pack):
    kept = paper(9, "Kept")
    stored = StoredText(kept.key, kept.title, render_html(kept), kept.ask, kept.recommendation, kept.cost)
    pdf = built(replace(pack, items=(*pack.items, PackItem("7", "Stored", papers=(stored,)))))
    assert ("P", "Asked of you: Decide whether to fund it.") in structure(pdf)
    assert any("Typed <i>text</i>." in text for _, text in structure(pdf))


def test_what_is_left_out_is_in_no_byte(pack):
    canary = PackItem("8", "Secret", papers=(paper(8, "CANARYSONG"),))
    with_it = build(replace(pack, items=(*pack.items, canary)))
    assert "CANARYSONG" in said(with_it, "H1")
    assert b"CANARYSONG" in everything(with_it)  # bookmarks and part titles hold it as plain text
    assert b"CANARYSONG" not in everything(built(pack))
    assert "CANARYSONG" not in "".join(text for _, text in structure(built(pack)))


def test_same_pack_gives_same_bytes(pack):
    assert build(pack) == built(pack)


@pytest.mark.skipif(not VERAPDF, reason="veraPDF is not on this machine (name it in VERAPDF)")
def test_pack_is_pdf_ua(pack, tmp_path):
    file = tmp_path / "pack.pdf"
    file.write_bytes(built(pack))
    checked = subprocess.run([VERAPDF, "ua1", str(file)], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout
