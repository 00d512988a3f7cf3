"""Join tagged PDFs into one that is still tagged: one structure tree, living links, bookmarks, numbered pages.

Taking pages over loses what hangs on the catalogue, so it is carried by hand: structure tree and parent tree, role maps
and IDs, named destinations, bookmarks, language, metadata. Forms and opening actions are left behind.
"""

import io
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pikepdf import Array, Dictionary, Name, NameTree, Object, OutlineItem, Page, Pdf, String

from bcsp.documents.pdf import structure_trees
from bcsp.documents.pdf.metadata import claims, describe
from bcsp.documents.pdf.stamping import stamp
from bcsp.documents.pdf.tagging import saved

SCHEME = "pack:"  # contents are printed with links pack:KEY, or pack:KEY#NAME for a place inside a part


class CannotJoin(ValueError):
    """A part can't go into the pack; the text says which and why, `key` names it where it is one part's fault."""

    key = ""

    def of(self, part: "Part") -> "CannotJoin":
        """The same, naming the part."""
        self.key = part.key
        return self


@dataclass(frozen=True)
class Part:
    """A tagged PDF that becomes a run of pages.

    `label` stands in the foot of its pages ("item 6"), `level` says how deep its bookmark stands (1 is the top), and
    `marking`, where given, stands on its pages in place of the pack's. Without a `title` its own bookmarks stand alone;
    `above` is a bookmark one level higher, for the first part of a group. `numbers` are its pages' own numbers, each
    after the word `page`; where they are not given, all pages are counted.
    """

    key: str
    title: str
    pdf: bytes
    label: str = ""
    level: int = 1
    marking: str = ""
    above: str = ""
    numbers: tuple[str, ...] = ()
    page: str = "Page"


@dataclass(frozen=True)
class _Bookmark:
    title: str
    level: int
    target: Object


def page_count(pdf: bytes) -> int:
    """How many pages a PDF of ours has."""
    with Pdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def anchors(pdf: bytes) -> dict[str, int]:
    """Page index, from 0, of each named place in a PDF."""
    with Pdf.open(io.BytesIO(pdf)) as source:
        numbers = {page.obj.objgen: i for i, page in enumerate(source.pages)}
        return {name: numbers[target[0].objgen] for name, target in _destinations(source)}


def join(
    parts: Sequence[Part],
    *,
    title: str,
    marking: str,
    head: str = "",
    issued: datetime | None = None,
    stamped: bool = True,
) -> bytes:
    """The parts as one PDF/UA-1, each page stamped with `head`, its number, its part's label and the marking.

    It claims PDF/UA-1 where every part does. The same parts give the same bytes. Raises CannotJoin for no parts, a key
    used twice, a part that is damaged, encrypted or untagged, and a link to a part that isn't there.
    """
    keys = [part.key for part in parts]
    if not parts or len(set(keys)) < len(keys):
        raise CannotJoin("A pack needs at least one part, and each part a key of its own.")
    gathered = _Gathered()
    for number, part in enumerate(parts):
        source = _opened(part)
        try:
            gathered.take(part, source, number)
        except Exception as fault:  # tags can be broken in many ways; each means that this part can't be used
            raise CannotJoin(f"“{part.title or part.key}” can't be joined: its tags are damaged.").of(part) from fault
    pack, firsts, names = gathered.pack, gathered.firsts, gathered.names
    gathered.tree.write(pack)
    _write_names(pack, names)
    numbers = _numbers(parts, [*firsts, len(pack.pages)])
    _link(pack, keys, firsts, names, numbers)
    _write_bookmarks(pack, gathered.bookmarks)
    _write_labels(pack, parts, numbers)
    if stamped:
        _stamp(pack, parts, firsts, numbers, marking, head)
    describe(pack, title=title, issued=issued, conforms=gathered.conforms)
    return saved(pack)


