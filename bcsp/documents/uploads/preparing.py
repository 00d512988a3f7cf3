"""Make of an upload a tagged PDF of ours, with its own tags where they are sound, else a figure for each page."""

import hashlib
import re

from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Page, Pdf, Stream, String

from bcsp.documents.pdf.metadata import LANGUAGE, describe
from bcsp.documents.pdf.tagging import saved
from bcsp.documents.uploads import annotations
from bcsp.documents.uploads.content import mark_all, unmark, wrap
from bcsp.documents.uploads.fonts import mend_fonts
from bcsp.documents.uploads.mending import hang, keep, link_element
from bcsp.documents.uploads.own_tags import Tree, Unsound, sound
from bcsp.documents.uploads.shapes import crop_box, media_box, sides, turn
from bcsp.documents.uploads.words import words

PAGE_KEYS = {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Contents", "/Resources", "/Group"}
ROOT_KEYS = {"/Type", "/Pages", "/StructTreeRoot", "/MarkInfo"}
PRIVATE = {"/Metadata", "/PieceInfo", "/LastModified", "/AF", "/OC", "/OPI", "/Ref", "/Alternates"}
LANGUAGES = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
MOST_BOOKMARKS, DEEPEST = 500, 4


def prepared(pdf: Pdf, *, title: str, summary: str, mended: bool = False, reads: bool = True) -> tuple[bytes, dict]:
    """The PDF as bytes, and what `Checked` says of it. The source is changed; `mended` tells that it was damaged.

    Its words are looked for only where it `reads`: that takes a third of the time.
    """
    form = bool(len(pdf.Root.get("/AcroForm", Dictionary()).get("/Fields", Array())))
    places, language = annotations.Places(pdf), _language(pdf)
    bookmarks = _bookmarks(pdf, places)
    comments = sum(annotations.margin_notes(page) for page in pdf.pages)
    links = [annotations.live_links(pdf, page, places, title) for page in pdf.pages]
    over = [annotations.painted(page) for page in pdf.pages]
    tree, nameless = _own_tags(pdf, over), 0
    if tree is None:
        _tag_anew(pdf, over, links, title, summary)
    else:
        annotations.flatten(pdf, [[] for _ in pdf.pages], links)
        nameless = keep(pdf, tree, links, _digest(pdf))
    _shed(pdf)
    places.write(pdf)
    _write_bookmarks(pdf, bookmarks)
    missing, unread = mend_fonts(pdf)
    describe(pdf, title=title, issued=None, conforms=not missing and not unread)
    pdf.Root.Lang = String(language)
    shapes = [sides(page) for page in pdf.pages]
    facts = {
        "pages": len(shapes),
        "tagged": tree is not None,
        "landscape": any(width > height for width, height in shapes),
        "biggest": max(shapes, key=lambda size: size[0] * size[1]),
        "form": form,
        "links": sum(map(len, links)),
        "text": words(pdf) if reads else "",
        "fonts_missing": missing,
        "fonts_unread": unread,
    }
    facts["notes"] = _notes(facts, repaired=mended, comments=comments, nameless=nameless)
    return saved(pdf), facts


def _own_tags(pdf: Pdf, over: list[list[Object]]) -> Tree | None:
    """The upload's own tags where they can be kept: what lies over its pages would have none once it is painted in."""
    try:
        return None if any(over) else sound(pdf)
    except Unsound:
        return None


def _tag_anew(pdf: Pdf, over: list[list[Object]], links: list[list[Object]], title: str, summary: str) -> None:
    """Each page one figure with words beside it, and its links after it."""
    for page in pdf.pages:
        wrap(pdf, page, media_box(page))
    annotations.flatten(pdf, over, links)
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array()))
    numbers, pairs = [], []
    for index, page in enumerate(pdf.pages):
        unmark(pdf, page)
        mark_all(pdf, page)
        page.obj.StructParents = index
        figure = _figure(pdf, page, document, _says(index + 1, len(pdf.pages), title, summary))
        document.K.append(figure)
        numbers.append(Array([figure]))
        for link in links[index]:
            pairs.append((link, link_element(pdf, link, page, document)))
            document.K.append(pairs[-1][1])
    hang(pdf, root, document, numbers, pairs)


def _figure(pdf: Pdf, page: Page, document: Object, says: str) -> Object:
    box = Dictionary(O=Name.Layout, BBox=Array([round(side, 2) for side in crop_box(page)]), Placement=Name.Block)
    return pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Figure, P=document, Pg=page.obj, K=0, Alt=String(says), A=box)
    )


