"""Who was given a copy, and when, in the margin of each page of a PDF of ours, as it goes out.

An artefact, as the stamps are: seen, never read aloud. One form XObject and one content stream serve all pages of a
size, so that a pack of many pages is marked while its reader waits. What is stored stays as it was issued.
"""

import io
from datetime import datetime

import pikepdf
from pikepdf import Array, Name, Object, Page, Pdf

from bcsp.documents.pdf.stamping import MM, STRIP, TURNED, strips
from bcsp.records.clock import LONDON, hour_in_words, now

GREY = b"0.42 0.42 0.42 rg\n"  # readable on white (5.5 to 1) and lighter than the text beside it
EDGE = 3 * MM  # from the left edge of the page, as its reader sees it
NAME = Name("/BcspGiven")
LONGEST = 60  # characters of a name


def copy_for(name: str, content: bytes) -> bytes:
    """The PDF as it goes out now to somebody of this name."""
    return marked(content, words_for(name, now()))


def words_for(name: str, at: datetime) -> str:
    """Such as "Given to Priya Larkspur, 23 November 2026, 1.15pm"."""
    at = at.astimezone(LONDON)
    short = name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
    return f"Given to {short}, {at:%-d %B %Y}, {hour_in_words(at)}"


def marked(content: bytes, words: str) -> bytes:
    """The PDF with these words up the left margin of each page; its tags, text and claim stay."""
    with Pdf.open(io.BytesIO(content)) as pdf:
        form = strips(pdf, [words], GREY)[words]
        before = pdf.make_stream(b"q\n")
        after: dict[tuple[float, ...], Object] = {}
        for page in pdf.pages:
            where = _where(page)
            if where not in after:
                drawn = f"\nQ\n/Artifact <</Type /Pagination>> BDC q {_said(where)} cm {NAME} Do Q EMC\n"
                after[where] = pdf.make_stream(drawn.encode())
            page.add_resource(form, Name.XObject, NAME)
            page.obj.Contents = Array([before, *_contents(page), after[where]])
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.preserve)
        return out.getvalue()


def _contents(page: Page) -> list[Object]:
    """The page's content streams."""
    found = page.obj.get("/Contents", Array())
    return list(found) if isinstance(found, Array) else [found]


def _where(page: Page) -> tuple[float, ...]:
    """The matrix that draws the strip upwards in the left margin, half way up, as the reader sees the page."""
    box = [float(side) for side in page.cropbox]
    turn = int(page.obj.get("/Rotate", 0)) % 360  # joining has written down what a page inherits
    height = box[3] - box[1] if turn in (0, 180) else box[2] - box[0]
    scale = min(1.0, (height - 2 * EDGE) / STRIP[0])
    a, b, c, d, right, up = TURNED[turn]
    x, y = EDGE + STRIP[1] * scale, (height - STRIP[0] * scale) / 2  # its lower left corner, turned to the left
    return (
        *(c * scale, d * scale, -a * scale, -b * scale),
        *(a * x + c * y + box[right], b * x + d * y + box[up]),
    )


def _said(matrix: tuple[float, ...]) -> str:
    return " ".join(f"{n:.4f}" for n in matrix)
