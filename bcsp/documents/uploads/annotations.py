"""Links that may live on, and everything else that lies over a page: painted into it, or left out."""

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, NameTree, Object, Page, Pdf, String

SCHEMES = ("http://", "https://", "mailto:")
KEPT = {"/Type", "/Subtype", "/Rect", "/QuadPoints", "/Border", "/BS", "/C", "/H", "/StructParent"}
HOW = {"/XYZ", "/Fit", "/FitH", "/FitV", "/FitR", "/FitB", "/FitBH", "/FitBV"}
LEFT_OUT = {"/Link", "/Popup", "/Text", "/TrapNet", "/PrinterMark"}  # notes in the margin are not part of the paper
UNSEEN = 2 | 32  # flags: hidden, not shown on screens
PRINTS = 4


class Places:
    """Where links and bookmarks of the upload lead; each place gets a name, for names survive the joining."""

    def __init__(self, pdf: Pdf) -> None:
        self.pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        self.sheets = [page.obj for page in pdf.pages]
        self.named = dict(_named(pdf))
        self.names: dict[str, Array] = {}

    def place(self, target: object) -> tuple[int, Array] | None:
        """(page index, explicit destination) of a target, be it explicit or a name; None where it leads nowhere."""
        if isinstance(target, String | Name):
            target = self.named.get(str(target))
        if isinstance(target, Dictionary):
            target = target.get("/D")
        if not isinstance(target, Array) or not len(target):
            return None
        number = self._page(target[0])
        return None if number is None else (number, Array([self.sheets[number], *_how(target)]))

    def name(self, target: Array) -> String:
        """A name for an explicit destination."""
        name = f"upload.{len(self.names) + 1}"
        self.names[name] = target
        return String(name)

    def _page(self, named: object) -> int | None:
        if isinstance(named, int):  # some programs write the number of the page
            return named if 0 <= named < len(self.sheets) else None
        return self.pages.get(named.objgen) if isinstance(named, Dictionary) else None

    def write(self, pdf: Pdf) -> None:
        """Hang the names into the catalogue."""
        if self.names:
            flat = Array()
            for name in sorted(self.names, key=str.encode):
                flat.append(String(name))
                flat.append(self.names[name])
            pdf.Root.Names = Dictionary(Dests=pdf.make_indirect(Dictionary(Names=flat)))


def _named(pdf: Pdf) -> Iterator[tuple[str, Object]]:
    """Named places, of the name tree and of the older dictionary (ISO 32000-1, 12.3.2.3)."""
    older = pdf.Root.get("/Dests")
    if isinstance(older, Dictionary):
        yield from older.items()
    tree = pdf.Root.get("/Names", Dictionary()).get("/Dests")
    if isinstance(tree, Dictionary):
        yield from ((str(name), target) for name, target in NameTree(tree).items())


def _how(target: Array) -> list:
    """How the page is to be shown, where it is well written; the whole page otherwise."""
    how, *numbers = [*list(target)[1:6], None][:5]
    numbers = [None if n is None else float(n) for n in numbers if n is None or not isinstance(n, Object)]
    if not isinstance(how, Name) or str(how) not in HOW:
        return [Name.Fit]
    wanted = {"/XYZ": 3, "/FitR": 4, "/FitH": 1, "/FitV": 1, "/FitBH": 1, "/FitBV": 1}.get(str(how), 0)
    numbers = [*numbers, None, None, None, None][:wanted]
    if str(how) == "/FitR" and None in numbers:
        return [Name.Fit]
    return [how, *numbers]


def live_links(pdf: Pdf, page: Page, places: Places, title: str) -> list[Object]:
    """The page's links that lead to the web, to an e-mail or into the file, stripped of all else, with words."""
    kept = []
    for link in _annotations(page):
        if link.get("/Subtype") != Name.Link or not isinstance(link.get("/Rect"), Array):
            continue
        action = link.get("/A", Dictionary())
        action = action if isinstance(action, Dictionary) else Dictionary()
        words = link.get("/Contents")
        address = _address(action)
        place = places.place(link.get("/Dest", action.get("/D") if action.get("/S") == Name.GoTo else None))
        if not address and place is None:
            continue
        for key in set(link.keys()) - KEPT:
            del link[key]
        link.Type, link.F = Name.Annot, PRINTS
        if address:
            link.A = Dictionary(S=Name.URI, URI=String(address))
            says = f"Link to {address}"
        else:
            link.Dest = places.name(place[1])
            says = f"Link to page {place[0] + 1} of {title}"
        link.Contents = words if isinstance(words, String) and str(words).strip() else String(says)
        kept.append(link if link.is_indirect else pdf.make_indirect(link))
    return kept


def _address(action: Object) -> str:
    """The web or e-mail address that an action opens, or nothing."""
    if action.get("/S") != Name.URI or not isinstance(action.get("/URI"), String):
        return ""
    address = str(action.URI).strip()
    safe = address.lower().startswith(SCHEMES) and address.isprintable()
    return address if safe else ""


def _annotations(page: Page) -> list[Object]:
    found = page.obj.get("/Annots")
    return [each for each in found if isinstance(each, Dictionary)] if isinstance(found, Array) else []


def painted(page: Page) -> list[Object]:
    """What else lies over the page and is seen: fields, stamps, drawings, marks of a highlighter."""
    return [
        each
        for each in _annotations(page)
        if str(each.get("/Subtype")) not in LEFT_OUT and not int(each.get("/F", 0)) & UNSEEN and _is_seen(each)
    ]


def margin_notes(page: Page) -> int:
    """How many comments lie over the page."""
    return sum(each.get("/Subtype") == Name.Text for each in _annotations(page))


def _is_seen(annotation: Object) -> bool:
    """Whether it has, or as a field will get, a look of its own."""
    return "/AP" in annotation or annotation.get("/Subtype") == Name.Widget


def flatten(pdf: Pdf, over: list[list[Object]], links: list[list[Object]]) -> None:
    """Paint what lies over each page into it; then only its links lie there."""
    for page, each in zip(pdf.pages, over, strict=True):
        page.obj.Annots = Array(each)
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary):
        if any("/AP" not in each for page in over for each in page):
            form.NeedAppearances = True
        pdf.generate_appearance_streams()
    pdf.flatten_annotations("screen")
    for page, living in zip(pdf.pages, links, strict=True):
        if living:
            page.obj.Annots = Array(living)
        elif "/Annots" in page.obj:
            del page.obj["/Annots"]
    for key in ("/AcroForm", "/NeedsRendering"):
        if key in pdf.Root:
            del pdf.Root[key]
