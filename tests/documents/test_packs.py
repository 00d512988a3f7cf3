from dataclasses import replace
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from bcsp.documents import packs
from bcsp.documents.packs import DecisionRow, Pack, PackItem, PackPaper, build, labels, letter, number
from bcsp.documents.pdf import html_to_pdf
from tests.documents.conftest import BATTERIES, FLATS, VAPES, pages, paper, placed, withheld
from tests.documents.structure import bookmarks, everything, links, said, stamps, structure
from tests.documents.verapdf import assert_pdf_ua, needs_verapdf

built = cache(build)  # packs are plain values, so one may be built once for all tests that read it


def lesser(pack: Pack) -> Pack:
    """The pack for readers who may have neither the batteries nor the private item."""
    items = list(pack.items)
    items[3] = replace(items[3], papers=(withheld("4", BATTERIES), placed("4b", VAPES)))
    items[4] = PackItem("5", "Private item", papers=(withheld("5", FLATS, "Not for publication."),))
    front = number(pack).front
    return replace(pack, items=tuple(items), decisions=(), marking="Public", front=front, incomplete=True)


def test_pack_stands_in_order_with_true_page_numbers(pack):
    pdf = built(pack)
    assert said(pdf, "H1") == [
        "Meeting of 14 May",
        "Decisions asked of this meeting",
        "Agenda",
        "E-bike batteries in hallways",
        "Vapes near schools",
        "Tenants’ flats",
    ]
    starts = {title: page + 1 for _, title, page in bookmarks(pdf)}
    assert starts["Decisions asked of this meeting"] == 2
    assert starts["Agenda"] == 3
    cells = said(pdf, "TD")
    listed = cells[cells.index(next(c for c in cells if c.startswith("4a. "))) :]
    found = dict(zip(listed[:6:2], listed[1:6:2], strict=True))
    assert {words.partition(" ")[0]: int(page) for words, page in found.items()} == {
        "4a.": starts["E-bike batteries in hallways"],
        "4b.": starts["Vapes near schools"],
        "5a.": starts["Tenants’ flats"],
    }
    assert links(pdf)[:5] == [3, 5, 3, 4, 5]  # two rows of the decisions sheet, then the papers on the agenda


def test_bookmarks_are_titles_with_papers_under_their_items(pack):
    found = [(depth, title) for depth, title, _ in bookmarks(built(pack)) if depth < 2]
    assert found[:3] == [(0, "Cover"), (0, "Decisions asked of this meeting"), (0, "Agenda")]
    assert (1, "1. Welcome") in found
    at = found.index((0, "4. Emerging trends"))
    assert found[at : at + 3] == [
        (0, "4. Emerging trends"),
        (1, "E-bike batteries in hallways"),
        (1, "Vapes near schools"),
    ]


def test_decisions_sheet_names_papers_that_recommend(pack):
    words = structure(built(pack))
    sheet = words[words.index(("H1", "Decisions asked of this meeting")) + 1 : words.index(("H1", "Agenda"))]
    assert sheet == [
        ("TH", "Item"),
        ("TH", "Recommendation"),
        ("TH", "Cost"),
        ("TH", "Page"),
        ("TH", "4a. E-bike batteries in hallways"),
        ("TD", "Fund one swap day"),
        ("TD", "£6,000"),
        ("TD", "4"),
        ("TH", "5a. Tenants’ flats"),
        ("TD", "Fund one swap day"),
        ("TD", "£6,000"),
        ("TD", "6"),
    ]


def test_each_page_says_its_number_item_and_marking(pack):
    lines = stamps(built(replace(pack, head="PDG · Thursday 14 May 2026")))
    head = "PDG · Thursday 14 May 2026"
    assert lines[0] == [f"{head} · Partners only", "Page 1 · Partners only"]
    assert lines[3] == [f"{head} · Partners only", "Page 4 · item 4a · Partners only"]
    assert lines[5] == [f"{head} · Named readers", "Page 6 · item 5a · Named readers"]
    assert ("P", "The papers end on page 8.") in structure(built(pack))


