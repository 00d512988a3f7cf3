import io
from functools import cache

import pdfplumber
import pytest
from django.utils.safestring import mark_safe
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, String

from bcsp.documents.papers import as_document
from bcsp.documents.pdf import html_to_pdf
from bcsp.documents.pdf.joining import CannotJoin, Part, join, page_count
from bcsp.documents.pdf.tagging import elements, saved
from tests.documents.structure import bookmarks, everything, links, said, stamps


@cache
def pdf_of(body: str) -> bytes:
    return html_to_pdf(as_document(mark_safe(body), title="Part"), title="Part")


def pages(name: str, count: int) -> bytes:
    """A part of `count` pages with a heading, a table and a link to its last page."""
    rest = "".join(
        f'<p class="new-page" id="{"last" if n == count else n}">{name} {n}</p>' for n in range(2, count + 1)
    )
    table = '<table><thead><tr><th scope="col">What</th></tr></thead><tbody><tr><td>x</td></tr></tbody></table>'
    link = '<p><a href="#last">to the end</a></p>' if count > 1 else ""
    return pdf_of(f"<h1>{name}</h1>{link}<h2>Under {name}</h2>{table}{rest}")


def changed(pdf: bytes, change) -> bytes:
    with Pdf.open(io.BytesIO(pdf)) as source:
        change(source)
        return saved(source)


def number_tree(pdf: bytes) -> None:
    """Assert that pages, links and parent tree agree: each number is used once and leads back to its holder."""
    with Pdf.open(io.BytesIO(pdf)) as source:
        root = source.Root.StructTreeRoot
        flat = list(root.ParentTree.Nums)
        tree = dict(zip(flat[::2], flat[1::2], strict=True))
        assert flat[::2] == sorted(set(flat[::2]))
        inside = {e.objgen for e in elements(root)}
        used = []
        for page in source.pages:
            used.append(int(page.obj.StructParents))
            assert all(e is None or e.Pg.objgen == page.obj.objgen for e in tree[used[-1]])
            assert all(e is None or e.objgen in inside for e in tree[used[-1]])
            for annotation in page.obj.get("/Annots", []):
                used.append(int(annotation.StructParent))
                assert tree[used[-1]].S == Name.Link
        assert sorted(used) == sorted(tree)
        assert root.ParentTreeNextKey > max(used)
        ids = [str(e.ID) for e in elements(root) if "/ID" in e]
        assert sorted(ids) == sorted(set(ids)) == [str(n) for n in root.get("/IDTree", {"/Names": []})["/Names"][::2]]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from("ABCD"), st.integers(1, 3)), min_size=1, max_size=6))
def test_any_parts_in_any_order_make_one_valid_document(chosen):
    parts = [Part(f"k{i}", f"{name}, part {i}", pages(name, n), f"item {i}") for i, (name, n) in enumerate(chosen)]
    joined = join(parts, title="Pack", marking="Partners only")
    number_tree(joined)
    counts = [page_count(part.pdf) for part in parts]
    assert counts == [n for _, n in chosen]
    firsts = [sum(counts[:i]) for i in range(len(counts))]
    assert said(joined, "H1") == [name for name, _ in chosen]
    assert links(joined) == [first + n - 1 for first, (_, n) in zip(firsts, chosen, strict=True) if n > 1]
    assert [b for b in bookmarks(joined) if b[0] == 0] == [(0, p.title, f) for p, f in zip(parts, firsts, strict=True)]
    labels = [part.label for part, n in zip(parts, counts, strict=True) for _ in range(n)]
    assert stamps(joined) == [
        ["Partners only", f"Page {i} of {sum(counts)} · {label} · Partners only"]
        for i, label in enumerate(labels, start=1)
    ]


def test_joining_twice_gives_the_same_bytes():
    parts = [Part("a", "A", pages("A", 2)), Part("b", "B", pages("B", 1))]
    assert join(parts, title="Pack", marking="Public") == join(parts, title="Pack", marking="Public")


def test_part_with_its_own_marking_carries_that_one():
    joined = join(
        [Part("a", "A", pages("A", 1)), Part("b", "B", pages("B", 1), marking="Named readers")],
        title="P",
        marking="Public",
    )
    assert [page[0] for page in stamps(joined)] == ["Public", "Named readers"]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("style", ["a4 portrait", "a4 landscape", "a3 landscape", "80mm 120mm"])
def test_stamps_stand_upright_at_head_and_foot_of_turned_pages(turn, style):
    part = pdf_of(f"<style>@page {{ size: {style} !important }}</style><h1>x</h1>")
    turned = changed(part, lambda source: source.pages[0].rotate(turn, relative=False))
    joined = join([Part("a", "A", turned, "item 1")], title="P", marking="Partners only")
    with pdfplumber.open(io.BytesIO(joined)) as reader:
        [page] = reader.pages
        shown = page.filter(lambda o: o.get("mcid") is None)
        head, foot = shown.extract_text_lines()
        assert (head["text"], foot["text"]) == ("Partners only", "Page 1 of 1 · item 1 · Partners only")
        assert all(c["upright"] for c in shown.chars)
        assert head["bottom"] < 60
        assert page.height - 60 < foot["top"]
        assert 0 < foot["x0"] < foot["x1"] < page.width
        assert head["x0"] == foot["x0"] <= 60


