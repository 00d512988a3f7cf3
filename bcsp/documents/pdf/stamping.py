"""Print a line at the head and at the foot of every page, upright whatever the page's rotation.

The lines are artefacts: seen, never read aloud. WeasyPrint sets all of them on one tall page, which embeds their font
once; its content stream is then cut into a form XObject a line. (A page for each line took five times as long.)
"""

import html
import io
from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Operator, Page, Pdf

MM = 72 / 25.4
STRIP = (170 * MM, 6 * MM)  # width and height of a line's strip, points
EDGE = 5 * MM  # from the edge of the page to the strip: nearer than the narrowest margins that people print with
MARGIN = 20 * MM  # to the left of it, as of our papers' text; less on a narrow page
PIXEL = 0.75  # WeasyPrint draws in CSS pixels, from the top
STYLE = (
    "@page{{size:170mm {height}mm;margin:0}} body{{margin:0}} p{{margin:0;white-space:nowrap;text-align:left;"
    'font:8.5pt/6mm "Liberation Sans",Arial,"DejaVu Sans",sans-serif}}'
)
INK = b"0.22 0.25 0.26 rg\n"
# Where the visual bottom left corner lies on a page turned clockwise by /Rotate, and how its axes run: a b c d, and the
# indices of the corner in the crop box.
TURNED = {0: (1, 0, 0, 1, 0, 1), 90: (0, 1, -1, 0, 2, 1), 180: (-1, 0, 0, -1, 2, 3), 270: (0, -1, 1, 0, 0, 3)}


def stamp(pdf: Pdf, heads: Sequence[str], feet: Sequence[str]) -> None:
    """Print `heads[i]` and `feet[i]` on page i of `pdf`; an empty text prints nothing."""
    texts = sorted({text for text in (*heads, *feet) if text})
    if not texts:
        return
    forms = {text: (Name(f"/BcspStamp{i}"), form) for i, (text, form) in enumerate(strips(pdf, texts).items())}
    for page, head, foot in zip(pdf.pages, heads, feet, strict=True):
        _paint(page, forms.get(head), forms.get(foot))


def strips(pdf: Pdf, texts: Sequence[str], ink: bytes = INK) -> dict[str, Object]:
    """A form XObject of the size of a strip for each text."""
    lines = "".join(f"<p>{html.escape(text)}</p>" for text in texts)
    style = STYLE.format(height=6 * len(texts) + 1)
    import weasyprint  # late: it takes a second, and few processes stamp

    drawn = weasyprint.HTML(string=f"<html lang=en-GB><style>{style}</style>{lines}").write_pdf(pdf_tags=True)
    source = Pdf.open(io.BytesIO(drawn))  # named, so that it lives as long as its page is read
    [page] = source.pages
    resources = pdf.copy_foreign(page.obj.Resources)
    forms = {}
    for i, (text, glyphs) in enumerate(zip(texts, _lines(page), strict=True)):
        up = f"{PIXEL} 0 0 -{PIXEL} 0 {STRIP[1] * (i + 1):.4f} cm\n".encode()
        box = Array([0, 0, *(round(side, 4) for side in STRIP)])
        shape = Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=box, Resources=resources)
        forms[text] = pdf.make_stream(up + ink + glyphs, shape)
    return forms


def _lines(page: Page) -> list[bytes]:
    """The text operators of each line: WeasyPrint marks one piece of content a line."""
    found: list[list] = []
    inside = False
    for instruction in pikepdf.parse_content_stream(page):
        if instruction.operator == Operator("BDC"):
            found.append([])
        inside = inside or instruction.operator == Operator("BT")
        if inside:
            found[-1].append(instruction)
        inside = inside and instruction.operator != Operator("ET")
    return [pikepdf.unparse_content_stream(line) for line in found]


def _paint(page: Page, head: tuple[Name, Object] | None, foot: tuple[Name, Object] | None) -> None:
    """Paint the strips over the page's content, which is fenced in so that it can't move them."""
    box = [float(side) for side in page.cropbox]
    turn = int(page.obj.get("/Rotate", 0)) % 360  # joining has written down what a page inherits
    width, height = box[2] - box[0], box[3] - box[1]
    if turn in (90, 270):
        width, height = height, width
    scale = min(1.0, (width - 10 * MM) / STRIP[0])
    left = min((width - STRIP[0] * scale) / 2, MARGIN)
    drawn = []
    for strip, bottom, kind in ((head, height - EDGE - STRIP[1] * scale, "Header"), (foot, EDGE, "Footer")):
        if strip:
            name, form = strip
            page.add_resource(form, Name.XObject, name)
            matrix = " ".join(f"{n:.4f}" for n in _matrix(turn, box, left, bottom, scale))
            drawn.append(f"/Artifact <</Type /Pagination /Subtype /{kind}>> BDC q {matrix} cm {name} Do Q EMC")
    if drawn:
        page.contents_add(b"q\n", prepend=True)
        page.contents_add("\n".join(["", "Q", *drawn, ""]).encode())


def _matrix(turn: int, box: list[float], x: float, y: float, scale: float) -> tuple[float, ...]:
    """The matrix that draws a strip at (x, y) points from the bottom left corner as the reader sees it."""
    a, b, c, d, right, up = TURNED[turn]
    return (a * scale, b * scale, c * scale, d * scale, a * x + c * y + box[right], b * x + d * y + box[up])
