"""What is wrong inside an upload: everything that acts by itself, carries other files, hides, or swells."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pikepdf import (
    Array,
    Dictionary,
    JSONStreamData,
    Name,
    Object,
    PasswordError,
    Pdf,
    PdfError,
    Stream,
    StreamDecodeLevel,
)

from bcsp.documents.uploads.shapes import sides

MOST_PAGES = 200
MOST_OBJECTS = 300_000
MOST_DOTS = 300_000_000  # of one picture; A3 at 600 dots an inch has 70 million
MOST_UNPACKED = 256 * 2**20  # of all text, drawings and fonts together, bytes
SHORTEST, LONGEST = 50, 1300  # sides of a page, millimetres; A0 is 841 by 1189

DAMAGED = "It is damaged and could not be repaired. Open it in the program that made it and save it as PDF again."
LOCKED = "It has a password or is locked. Save a copy without one and upload that."
PRINTED = "Print it to a new PDF, which leaves them out, and upload that one."
ACTIONS = {
    "/JavaScript": f"It holds scripts (JavaScript). {PRINTED}",
    "/Launch": f"It holds commands that start other programs. {PRINTED}",
    "/SubmitForm": f"It holds buttons that send what is typed elsewhere. {PRINTED}",
    "/ImportData": f"It holds commands that read other files. {PRINTED}",
    "/GoToE": f"It links into files that it carries inside. {PRINTED}",
}
MEDIA = ("/RichMedia", "/3D", "/Screen", "/Movie", "/Sound", "/Projection")
MEDIA_FAULT = f"It holds sound, film or models in three dimensions. {PRINTED}"
FILES_FAULT = "It has files attached. Take them off, or upload each as a paper of its own."
XFA_FAULT = "Its form is of the kind XFA, which few programs can show. Print it to a new PDF and upload that one."
LAYERS_FAULT = "It has layers that are switched off, so it holds more than it shows. Print it to a new PDF."
SWOLLEN = "It unpacks to far more than a paper should hold. Print it to a new PDF and upload that one."


@dataclass(frozen=True)
class Inspected:
    """An upload that could be opened, and what is wrong with it. `mended`: qpdf had to repair it."""

    pdf: Pdf | None
    faults: list[str]
    mended: bool = False


def inspected(content: bytes) -> Inspected:
    """Open an upload, mending what qpdf can mend, and look through all of it."""
    try:
        pdf = Pdf.open(io.BytesIO(content))
        promised = int(pdf.Root.Pages.Count)
        there = len(pdf.pages)
    except PasswordError:
        return Inspected(None, [LOCKED])
    except (PdfError, AttributeError, KeyError, TypeError, ValueError):
        return Inspected(None, [DAMAGED])
    if not there:
        return Inspected(None, [DAMAGED])
    faults = [LOCKED] if pdf.is_encrypted else []
    if there > MOST_PAGES:
        faults.append(f"It has {there:,} pages; {MOST_PAGES} is the most. Cut it into several papers.")
    if len(pdf.objects) > MOST_OBJECTS or there > 20 * MOST_PAGES:
        return Inspected(None, [*faults, SWOLLEN])
    mended = bool(pdf.get_warnings())
    faults += [*(_lost(pdf, promised) if mended else ()), *_sizes(pdf), *_active(pdf), *_hidden(pdf), *_swelling(pdf)]
    return Inspected(pdf, faults, mended)


def _lost(pdf: Pdf, promised: int) -> Iterator[str]:
    """A mended file must not go into a pack with pages, or what stands on them, gone in silence.

    pikepdf shows a reference to what is lost as if nothing stood there; qpdf's JSON lists it as null.
    """
    if promised > len(pdf.pages):
        yield f"It is damaged: {promised - len(pdf.pages)} of its {promised} pages are lost. Save it as PDF again."
        return
    out = io.BytesIO()
    pdf.write_qpdf_json(out, decode_level=StreamDecodeLevel.none, json_stream_data=JSONStreamData.none)
    if re.search(rb'"obj:\d+ \d+ R": \{\s*"value": null', out.getvalue()):
        yield "It is damaged: parts of its pages are lost. Save it as PDF again."


def _sizes(pdf: Pdf) -> Iterator[str]:
    """Pages that no screen or printer can show."""
    wrong = [(n, sides(page)) for n, page in enumerate(pdf.pages, start=1)]
    wrong = [(n, size) for n, size in wrong if not all(SHORTEST <= side <= LONGEST for side in size)]
    for n, (width, height) in wrong[:3]:
        yield (
            f"Page {n} is {width:,} by {height:,} mm. Set its paper size to A4 or A3: "
            f"sides from {SHORTEST} to {LONGEST:,} mm can be read."
        )


def _active(pdf: Pdf) -> Iterator[str]:
    """Scripts, commands, attached files, media and XFA, wherever in the file they are."""
    found: set[str] = set()
    for each in _everything(pdf):
        found.update(_faults_of(each))
    if "/XFA" in pdf.Root.get("/AcroForm", Dictionary()):
        found.add(XFA_FAULT)
    yield from (fault for fault in (*ACTIONS.values(), FILES_FAULT, MEDIA_FAULT, XFA_FAULT) if fault in found)


def _faults_of(each: Object) -> Iterator[str]:
    """What is wrong with one dictionary or stream."""
    kind, subtype, does = (each.get(key) for key in ("/Type", "/Subtype", "/S"))
    if "/JS" in each or does == Name.JavaScript:
        yield ACTIONS["/JavaScript"]
    if isinstance(does, Name) and str(does) in ACTIONS and kind != Name.StructElem:
        yield ACTIONS[str(does)]
    if kind == Name.EmbeddedFile or "/EF" in each or "/EmbeddedFiles" in each or subtype == Name.FileAttachment:
        yield FILES_FAULT
    if isinstance(subtype, Name) and str(subtype) in MEDIA and "/Rect" in each:
        yield MEDIA_FAULT


def _everything(pdf: Pdf) -> Iterator[Object]:
    """Every dictionary and stream, those inside others too."""
    for top in (pdf.trailer, *pdf.objects):
        waiting = [top]
        while waiting:
            each = waiting.pop()
            if isinstance(each, Array):
                inside = list(each)
            elif isinstance(each, Dictionary | Stream):
                yield each
                inside = [value for _, value in each.items()]
            else:
                continue
            waiting += [child for child in inside if isinstance(child, Object) and not child.is_indirect]


def _hidden(pdf: Pdf) -> Iterator[str]:
    """Layers that are switched off: a pack would show them, or carry them unseen."""
    usual = pdf.Root.get("/OCProperties", Dictionary()).get("/D", Dictionary())
    if len(usual.get("/OFF", Array())) or usual.get("/BaseState", Name.ON) != Name.ON:
        yield LAYERS_FAULT


def _swelling(pdf: Pdf) -> Iterator[str]:
    """Pictures of too many dots, and packed streams that unpack without end; qpdf's own limits bound each stream."""
    unpacked = 0
    for each in pdf.objects:
        if not isinstance(each, Stream):
            continue
        if each.get("/Subtype") == Name.Image:
            dots = int(each.get("/Width", 0)) * int(each.get("/Height", 0))
            if dots > MOST_DOTS:
                yield f"It holds a picture of {dots // 10**6:,} million dots. Save it with smaller pictures."
                return
            continue
        try:
            unpacked += len(each.read_bytes())
        except PdfError:
            yield f"A part of it can't be unpacked. {DAMAGED}"
            return
        if unpacked > MOST_UNPACKED:
            yield SWOLLEN
            return
