"""HTML of whatever origin (a web page, Word's clipboard, mammoth) as blocks. Nothing that it names is fetched."""

import re
from html.parser import HTMLParser

import nh3

from bcsp.documents.written.blocks import DEEPEST, Block, Cell, Item, List, Para, Run, Table, tidied
from bcsp.govuk.plaintext import legible

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
BOLD, SLANTED = {"strong", "b"}, {"em", "i"}
LISTS = {"ul", "ol"}
BOUNDARIES = {"p", "div", "blockquote", "pre", "dt", "dd", "section", "article", "header", "footer", "address", "hr"}
TABLES = {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
KNOWN = HEADINGS | BOLD | SLANTED | LISTS | BOUNDARIES | TABLES | {"li", "br", "a"}
GONE = {"script", "style", "title", "xml", "template", "noscript", "svg", "math", "object", "iframe", "select", "del"}
SCHEMES = {"http", "https", "mailto"}
LOOSE = nh3.Cleaner(
    tags=KNOWN,
    clean_content_tags=GONE,
    attributes={"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}, "p": {"class"}},
    url_schemes=SCHEMES,
    url_relative="deny",
    link_rel=None,
)
LONGEST_LINK = 2000
TOO_DEEP = 400  # tags within tags: no writer's work, and slow to read
CLOSED_BY_THEMSELVES = re.compile(
    r"p|li|d[dt]|t[rdh]|t(?:head|body|foot)|br|hr|img|input|meta|link|col|wbr|option", re.I
)
TAG = re.compile(r"<(/?)([a-z][^\s/>]*)", re.I)
MARK = re.compile(r"^[·•▪§‣o–-]\s+")  # what Word's clipboard puts before an item of a list, in place of a list


def blocks_of(html: str) -> list[Block]:
    """The blocks of a piece of HTML, tidied."""
    reader = _Reader()
    reader.feed(LOOSE.clean(_shallow(_encodable(html))))
    reader.close()
    return tidied(_with_lists(reader.blocks))


def _encodable(text: str) -> str:
    """Without what is no character: half of a pair."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _shallow(html: str) -> str:
    """The HTML; where tags are nested beyond sense, its words alone."""
    depth = 0
    for closes, name in TAG.findall(html):
        if not CLOSED_BY_THEMSELVES.fullmatch(name):
            depth = max(0, depth - 1) if closes else depth + 1
        if depth > TOO_DEEP:
            return nh3.clean(re.sub(r"<[^<>]*>?", " ", html), tags=set())
    return html


class _WordsItem(Para):
    """A paragraph of Word's that is an item of a list."""


class _Reader(HTMLParser):
    """Reads what the loose cleaner left, which is well formed. A table in a list, a cell or a heading becomes lines."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.para: Para | None = None
        self.lists: list[List] = []
        self.table: Table | None = None
        self.inside = 0  # tables within a table or a list
        self.cell: Cell | None = None
        self.strong = self.em = 0
        self.hrefs: list[str] = []

    # What is read ------------------------------------------------------------------------------------------------

    def handle_data(self, data: str) -> None:
        self.add(re.sub(r"\s+", " ", legible(data)))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in BOLD:
            self.strong += 1
        elif tag in SLANTED:
            self.em += 1
        elif tag == "a":
            self.hrefs.append(_link(given.get("href", "")))
        elif tag == "br":
            self.new_line()
        elif tag in LISTS:
            self.begin_list(tag)
        elif tag == "li":
            self.begin_item()
        elif tag in TABLES:
            self.begin_table_part(tag, given)
        else:
            self.begin_block(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag in BOLD:
            self.strong -= 1
        elif tag in SLANTED:
            self.em -= 1
        elif tag == "a":
            self.hrefs.pop()
        elif tag in LISTS:
            self.end_list()
        elif tag in ("td", "th", "caption"):
            if not self.inside:
                self.cell = self.para = None
        elif tag == "table":
            self.end_table()
        elif tag != "br":
            self.break_off()

    # Where it goes -----------------------------------------------------------------------------------------------

    @property
    def target(self) -> Cell | Item | Para | None:
        """What takes text now; None where a paragraph has to be begun for it."""
        if self.cell is not None:
            return self.cell
        if self.lists and self.lists[-1].items:
            return self.lists[-1].items[-1]
        return self.para

    def add(self, text: str) -> None:
        if self.target is None:
            if not text.strip():
                return
            self.begin_para(Para())
        href = next((href for href in reversed(self.hrefs) if href), "")
        self.target.runs.append(Run(text, self.strong > 0, self.em > 0, href))

    def new_line(self) -> None:
        """A line ends; two in a row end a paragraph."""
        if self.target is None:
            return
        runs = self.target.runs
        last = next((run.text for run in reversed(runs) if run.text != " "), "")
        if self.para is self.target and self.para.level == 0 and last == "\n":
            self.para = None
        else:
            runs.append(Run("\n"))

    def break_off(self) -> None:
        """A block ends: the paragraph is over; in an item or a cell a new line begins."""
        if self.para is not None and self.target is self.para:
            self.para = None
        elif self.target is not None:
            self.target.runs.append(Run("\n"))

    def begin_para(self, para: Para) -> None:
        self.para = para
        self.blocks.append(para)

    def begin_block(self, tag: str, given: dict[str, str]) -> None:
        self.break_off()
        if self.target is not None:
            return
        if tag in HEADINGS:
            self.begin_para(Para(level=int(tag[1])))
        elif "MsoListParagraph" in given.get("class", ""):
            self.begin_para(_WordsItem())

    def begin_list(self, tag: str) -> None:
        if self.cell is not None:
            return self.break_off()
        made = List(tag == "ol")
        self.para = None
        if len(self.lists) >= DEEPEST:
            self.lists.append(self.lists[-1])
            return None
        if self.lists and self.lists[-1].items:
            self.lists[-1].items[-1].lists.append(made)
        elif not self.lists:
            self.blocks.append(made)
        else:  # a list straight in a list, as Word's older versions write it
            self.lists[-1].items.append(Item(lists=[made]))
        self.lists.append(made)
        return None

    def end_list(self) -> None:
        if self.cell is not None:
            return self.break_off()
        if self.lists:
            self.lists.pop()
        return None

    def begin_item(self) -> None:
        if self.cell is not None:
            self.break_off()
            self.add("• ")
        elif self.lists:
            self.lists[-1].items.append(Item())
        else:
            self.break_off()

    def begin_table_part(self, tag: str, given: dict[str, str]) -> None:
        if tag == "table":
            self.begin_table()
        elif self.inside:
            self.break_off() if tag in ("tr", "caption") else self.add(" ")
        elif tag == "tr":
            self.table.rows.append([])
        elif tag in ("td", "th") and self.table.rows:
            self.cell = Cell([], tag == "th", _span(given.get("colspan")), _span(given.get("rowspan")))
            self.table.rows[-1].append(self.cell)
        elif tag == "caption":
            self.begin_para(Para())
            self.blocks[-2:] = [self.blocks[-1], self.blocks[-2]]  # its words stand before the table

    def begin_table(self) -> None:
        if self.table is not None or self.lists:
            self.inside += 1
            self.break_off()
            return
        self.para, self.table = None, Table()
        self.blocks.append(self.table)

    def end_table(self) -> None:
        if self.inside:
            self.inside -= 1
            self.break_off()
        else:
            self.table = self.cell = self.para = None


def _link(href: str) -> str:
    href = legible(href).strip()
    whole = href.lower().startswith(("http://", "https://", "mailto:")) and not re.search(r"\s", href)
    return href if whole and len(href) <= LONGEST_LINK else ""


def _span(value: str | None) -> int:
    return int(value[:4]) if value and value.isascii() and value.isdigit() else 1


def _with_lists(blocks: list[Block]) -> list[Block]:
    """Word's list paragraphs as lists; numbered ones stay paragraphs, for people refer to their numbers."""
    found: list[Block] = []
    for block in blocks:
        text = "".join(run.text for run in block.runs).strip() if isinstance(block, _WordsItem) else ""
        if not MARK.match(text):
            found.append(block)
            continue
        if not (found and isinstance(found[-1], _WordsList)):
            found.append(_WordsList(ordered=False))
        found[-1].items.append(Item(_without_mark(block.runs)))
    return found


class _WordsList(List):
    """A list made of Word's paragraphs."""


def _without_mark(runs: list[Run]) -> list[Run]:
    """The words of an item without the sign before them, which may lie in runs of its own."""
    left, kept = True, []
    for run in runs:
        text = run.text
        if left:
            text = text.lstrip()
            text = text[1:] if text else text
            left = not text and not run.text.strip()
        kept.append(Run(text, run.strong, run.em, run.href))
    return kept
