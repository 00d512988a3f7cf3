"""Whether an upload's own tags are sound enough to be kept (ISO 32000-1, 14.7 to 14.8; PDF/UA-1, 7.1 to 7.9).

What can be mended without guessing is (`mending`); here stands what can't: content without a tag, tags that lead
nowhere or twice to the same place, roles without meaning, tables and lists whose parts stand in the wrong place.
"""

from dataclasses import dataclass, field
from itertools import chain

from pikepdf import Array, Dictionary, Name, NumberTree, Object, Operator, Page, Pdf, parse_content_stream

from bcsp.documents.pdf.tagging import attributes, is_element, kids
from bcsp.documents.uploads.content import MARKED, PAINTS, forms

GROUPS = "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private"
BLOCKS = "P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot"
INLINE = "Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form"
STANDARD = frozenset(f"{GROUPS} {BLOCKS} {INLINE}".split())
HOLDS = {  # what may stand in it, where that is prescribed
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"L", "LI", "Caption"},
    "LI": {"Lbl", "LBody", "NonStruct"},  # NonStruct: as Chromium writes it; it becomes LBody
    "TOC": {"TOC", "TOCI", "Caption"},
}
STANDS_IN = {
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
    "TH": {"TR"},
    "TD": {"TR"},
    "LI": {"L"},
    "LBody": {"LI"},
    "TOCI": {"TOC"},
}
MOST, DEEPEST = 200_000, 100


class Unsound(ValueError):
    """The tags can't be kept; the text says why, for whoever looks into it."""


@dataclass
class Tree:
    """What a walk over the tags finds, in reading order."""

    elements: list[tuple[Object, str, Object | None]] = field(default_factory=list)  # element, role, parent
    marks: dict[tuple[int, int], dict[int, Object]] = field(default_factory=dict)  # page: the element of each mark
    objects: list[tuple[Object, str, Object]] = field(default_factory=list)  # element, its role, the reference in it
    open: dict[tuple[int, int], int] = field(default_factory=dict)  # page: states that its content leaves open


def sound(pdf: Pdf) -> Tree:
    """The upload's tags, or Unsound."""
    root, says = pdf.Root.get("/StructTreeRoot"), pdf.Root.get("/MarkInfo", Dictionary())
    if not isinstance(root, Dictionary) or not isinstance(root.get("/ParentTree"), Dictionary):
        raise Unsound("no tags")
    if says.get("/Marked") is not True or says.get("/Suspects") is True or "/Namespaces" in root:
        raise Unsound("it does not vouch for its tags")
    tree = _walked(root)
    _check_nesting(tree)
    parents = dict(NumberTree(root.ParentTree).items())
    for page in pdf.pages:
        _check_page(page, tree, parents)
    return tree


def _walked(root: Object) -> Tree:
    """All elements; Unsound where they run in a circle, too deep, or stand where nothing can point at them."""
    tree, roles = Tree(), root.get("/RoleMap", Dictionary())
    seen: set[tuple[int, int]] = set()

    def walk(parent: Object, above: Object | None, role: str, depth: int) -> None:
        if depth > DEEPEST or len(seen) > MOST:
            raise Unsound("too many tags, or too deep")
        for kid in kids(parent):
            if is_element(kid):
                if not kid.is_indirect or kid.objgen in seen:
                    raise Unsound("a tag stands in two places")
                seen.add(kid.objgen)
                means = _role(str(kid.S)[1:], roles)
                tree.elements.append((kid, means, above))
                walk(kid, kid, means, depth + 1)
            elif above is None:
                raise Unsound("content right under the root")
            else:
                _content(tree, above, role, kid)

    walk(root, None, "", 0)
    if not tree.elements:
        raise Unsound("no tags")
    return tree


def _content(tree: Tree, element: Object, role: str, kid: object) -> None:
    """Note a piece of content, or a reference to a link, that stands in an element."""
    if isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR:
        if not isinstance(kid.get("/Obj"), Dictionary):
            raise Unsound("a tag leads to a picture as an object")
        tree.objects.append((element, role, kid))
        return
    page, mark = element.get("/Pg"), kid
    if isinstance(kid, Dictionary):
        page, mark = kid.get("/Pg", page), kid.get("/MCID")
        if "/Stm" in kid:
            raise Unsound("tags lead into a form")
    if not isinstance(page, Dictionary) or not isinstance(mark, int):
        raise Unsound("a tag leads nowhere")
    here = tree.marks.setdefault(page.objgen, {})
    if mark in here:
        raise Unsound("two tags lead to the same content")
    here[mark] = element


def _role(role: str, roles: Object) -> str:
    """The standard role that a role means."""
    for _ in range(10):
        if role in STANDARD:
            return role
        role = str(roles.get("/" + role, "/"))[1:]
    raise Unsound("a role has no meaning")


