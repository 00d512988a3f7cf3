"""Read a tagged PDF as a screen reader does: by its structure tree, not by where things stand on the page."""

import io
from functools import lru_cache

import pdfplumber
import pikepdf
import pypdfium2
from pikepdf import Dictionary, Pdf

from bcsp.documents.pdf.tagging import is_element, kids


def structure(pdf: bytes) -> list[tuple[str, str]]:
    """(tag, text) of each element that has content of its own, in reading order; text of what it wraps included.

    Headings, cells, paragraphs and list items come as whole; what only groups (Part, Table, TR …) is left out.
    """
    with Pdf.open(io.BytesIO(pdf)) as source:
        spoken = _spoken(pdf)
        pages = {page.obj.objgen: i for i, page in enumerate(source.pages)}
        return list(_walk(source.Root.StructTreeRoot, None, pages, spoken))


def said(pdf: bytes, *tags: str) -> list[str]:
    """Texts of the elements with one of these tags, in reading order."""
    return [text for tag, text in structure(pdf) if tag in tags]


LEAVES = {"H1", "H2", "H3", "H4", "H5", "H6", "P", "TH", "TD", "LI", "Caption", "Figure"}


def _walk(element, page, pages, spoken):
    for kid in kids(element):
        if is_element(kid):
            tag, own = str(kid.S)[1:], kid.get("/Pg", page)
            if tag in LEAVES and not _holds_leaf(kid):
                yield tag, " ".join("".join(_texts(kid, own, pages, spoken)).split())
            else:
                yield from _walk(kid, own, pages, spoken)
        elif isinstance(kid, int) and (text := spoken.get((pages[page.objgen], kid), "").strip()):
            yield str(element.S)[1:], text


def _holds_leaf(element) -> bool:
    return any(is_element(kid) and (str(kid.S)[1:] in LEAVES or _holds_leaf(kid)) for kid in kids(element))


def _texts(element, page, pages, spoken):
    for kid in kids(element):
        if is_element(kid):
            yield from _texts(kid, kid.get("/Pg", page), pages, spoken)
        elif isinstance(kid, int):
            yield spoken.get((pages[page.objgen], kid), "")
        elif isinstance(kid, Dictionary) and "/MCID" in kid:
            yield spoken.get((pages[kid.get("/Pg", page).objgen], int(kid.MCID)), "")
    yield " "


@lru_cache(maxsize=16)
def _spoken(pdf: bytes) -> dict[tuple[int, int], str]:
    """Text of each piece of marked content by (page index, MCID)."""
    found: dict[tuple[int, int], str] = {}
    with pdfplumber.open(io.BytesIO(pdf)) as reader:
        for number, page in enumerate(reader.pages):
            for char in page.chars:
                if char["mcid"] is not None:
                    place = number, char["mcid"]
                    found[place] = found.get(place, "") + char["text"]
    return found


def shown(pdf: bytes) -> list[str]:
    """All that is seen of each page as text, line by line. By PDFium, which takes a fortieth of pdfplumber's time."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return ["\n".join(page.get_textpage().get_text_range().splitlines()) for page in document]
    finally:
        document.close()


def stamps(pdf: bytes) -> list[list[str]]:
    """For each page, the lines that are seen but not read aloud."""
    with pdfplumber.open(io.BytesIO(pdf)) as reader:
        return [
            [line["text"] for line in page.filter(lambda o: o.get("mcid") is None).extract_text_lines()]
            for page in reader.pages
        ]


def links(pdf: bytes) -> list[int]:
    """Page index to which each link inside the PDF leads, in order; fails where one leads nowhere."""
    with Pdf.open(io.BytesIO(pdf)) as source:
        names = pikepdf.NameTree(source.Root.Names.Dests) if "/Names" in source.Root else {}
        pages = {page.obj.objgen: i for i, page in enumerate(source.pages)}
        found = []
        for page in source.pages:
            for annotation in page.obj.get("/Annots", []):
                target = annotation.get("/Dest", annotation.get("/A", Dictionary()).get("/D"))
                if target is not None:
                    target = names[str(target)] if isinstance(target, pikepdf.String) else target
                    found.append(pages[target[0].objgen])
        return found


def bookmarks(pdf: bytes) -> list[tuple[int, str, int]]:
    """(depth, title, page index) of each bookmark, in order."""
    with Pdf.open(io.BytesIO(pdf)) as source, source.open_outline() as outline:
        pages = {page.obj.objgen: i for i, page in enumerate(source.pages)}

        def read(items, depth):
            for item in items:
                yield depth, item.title, pages[item.destination[0].objgen]
                yield from read(item.children, depth + 1)

        return list(read(outline.root, 0))


def everything(pdf: bytes) -> bytes:
    """Every byte that the file holds, its streams unpacked: where a canary would sing."""
    out = io.BytesIO()
    with Pdf.open(io.BytesIO(pdf)) as source:
        source.save(
            out,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()
