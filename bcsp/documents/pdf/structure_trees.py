"""The structure trees of many PDFs as one: Document, under it a Part for each.

ISO 32000-1, 14.7: pages, form XObjects and annotations point into the parent tree by number, so the numbers of each
further tree are shifted past those of the ones before, before its pages are taken over.
"""

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, NameTree, NumberTree, Object, Pdf, String

from bcsp.documents.pdf.tagging import elements, id_tree, is_element, kids, prefix_ids


class Forest:
    """Collects the trees of the sources, then writes the one tree of the pack."""

    def __init__(self) -> None:
        self.next_number = 0
        self.offset = 0
        self.numbers: dict[int, Object] = {}
        self.parts: list[Object] = []
        self.roles: dict[str, Name] = {}
        self.classes: dict[str, Object] = {}
        self.ids: dict[str, Object] = {}

    def shift(self, source: Pdf) -> None:
        """Shift the source's numbers into those still free. To be called before its pages are taken over."""
        self.offset = self.next_number
        used = [int(number) for number in NumberTree(source.Root.StructTreeRoot.ParentTree)]
        for holder, key in _numbered(source):
            holder[key] = int(holder[key]) + self.offset
        self.next_number += max(used, default=-1) + 1

    def plant(self, pack: Pdf, source: Pdf, *, title: str, number: int) -> None:
        """Take the source's tree over, its pages being in the pack already: qpdf then points it at those."""
        root = source.Root.StructTreeRoot
        copy = pack.copy_foreign(root if root.is_indirect else source.make_indirect(root))
        for place, value in NumberTree(copy.ParentTree).items():
            self.numbers[int(place) + self.offset] = value
        self._roles(copy, number)
        self._ids(copy, number)
        self.classes.update({str(k): v for k, v in copy.get("/ClassMap", Dictionary()).items()})
        part = pack.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Part, K=Array()))
        tops = [kid for kid in kids(copy) if is_element(kid)]
        if len(tops) == 1 and tops[0].S == Name.Document:  # the usual case: Document becomes the Part itself
            part = tops[0]
            part.S = Name.Part
        else:
            for top in tops:
                top.P = part
                part.K.append(top)
        if title:
            part.T = String(title)
        if "/Lang" in source.Root and "/Lang" not in part:
            part.Lang = source.Root.Lang
        self.parts.append(part)

    def _roles(self, root: Object, number: int) -> None:
        """Merge the role map; a role that means something else in this part gets a name of its own."""
        renamed = {}
        for role, meaning in root.get("/RoleMap", Dictionary()).items():
            if self.roles.setdefault(str(role), meaning) != meaning:
                renamed[str(role)] = f"{role}-{number}"
                self.roles[f"{role}-{number}"] = meaning
        if renamed:
            for element in elements(root):
                if str(element.S) in renamed:
                    element.S = Name(renamed[str(element.S)])

    def _ids(self, root: Object, number: int) -> None:
        """Merge the ID tree; where one is taken, or none are listed, the part's number goes before them."""
        listed = {str(k): v for k, v in NameTree(root.IDTree).items()} if "/IDTree" in root else None
        if listed is None or self.ids.keys() & listed.keys():
            listed = prefix_ids(root, str(number))
        self.ids.update(listed)

    def write(self, pack: Pdf) -> None:
        """Hang the one tree into the pack's catalogue."""
        root = pack.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        document = pack.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array(self.parts)))
        for part in self.parts:
            part.P = document
        root.K = Array([document])
        flat = Array()
        for place in sorted(self.numbers):
            flat.append(place)
            flat.append(self.numbers[place])
        root.ParentTree = pack.make_indirect(Dictionary(Nums=flat))
        root.ParentTreeNextKey = self.next_number
        for key, found in (("/RoleMap", self.roles), ("/ClassMap", self.classes)):
            if found:
                root[key] = Dictionary(found)
        if self.ids:
            root.IDTree = pack.make_indirect(id_tree(self.ids))
        pack.Root.StructTreeRoot = root
        pack.Root.MarkInfo = Dictionary(Marked=True)


def _numbered(source: Pdf) -> Iterator[tuple[Object, str]]:
    """Everything that points into the parent tree: (object, its key), each object once."""
    seen: set[tuple[int, int]] = set()
    for page in source.pages:
        if "/StructParents" in page.obj:
            yield page.obj, "/StructParents"
        for annotation in page.obj.get("/Annots", []):
            if "/StructParent" in annotation:
                yield annotation, "/StructParent"
            yield from _numbered_forms(annotation.get("/AP", Dictionary()), seen, depth=3)
        yield from _numbered_forms(page.resources.get("/XObject", Dictionary()), seen, depth=16)


def _numbered_forms(holder: Object, seen: set[tuple[int, int]], depth: int) -> Iterator[tuple[Object, str]]:
    """XObjects of a resource (or appearance) dictionary that point into the parent tree, and those inside them."""
    for _, found in holder.items() if isinstance(holder, Dictionary) and depth else ():
        if found is None or (found.is_indirect and found.objgen in seen):
            continue
        if found.is_indirect:
            seen.add(found.objgen)
        if "/StructParents" in found:
            yield found, "/StructParents"
        if "/StructParent" in found:
            yield found, "/StructParent"
        inner = found.get("/Resources", Dictionary()).get("/XObject", Dictionary()) if "/Resources" in found else found
        if isinstance(inner, Dictionary):
            yield from _numbered_forms(inner, seen, depth - 1)
