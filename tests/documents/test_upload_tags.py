"""When an upload's own tags are kept, what is mended in them, and when each page becomes a figure instead."""

import io
from collections.abc import Callable
from functools import cache

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from bcsp.documents.pdf.joining import Part, join
from bcsp.documents.pdf.tagging import attributes, elements
from bcsp.documents.uploads.inside import answered
from tests.documents import made_uploads as made
from tests.documents.structure import said, structure
from tests.documents.test_joining import number_tree
from tests.documents.verapdf import assert_pdf_ua, needs_verapdf

PICTURE = "data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs="
TAGGED = made.printed(tagged=True)


def prepared(content: bytes) -> tuple[dict, bytes]:
    facts, _ = answered(content, do="check", title="Report", summary="Short.")
    return facts, answered(content, do="prepare", title="Report", summary="Short.")[1]


@cache
def changed(change: Callable) -> tuple[dict, bytes]:
    """The tagged upload, prepared after this was done to it; once a run, as each is a process of its own."""
    return prepared(made.changed(TAGGED, change))


def tags(pdf: bytes) -> list[str]:
    with Pdf.open(io.BytesIO(pdf)) as source:
        return [str(e.S)[1:] for e in elements(source.Root.StructTreeRoot)]


def first(pdf: Pdf, role: str):
    return next(e for e in elements(pdf.Root.StructTreeRoot) if str(e.S) == f"/{role}")


def test_sound_tags_are_kept():
    facts, pdf = prepared(TAGGED)
    assert facts["tagged"]
    assert facts["notes"] == []
    assert structure(pdf) == [
        ("H1", "Hostels report"),
        ("P", "Twelve beds were empty."),
        ("P", "out on write"),
        ("H2", "Costs"),
        ("TH", "What"),
        ("TH", "Cost"),
        ("TD", "Beds"),
        ("TD", "£40"),
        ("P", "back"),
    ]


def chromium_list(pdf):
    """As Chromium tags a list: the body of a point without a role of its own."""
    for element in elements(pdf.Root.StructTreeRoot):
        if element.S == Name.LBody:
            element.S = Name.NonStruct


def stray_reference(pdf):
    """A tag of a link that can't live on: only the reference to it goes."""
    pdf.pages[0].obj.Annots[0].A = Dictionary(S=Name.GoToR, F=String("other.pdf"))


def own_role(pdf):
    first(pdf, "H2").S = Name("/Heading 2")
    pdf.Root.StructTreeRoot.RoleMap = Dictionary({"/Heading 2": Name.H3, "/P": Name.Figure})


def twice_named(pdf):
    for element in elements(pdf.Root.StructTreeRoot):
        if element.S == Name.TD:
            element.ID = String("same")


def note(pdf):
    first(pdf, "P").S = Name.Note


def classes(pdf):
    root = pdf.Root.StructTreeRoot
    root.ClassMap = Dictionary(Wide=Dictionary(O=Name.Table, Scope=Name.Row))
    first(pdf, "TH").C = Name.Wide


@pytest.mark.parametrize("change", [stray_reference, own_role, twice_named, note, classes])
def test_small_faults_are_mended_and_the_tags_kept(change):
    facts, pdf = changed(change)
    assert facts["tagged"]
    number_tree(join([Part("a", "A", pdf), Part("b", "B", pdf)], title="P", marking=""))


def test_mended_tags_say_the_right_thing():
    with Pdf.open(io.BytesIO(changed(own_role)[1])) as pdf:
        assert [str(e.S) for e in elements(pdf.Root.StructTreeRoot) if str(e.S).startswith("/H")] == ["/H1", "/H2"]
        assert "/P" not in pdf.Root.StructTreeRoot.RoleMap
    with Pdf.open(io.BytesIO(changed(classes)[1])) as pdf:
        heads = [e for e in elements(pdf.Root.StructTreeRoot) if e.S == Name.TH]
        assert [str(a.Scope) for e in heads for a in attributes(e) if "/Scope" in a] == ["/Row", "/Column"]
    listed = made.changed(made.printed("<h1>x</h1><ul><li>one<li>two</ul>", tagged=True), chromium_list)
    facts, pdf = prepared(listed)
    assert facts["tagged"]
    assert tags(pdf).count("LBody") == 2


