"""PDFs as people upload them, made here: by a browser or Word, by a scanner, by somebody who means harm."""

import io
import zlib
from collections.abc import Callable
from functools import cache

import weasyprint
from pikepdf import Array, Dictionary, Encryption, Name, Object, ObjectStreamMode, Pdf, StreamDecodeLevel, String

NO_STREAMS = ObjectStreamMode.disable  # every object stands by itself, as older programs write
BODY = (
    '<h1 id="top">Hostels report</h1><p>Twelve beds were empty.</p>'
    '<p><a href="https://example.org/a">out</a> <a href="#end">on</a> <a href="mailto:a@example.org">write</a></p>'
    '<h2 style="break-before: page" id="end">Costs</h2>'
    "<table><tr><th>What</th><th>Cost</th></tr><tr><td>Beds</td><td>£40</td></tr></table>"
    '<p><a href="#top">back</a></p>'
)


@cache
def printed(body: str = BODY, size: str = "a4 portrait", tagged: bool = False) -> bytes:
    """As another program prints it: our print style and our mending of tags have no part in it."""
    html = f'<html lang="en"><title>x</title><style>@page {{ size: {size} }}</style>{body}'
    return weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1" if tagged else None)


def changed(content: bytes, change: Callable[[Pdf], None], **saving) -> bytes:
    with Pdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out, **saving)
        return out.getvalue()


def lay(pdf: Pdf, annotation: Object, page: int = 0) -> Object:
    """Put an annotation on a page."""
    placed = pdf.make_indirect(annotation)
    placed.Type = Name.Annot
    if "/Annots" not in pdf.pages[page].obj:
        pdf.pages[page].obj.Annots = Array()
    pdf.pages[page].obj.Annots.append(placed)
    return placed


def turned(degrees: int) -> bytes:
    def change(pdf):
        for page in pdf.pages:
            page.rotate(degrees, relative=False)

    return changed(printed(), change)


def cropped() -> bytes:
    def change(pdf):
        pdf.pages[0].obj.CropBox = Array([500, 842, 40, 500])  # corners the wrong way round, as some write them

    return changed(printed(), change)


def form() -> bytes:
    """A field without a look of its own, a ticked box, a hidden field, and a comment in the margin."""

    def change(pdf):
        helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        signs = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.ZapfDingbats)
        fonts = Dictionary(Helv=pdf.make_indirect(helvetica), ZaDb=pdf.make_indirect(signs))
        look = Dictionary(Subtype=Name.Form, BBox=[0, 0, 20, 20], Resources=Dictionary(Font=fonts))
        tick = pdf.make_stream(b"q BT /ZaDb 14 Tf 2 2 Td (4) Tj ET Q", look)

        def field(name, kind, rect, **more):
            return lay(pdf, Dictionary(Subtype=Name.Widget, T=String(name), FT=kind, Rect=rect, **more))

        drawn = String("/Helv 12 Tf 0 g")
        fields = [
            field("name", Name.Tx, [100, 300, 300, 320], V=String("Ada Lovelace"), DA=drawn, F=4),
            field("yes", Name.Btn, [100, 250, 120, 270], AS=Name.On, AP=Dictionary(N=Dictionary(On=tick)), F=4),
            field("hidden", Name.Tx, [100, 200, 300, 220], V=String("CANARY"), DA=drawn, F=2),
        ]
        lay(pdf, Dictionary(Subtype=Name.Text, Contents=String("CANARY"), Rect=[10, 10, 30, 30]))
        pdf.Root.AcroForm = Dictionary(Fields=Array(fields), DR=Dictionary(Font=fonts), DA=drawn)

    return changed(printed(), change)


def linked() -> bytes:
    """Links of every kind onto a page without any: three that may live, five that may not."""
    targets: list[Callable[[Pdf], dict]] = [
        lambda pdf: {"A": Dictionary(S=Name.GoTo, D=[pdf.pages[1].obj, Name.XYZ, 0, 700, 0])},
        lambda pdf: {"Dest": Name.chapter},
        lambda pdf: {"A": Dictionary(S=Name.URI, URI=String("HTTPS://example.org/b"))},
        lambda pdf: {"A": Dictionary(S=Name.URI, URI=String("pack:other"))},
        lambda pdf: {"A": Dictionary(S=Name.URI, URI=String("file:///etc/passwd"))},
        lambda pdf: {"A": Dictionary(S=Name.GoToR, F=String("other.pdf"), D=[0, Name.Fit])},
        lambda pdf: {"A": Dictionary(S=Name.Named, N=Name.Print)},
        lambda pdf: {"Dest": String("nowhere")},
    ]

    def change(pdf):
        pdf.Root.Dests = Dictionary(chapter=Array([pdf.pages[1].obj, Name.FitH, 300]))
        for index, target in enumerate(targets):
            rect = [20, 20 + 30 * index, 90, 40 + 30 * index]
            lay(pdf, Dictionary(Subtype=Name.Link, Rect=rect, **target(pdf)))

    return changed(printed("<h1>One</h1><p style='break-before: page'>Two"), change)


def unembedded(*names: str) -> bytes:
    """A line in each of these fonts, none of which is in the file; its states are left open."""
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    fonts = {
        f"/F{i}": Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{n}")) for i, n in enumerate(names)
    }
    lines = "".join(f"BT /F{i} 20 Tf 20 {300 - 40 * i} Td (Fund `it' now) Tj ET\n" for i in range(len(names)))
    pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary(fonts))
    pdf.pages[0].obj.Contents = pdf.make_stream(b"q 2 0 0 2 0 0 cm q\n" + lines.encode())
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def scanned() -> bytes:
    """A picture on a page, as a scanner gives it, with marks of a program that knew no tags."""
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    dots = Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, ColorSpace=Name.DeviceGray)
    dots.BitsPerComponent = 8
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Im0=pdf.make_stream(b"\x80", dots)))
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/Artifact BMC q 500 0 0 700 40 40 cm /Im0 Do Q EMC Q Q")
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def locked(password: str) -> bytes:
    return changed(printed(), lambda pdf: None, encryption=Encryption(owner="owner", user=password))


def many_pages(count: int) -> bytes:
    def change(pdf):
        for _ in range(count - len(pdf.pages)):
            pdf.pages.append(pdf.pages[0])

    return changed(printed("<p>x"), change)


@cache
def bomb() -> bytes:
    """Few bytes that unpack to 400 MB of content."""
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(b" " * 2**20) for _ in range(400)) + packer.flush()

    def change(pdf):
        pdf.pages[0].obj.Contents = pdf.make_stream(packed, Filter=Name.FlateDecode)

    return changed(printed("<p>x"), change, compress_streams=False, stream_decode_level=StreamDecodeLevel.none)
