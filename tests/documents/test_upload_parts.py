"""Uploads as parts of a pack: upright, stamped, with living links, nothing hidden carried along, still PDF/UA-1."""

import io
from functools import cache

import pdfplumber
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from bcsp.documents.papers import as_document
from bcsp.documents.pdf import html_to_pdf
from bcsp.documents.pdf.joining import CannotJoin, Part, join, page_count
from bcsp.documents.pdf.tagging import elements
from bcsp.documents.placeholders import placeholder
from bcsp.documents.uploads import as_part
from bcsp.documents.uploads.inside import answered
from bcsp.documents.uploads.words import words
from tests.documents import made_uploads as made
from tests.documents.structure import bookmarks, everything, links, said, stamps
from tests.documents.test_joining import number_tree
from tests.documents.verapdf import assert_pdf_ua, needs_verapdf

SUMMARY = "Twelve beds stood empty in May."
KINDS = {
    "printed": made.printed,
    "tagged": lambda: made.printed(tagged=True),
    "landscape": lambda: made.printed(size="a4 landscape"),
    "a3": lambda: made.printed(size="a3 portrait"),
    "turned90": lambda: made.turned(90),
    "turned180": lambda: made.turned(180),
    "turned270": lambda: made.turned(270),
    "cropped": made.cropped,
    "form": made.form,
    "linked": made.linked,
    "unembedded": lambda: made.unembedded("Helvetica-Bold", "TimesNewRomanPS-BoldMT", "CourierNew"),
    "scanned": made.scanned,
}


@cache
def part(kind: str) -> Part:
    """The upload as a part, made in this process."""
    content = KINDS[kind]()
    return Part(
        kind, kind.title(), answered(content, do="prepare", title=kind.title(), summary=SUMMARY)[1], "item 2b", 2
    )


@cache
def own() -> Part:
    pdf = html_to_pdf(as_document("The meeting", title="Ours"), title="Ours")
    return Part("own", "Ours", pdf, "item 2")


def pack(*parts: Part) -> bytes:
    return join([own(), *parts], title="Pack", marking="Partners only")


def test_part_is_made_in_a_process_of_its_own_and_always_the_same():
    made_part = as_part(made.printed(), key="printed", title="Printed", summary=SUMMARY, label="item 2b")
    assert made_part == part("printed")


def test_pack_of_all_kinds_reads_in_order():
    parts = [part(kind) for kind in KINDS]
    joined = pack(*parts)
    number_tree(joined)
    pages = sum(page_count(part.pdf) for part in [own(), *parts])
    assert [b[1] for b in bookmarks(joined) if b[0] < 2] == ["Ours", *(kind.title() for kind in KINDS)]
    assert stamps(joined)[0] == ["Partners only", f"Page 1 of {pages} · item 2 · Partners only"]
    with Pdf.open(io.BytesIO(joined)) as source:
        [document] = source.Root.StructTreeRoot.K
        assert [str(each.get("/T")) for each in document.K] == ["Ours", *(kind.title() for kind in KINDS)]
        assert [str(e.Alt) for e in elements(document) if e.S == Name.Figure][:2] == [
            f"Page 1 of 2 of Printed. {SUMMARY}",
            "Page 2 of 2 of Printed. Summed up at its first page.",
        ]
        pages = {page.obj.objgen: number for number, page in enumerate(source.pages)}
        order = [pages[e.Pg.objgen] for e in elements(document) if "/Pg" in e]
        assert order == sorted(order)


@needs_verapdf
def test_pack_of_all_kinds_is_pdf_ua(tmp_path):
    parts = {kind: part(kind).pdf for kind in KINDS}
    assert_pdf_ua(tmp_path, pack=pack(*map(part, KINDS)), **parts)


@pytest.mark.parametrize("kind", KINDS)
def test_stamps_stand_upright_at_head_and_foot(kind):
    with pdfplumber.open(io.BytesIO(pack(part(kind)))) as reader:
        page = reader.pages[1]
        left, top, right, bottom = (float(side) for side in page.cropbox) if page.rotation == 0 else page.bbox
        shown = head, foot = [line for line in page.extract_text_lines() if "Partners only" in line["text"]]
        assert head["text"] == "Partners only"
        assert foot["text"] == f"Page 2 of {len(reader.pages)} · item 2b · Partners only"
        assert all(char["upright"] for line in shown for char in line["chars"])
        assert head["bottom"] < top + 60
        assert bottom - 60 < foot["top"]
        assert left < foot["x0"] < foot["x1"] < right


@pytest.mark.parametrize("kind", ["printed", "landscape", "a3", "turned90", "turned180", "turned270", "cropped"])
def test_page_keeps_size_turn_and_place(kind):
    """What the reader sees stays where it was: every letter, the stamps left aside."""

    def letters(pdf: bytes, number: int) -> list[tuple]:
        with pdfplumber.open(io.BytesIO(pdf)) as reader:
            page = reader.pages[number]
            found = [(c["text"], round(c["x0"]), round(c["top"]), c["upright"]) for c in page.chars if c["size"] > 9]
            return [(round(page.width), round(page.height), page.rotation), *found]

    before = letters(KINDS[kind](), 0)
    after = letters(pack(part(kind)), 1)
    assert len(before) > 15
    assert after[: len(before)] == before


