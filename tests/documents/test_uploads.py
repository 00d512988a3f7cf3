import io

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from bcsp.documents.pdf.joining import CannotJoin
from bcsp.documents.uploads import UnfitUpload, apart, as_part, check, prepare
from bcsp.documents.uploads.inside import answer
from bcsp.documents.uploads.outside import outer_faults
from tests.documents import made_uploads as made


def faults(content: bytes) -> list[str]:
    """What `check` would refuse it for, without a process for each."""
    return outer_faults(content, most=20 * 2**20) or answer(content, do="check")[0].get("faults", [])


def facts(content: bytes) -> dict:
    return answer(content, do="check")[0]


def script(where):
    return lambda pdf: where(pdf, Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))


def at_opening(pdf, action):
    pdf.Root.OpenAction = action


def at_events(pdf, action):
    pdf.Root.AA = Dictionary(WC=action)


def among_names(pdf, action):
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), action])))


def of_a_page(pdf, action):
    pdf.pages[1].obj.AA = Dictionary(O=action)


def of_a_link(pdf, action):
    made.lay(pdf, Dictionary(Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action))


def behind_a_link(pdf, action):
    harmless = Dictionary(S=Name.URI, URI=String("https://example.org"), Next=Array([action]))
    made.lay(pdf, Dictionary(Subtype=Name.Link, Rect=[0, 0, 9, 9], A=harmless))


def of_a_field(pdf, action):
    field = Dictionary(Subtype=Name.Widget, FT=Name.Tx, T=String("x"), Rect=[0, 0, 9, 9], AA=Dictionary(K=action))
    pdf.Root.AcroForm = Dictionary(Fields=Array([made.lay(pdf, field)]))


def of_a_bookmark(pdf, action):
    pdf.Root.Outlines = pdf.make_indirect(Dictionary())
    item = pdf.make_indirect(Dictionary(Title=String("x"), A=action, Parent=pdf.Root.Outlines))
    pdf.Root.Outlines.First = pdf.Root.Outlines.Last = item


PLACES = [at_opening, at_events, among_names, of_a_page, of_a_link, behind_a_link, of_a_field, of_a_bookmark]


@pytest.mark.parametrize("place", PLACES)
def test_script_is_refused_wherever_it_is(place):
    [fault] = faults(made.changed(made.printed(), script(place)))
    assert fault.startswith("It holds scripts (JavaScript). Print it to a new PDF")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("kind", "says"),
    [("Launch", "start other programs"), ("SubmitForm", "send what is typed"), ("ImportData", "read other files")],
)
def test_action_that_reaches_out_is_refused_wherever_it_is(place, kind, says):
    action = Dictionary(S=Name(f"/{kind}"), F=String("x"))
    [fault] = faults(made.changed(made.printed(), lambda pdf: place(pdf, action)))
    assert says in fault


def attached(pdf):
    pdf.attachments["list.txt"] = b"names"


def pinned(pdf):
    file = pdf.make_stream(b"names", Dictionary(Type=Name.EmbeddedFile))
    spec = Dictionary(Type=Name.Filespec, F=String("x"), EF=Dictionary(F=file))
    made.lay(pdf, Dictionary(Subtype=Name.FileAttachment, Rect=[0, 0, 9, 9], FS=spec))


def xfa(pdf):
    pdf.Root.AcroForm = Dictionary(Fields=Array(), XFA=pdf.make_stream(b"<xdp/>"))


def hidden_layer(pdf):
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Draft")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))


def huge_picture(pdf):
    dots = Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=40_000, Height=40_000, BitsPerComponent=1)
    pdf.pages[0].add_resource(pdf.make_stream(b"x", dots), Name.XObject)


def huge_page(pdf):
    pdf.pages[1].obj.MediaBox = Array([0, 0, 14_400, 28])


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (attached, "It has files attached. Take them off"),
        (pinned, "It has files attached. Take them off"),
        (xfa, "of the kind XFA"),
        (hidden_layer, "layers that are switched off"),
        (huge_picture, "a picture of 1,600 million dots"),
        (huge_page, "Page 2 is 5,080 by 10 mm. Set its paper size"),
        *[
            (
                lambda pdf, kind=kind: made.lay(pdf, Dictionary(Subtype=Name(kind), Rect=[0, 0, 9, 9])),
                "It holds sound, film or models",
            )
            for kind in ("/RichMedia", "/3D", "/Screen", "/Movie", "/Sound")
        ],
    ],
)
def test_what_no_pack_can_carry_is_refused(change, says):
    [fault] = faults(made.changed(made.printed(), change))
    assert says in fault


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file is empty"),
        (b" \n", "The file is empty"),
        (b"PK\x03\x04 a Word document", "It is not a PDF, whatever its name says"),
        (b"<html>%PDF-1.7", "It is not a PDF"),
        (b"GIF89a" + made.printed(), "It is not a PDF"),
        (made.printed() + b"PK\x05\x06" + b"\0" * 18, "Another file is hidden behind its end"),
        (made.printed() + b"<script>" * 200, "Another file is hidden behind its end"),
        (b"%PDF-1.7\nnothing more", "It is damaged and could not be repaired"),
        (made.printed()[:200], "It is damaged and could not be repaired"),
        (made.locked("secret"), "It has a password"),
        (made.locked(""), "It has a password or is locked"),
        (made.many_pages(201), "It has 201 pages; 200 is the most"),
    ],
)
def test_file_that_is_none_of_ours_is_refused(content, says):
    [fault] = faults(content)
    assert says in fault


