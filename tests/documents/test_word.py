"""Word documents: their words come, nothing else of theirs does, and what would do harm is refused with a sentence."""

from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest

from bcsp.documents.written.word import OLD_WORD, UnfitWord, read
from tests.documents import docx


def faults(content: bytes, name: str = "paper.docx") -> list[str]:
    with pytest.raises(UnfitWord) as refused:
        read(content, name)
    return refused.value.faults


def garbled(part: str, packing: int) -> bytes:
    """A document of which one part's packed bytes are no such packing."""
    made = BytesIO()
    whole = docx.document(docx.paragraph("x"), more={"word/media/x.png": b"x" * 99})
    with ZipFile(BytesIO(whole)) as old, ZipFile(made, "w", packing) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        info = new.getinfo(part)
    content = bytearray(made.getvalue())
    begins = info.header_offset + 30 + len(info.filename)
    content[begins : begins + info.compress_size] = b"\xff" * info.compress_size
    return bytes(content)


def test_headings_paragraphs_and_tables_come_with_their_words():
    content = docx.document(
        docx.paragraph("The whole", "Title"),
        docx.paragraph("Why", "Heading1"),
        docx.paragraph("Because &lt;b&gt;."),
        docx.table(("Year", "Cost"), ("1", "£2")),
    )
    found = read(content, "paper.docx")
    assert found.html == (
        "<h2>The whole</h2>\n<h2>Why</h2>\n<p>Because &lt;b&gt;.</p>\n"
        '<table><thead><tr><th scope="col">Year</th><th scope="col">Cost</th></tr></thead>'
        "<tbody><tr><td>1</td><td>£2</td></tr></tbody></table>"
    )
    assert found.left_out == ()


def test_pictures_are_left_out_unfetched_and_it_says_so():
    found = read(docx.document(docx.paragraph("Words"), docx.PICTURE), "paper.docx")
    assert found.html == "<p>Words</p>"
    assert found.left_out == ("1 picture was left out. Say in words what it shows.",)


def test_a_link_that_would_do_harm_leaves_its_words():
    link = (
        '<w:p><w:hyperlink xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId3">'
        "<w:r><w:t>words</w:t></w:r></w:hyperlink></w:p>"
    )
    assert read(docx.document(link), "paper.docx").html == "<p>words</p>"


def test_tracked_changes_and_comments_are_named():
    gone = "<w:del w:id='1'><w:r><w:delText>old</w:delText></w:r></w:del>"
    new = "<w:ins w:id='2'><w:r><w:t>new</w:t></w:r></w:ins>"
    found = read(docx.document(f"<w:p>{gone}{new}</w:p>"), "paper.docx")
    assert found.html == "<p>new</p>"
    assert found.left_out == ("Tracked changes were taken as accepted.",)


def test_macros_are_refused_by_name_and_by_what_is_inside():
    assert "macros" in faults(docx.document(docx.paragraph("x")), "paper.docm")[0]
    assert "macros" in faults(docx.document(docx.paragraph("x"), kind=docx.MACROS))[0]
    assert "macros" in faults(docx.document(docx.paragraph("x"), more={"word/vbaProject.bin": b"x"}))[0]


def test_every_fault_is_said_at_once(settings):
    settings.LARGEST_UPLOAD = 1000
    content = docx.document(docx.paragraph("x"), more={"word/vbaProject.bin": b"x"})
    assert len(content) > 1000
    said = faults(content, "paper.docm")
    assert len(said) == 3
    assert "larger than" in said[1]


def test_a_zip_that_swells_is_not_opened(settings):
    settings.LARGEST_UPLOAD = 100_000
    content = docx.document(docx.paragraph("x"), more={"word/media/x.png": b"0" * 3_000_000})
    assert len(content) < 10_000
    assert "unpacks to more" in faults(content)[0]


def test_a_declaration_that_could_swell_is_refused():
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    assert "can't be read" in faults(docx.document(more={"word/document.xml": bomb}))[0]
    assert "can't be read" in faults(docx.document(more={"word/document.xml": bomb.encode("utf-16")}))[0]


@pytest.mark.parametrize("bomb", ['<!DOCTYPE x [<!ENTITY a "aaaa">]><x/>', '\n<?xml version="1.0"?><!ENTITY a "a">'])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("name", ["word/styles.txt", "word/media/x.png", "customXml/item1.XML"])
def test_a_declaration_is_refused_whatever_its_part_is_called(bomb, encoding, name):
    links = docx.LINKS.replace("styles.xml", name.removeprefix("word/"))
    parts = {name: bomb.encode(encoding), "word/_rels/document.xml.rels": links}
    assert "can't be read" in faults(docx.document(docx.paragraph("x"), more=parts))[0]


def test_a_picture_that_declares_something_is_named():
    svg = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x"><svg/>'
    assert "SVG picture" in faults(docx.document(docx.paragraph("x"), more={"word/media/x.svg": svg}))[0]
    raster = b"\x89PNG <!DOCTYPE"
    assert read(docx.document(docx.paragraph("x"), more={"word/media/x.png": raster}), "paper.docx").html == "<p>x</p>"


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "[Content_Types].xml", "word/media/x.png"])
@pytest.mark.parametrize("packing", [ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA])
def test_a_part_that_does_not_unpack_is_damage(part, packing):
    assert "can't be read" in faults(garbled(part, packing))[0]


@pytest.mark.parametrize(("at", "value"), [(6, 1), (8, 99)])
def test_a_part_with_a_password_or_an_unknown_packing_is_damage(at, value):
    content = bytearray(docx.document(docx.paragraph("x")))
    local = content.index(b"PK\x03\x04")
    central = content.index(b"PK\x01\x02")
    content[local + at] = content[central + at + 2] = value
    assert "can't be read" in faults(bytes(content))[0]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "can't be read"),
        (b"%PDF-1.7", "can't be read"),
        (OLD_WORD + b"x" * 600, "password"),
        (docx.document(docx.paragraph("x"))[:-40], "can't be read"),
        (docx.document(docx.paragraph("x")).replace(b"PK\x05\x06", b"PK\x05\x07"), "can't be read"),
        (docx.document(more={"word/document.xml": "<w:document"}), "can't be read"),
        (docx.document(more={"word/document.xml": ""}), "can't be read"),
        (docx.document(more={"_rels/.rels": ""}), "can't be read"),
        (docx.document(docx.PICTURE), "has no text"),
    ],
)
def test_what_is_no_document_is_refused_with_a_sentence(content, says):
    [said] = faults(content)
    assert says in said
    assert "paper.docx" in said


def test_another_kind_of_file_is_refused():
    assert "is not a Word document" in faults(b"{\\rtf1 x}", "paper.rtf")[0]
