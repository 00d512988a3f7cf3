"""What a pack says of itself: title, language, PDF/UA-1, and no date but the one it is given."""

from datetime import UTC, datetime
from xml.sax.saxutils import escape

from pikepdf import Dictionary, Name, Pdf, Stream, String

LANGUAGE = "en-GB"
XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
{claim}<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>{created}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


CLAIM = "<pdfuaid:part>1</pdfuaid:part>"


def describe(pdf: Pdf, *, title: str, issued: datetime | None, conforms: bool = True) -> None:
    """Write title, language and (if it `conforms`) PDF/UA-1 into catalogue, information dictionary and XMP packet."""
    issued = issued and issued.astimezone(UTC)
    created = f"\n<xmp:CreateDate>{issued:%Y-%m-%dT%H:%M:%SZ}</xmp:CreateDate>" if issued else ""
    xmp = XMP.format(title=escape(title), language=LANGUAGE, created=created, claim=f"{CLAIM}\n" if conforms else "")
    pdf.Root.Metadata = pdf.make_stream(xmp.encode(), Dictionary(Type=Name.Metadata, Subtype=Name.XML))
    pdf.Root.Lang = String(LANGUAGE)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.PageMode = Name.UseOutlines
    pdf.docinfo["/Title"] = String(title)
    if issued:
        pdf.docinfo["/CreationDate"] = String(f"D:{issued:%Y%m%d%H%M%SZ}")


def claims(pdf: Pdf) -> bool:
    """Whether the PDF says of itself that it is PDF/UA-1."""
    packet = pdf.Root.get("/Metadata")
    return isinstance(packet, Stream) and b"pdfuaid:part" in packet.read_bytes()