def test_file_over_20_mb_is_refused_unread():
    with pytest.raises(UnfitUpload, match="It is larger than 20 MB"):
        check(made.printed() + b"\0" * (20 * 2**20), "big.pdf")


def test_all_faults_are_said_at_once():
    def change(pdf):
        at_opening(pdf, Dictionary(S=Name.JavaScript, JS=String("x")))
        attached(pdf)
        huge_page(pdf)

    with pytest.raises(UnfitUpload) as refused:
        check(made.changed(made.printed(), change), "bad.pdf")
    assert [fault.split(".")[0] for fault in refused.value.faults] == [
        "Page 2 is 5,080 by 10 mm",
        "It holds scripts (JavaScript)",
        "It has files attached",
    ]
    assert isinstance(refused.value, CannotJoin)


@pytest.mark.parametrize("call", [lambda content: check(content, "x.pdf"), lambda c: prepare(c, title="x", summary="")])
def test_file_that_swells_is_refused_within_bounds(call):
    content = made.bomb()
    assert len(content) < 4 * 2**20
    with pytest.raises(UnfitUpload, match=r"can't be unpacked|unpacks to far more|far more memory"):
        call(content)


def test_process_that_takes_too_long_ends_alone(monkeypatch):
    monkeypatch.setattr(apart, "PATIENCE", 0.005)
    with pytest.raises(UnfitUpload, match="too busy to look through it"):
        check(made.printed(), "x.pdf")


def test_broken_cross_references_are_mended():
    broken = made.printed().replace(b"startxref", b"startxxxx")
    found = facts(broken)
    assert found["pages"] == 2
    assert "It was damaged and has been repaired. Look through its pages." in found["notes"]


def test_cut_file_never_loses_pages_in_silence():
    """However much is cut off: refused, or all pages and their words are there."""
    whole = made.changed(made.printed(), lambda pdf: None, object_stream_mode=made.NO_STREAMS)
    words = facts(whole)["text"]
    for kept in range(len(whole) - 40, 0, -len(whole) // 40):
        found = facts(whole[:kept])
        assert "faults" in found or (found["pages"], found["text"]) == (2, words), kept
    assert "faults" not in facts(whole[:-7])


def test_what_an_upload_is():
    found = check(made.printed(), "report.pdf")
    assert (found.name, found.pages, found.tagged, found.form, found.links) == ("report.pdf", 2, False, False, 4)
    assert (found.landscape, found.biggest, found.fonts_missing, found.fonts_unread) == (False, (210, 297), (), ())
    assert found.text == "Hostels report\nTwelve beds were empty.\nout on write\n\nCosts\nWhat Cost\nBeds £40\nback"
    assert found.notes == (
        "It has no sound tags: a screen reader says only its title and your summary. Save it with tags.",
    )


@pytest.mark.parametrize(
    ("size", "landscape", "biggest"),
    [("a4 landscape", True, (297, 210)), ("a3 portrait", False, (297, 420)), ("a3 landscape", True, (420, 297))],
)
def test_shape_is_that_which_the_reader_sees(size, landscape, biggest):
    found = facts(made.printed("<p>x", size))
    assert (found["landscape"], found["biggest"]) == (landscape, biggest)


def test_turned_and_cropped_pages_are_measured_as_seen():
    assert facts(made.turned(90))["biggest"] == facts(made.turned(270))["biggest"] == (297, 210)
    assert facts(made.turned(180))["biggest"] == (210, 297)
    with Pdf.open(io.BytesIO(answer(made.cropped(), do="prepare")[1])) as seen:
        assert [round(float(n)) for n in seen.pages[0].cropbox] == [40, 500, 500, 842]


def test_scan_is_named_as_one():
    found = facts(made.scanned())
    assert found["text"] == ""
    assert found["notes"][0].startswith("It is a scan: nobody can search it")


def test_form_is_named_and_its_words_are_found_but_not_what_it_hides():
    found = facts(made.form())
    assert found["form"]
    assert "Ada Lovelace\n✔" in found["text"]
    assert "CANARY" not in found["text"]
    assert "Comments in its margins are left out of the pack." in found["notes"]


def test_common_fonts_are_put_in_and_others_named():
    assert facts(made.unembedded("Helvetica", "Times-Bold", "Courier-Oblique", "Arial,Italic"))["fonts_missing"] == []
    found = facts(made.unembedded("Helvetica", "ComicSansMS"))
    assert found["fonts_missing"] == ["ComicSansMS"]
    assert "It lacks fonts (ComicSansMS), so a pack with it can't claim PDF/UA" in found["notes"][1]


def test_part_of_an_unfit_upload_is_a_part_that_cannot_join():
    with pytest.raises(CannotJoin, match="It is not a PDF"):
        as_part(b"no", key="a", title="A", summary="")
