"""The words of a PDF in the order in which they are painted: for search and for the screening of names.

Not for reading: columns and tables may run together. What a font does not explain is left out.
"""

from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String, parse_content_stream

from bcsp.documents.uploads.encodings import by_encoding, by_map

MOST = 500_000  # letters
GAP = 0.18  # of the letters' height: from there on a gap is a space
DEEPEST = 8  # forms within forms


def words(pdf: Pdf) -> str:
    """All its words, a line of the page a line, an empty line between pages."""
    fonts: dict[tuple[int, int], _Font] = {}
    pages = []
    for page in pdf.pages:
        reader = _Reader(fonts)
        reader.read(page.obj, page.resources, 0)
        pages.append("\n".join(filter(None, (" ".join(line.split()) for line in "".join(reader.said).splitlines()))))
        if sum(map(len, pages)) > MOST:
            break
    return "\n\n".join(filter(None, pages))[:MOST]


class _Font:
    """Letters and widths of a font's codes."""

    def __init__(self, font: Object) -> None:
        self.wide = font.get("/Subtype") == Name.Type0
        self.texts = {**({} if self.wide else by_encoding(font)), **by_map(font)}
        self.first = int(font.get("/FirstChar", 0))
        self.widths = [] if self.wide else list(font.get("/Widths", Array()))
        self.descendant = font.DescendantFonts[0] if self.wide else None
        self.listed = _listed(self.descendant.get("/W", Array())) if self.wide else {}

    def codes(self, shown: bytes) -> list[int]:
        if self.wide:
            return [int.from_bytes(shown[i : i + 2]) for i in range(0, len(shown), 2)]
        return list(shown)

    def width(self, code: int) -> float:
        """Of the height of the letters."""
        if self.wide:
            return self.listed.get(code, 1000) / 1000
        index = code - self.first
        return float(self.widths[index]) / 1000 if 0 <= index < len(self.widths) else 0.5


def _listed(array: Object) -> dict[int, float]:
    """Widths of a composite font (ISO 32000-1, 9.7.4.3): `c [w w …]` or `first last w`."""
    found, waiting = {}, []
    for each in array:
        if isinstance(each, Array):
            found.update({waiting[0] + i: float(width) for i, width in enumerate(each)})
            waiting = []
        else:
            waiting.append(each)
        if len(waiting) == 3:
            found.update(dict.fromkeys(range(int(waiting[0]), min(int(waiting[1]), 65_535) + 1), float(waiting[2])))
            waiting = []
    return found


@dataclass
class _Reader:
    """Follows a content stream's text operators, as far as words and lines need it."""

    fonts: dict[tuple[int, int], _Font]
    said: list[str] = field(default_factory=list)
    font: _Font | None = None
    size: float = 1.0
    leading: float = 0.0
    scale: tuple[float, float] = (1.0, 1.0)  # across and up, of the text's own space
    start: tuple[float, float] = (0.0, 0.0)  # of the line
    at: float = 0.0  # across, within the line
    end: tuple[float, float] | None = None  # where the last letter ended

    def read(self, content: Object, resources: Object, depth: int) -> None:
        for operands, operator in parse_content_stream(content):
            word = str(operator)
            if word == "Do":
                self._form(operands, resources, depth)
            elif word == "Tf":
                self._choose(resources.get("/Font", Dictionary()).get(str(operands[0])), float(operands[1]))
            else:
                self._follow(word, operands)

    def _form(self, operands: list, resources: Object, depth: int) -> None:
        form = resources.get("/XObject", Dictionary()).get(str(operands[0]))
        if isinstance(form, Stream) and form.get("/Subtype") == Name.Form and depth < DEEPEST and self._room():
            self.end = None
            self.read(form, form.get("/Resources", resources), depth + 1)

    def _room(self) -> bool:
        return len(self.said) < MOST

    def _choose(self, font: Object | None, size: float) -> None:
        self.size = abs(size) or 1.0
        if font is None:
            self.font = None
        elif not font.is_indirect:
            self.font = _Font(font)
        else:
            self.font = self.fonts[font.objgen] = self.fonts.get(font.objgen) or _Font(font)

    def _follow(self, word: str, operands: list) -> None:
        if word == "BT":
            self.scale, self.start, self.at = (1.0, 1.0), (0.0, 0.0), 0.0
        elif word == "TL":
            self.leading = float(operands[0])
        elif word in ("Td", "TD"):
            across, up = float(operands[0]), float(operands[1])
            self.leading = -up if word == "TD" else self.leading
            self._move(across, up)
        elif word == "Tm":
            a, b, c, d, x, y = (float(n) for n in operands)
            self.scale = ((a * a + b * b) ** 0.5 or 1.0, (c * c + d * d) ** 0.5 or 1.0)
            self.start, self.at = (x, y), 0.0
        elif word in ("T*", "'", '"'):
            self._move(0, -self.leading)
        if word in ("Tj", "'", '"', "TJ"):
            self._show(operands[-1])

    def _move(self, across: float, up: float) -> None:
        self.start = (self.start[0] + across * self.scale[0], self.start[1] + up * self.scale[1])
        self.at = 0.0

    def _show(self, shown: object) -> None:
        if self.font is None:
            return
        height = self.size * self.scale[0]
        for each in shown if isinstance(shown, Array) else [shown]:
            if not isinstance(each, String):
                self.at -= float(each) / 1000 * height
                continue
            self._part(height)
            for code in self.font.codes(bytes(each)):
                self.said.append(self.font.texts.get(code, ""))
                self.at += self.font.width(code) * height
            self.end = (self.start[0] + self.at, self.start[1])

    def _part(self, height: float) -> None:
        """A line's end or a space, where the next letters stand apart from the last."""
        if self.end is None or abs(self.end[1] - self.start[1]) > height * 0.5:
            self.said.append("\n")
        elif not -height < self.start[0] + self.at - self.end[0] < GAP * height:
            self.said.append(" ")