def test_links_live_in_the_pack_and_others_are_gone():
    joined = pack(part("linked"), part("printed"), part("tagged"))
    assert links(joined) == [2, 2, 4, 3, 6, 5]
    held = everything(joined)
    assert held.count(b"HTTPS://example.org/b") >= 1
    assert held.count(b"/URI (mailto:a@example.org)") == 2
    assert not any(word in held for word in (b"pack:", b"file:///", b"other.pdf", b"/GoToR", b"/Named", b"nowhere"))
    with Pdf.open(io.BytesIO(joined)) as source:
        tree = {e.objgen for e in elements(source.Root.StructTreeRoot) if e.S == Name.Link}
        found = [a for page in source.pages for a in page.obj.get("/Annots", [])]
        assert len(tree) == len(found) == 3 + 4 + 4
        assert all(str(annotation.Contents) for annotation in found)


def test_form_is_painted_in_and_what_it_hides_is_gone():
    joined = pack(part("form"))
    with Pdf.open(io.BytesIO(joined)) as source:
        assert "Ada Lovelace\n✔" in words(source)
    held = everything(joined)
    assert not any(word in held for word in (b"CANARY", b"/Widget", b"/AcroForm"))


def test_what_no_reader_sees_is_left_out():
    def change(pdf):
        pdf.docinfo["/Author"] = String("CANARY")
        pdf.Root.Metadata = pdf.make_stream(b"<x>CANARY</x>", Type=Name.Metadata, Subtype=Name.XML)
        pdf.Root.PieceInfo = Dictionary(Word=Dictionary(Private=String("CANARY")))
        pdf.pages[0].obj.PieceInfo = Dictionary(Word=Dictionary(Private=String("CANARY")))
        pdf.pages[0].obj.Thumb = pdf.make_stream(b"CANARY")
        picture = {"Subtype": Name.Form, "BBox": [0, 0, 1, 1], "Metadata": pdf.make_stream(b"CANARY")}
        pdf.pages[0].add_resource(pdf.make_stream(b"", **picture), Name.XObject)
        pdf.Root.OpenAction = Array([pdf.pages[1].obj, Name.Fit])
        pdf.make_indirect(Dictionary(Left=String("CANARY")))

    content = made.changed(made.printed(), change)
    assert b"CANARY" in everything(content)
    prepared = answered(content, do="prepare", title="x", summary="")[1]
    assert b"CANARY" not in everything(prepared)
    assert b"OpenAction" not in everything(prepared)


def test_pack_with_a_missing_font_does_not_claim_to_conform():
    content = answered(made.unembedded("ComicSansMS"), do="prepare", title="x", summary="")[1]
    claim = b"<pdfuaid:part>1</pdfuaid:part>"
    assert claim in everything(pack(part("unembedded")))
    assert claim not in everything(pack(part("unembedded"), Part("a", "A", content)))


@pytest.mark.parametrize(
    ("summary", "says"),
    [
        ("", "Scan. It was uploaded without tags or a summary; ask for it in another form."),
        (" Short. ", "Scan. Short."),
    ],
)
def test_words_beside_a_page(summary, says):
    prepared = answered(made.scanned(), do="prepare", title="Scan", summary=summary)[1]
    with Pdf.open(io.BytesIO(prepared)) as source:
        [figure] = [e for e in elements(source.Root.StructTreeRoot) if e.S == Name.Figure]
        assert str(figure.Alt) == says
        assert [float(n) for n in figure.A.BBox] == [0, 0, 595, 842]


def test_upload_with_bookmarks_keeps_them_under_its_title():
    assert bookmarks(pack(part("printed")))[1:] == [(1, "Printed", 1), (2, "Costs", 2)]


def test_one_bad_part_is_named_and_a_leaf_stands_in_for_it():
    bad = Part("bad", "Bad", made.printed(), "item 3", 2)
    with pytest.raises(CannotJoin, match="“Bad” has no tags") as fault:
        pack(part("printed"), bad)
    assert fault.value.key == "bad"
    leaf = placeholder("bad", "Bad <b>", str(fault.value), label="item 3", marking="Named readers")
    joined = pack(part("printed"), leaf)
    assert said(joined, "H1")[-1] == "Bad <b>"
    assert said(joined, "P")[-2].startswith("This paper could not be included here. “Bad” has no tags")
    assert stamps(joined)[-1] == ["Named readers", "Page 4 of 4 · item 3 · Named readers"]


def test_part_whose_tags_are_broken_is_named():
    def change(pdf):
        del pdf.Root.StructTreeRoot.ParentTree

    with pytest.raises(CannotJoin, match="“Bad” can't be joined: its tags are damaged") as fault:
        pack(Part("bad", "Bad", made.changed(part("tagged").pdf, change)))
    assert fault.value.key == "bad"