def test_a_lesser_pack_keeps_the_numbers_of_the_fullest(pack):
    lines = [foot for _, foot in stamps(built(lesser(pack)))]
    assert lines == [
        "Page 1 · Public",
        "Page 2 · Public",
        "Page 3 · Public",
        "Page 4 · Public",
        "Page 5 · item 4b · Public",
        "Pages 6–8 · Public",
    ]
    assert said(built(lesser(pack)), "H1")[3:] == [
        "Page 4: not in this copy",
        "Vapes near schools",
        "Pages 6–8: not in this copy",
    ]


def test_neighbours_that_are_left_out_share_a_leaf(pack):
    items = (*pack.items[:3], PackItem("4", "Trends", papers=(withheld("4a", BATTERIES), withheld("4b", VAPES))))
    rest = replace(lesser(pack), items=(*items, PackItem("5", "Private item", papers=(withheld("5", FLATS),))))
    assert said(built(rest), "H1")[3:] == ["Pages 4–8: not in this copy"]


def test_a_supplement_counts_its_own_pages(pack):
    late = replace(pack, items=pack.items[3:4], decisions=pack.decisions[:1], name="S1")
    feet = [foot for _, foot in stamps(built(late))]
    assert feet == [
        "S1 page 1 · Partners only",
        *(f"S1 page {n} · item 4{x} · Partners only" for n, x in ((2, "a"), (3, "b"))),
    ]
    assert ("P", "Supplement S1 ends on page 3.") in structure(built(late))


def test_what_does_not_fit_where_the_fullest_stood_gets_letters():
    assert labels(3, 2, 2) == ("3", "4")
    assert labels(3, 2, 1) == ("3",)
    assert labels(3, 2, 4) == ("3", "4", "4a", "4b")


def test_an_agenda_longer_than_a_page_still_names_the_right_pages():
    page = pages(BATTERIES)
    items = tuple(
        PackItem(
            str(n),
            f"Item called {n}",
            html_intro="Some words. " * 30,
            papers=(PackPaper(f"paper-{n}", f"{n}a", f"P{n}", page),),
        )
        for n in range(1, 21)
    )
    pack = Pack("Long", "Group", "today", "Public", items)
    numbers = number(pack)
    starts = {title: page + 1 for _, title, page in bookmarks(built(pack))}
    assert numbers.front[2] > 2
    assert {f"P{n}": numbers.papers[f"paper-{n}"][0] for n in range(1, 21)} == {
        f"P{n}": starts[f"P{n}"] for n in range(1, 21)
    }


def test_a_decision_on_an_item_names_the_page_of_the_agenda_it_stands_on():
    items = tuple(PackItem(str(n), f"Item {n}", html_intro="Some words. " * 90) for n in range(1, 9))
    asked = tuple(DecisionRow(str(n), f"Item {n}", "None is written", f"item-{n}") for n in (1, 8))
    pdf = built(Pack("Long", "Group", "today", "Public", items, asked))
    starts = {title: page + 1 for _, title, page in bookmarks(pdf)}
    cells = said(pdf, "TD")
    cells = cells[cells.index("None is written") :]
    assert [cells[2], cells[5]] == [str(starts["1. Item 1"]), str(starts["8. Item 8"])]
    assert starts["8. Item 8"] > starts["1. Item 1"]


def test_the_leaves_in_front_are_rendered_once_where_they_are_as_long_as_supposed(pack, monkeypatch):
    made = []
    monkeypatch.setattr(packs, "html_to_pdf", lambda html, **words: made.append(html) or html_to_pdf(html, **words))
    assert number(pack).front == (1, 1, 1)
    assert len(made) == 3
    build(pack)
    assert len(made) == 6


