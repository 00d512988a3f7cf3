"""Mend sound tags so that a pack can stand on them: levels of headings, names of pictures, heads of tables, links."""

from collections.abc import Sequence

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, String

from bcsp.documents.pdf.tagging import attributes, id_tree, is_element, kids, prefix_ids
from bcsp.documents.uploads.content import forms, raw, without_marks
from bcsp.documents.uploads.own_tags import STANDARD, Tree

KEPT = {"/Type", "/S", "/P", "/ID", "/Pg", "/K", "/A", "/C", "/T", "/Lang", "/Alt", "/E", "/ActualText"}
NAMELESS = "Picture whose author gave no description."


def keep(pdf: Pdf, tree: Tree, links: list[list[Object]], prefix: str) -> int:
    """Keep the upload's tags, mended. How many pictures had no alternative text?"""
    root = pdf.Root.StructTreeRoot
    roles = {element.objgen: role for element, role, _ in tree.elements}
    for element, role, parent in tree.elements:
        if role == "NonStruct" and parent is not None and roles[parent.objgen] == "LI":
            element.S = Name.LBody
    nameless = sum(_mend(element, role, root) for element, role, _ in tree.elements)
    _mend_headings(tree)
    _mend_ids(tree)
    document = _one_top(pdf, root)
    pairs = _links(pdf, tree, links, document)
    numbers = [_by_mark(page, tree) for page in pdf.pages]
    for index, page in enumerate(pdf.pages):
        page.obj.StructParents = index
        _close_states(pdf, page, tree.open[page.obj.objgen])
        _unmark_forms(pdf, page)
    for key in set(root.keys()) - {"/Type", "/K", "/RoleMap"}:
        del root[key]
    for role in [role for role in root.get("/RoleMap", Dictionary()) if role[1:] in STANDARD]:
        del root.RoleMap[role]
    root.IDTree = id_tree(prefix_ids(root, prefix))
    hang(pdf, root, document, numbers, pairs)
    return nameless


def hang(
    pdf: Pdf, root: Object, document: Object, numbers: Sequence[Object], links: Sequence[tuple[Object, Object]]
) -> None:
    """Write the parent tree, `numbers[i]` being page i's, and hang the tree into the catalogue."""
    flat = Array()
    for index, elements in enumerate(numbers):
        flat.append(index)
        flat.append(elements)
    for index, (link, element) in enumerate(links, start=len(numbers)):
        link.StructParent = index
        flat.append(index)
        flat.append(element)
    root.Type, root.K, document.P = Name.StructTreeRoot, Array([document]), root
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=flat))
    root.ParentTreeNextKey = len(numbers) + len(links)
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def link_element(pdf: Pdf, link: Object, page: Page, parent: Object) -> Object:
    """A structure element for a link that has none."""
    reference = Dictionary(Type=Name.OBJR, Obj=link, Pg=page.obj)
    element = Dictionary(Type=Name.StructElem, S=Name.Link, P=parent, Pg=page.obj, K=Array([reference]))
    return pdf.make_indirect(element)


def _mend(element: Object, role: str, root: Object) -> bool:
    """Mend one element; whether it is a picture without words, which it now says of itself."""
    classes = element.get("/C")
    for name in classes if isinstance(classes, Array) else [classes]:
        meant = root.get("/ClassMap", Dictionary()).get(str(name)) if isinstance(name, Name) else None
        if meant is not None:  # two uploads may name different classes alike, so each element brings its own
            more = list(meant) if isinstance(meant, Array) else [meant]
            element.A = Array([*attributes(element), *(a for a in more if isinstance(a, Dictionary))])
    for key in (set(element.keys()) - KEPT) | ({"/C"} & set(element.keys())):
        del element[key]
    if role == "TH" and not any("/Scope" in a for a in attributes(element)):
        row = [kid for kid in kids(element.P) if is_element(kid)]
        scope = Name.Column if all(cell.S == element.S for cell in row) else Name.Row
        element.A = Array([*attributes(element), Dictionary(O=Name.Table, Scope=scope)])
    if role not in ("Figure", "Formula") or any(str(element.get(key, "")).strip() for key in ("/Alt", "/ActualText")):
        return False
    element.Alt = String(NAMELESS)
    return True


def _mend_headings(tree: Tree) -> None:
    """The first heading is of the first level, and none stands more than one level below that before it."""
    before = 0
    for element, role, _ in tree.elements:
        if role == "H" or (len(role) == 2 and role[0] == "H" and role[1].isdigit()):
            level = min(int(role[1:] or 2), before + 1)
            if role != f"H{level}":
                element.S = Name(f"/H{level}")
            before = level


def _mend_ids(tree: Tree) -> None:
    """Notes need an ID, and no ID may stand twice."""
    used: set[str] = set()
    for number, (element, role, parent) in enumerate(tree.elements):
        if parent is not None:
            element.P = parent
        if role == "Note" or "/ID" in element:
            name = str(element.get("/ID", f"n{number}"))
            name = name if name not in used else f"{name}.{number}"
            used.add(name)
            element.ID = String(name)


def _one_top(pdf: Pdf, root: Object) -> Object:
    """The element Document over all others."""
    tops = [kid for kid in kids(root) if is_element(kid)]
    if len(tops) == 1 and tops[0].S == Name.Document:
        if not isinstance(tops[0].get("/K"), Array):
            tops[0].K = Array(kids(tops[0]))
        return tops[0]
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array(tops)))
    for top in tops:
        top.P = document
    return document


def _links(pdf: Pdf, tree: Tree, links: list[list[Object]], document: Object) -> list[tuple[Object, Object]]:
    """Each living link with its element; references to what is gone are taken out of their elements."""
    living = {link.objgen for page in links for link in page}
    holders: dict[tuple[int, int], Object] = {}
    for element, role, reference in tree.objects:
        where = reference.Obj.objgen
        if role == "Link" and where in living and where not in holders:
            holders[where] = element
        else:
            _take_out(element, where)
    pairs = []
    for page, here in zip(pdf.pages, links, strict=True):
        for link in here:
            element = holders.get(link.objgen)
            if element is None:
                element = link_element(pdf, link, page, document)
                document.K.append(element)
            pairs.append((link, element))
    return pairs


def _take_out(element: Object, where: tuple[int, int]) -> None:
    """Take the references to an object out of an element."""
    element.K = Array(
        [
            kid
            for kid in kids(element)
            if not (isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR and kid.Obj.objgen == where)
        ]
    )


def _by_mark(page: Page, tree: Tree) -> Object:
    """The page's entry in the parent tree: the element of each mark, by its number."""
    mine = tree.marks[page.obj.objgen]
    return Array([mine.get(mark) for mark in range(max(mine, default=-1) + 1)])


def _close_states(pdf: Pdf, page: Page, left_open: int) -> None:
    """Close the graphics states that the content leaves open, for stamps come after it."""
    if left_open:
        page.obj.Contents = pdf.make_stream(raw(page) + b"\nQ" * left_open + b"\n")


def _unmark_forms(pdf: Pdf, page: Page) -> None:
    """Take marks out of forms: the page's own mark stands round each."""
    for form in forms(page):
        form.write(without_marks(pdf, form))
        for key in ("/StructParents", "/StructParent"):
            if key in form:
                del form[key]