def test_picture_without_words_says_so_and_the_rest_stays_readable():
    def wordless(pdf):
        del first(pdf, "Figure").Alt

    content = made.printed(f'<h1>Map</h1><p>Words.</p><p><img src="{PICTURE}" alt="map" width="50"></p>', tagged=True)
    facts, pdf = prepared(made.changed(content, wordless))
    assert facts["tagged"]
    assert facts["notes"] == ["Pictures without alternative text: 1. Say in the original what they show."]
    assert said(pdf, "H1", "P")[:2] == ["Map", "Words."]
    with Pdf.open(io.BytesIO(pdf)) as source:
        assert str(first(source, "Figure").Alt) == "Picture whose author gave no description."


def unmarked(pdf):
    pdf.Root.MarkInfo.Marked = False


def suspect(pdf):
    pdf.Root.MarkInfo.Suspects = True


def no_way_back(pdf):
    pdf.Root.StructTreeRoot.ParentTree = Dictionary(Nums=Array())


def wrong_way_back(pdf):
    nums = pdf.Root.StructTreeRoot.ParentTree.Nums
    nums[1] = Array([first(pdf, "TD") for _ in nums[1]])


def untagged_content(pdf):
    pdf.pages[0].contents_add(b"0 0 9 9 re f")


def unclosed_mark(pdf):
    pdf.pages[0].contents_add(b"/P <</MCID 99>> BDC")


def artefact_in_content(pdf):
    pdf.pages[0].contents_add(b"/P BMC /Span <</MCID 99>> BDC /Artifact BMC 0 0 9 9 re f EMC EMC EMC")


def stray_state(pdf):
    pdf.pages[0].contents_add(b"Q")


def unknown_role(pdf):
    first(pdf, "P").S = Name.Einschub


def roles_in_a_circle(pdf):
    first(pdf, "P").S = Name.One
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(One=Name.Two, Two=Name.One)


def tags_in_a_circle(pdf):
    first(pdf, "Table").K.append(first(pdf, "Document"))


def cell_outside_a_table(pdf):
    first(pdf, "P").S = Name.TD


def ragged_table(pdf):
    row = [e for e in elements(pdf.Root.StructTreeRoot) if e.S == Name.TR][1]
    row.K = Array(list(row.K)[:1])


def stamped(pdf):
    look = pdf.make_stream(b"0 0 9 9 re f", Subtype=Name.Form, BBox=[0, 0, 9, 9])
    made.lay(pdf, Dictionary(Subtype=Name.Stamp, Rect=[50, 50, 90, 90], AP=Dictionary(N=look), F=4))


UNSOUND = [
    *(unmarked, suspect, no_way_back, wrong_way_back, untagged_content, unclosed_mark, artefact_in_content),
    *(stray_state, unknown_role, roles_in_a_circle, tags_in_a_circle, cell_outside_a_table, ragged_table, stamped),
]


@pytest.mark.parametrize("change", UNSOUND)
def test_unsound_tags_give_way_to_a_figure_a_page(change):
    facts, pdf = changed(change)
    assert not facts["tagged"]
    assert [tag for tag in tags(pdf) if tag != "Link"] == ["Document", "Figure", "Figure"]
    number_tree(join([Part("a", "A", pdf)], title="P", marking=""))


@needs_verapdf
def test_whatever_was_wrong_with_the_tags_the_part_is_pdf_ua(tmp_path):
    changes = [chromium_list, stray_reference, own_role, twice_named, note, classes, *UNSOUND]
    assert_pdf_ua(tmp_path, **{each.__name__: changed(each)[1] for each in changes})


def test_state_left_open_does_not_move_the_stamps():
    facts, pdf = prepared(made.changed(TAGGED, lambda pdf: pdf.pages[0].contents_add(b"q 3 0 0 3 90 90 cm")))
    assert facts["tagged"]
    with Pdf.open(io.BytesIO(pdf)) as source:
        assert source.pages[0].obj.Contents.read_bytes().rstrip().endswith(b"Q")


def test_language_of_the_upload_is_kept_where_it_is_one():
    welsh = made.changed(TAGGED, lambda pdf: setattr(pdf.Root, "Lang", String("cy")))
    nonsense = made.changed(TAGGED, lambda pdf: setattr(pdf.Root, "Lang", String("English (UK)")))
    with Pdf.open(io.BytesIO(prepared(welsh)[1])) as one, Pdf.open(io.BytesIO(prepared(nonsense)[1])) as other:
        assert (str(one.Root.Lang), str(other.Root.Lang)) == ("cy", "en-GB")
