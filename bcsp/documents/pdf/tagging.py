"""Mend the tags that WeasyPrint leaves half done, once per rendered part.

WeasyPrint (70) names table headers by object number, so that two parts clash, writes no ID tree and no scope, and tags
the repeated head of a table that runs over a page as a second table. Here the IDs become unique to the part, headers
get their scope, and a table is one table, its repeated heads artefacts that no screen reader says again.
"""

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Operator, Pdf, String


def finish(raw: bytes, *, prefix: str) -> bytes:
    """The PDF with its tags mended; `prefix` makes the IDs of this part unlike those of any other."""
    with Pdf.open(io.BytesIO(raw)) as pdf:
        root = pdf.Root.StructTreeRoot
        for table in [e for e in elements(root) if e.S == Name.Table]:
            _scope(table)
        _join_continued_tables(pdf)
        root.IDTree = pdf.make_indirect(id_tree(prefix_ids(root, prefix)))
        return saved(pdf)


def saved(pdf: Pdf) -> bytes:
    """Bytes of the PDF; the same objects give the same bytes."""
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, min_version="1.7")
    return out.getvalue()


def kids(element: Object) -> list[Object]:
    """What stands directly under a structure element: elements, marks (int), references to annotations."""
    found = element.get("/K", Array())
    return list(found) if isinstance(found, Array) else [found]


def is_element(kid: object) -> bool:
    """Whether a kid is an element itself, not content."""
    return isinstance(kid, Dictionary) and kid.get("/S") is not None


def elements(parent: Object) -> Iterator[Object]:
    """Every structure element under `parent`, in reading order."""
    for kid in kids(parent):
        if is_element(kid):
            yield kid
            yield from elements(kid)


def attributes(element: Object) -> list[Object]:
    """The attribute dictionaries of an element (revision numbers left out)."""
    found = element.get("/A")
    return [a for a in (found if isinstance(found, Array) else [found]) if isinstance(a, Dictionary)]


def prefix_ids(root: Object, prefix: str) -> dict[str, Object]:
    """Prefix every ID and every reference to one; returns the elements by their new IDs."""
    found = {}
    for element in elements(root):
        if "/ID" in element:
            element.ID = String(f"{prefix}.{element.ID}")
            found[str(element.ID)] = element
        for attribute in attributes(element):
            if "/Headers" in attribute:
                attribute.Headers = Array([String(f"{prefix}.{name}") for name in attribute.Headers])
    return found


def id_tree(found: dict[str, Object]) -> Object:
    """A flat name tree of elements by ID."""
    flat = Array()
    for name in sorted(found, key=str.encode):
        flat.append(String(name))
        flat.append(found[name])
    return Dictionary(Names=flat)


def _scope(table: Object) -> None:
    """Say of each header whether it heads its column (in the head of the table) or its row."""
    for section in kids(table):
        scope = Name.Column if section.S == Name.THead else Name.Row
        for cell in [section, *elements(section)]:
            if cell.S == Name.TH:
                attribute = cell.get("/A", Dictionary(O=Name.Table))
                attribute.Scope = scope
                cell.A = attribute


def _join_continued_tables(pdf: Pdf) -> None:
    """Where a table runs over a page, make one table of its pieces and artefacts of its repeated heads."""
    shown = _Shown(pdf)
    parents = [e for e in [pdf.Root.StructTreeRoot, *elements(pdf.Root.StructTreeRoot)] if len(kids(e)) > 1]
    for parent in parents:
        kept: list[Object] = []
        for kid in kids(parent):
            first = kept[-1] if kept else None
            if is_element(kid) and is_element(first) and _continues(first, kid, shown):
                _absorb(first, kid, shown)
            else:
                kept.append(kid)
        if len(kept) < len(kids(parent)):
            parent.K = Array(kept)
    shown.write()