def test_links_of_the_contents_lead_to_parts_and_places():
    contents = pdf_of(
        '<h1>Contents</h1><p><a href="pack:b">b</a> <a href="pack:b#last">end</a> <a href="pack:last">last</a></p>'
    )
    joined = join(
        [Part("c", "Contents", contents), Part("a", "A", pages("A", 1)), Part("b", "B", pages("B", 2))],
        title="P",
        marking="",
    )
    assert links(joined)[:3] == [2, 3, 3]
    assert b"pack:" not in everything(joined)


def test_link_to_a_missing_part_is_refused():
    with pytest.raises(CannotJoin, match="“nowhere”, which is not in this pack"):
        join([Part("c", "Contents", pdf_of('<h1>x</h1><p><a href="pack:nowhere">b</a></p>'))], title="P", marking="")


def test_web_link_stays():
    part = pdf_of('<h1>x</h1><p><a href="https://example.org/a">out</a></p>')
    assert b"https://example.org/a" in everything(join([Part("a", "A", part)], title="P", marking=""))


def test_part_without_title_brings_its_own_bookmarks():
    part = pdf_of("<h1>One</h1><h2>Under</h2><h1>Two</h1>")
    joined = join([Part("a", "", part), Part("b", "Deep", pages("B", 1), level=2)], title="P", marking="")
    assert bookmarks(joined) == [(0, "One", 0), (1, "Under", 0), (0, "Two", 0), (1, "Deep", 1), (2, "Under B", 1)]


def test_roles_that_clash_get_names_of_their_own():
    def with_role(meaning):
        def change(source):
            source.Root.StructTreeRoot.RoleMap = Dictionary(Note1=meaning)
            next(e for e in elements(source.Root.StructTreeRoot) if e.S == Name.P).S = Name.Note1

        return changed(pdf_of("<h1>x</h1><p>y</p>"), change)

    parts = [
        Part("a", "A", with_role(Name.P)),
        Part("b", "B", with_role(Name.BlockQuote)),
        Part("c", "C", with_role(Name.P)),
    ]
    with Pdf.open(io.BytesIO(join(parts, title="P", marking=""))) as joined:
        root = joined.Root.StructTreeRoot
        meanings = [root.RoleMap[e.S] for e in elements(root) if str(e.S).startswith("/Note1")]
        assert meanings == [Name.P, Name.BlockQuote, Name.P]


def test_form_xobject_of_a_part_is_renumbered():
    def with_form(source):
        root = source.Root.StructTreeRoot
        element = next(e for e in elements(root) if e.S == Name.P)
        form = source.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 1, 1], StructParents=7)
        source.pages[0].add_resource(form, Name.XObject, Name.Fm)
        root.ParentTree.Nums.extend([7, Array([element])])

    part = changed(pdf_of("<h1>x</h1><p>y</p>"), with_form)
    with Pdf.open(io.BytesIO(join([Part("a", "A", part), Part("b", "B", part)], title="P", marking=""))) as joined:
        numbers = [int(page.resources.XObject.Fm.StructParents) for page in joined.pages]
        tree = joined.Root.StructTreeRoot.ParentTree.Nums
        assert numbers == [7, 15]
        assert {7, 15} <= {int(n) for n in tree[::2]}


def test_forms_and_opening_actions_are_left_behind():
    def change(source):
        source.Root.AcroForm = Dictionary(Fields=Array())
        source.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
        source.docinfo["/Author"] = String("CANARY")

    joined = everything(join([Part("a", "A", changed(pages("A", 1), change))], title="Pack", marking=""))
    assert not any(word in joined for word in (b"AcroForm", b"OpenAction", b"JavaScript", b"CANARY"))
    assert b"<pdfuaid:part>1</pdfuaid:part>" in joined


@pytest.mark.parametrize(
    ("content", "sentence"), [(b"not a PDF", "can't be opened"), (b"", "can't be opened"), (None, "has no tags")]
)
def test_unfit_part_is_refused_by_name(content, sentence):
    if content is None:
        content = changed(pages("A", 1), lambda source: source.Root.__delitem__("/StructTreeRoot"))
    with pytest.raises(CannotJoin, match=f"“The bad one” {sentence}"):
        join([Part("a", "A", pages("A", 1)), Part("b", "The bad one", content)], title="P", marking="")


def test_no_parts_or_a_key_twice_is_refused():
    for parts in ([], [Part("a", "A", pages("A", 1))] * 2):
        with pytest.raises(CannotJoin, match="at least one part"):
            join(parts, title="P", marking="")