def test_a_leaf_for_others_stands_under_an_item_only_where_its_heading_does(pack):
    pdf = built(lesser(pack))
    found = [(depth, title) for depth, title, _ in bookmarks(pdf)]
    at = found.index((0, "Page 4: not in this copy"))
    assert found[at : at + 2] == [(0, "Page 4: not in this copy"), (0, "4. Emerging trends")]
    assert (0, "Pages 6–8: not in this copy") in found
    items = (*pack.items[:3], replace(pack.items[3], papers=(placed("4a", BATTERIES), withheld("4b", VAPES))))
    assert (1, "Page 5: not in this copy") in [
        x[:2] for x in bookmarks(built(replace(pack, items=items, decisions=())))
    ]


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.lists(st.tuples(st.integers(1, 9), st.booleans()), max_size=4), max_size=6),
    st.integers(1, 3),
    st.integers(1, 4),
)
def test_whoever_reads_it_a_paper_keeps_its_pages(shape, decisions, agenda):
    """Numbers depend on how long the papers are, and never on who may read which."""

    def packed(hide: bool) -> Pack:
        items = tuple(
            PackItem(
                str(i),
                "Item",
                papers=tuple(
                    PackPaper(f"{i}-{j}", f"{i}{letter(j)}", pages=n, withheld="No" if hide and hidden else "")
                    for j, (n, hidden) in enumerate(papers)
                ),
            )
            for i, papers in enumerate(shape, 1)
        )
        return Pack("T", "B", "d", "m", items, front=(1, decisions, agenda))

    whole, some = number(packed(hide=False)), number(packed(hide=True))
    assert whole == some
    runs = list(whole.papers.values())
    assert [first for first, _ in runs] == [
        1 + 1 + decisions + agenda + sum(n for _, n in runs[:i]) for i in range(len(runs))
    ]
    assert whole.last == sum(whole.front) + sum(n for _, n in runs)


def test_meeting_without_decisions_or_papers_has_a_pack():
    pdf = built(
        Pack("Nil", "Group", "today", "Public", (PackItem("1", "Trends", html_intro="None were put forward."),))
    )
    assert ("P", "No decision is asked in these papers.") in structure(pdf)
    assert [page for depth, _, page in bookmarks(pdf) if depth == 0] == [0, 1, 2]


def test_a_pack_without_some_papers_says_no_more_than_is_true(pack):
    rest = replace(pack, items=pack.items[:3], decisions=(), incomplete=True)
    words = structure(built(rest))
    assert words.count(("P", "Any decisions asked of this meeting are in papers for its members.")) == 2
    assert not [text for _, text in words if text.startswith("No decision")]
    assert replace(pack, incomplete=True).says.endswith("Papers for the members of the meeting may ask for others.")


def test_papers_are_lettered_beyond_z():
    assert [letter(index) for index in (0, 25, 26, 51, 52)] == ["a", "z", "aa", "az", "ba"]


@given(st.integers(0, 3000), st.integers(0, 3000))
def test_no_two_papers_have_one_letter_and_later_ones_come_later(one, other):
    assert (letter(one) == letter(other)) == (one == other)
    assert ((len(letter(one)), letter(one)) < (len(letter(other)), letter(other))) == (one < other)


def test_typed_text_is_escaped(pack):
    assert any("Typed <i>text</i>." in text for _, text in structure(built(pack)))


def test_what_is_left_out_is_in_no_byte(pack):
    canary = PackItem("8", "Secret", papers=(placed("8a", paper(8, "CANARYSONG")),))
    with_it = build(replace(pack, items=(*pack.items, canary)))
    assert "CANARYSONG" in said(with_it, "H1")
    assert b"CANARYSONG" in everything(with_it)  # bookmarks and part titles hold it as plain text
    hidden = replace(canary, title="Private item", papers=(withheld("8", paper(8, "CANARYSONG")),))
    without = built(replace(pack, items=(*pack.items, hidden)))
    assert b"CANARYSONG" not in everything(without)
    assert "CANARYSONG" not in "".join(text for _, text in structure(without))


def test_same_pack_gives_same_bytes(pack):
    assert build(pack) == built(pack)


@needs_verapdf
def test_pack_is_pdf_ua(pack, tmp_path):
    assert_pdf_ua(tmp_path, fullest=built(pack), lesser=built(lesser(pack)))