def _head(table: Object) -> Object | None:
    """The head of a table, where it has one."""
    return next((k for k in kids(table) if k.S == Name.THead), None) if table.S == Name.Table else None


def _continues(first: Object, second: Object, shown: "_Shown") -> bool:
    """Whether `second` is the rest of the table `first`: same head, no caption, a later page."""
    one, two = _head(first), _head(second)
    if one is None or two is None or any(k.S == Name.Caption for k in kids(second)):
        return False
    return shown.page_of(first) != shown.page_of(second) and shown.glyphs(one) == shown.glyphs(two)


def _absorb(table: Object, rest: Object, shown: "_Shown") -> None:
    """Move the rows of `rest` into `table`; its head becomes an artefact, its cells look to the first head."""
    again = _head(rest)
    renamed = {
        str(new.ID): old.ID
        for old, new in zip(elements(_head(table)), elements(again), strict=True)
        if "/ID" in new and "/ID" in old
    }
    shown.hide(again)
    for section in kids(rest):
        if section.objgen == again.objgen:
            continue
        section.P = table
        table.K.append(section)
        for cell in elements(section):
            for attribute in attributes(cell):
                if "/Headers" in attribute:
                    attribute.Headers = Array([renamed.get(str(name), name) for name in attribute.Headers])


class _Shown:
    """The marked content of the pages, read only for pages where a table might run on."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.pages = {page.obj.objgen: page for page in pdf.pages}
        self.read: dict[tuple[int, int], list] = {}
        self.hidden: dict[tuple[int, int], set[int]] = {}

    def page_of(self, element: Object) -> tuple[int, int]:
        """The page an element begins on (of a piece of a table: the only one)."""
        return element.Pg.objgen

    def marks(self, element: Object) -> list[tuple[tuple[int, int], int]]:
        """(page, mark) of every piece of content under an element."""
        found = []
        for each in [element, *elements(element)]:
            found += [(self.page_of(each), int(k)) for k in kids(each) if isinstance(k, int)]
        return found

    def _instructions(self, page: tuple[int, int]) -> list:
        if page not in self.read:
            self.read[page] = list(pikepdf.parse_content_stream(self.pages[page]))
        return self.read[page]

    def glyphs(self, element: Object) -> list[bytes]:
        """The shown strings of the element, as bytes of the document's own fonts: equal bytes are equal words."""
        found = []
        wanted = self.marks(element)
        for page in dict.fromkeys(page for page, _ in wanted):
            numbers, inside = {n for p, n in wanted if p == page}, False
            for operands, operator in self._instructions(page):
                if operator == Operator("BDC"):
                    inside = _mark(operands) in numbers
                elif operator == Operator("EMC"):
                    inside = False
                elif inside and operator == Operator("TJ"):
                    found.append(b"".join(bytes(s) for s in operands[0] if isinstance(s, String)))
        return found

    def hide(self, element: Object) -> None:
        """Make artefacts of the element's content, and forget its places in the parent tree."""
        places = pikepdf.NumberTree(self.pdf.Root.StructTreeRoot.ParentTree)
        for page, number in self.marks(element):
            self.hidden.setdefault(page, set()).add(number)
            places[int(self.pages[page].obj.StructParents)][number] = None

    def write(self) -> None:
        """Put the changed pages back."""
        artefact = pikepdf.ContentStreamInstruction([Name.Artifact], Operator("BMC"))
        for page, numbers in self.hidden.items():
            changed = [
                artefact if i.operator == Operator("BDC") and _mark(i.operands) in numbers else i
                for i in self._instructions(page)
            ]
            self.pages[page].obj.Contents = self.pdf.make_stream(pikepdf.unparse_content_stream(changed))


def _mark(operands: list) -> int | None:
    """The number (MCID) of a marked-content operator, if it has one."""
    properties = operands[1] if len(operands) > 1 else None
    return int(properties.MCID) if isinstance(properties, Dictionary) and "/MCID" in properties else None