def _says(number: int, last: int, title: str, summary: str) -> str:
    """The words that stand for a page: the summary is said once, at the first."""
    where = f"Page {number} of {last} of {title.rstrip('.')}." if last > 1 else f"{title.rstrip('.')}."
    if not summary.strip():
        return f"{where} It was uploaded without tags or a summary; ask for it in another form."
    return f"{where} {summary.strip()}" if number == 1 else f"{where} Summed up at its first page."


def _shed(pdf: Pdf) -> None:
    """Leave out of the file whatever a page does not need: a later reader finds nothing that was not shown."""
    for key in set(pdf.Root.keys()) - ROOT_KEYS:
        del pdf.Root[key]
    for key in set(pdf.trailer.keys()) & {"/Info", "/ID"}:
        del pdf.trailer[key]
    for page in pdf.pages:
        _shed_page(page)
    for each in pdf.objects:
        if isinstance(each, Stream):
            for key in PRIVATE & set(each.keys()):
                del each[key]


def _shed_page(page: Page) -> None:
    """Boxes and turn are written into the page itself, which may have inherited them."""
    media, crop, turned, resources = media_box(page), crop_box(page), turn(page), page.resources
    for key in set(page.obj.keys()) - PAGE_KEYS - {"/Annots", "/StructParents"}:
        del page.obj[key]
    page.obj.MediaBox, page.obj.CropBox, page.obj.Resources = Array(media), Array(crop), resources
    page.obj.Rotate = turned
    page.obj.Tabs = Name.S
    if isinstance(page.obj.get("/Group"), Dictionary):
        page.obj.Group.Type = Name.Group


def _language(pdf: Pdf) -> str:
    """The language that the upload says it is in, if it says so in the right way; else ours."""
    said = str(pdf.Root.get("/Lang", ""))
    return said if LANGUAGES.fullmatch(said) else LANGUAGE


def _bookmarks(pdf: Pdf, places: annotations.Places) -> list[tuple[int, str, Array]]:
    """(level, title, explicit destination) of its bookmarks, those that lead nowhere left out."""
    found: list[tuple[int, str, Array]] = []

    def read(items: list[OutlineItem], level: int) -> None:
        for item in items[:MOST_BOOKMARKS]:
            target = item.destination if item.destination is not None else (item.action or Dictionary()).get("/D")
            place = places.place(String(target) if isinstance(target, str) else target)
            title = " ".join(str(item.title).split())[:200]
            if place and title and len(found) < MOST_BOOKMARKS:
                found.append((level, title, place[1]))
            if level < DEEPEST:
                read(item.children, level + 1)

    try:
        with pdf.open_outline(max_depth=DEEPEST) as outline:
            read(outline.root, 1)
    except Exception:  # a broken outline is a loss of comfort only
        return []
    return found


def _write_bookmarks(pdf: Pdf, bookmarks: list[tuple[int, str, Array]]) -> None:
    with pdf.open_outline(max_depth=32) as outline:
        path: list[tuple[int, OutlineItem]] = []
        for level, title, target in bookmarks:
            item = OutlineItem(title, target)
            while path and path[-1][0] >= level:
                path.pop()
            (path[-1][1].children if path else outline.root).append(item)
            path.append((level, item))


def _digest(pdf: Pdf) -> str:
    """Twelve letters that differ from one upload to the next, the same for the same pages."""
    return hashlib.sha256(b"".join(page.obj.unparse() for page in pdf.pages)).hexdigest()[:12]


def _notes(facts: dict, *, repaired: bool, comments: int, nameless: int) -> list[str]:
    """What whoever uploads it should know, worst first."""
    named = ", ".join(facts["fonts_missing"][:3])
    heard = "a screen reader says only its title and your summary"
    said = {
        f"It is a scan: nobody can search it, and {heard}.": not facts["tagged"] and not facts["text"],
        f"It has no sound tags: {heard}. Save it with tags.": not facts["tagged"] and facts["text"],
        f"Pictures without alternative text: {nameless}. Say in the original what they show.": nameless,
        f"It lacks fonts ({named}), so a pack with it can't claim PDF/UA. Save it with fonts embedded.": named,
        "Some of its letters mean nothing to a machine, so a pack with it can't claim PDF/UA.": facts["fonts_unread"],
        "It was damaged and has been repaired. Look through its pages.": repaired,
        "Its form is printed as it stands; nobody can fill it in inside a pack.": facts["form"],
        "Comments in its margins are left out of the pack.": comments,
    }
    return [sentence for sentence, holds in said.items() if holds]
