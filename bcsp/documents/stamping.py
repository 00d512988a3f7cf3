"""Print a line at the head and at the foot of every page, upright whatever the page's rotation.

The lines are artefacts: seen, never read aloud. They come as strips from one WeasyPrint document, so that their font is
embedded once, and are painted as form XObjects.
"""

import html
import io
from collections.abc import Sequence

import weasyprint
from pikepdf import Name, Object, Page, Pdf

MM = 72 / 25.4
STRIP = (170 * MM, 6 * MM)  # width and height, points
EDGE = 8 * MM  # from the edge of the page to the strip
STYLE = (
    "@page{size:170mm 6mm;margin:0} body{margin:0} p{margin:0;break-after:page;white-space:nowrap;overflow:hidden;"
    'text-align:center;color:#383f43;font:8.5pt/6mm "Liberation Sans",Arial,"DejaVu Sans",sans-serif}'
)
# Where the visual bottom left corner lies on a page turned clockwise by /Rotate, and how its axes run: a b c d, and the
# indices of the corner in the crop box.
TURNED = {0: (1, 0, 0, 1, 0, 1), 90: (0, 1, -1, 0, 2, 1), 180: (-1, 0, 0, -1, 2, 3), 270: (0, -1, 1, 0, 0, 3)}


def stamp(pdf: Pdf, heads: Sequence[str], feet: Sequence[str]) -> None:
    """Print `heads[i]` and `feet[i]` on page i of `pdf`; an empty text prints nothing."""
    texts = sorted({text for text in (*heads, *feet) if text})
    if not texts:
        return
    strips = Pdf.open(io.BytesIO(_strips(texts)))  # stays open: its streams are read when `pdf` is saved
    forms = {
        text: (Name(f"/BcspStamp{i}"), pdf.copy_foreign(page.as_form_xobject()))
        for i, (text, page) in enumerate(zip(texts, strips.pages, strict=True))
    }
    for page, head, foot in zip(pdf.pages, heads, feet, strict=True):
        _paint(page, forms.get(head), forms.get(foot))


def _strips(texts: Sequence[str]) -> bytes:
    """A page of the size of a strip for each text."""
    body = "".join(f"<p>{html.escape(text)}</p>" for text in texts)
    return weasyprint.HTML(string=f"<style>{STYLE}</style>{body}").write_pdf()


def _paint(page: Page, head: tuple[Name, Object] | None, foot: tuple[Name, Object] | None) -> None:
    """Paint the strips over the page's content, which is fenced in so that it can't move them."""
    box = [float(side) for side in page.cropbox]
    turn = int(page.obj.get("/Rotate", 0)) % 360  # joining has written down what a page inherits
    width, height = box[2] - box[0], box[3] - box[1]
    if turn in (90, 270):
        width, height = height, width
    scale = min(1.0, (width - 10 * MM) / STRIP[0])
    left = (width - STRIP[0] * scale) / 2
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
