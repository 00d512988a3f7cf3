"""Fonts that an upload names but does not bring: the common ones are put in, the others are named."""

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from bcsp.documents.uploads.encodings import SYMBOLIC, by_encoding, explained

FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts", "/Library/Fonts")
SAME = {  # families of the same widths, the ones that every PDF reader used to have
    "helvetica": "LiberationSans",
    "arial": "LiberationSans",
    "times": "LiberationSerif",
    "timesnew": "LiberationSerif",
    "courier": "LiberationMono",
    "couriernew": "LiberationMono",
}
STYLE_WORDS = ("bold", "italic", "oblique", "regular", "roman", "psmt", "mt", "ps", ",", "-", " ")
DINGBATS = "zapfdingbats"  # ticks and crosses of forms
FIRST_SIGN = 0x2701  # of its code 33; the others follow in Unicode's order, save these
SIGNS = {37: "☎", 42: "☛", 43: "☞", 72: "★", 108: "●", 110: "■", 115: "▲", 116: "▼", 117: "◆", 119: "◗"}
DROPPED = [*subset.Options().drop_tables, "FFTM", "GSUB", "GPOS", "GDEF"]
TO_UNICODE = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange
{}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def mend_fonts(pdf: Pdf) -> tuple[list[str], list[str]]:
    """Put in the fonts of the common families; names of those still missing, and of those whose codes mean nothing.

    With either kind a PDF is not PDF/UA (7.21): what is set in them looks different elsewhere, or can't be read aloud.
    """
    faces: dict[str, Object] = {}
    missing, unread = set(), set()
    for font in _fonts(pdf):
        name = str(font.get("/BaseFont", font.get("/Name", "/without a name")))[1:].split("+")[-1]
        simple = font.get("/Subtype") in (Name.Type1, Name.TrueType, Name.MMType1)
        if not _brought(font) and not (simple and _put_in(pdf, font, name, faces)):
            missing.add(name)
        elif not explained(font):
            unread.add(name)
        _mend(font)
    return sorted(missing), sorted(unread)


def _mend(font: Object) -> None:
    """Leave out the lists of letters, which are often wrong and never needed; say how a font counts its glyphs."""
    if font.get("/Subtype") == Name.Type0:
        font = font.DescendantFonts[0]
        if font.get("/Subtype") == Name.CIDFontType2 and "/CIDToGIDMap" not in font:
            font.CIDToGIDMap = Name.Identity
    for key in ("/CIDSet", "/CharSet"):
        if key in font.get("/FontDescriptor", Dictionary()):
            del font.FontDescriptor[key]


def _fonts(pdf: Pdf) -> Iterator[Object]:
    """Every font that a page, or a form or pattern on it, may set text in; each once."""
    seen: set[tuple[int, int]] = set()
    waiting = [page.resources for page in pdf.pages]
    while waiting:
        resources = waiting.pop()
        for font in resources.get("/Font", Dictionary()).values():
            if isinstance(font, Dictionary) and (not font.is_indirect or font.objgen not in seen):
                seen.add(font.objgen)
                yield font
        for kind in ("/XObject", "/Pattern"):
            for each in resources.get(kind, Dictionary()).values():
                if isinstance(each, Stream) and each.objgen not in seen and "/Resources" in each:
                    seen.add(each.objgen)
                    waiting.append(each.Resources)