@dataclass
class _Gathered:
    """What has been taken over from the parts so far: pages in the pack, the rest waiting to be written."""

    pack: Pdf = field(default_factory=Pdf.new)
    tree: structure_trees.Forest = field(default_factory=structure_trees.Forest)
    bookmarks: list[_Bookmark] = field(default_factory=list)
    names: dict[str, Array] = field(default_factory=dict)
    firsts: list[int] = field(default_factory=list)  # page index at which each part begins
    conforms: bool = True

    def take(self, part: Part, source: Pdf, number: int) -> None:
        """Take a part's pages over, with its tags, named places and bookmarks."""
        self.conforms = self.conforms and claims(source)
        self.firsts.append(len(self.pack.pages))
        own = _destinations(source)
        _prefix_links(source.pages, number)
        outline, pages = _outline(source), {page.obj.objgen: i for i, page in enumerate(source.pages)}
        self.tree.shift(source)
        for page in source.pages:  # extend() would warn that it loses what is carried by hand here
            self.pack.pages.append(page)
        self.tree.plant(self.pack, source, title=part.title, number=number)
        moved = _Moved(self.pack, self.firsts[-1], pages)
        self.names.update({f"{number}.{name}": moved.target(target) for name, target in own})
        self.bookmarks += _bookmarks(part, outline, moved)


def _opened(part: Part) -> Pdf:
    """The part's PDF, or CannotJoin with a sentence."""
    try:
        pdf = Pdf.open(io.BytesIO(part.pdf))
    except Exception as fault:  # pikepdf raises several kinds; each means that the file can't be used
        raise CannotJoin(f"“{part.title or part.key}” can't be opened: it is damaged or has a password.").of(
            part
        ) from fault
    if "/StructTreeRoot" not in pdf.Root:
        raise CannotJoin(
            f"“{part.title or part.key}” has no tags, so a screen reader could not read it. Give a tagged PDF."
        ).of(part)
    return pdf


class _Moved:
    """Where pages of a source stand in the pack."""

    def __init__(self, pack: Pdf, first: int, pages: dict[tuple[int, int], int]) -> None:
        self.pack, self.first, self.pages = pack, first, pages

    def target(self, target: Object | None) -> Array:
        """The same place in the pack; the part's first page where the source named none."""
        if target is None or target[0].objgen not in self.pages:
            return Array([self.pack.pages[self.first].obj, Name.Fit])
        rest = [float(n) if n is not None and not isinstance(n, Name) else n for n in list(target)[1:]]
        return Array([self.pack.pages[self.first + self.pages[target[0].objgen]].obj, *rest])


def _destinations(pdf: Pdf) -> list[tuple[str, Object]]:
    """Named destinations, each as an explicit one ([page, how…])."""
    tree = pdf.Root.get("/Names", Dictionary()).get("/Dests")
    return [(str(k), v.D if isinstance(v, Dictionary) else v) for k, v in NameTree(tree).items()] if tree else []


def _annotations(pages: Sequence[Page]) -> list[Object]:
    return [annotation for page in pages for annotation in page.obj.get("/Annots", [])]


def _prefix_links(pages: Sequence[Page], number: int) -> None:
    """Links to named places get the part's number before the name, as the places do."""
    for annotation in _annotations(pages):
        if isinstance(annotation.get("/Dest"), String):
            annotation.Dest = String(f"{number}.{annotation.Dest}")
        action = annotation.get("/A")
        if action is not None and action.get("/S") == Name.GoTo and isinstance(action.get("/D"), String):
            action.D = String(f"{number}.{action.D}")


def _write_names(pack: Pdf, names: dict[str, Array]) -> None:
    if names:
        flat = Array()
        for name in sorted(names, key=str.encode):
            flat.append(String(name))
            flat.append(names[name])
        pack.Root.Names = pack.make_indirect(Dictionary(Dests=pack.make_indirect(Dictionary(Names=flat))))


def _numbers(parts: Sequence[Part], firsts: list[int]) -> list[str]:
    """What each page is called, such as "Page 7", "S1 page 2", or "Page 1 of 3" where nobody gave it a number."""
    found = []
    for part, first, end in zip(parts, firsts, firsts[1:], strict=False):
        counted = tuple(f"{n} of {firsts[-1]}" for n in range(first + 1, end + 1))
        found += [f"{part.page} {number}" for number in part.numbers or counted]
    return found


