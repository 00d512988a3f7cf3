"""Which letters the codes of a font mean."""

import re
from functools import cache

from fontTools import agl
from fontTools.encodings.StandardEncoding import StandardEncoding
from pikepdf import Dictionary, Name, Object, Stream

CODECS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}
HEX = rb"<\s*([0-9A-Fa-f\s]*)>"
RANGE = re.compile(HEX + rb"\s*" + HEX + rb"\s*(?:" + HEX + rb"|\[([^\]]*)\])")
PAIR = re.compile(HEX + rb"\s*" + HEX)
LONGEST_RANGE = 65_536
SYMBOLIC = 4  # flag of a font whose codes mean signs of its own


@cache
def _base(name: str) -> dict[int, str]:
    if codec := CODECS.get(name):
        pairs = ((code, bytes([code]).decode(codec, "ignore")) for code in range(32, 256))
    else:
        pairs = ((code, agl.toUnicode(glyph)) for code, glyph in enumerate(StandardEncoding))
    return {code: text for code, text in pairs if text}


def by_encoding(font: Object) -> dict[int, str]:
    """Text of each code of a simple font, by its encoding."""
    encoding = font.get("/Encoding")
    if isinstance(encoding, Name):
        return dict(_base(str(encoding)))
    if not isinstance(encoding, Dictionary):
        return dict(_base(""))
    found, code = dict(_base(str(encoding.get("/BaseEncoding", "")))), 0
    for each in encoding.get("/Differences", []):
        if isinstance(each, Name):
            found[code] = agl.toUnicode(str(each)[1:])
            code += 1
        else:
            code = int(each)
    return found


def explained(font: Object) -> bool:
    """Whether the file says which letters the font's codes mean (PDF/UA-1, 7.21.7)."""
    if isinstance(font.get("/ToUnicode"), Stream):
        return True
    encoding = font.get("/Encoding")
    if font.get("/Subtype") == Name.Type0:
        return isinstance(encoding, Name) and not str(encoding).startswith("/Identity")
    if isinstance(encoding, Name):
        return str(encoding) in CODECS
    if isinstance(encoding, Dictionary):
        names = [str(each)[1:] for each in encoding.get("/Differences", []) if isinstance(each, Name)]
        return all(name == ".notdef" or agl.toUnicode(name) for name in names)
    flags = int(font.get("/FontDescriptor", Dictionary()).get("/Flags", SYMBOLIC))
    return font.get("/Subtype") == Name.Type1 and not flags & SYMBOLIC


def by_map(font: Object) -> dict[int, str]:
    """Text of each code by the font's own map to Unicode (ISO 32000-1, 9.10.3); empty where it has none."""
    stream = font.get("/ToUnicode")
    if not isinstance(stream, Stream):
        return {}
    found: dict[int, str] = {}
    content = stream.read_bytes()
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", content, re.S):
        found.update({_number(code): _text(text) for code, text in PAIR.findall(block)})
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", content, re.S):
        for first, last, start, listed in RANGE.findall(block):
            found.update(_range(_number(first), _number(last), start, listed))
    return found


def _range(first: int, last: int, start: bytes, listed: bytes) -> dict[int, str]:
    if listed:
        texts = re.findall(HEX, listed)
        return {first + index: _text(text) for index, text in enumerate(texts)}
    text = _text(start)
    if not text or last - first > LONGEST_RANGE:
        return {}
    end = min(last - first, 0x10FFFF - ord(text[-1]))
    return {first + index: text[:-1] + chr(ord(text[-1]) + index) for index in range(end + 1)}


def _number(digits: bytes) -> int:
    return int(b"".join(digits.split()) or b"0", 16)


def _text(digits: bytes) -> str:
    digits = b"".join(digits.split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()).decode("utf-16-be", "ignore")