def _brought(font: Object) -> bool:
    """Whether the font's program is in the file."""
    if font.get("/Subtype") == Name.Type3:
        return True
    if font.get("/Subtype") == Name.Type0:
        font = font.DescendantFonts[0]
    descriptor = font.get("/FontDescriptor", Dictionary())
    return any(isinstance(descriptor.get(key), Stream) for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _face(name: str) -> str:
    """The face of ours with the same widths, or nothing: "Arial,Bold" is set in LiberationSans-Bold."""
    family = name.lower()
    if family == DINGBATS:
        return "DejaVuSans"
    bold, slanted = "bold" in family, "italic" in family or "oblique" in family
    for word in STYLE_WORDS:
        family = family.replace(word, "")
    style = ("Bold" if bold else "") + ("Italic" if slanted else "") or "Regular"
    return f"{SAME[family]}-{style}" if family in SAME else ""


def _letters(font: Object, name: str) -> dict[int, str]:
    """The letter of each code."""
    if name.lower() != DINGBATS:
        return {code: text for code, text in by_encoding(font).items() if len(text) == 1 and text.isprintable()}
    return {code: SIGNS.get(code, chr(FIRST_SIGN + code - 33)) for code in range(33, 127)}


@cache
def _file(face: str) -> Path | None:
    found = (path for folder in FOLDERS for path in Path(folder).expanduser().glob(f"**/{face}.ttf"))
    return next(found, None)


def _put_in(pdf: Pdf, font: Object, name: str, faces: dict[str, Object]) -> bool:
    """Put the letters of a face like the named one into the file and let the font use them; whether that could be."""
    face = _face(name)
    path = _file(face) if face else None
    if path is None:
        return False
    program = TTFont(path, recalcTimestamp=False)
    glyphs, upem = program.getBestCmap(), program["head"].unitsPerEm
    letters = {code: text for code, text in sorted(_letters(font, name).items()) if ord(text) in glyphs}
    widths = [program["hmtx"][glyphs[ord(letters[code])]][0] if code in letters else 0 for code in range(32, 256)]
    ours = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name(f"/BCSPUP+{face}"), FirstChar=32)
    ours.LastChar, ours.Widths = 255, Array([round(width * 1000 / upem) for width in widths])
    key = f"{face} {letters}"
    if key not in faces:
        faces[key] = _descriptor(pdf, program, ours.BaseFont, letters)
    ours.FontDescriptor = faces[key]
    ours.ToUnicode = pdf.make_stream(_to_unicode(letters))
    for key in set(font.keys()):
        del font[key]
    for key, value in ours.items():
        font[key] = value
    return True


def _descriptor(pdf: Pdf, program: TTFont, name: Object, letters: dict[int, str]) -> Object:
    """The letters as a font program that is asked by code, with its measures in thousandths of the height."""
    cut = subset.Subsetter(subset.Options(hinting=False, layout_features=[], notdef_outline=True, drop_tables=DROPPED))
    cut.populate(text="".join(letters.values()))
    glyphs, head, lines, post = program.getBestCmap(), program["head"], program["hhea"], program["post"]
    to = 1000 / head.unitsPerEm
    measures = {
        "/FontBBox": Array([round(side * to) for side in (head.xMin, head.yMin, head.xMax, head.yMax)]),
        "/ItalicAngle": round(post.italicAngle),
        "/Ascent": round(lines.ascent * to),
        "/Descent": round(lines.descent * to),
        "/CapHeight": round(getattr(program["OS/2"], "sCapHeight", lines.ascent) * to),
    }
    cut.subset(program)
    by_code = CmapSubtable.newSubtable(4)
    by_code.platformID, by_code.platEncID, by_code.language = 3, 0, 0
    by_code.cmap = {0xF000 + code: glyphs[ord(text)] for code, text in letters.items()}
    program["cmap"].tables = [by_code]
    out = io.BytesIO()
    program.save(out)
    stream = pdf.make_stream(out.getvalue(), Dictionary(Length1=len(out.getvalue())))
    shape = Dictionary(Type=Name.FontDescriptor, FontName=name, Flags=SYMBOLIC, StemV=80, FontFile2=stream)
    for key, value in measures.items():
        shape[key] = value
    return pdf.make_indirect(shape)


def _to_unicode(letters: dict[int, str]) -> bytes:
    """Which letter each code means, for whoever copies or reads aloud (ISO 32000-1, 9.10.3)."""
    pairs = [f"<{code:02X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in letters.items()]
    blocks = [pairs[i : i + 100] for i in range(0, len(pairs), 100)]
    listed = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return TO_UNICODE.format(listed).encode()