def _check_nesting(tree: Tree) -> None:
    """Unsound where parts of tables and lists stand outside them, or others inside."""
    roles = {element.objgen: role for element, role, _ in tree.elements}
    for element, role, parent in tree.elements:
        above = roles[parent.objgen] if parent is not None else ""
        if above in HOLDS and role not in HOLDS[above]:
            raise Unsound(f"{role} in {above}")
        if role in STANDS_IN and above not in STANDS_IN[role]:
            raise Unsound(f"{role} in {above}")
        if role == "Table":
            _check_table(element, roles)


def _check_table(table: Object, roles: dict[tuple[int, int], str]) -> None:
    """Unsound unless every row is as wide as the first, cells over several rows and columns counted."""
    parts = [kid for kid in kids(table) if is_element(kid)]
    rows = chain.from_iterable([p] if roles[p.objgen] == "TR" else kids(p) for p in parts if _has_rows(p, roles))
    reach: list[int] = []  # for each column that a cell above covers: rows left
    widths = set()
    for row in rows:
        cells = [kid for kid in kids(row) if is_element(kid)]
        spans = [(_span(cell, "/ColSpan"), _span(cell, "/RowSpan")) for cell in cells]
        widths.add(len(reach) + sum(columns for columns, _ in spans))
        reach = [left - 1 for left in reach if left > 1]
        reach += [down - 1 for columns, down in spans for _ in range(columns) if down > 1]
    if len(widths) > 1:
        raise Unsound("a table has rows of different width")


def _has_rows(part: Object, roles: dict[tuple[int, int], str]) -> bool:
    return roles[part.objgen] in ("TR", "THead", "TBody", "TFoot")


def _span(cell: Object, key: str) -> int:
    return next((int(a[key]) for a in attributes(cell) if key in a and 0 < int(a[key]) < 1000), 1)


def _check_page(page: Page, tree: Tree, parents: dict[int, Object]) -> None:
    """Unsound unless all that is painted has a tag that knows of it, or is an artefact."""
    marks, tree.open[page.obj.objgen] = _marks(page)
    mine = tree.marks.setdefault(page.obj.objgen, {})
    if marks:
        back = parents.get(int(page.obj.get("/StructParents", -1)))
        if not isinstance(back, Array):
            raise Unsound("a page's content leads nowhere")
        for mark in marks:
            element = mine.get(mark)
            if element is None or mark >= len(back) or not _same(back[mark], element):
                raise Unsound("content and tags do not agree")
    for mark in mine.keys() - marks:
        del mine[mark]
    for form in forms(page):
        content = form.read_bytes()
        if MARKED.search(content) and _marks_itself(form):
            raise Unsound("tags lead into a form")


def _marks_itself(form: Object) -> bool:
    """Whether a form has numbered marks of its own."""
    marks = (each.operands for each in parse_content_stream(form) if each.operator == Operator("BDC"))
    return any(_number(operands, form.get("/Resources", Dictionary())) is not None for operands in marks)


def _same(one: object, other: Object) -> bool:
    return isinstance(one, Dictionary) and one.objgen == other.objgen


def _marks(page: Page) -> tuple[set[int], int]:
    """Numbers of the page's marks, and how many graphics states it leaves open."""
    found: set[int] = set()
    around: list[str | int | None] = []  # marks that are open: a number, "artefact", or None for others
    states = 0
    for each in parse_content_stream(page):
        word = str(each.operator)
        if word in ("BMC", "BDC"):
            around.append(_kind(each.operands, page.resources, around))
            if isinstance(around[-1], int):
                if around[-1] in found:
                    raise Unsound("a mark is used twice")
                found.add(around[-1])
        elif word == "EMC":
            if not around:
                raise Unsound("marks are not closed in order")
            around.pop()
        elif word in ("q", "Q"):
            states += 1 if word == "q" else -1
            if states < 0:
                raise Unsound("states are not closed in order")
        elif each.operator in PAINTS and not any(mark is not None for mark in around):
            raise Unsound("content without a tag")
    if around:
        raise Unsound("marks are not closed in order")
    return found, states


def _kind(operands: list, resources: Object, around: list[str | int | None]) -> str | int | None:
    """What a mark is: its number, an artefact, or neither; Unsound where one stands in the other."""
    number = _number(operands, resources) if len(operands) > 1 else None
    kind = "artefact" if operands[0] == Name.Artifact else number
    if kind is not None and any(mark is not None and (mark != kind or number is not None) for mark in around):
        raise Unsound("artefacts and content stand in each other")
    return kind


def _number(operands: list, resources: Object) -> int | None:
    """The number of a marked piece of content, given at its place or among the resources."""
    properties = operands[1]
    if isinstance(properties, Name):
        properties = resources.get("/Properties", Dictionary()).get(str(properties))
    number = properties.get("/MCID") if isinstance(properties, Dictionary) else None
    return number if isinstance(number, int) else None