def _write_labels(pack: Pdf, parts: Sequence[Part], numbers: list[str]) -> None:
    """Let the reader's programme show the pages' own numbers, where they have any."""
    if any(part.numbers for part in parts):
        flat = Array()
        for index, words in enumerate(numbers):
            flat.append(index)
            flat.append(Dictionary(P=String(words.removeprefix("Page "))))
        pack.Root.PageLabels = Dictionary(Nums=flat)


def _link(pack: Pdf, keys: list[str], firsts: list[int], names: dict[str, Array], numbers: list[str]) -> None:
    """Make links into jumps: to the part KEY, to the place NAME in it, or to whichever part has a place named KEY."""
    page_numbers = {page.obj.objgen: number for page, number in zip(pack.pages, numbers, strict=True)}
    for annotation in _annotations(pack.pages):
        address = str(annotation.get("/A", Dictionary()).get("/URI", ""))
        if not address.startswith(SCHEME):
            continue
        key, _, place = address.removeprefix(SCHEME).partition("#")
        if key in keys:
            number = keys.index(key)
            start = Array([pack.pages[firsts[number]].obj, Name.Fit])
            target = names.get(f"{number}.{place}", start)
        else:
            target = next((names[f"{n}.{key}"] for n in range(len(keys)) if f"{n}.{key}" in names), None)
        if target is None:
            raise CannotJoin(f"A page links to “{key}”, which is not in this pack.")
        del annotation["/A"]
        annotation.Dest = target
        annotation.Contents = String(
            page_numbers[target[0].objgen].partition(" of ")[0]
        )  # WeasyPrint put the address here


def _outline(source: Pdf) -> list[tuple[str, Object | None, list]]:
    """The source's own bookmarks: (title, explicit destination, children)."""
    named = dict(_destinations(source))

    def read(item: OutlineItem) -> tuple[str, Object | None, list]:
        target = item.destination
        if target is None and item.action is not None:
            target = item.action.get("/D")
        if isinstance(target, str | String):
            target = named.get(str(target))
        return item.title, target, [read(child) for child in item.children]

    with source.open_outline() as outline:
        return [read(item) for item in outline.root]


def _bookmarks(part: Part, outline: list, moved: _Moved) -> list[_Bookmark]:
    """The part's bookmarks in order: its title, and what stands under its own heading."""
    found = []
    if part.above:
        found.append(_Bookmark(part.above, part.level - 1, moved.target(None)))
    if part.title:
        found.append(_Bookmark(part.title, part.level, moved.target(None)))
        outline = outline[0][2] if len(outline) == 1 else outline

    def add(items: list, level: int) -> None:
        for title, target, children in items:
            found.append(_Bookmark(title, level, moved.target(target)))
            add(children, level + 1)

    add(outline, part.level + bool(part.title))
    return found


def _write_bookmarks(pack: Pdf, bookmarks: list[_Bookmark]) -> None:
    with pack.open_outline(max_depth=32) as outline:
        path: list[tuple[int, OutlineItem]] = []
        for bookmark in bookmarks:
            item = OutlineItem(bookmark.title, bookmark.target)
            while path and path[-1][0] >= bookmark.level:
                path.pop()
            (path[-1][1].children if path else outline.root).append(item)
            path.append((bookmark.level, item))


def _stamp(pack: Pdf, parts: Sequence[Part], firsts: list[int], numbers: list[str], marking: str, head: str) -> None:
    """`head` and marking at the head; page number, label and marking at the foot."""
    heads, feet = [], []
    for index, number in enumerate(numbers):
        part = parts[bisect(firsts, index) - 1]
        mark = part.marking or marking
        heads.append(" · ".join(filter(None, [head, mark])))
        feet.append(" · ".join(filter(None, [number, part.label, mark])))
    stamp(pack, heads, feet)
