"""A Word document (.docx) as clean HTML of our few tags. Nothing is opened before its sizes are known to be sane."""

import re
import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from lzma import LZMAError
from pathlib import PurePath
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, LargeZipFile, ZipFile

import mammoth
from django.conf import settings

from bcsp.documents.written import typed
from bcsp.govuk.plaintext import legible

MEGABYTE = 1024 * 1024
UNPACKED = 20  # how many times larger a document may be unpacked than the largest that may come in
PARTS = 2000  # files in the zip that a document is
# What a broken zip, or XML that no Word wrote, makes zipfile, expat and mammoth raise. RuntimeError: a part with a
# password, a kind of packing that is not known, nesting too deep.
BROKEN = (
    *(BadZipFile, LargeZipFile, zlib.error, LZMAError, struct.error, EOFError, OSError),
    *(ExpatError, LookupError, ValueError, TypeError, AttributeError, ArithmeticError, RuntimeError),
)
BEFORE_XML = b"\xef\xbb\xbf\xfe\xff \t\r\n"  # marks of byte order, and white space
DECLARES = (b"<!DOCTYPE", b"<!ENTITY")
OLD_WORD = bytes.fromhex("d0cf11e0a1b11ae1")  # a .doc, or a .docx with a password
DOCUMENT, CONTENTS = "word/document.xml", "[Content_Types].xml"
STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => p:fresh
p[style-name='Intense Quote'] => p:fresh
b => strong
i => em
u =>
strike =>
comment-reference =>
"""


class UnfitWord(ValueError):
    """A document that can't be taken. `faults` are sentences for the person who chose it, all at once."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Words:
    """What a document held: its text as clean HTML, and what was left out, in sentences."""

    html: str
    left_out: tuple[str, ...] = ()


def read(content: bytes, name: str) -> Words:
    """The words of a .docx. Raises UnfitWord."""
    _check(content, name)
    pictures: list[object] = []
    try:
        found = mammoth.convert_to_html(
            BytesIO(content),
            style_map=STYLES,
            include_embedded_style_map=False,
            convert_image=lambda picture: pictures.append(picture) or [],
        )
    except BROKEN as fault:
        raise UnfitWord([_damaged(name)]) from fault
    html = typed.clean(found.value)
    if not html:
        raise UnfitWord([f"“{_shown(name)}” has no text. If it is a picture or a scan, say in words what it shows."])
    return Words(html, tuple(_left_out(content, len(pictures))))


def _check(content: bytes, name: str) -> None:
    """Raise UnfitWord with every fault that can be seen before the document is read."""
    faults = []
    ending, shown = PurePath(name).suffix.lower(), _shown(name)
    if ending in (".docm", ".dotm"):
        faults.append(f"“{shown}” may hold macros, which are never taken. Save it as a Word document (.docx).")
    elif ending != ".docx":
        faults.append(f"“{shown}” is not a Word document (.docx). Open it in Word and save it as .docx.")
    if len(content) > settings.LARGEST_UPLOAD:
        most = settings.LARGEST_UPLOAD // MEGABYTE
        faults.append(f"“{shown}” is larger than {most} MB. Take out its pictures, or save it as a PDF.")
    if content.startswith(OLD_WORD):
        faults.append(f"“{shown}” has a password, or is of an older Word. Save it as .docx without a password.")
    elif not faults or content.startswith(b"PK"):
        faults += _faults_inside(content, shown)
    if faults:
        raise UnfitWord(faults)


def _faults_inside(content: bytes, shown: str) -> list[str]:
    try:
        with ZipFile(BytesIO(content)) as file:
            return _faults_of(file, shown)
    except BROKEN:
        return [_damaged(shown)]


def _faults_of(file: ZipFile, shown: str) -> list[str]:
    parts = file.infolist()
    names = {part.filename for part in parts}
    if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED * settings.LARGEST_UPLOAD:
        return [f"“{shown}” unpacks to more than a document ever holds, so it was not opened."]
    if DOCUMENT not in names or CONTENTS not in names:
        return [_damaged(shown)]
    if any(name.lower().endswith("vbaproject.bin") for name in names) or b"macroEnabled" in file.read(CONTENTS):
        return [f"“{shown}” holds macros, which are never taken. Save it as a Word document (.docx) without them."]
    declaring = [part.filename.lower() for part in parts if _declares(file.read(part))]
    if any(not name.endswith(".svg") for name in declaring):
        return [_damaged(shown)]
    if declaring:
        return [f"“{shown}” holds an SVG picture that can't be checked. Take its pictures out, and save it anew."]
    return []


def _declares(content: bytes) -> bool:
    """Whether a part is XML that declares something: no document does, and it could grow without end when it is read.

    Its name is no guide: a document can call any part its text or its styles.
    """
    text = content.replace(b"\0", b"").lstrip(BEFORE_XML)  # without the zeros UTF-16 reads as UTF-8 does
    return text.startswith(b"<") and any(sign in text for sign in DECLARES)


def _damaged(name: str) -> str:
    return f"“{_shown(name)}” can't be read: it is damaged, or no Word document. Open it in Word and save it anew."


def _shown(name: str) -> str:
    return legible(name).replace("\n", " ")[:80]


def _left_out(content: bytes, pictures: int) -> list[str]:
    """Sentences about what a reader of the document would have seen and a reader of the paper does not."""
    found = []
    if pictures:
        shows = "it shows" if pictures == 1 else "they show"
        found.append(f"{_count(pictures, 'picture was', 'pictures were')} left out. Say in words what {shows}.")
    with ZipFile(BytesIO(content)) as file:
        document, names = file.read(DOCUMENT), set(file.namelist())
    charts = len(re.findall(rb'uri="http://schemas\.openxmlformats\.org/drawingml/2006/(?:chart|diagram)"', document))
    if charts:
        found.append(f"{_count(charts, 'chart was', 'charts were')} left out. Give the figures in a table or in words.")
    if b"<w:del " in document or b"<w:ins " in document:
        found.append("Tracked changes were taken as accepted.")
    if "word/comments.xml" in names and b"<w:commentReference" in document:
        found.append("Comments were left out.")
    return found


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
