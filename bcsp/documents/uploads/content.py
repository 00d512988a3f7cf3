"""What is painted on a page: its streams, the forms that it draws, and the marks in them."""

import re
from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, Operator, Page, Pdf, Stream, parse_content_stream
from pikepdf import unparse_content_stream as written

MARKS = {Operator(word) for word in ("BMC", "BDC", "EMC", "MP", "DP")}
MARKED = re.compile(rb"\b(?:B[MD]C|MP|DP)\b")
PAINTS = {Operator(w) for w in ("Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do")}
PAINTS.add(Operator("INLINE IMAGE"))


def raw(page: Page) -> bytes:
    """The page's content streams as one."""
    found = page.obj.get("/Contents", Array())
    streams = [found] if isinstance(found, Stream) else list(found)
    return b"\n".join(stream.read_bytes() for stream in streams if isinstance(stream, Stream))


def forms(page: Page) -> Iterator[Object]:
    """Every form that the page, or a form on it, may draw; each once."""
    seen: set[tuple[int, int]] = set()
    waiting = [page.resources]
    while waiting:
        drawn = waiting.pop().get("/XObject", Dictionary())
        for each in drawn.values():
            if not isinstance(each, Stream) or each.get("/Subtype") != Name.Form or each.objgen in seen:
                continue
            seen.add(each.objgen)
            yield each
            if isinstance(each.get("/Resources"), Dictionary):
                waiting.append(each.Resources)


def without_marks(pdf: Pdf, stream: Object | bytes) -> bytes:
    """The content with its own marks taken out, so that one mark of ours can stand round all of it."""
    content = stream if isinstance(stream, bytes) else stream.read_bytes()
    if not MARKED.search(content):
        return content
    kept = [each for each in parse_content_stream(pdf.make_stream(content)) if each.operator not in MARKS]
    return written(kept)


def unmark(pdf: Pdf, page: Page) -> None:
    """Take the marks out of the forms that a page draws, and their way into the structure tree."""
    for form in forms(page):
        if MARKED.search(content := form.read_bytes()):
            form.write(without_marks(pdf, content))
        for key in ("/StructParents", "/StructParent"):
            if key in form:
                del form[key]


def wrap(pdf: Pdf, page: Page, box: list[float]) -> None:
    """Make the page's content a form, which no unclosed q or stray Q of it can leave; the page only draws the form."""
    content = without_marks(pdf, raw(page))
    shape = Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array(box), Resources=page.resources)
    page.obj.Resources = Dictionary(XObject=Dictionary(BcspUpload=pdf.make_stream(content, shape)))
    page.obj.Contents = pdf.make_stream(b"q /BcspUpload Do Q\n")


def mark_all(pdf: Pdf, page: Page) -> None:
    """Put the mark 0 of a figure round all that the page paints."""
    page.obj.Contents = pdf.make_stream(b"/Figure <</MCID 0>> BDC\n" + raw(page) + b"\nEMC\n")
