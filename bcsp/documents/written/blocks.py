"""A written paper's own text as plain values: headings, paragraphs, lists and tables; and these as HTML.

Whatever came in (HTML, plain text, Word) becomes this first. So the HTML that goes out can only be what stands here:
well formed, headings without a gap, no tag of anybody else's.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from html import escape
from itertools import groupby

TOP, LOWEST = 2, 4  # the paper's title is its h1
DEEPEST = 4  # lists within lists; what lies deeper joins them
WIDEST = 20  # columns that a page can still hold
SPAN = 60  # rows that one cell may take
SPACES, AROUND_LINE = re.compile(r"[^\S\n]+"), re.compile(r" ?\n[ \n]*")


@dataclass(frozen=True)
class Run:
    """Words that look alike; a new line inside a paragraph is "\\n"."""

    text: str
    strong: bool = False
    em: bool = False
    href: str = ""

    def alike(self, other: "Run") -> bool:
        return replace(self, text="") == replace(other, text="")


@dataclass
class Para:
    """A paragraph, or a heading of a level from 1."""

    runs: list[Run] = field(default_factory=list)
    level: int = 0


@dataclass
class Item:
    runs: list[Run] = field(default_factory=list)
    lists: list["List"] = field(default_factory=list)


@dataclass
class List:
    ordered: bool
    items: list[Item] = field(default_factory=list)


@dataclass
class Cell:
    runs: list[Run] = field(default_factory=list)
    header: bool = False
    colspan: int = 1
    rowspan: int = 1


@dataclass
class Table:
    rows: list[list[Cell]] = field(default_factory=list)

    @property
    def head(self) -> int:
        """How many rows say what the columns hold: as many as the cells of the first reach down, if all are headings
        (the corner may be empty) and rows follow."""
        first = self.rows[0]
        if not any(cell.header for cell in first) or not all(cell.header or not cell.runs for cell in first[1:]):
            return 0
        deep = max(cell.rowspan for cell in first)
        return deep if (first[0].header or not first[0].runs) and deep < len(self.rows) else 0


Block = Para | List | Table


def words(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)


def lines(blocks: Iterable[Block]) -> Iterator[str]:
    """The words alone, a line each paragraph, item and cell."""
    for block in blocks:
        if isinstance(block, Para):
            yield words(block.runs)
        elif isinstance(block, Table):
            yield from (words(cell.runs) for row in block.rows for cell in row if cell.runs)
        else:
            for item in block.items:
                yield words(item.runs)
                yield from lines(item.lists)


def tidied(blocks: Iterable[Block]) -> list[Block]:
    """The blocks without what is empty, spaces at edges, steps left out between headings, and tables too wide."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Para):
            found += _paragraph(block)
        elif isinstance(block, List):
            found += filter(None, [_list(block)])
        else:
            found += _table(block)
    return _without_gaps(found)


def _paragraph(para: Para) -> list[Block]:
    runs = trimmed(para.runs)
    if para.level:
        runs = trimmed(Run(run.text.replace("\n", " "), href=run.href) for run in runs)
    return [Para(runs, para.level)] if runs else []


def _list(one: List) -> List | None:
    """The list without empty items; one that is nothing but a list (Word's way to set one in) gives way to it."""
    items: list[Item] = []
    for item in one.items:
        inner = [tidy for tidy in map(_list, item.lists) if tidy]
        runs = trimmed(item.runs)
        if runs:
            items.append(Item(runs, inner))
        elif inner:
            items += inner[0].items
            items[-1].lists += inner[1:]
    return List(one.ordered, items) if items else None


def _table(table: Table) -> list[Block]:
    rows = [[replace(cell, runs=trimmed(cell.runs)) for cell in row] for row in table.rows]
    if all(cell.rowspan < 2 for row in rows for cell in row):
        rows = [row for row in rows if any(cell.runs for cell in row)]
    if not any(cell.runs for row in rows for cell in row):
        return []
    for number, row in enumerate(rows):
        for cell in row:
            cell.rowspan = max(1, min(cell.rowspan, len(rows) - number, SPAN))
            cell.colspan = max(1, cell.colspan)
    width = _placed(rows)
    if width > WIDEST:
        lines = [" | ".join(words(cell.runs).replace("\n", " ") for cell in row if cell.runs) for row in rows]
        return [Para([Run(line)]) for line in lines if line]
    _placed(rows, width)
    _mark_headings(Table(rows))
    return [Table(rows)]


def _placed(rows: list[list[Cell]], width: int = 0) -> int:
    """Let no two cells overlap; with a `width`, none reaches beyond it and each row fills it, as PDF/UA wants it.

    The number of columns in which cells begin.
    """
    below: list[int] = []  # how many rows each column is still taken
    began = 0
    for row in rows:
        column = 0
        for cell in row:
            while column < len(below) and below[column]:
                column += 1
            free = (n for n in range(1, cell.colspan) if column + n < len(below) and below[column + n])
            cell.colspan = min(next(free, cell.colspan), max(1, (width or WIDEST + 1) - column))
            below += [0] * (column + cell.colspan - len(below))
            below[column : column + cell.colspan] = [cell.rowspan] * cell.colspan
            began, column = max(began, column + 1), column + cell.colspan
        row += [Cell() for _ in range(width - sum(1 for rows_left in below if rows_left))]
        below = [max(0, rows_left - 1) for rows_left in below]
    return began


def _mark_headings(table: Table) -> None:
    """Say which cells are headings: a first row marked so or all bold, and a row's first cell where it is marked so."""
    if all(_is_bold(cell) for cell in table.rows[0] if cell.runs):
        table.rows[0] = [replace(cell, header=bool(cell.runs)) for cell in table.rows[0]]
    head = table.head
    for number, row in enumerate(table.rows):
        for place, cell in enumerate(row):
            beside = cell.header and place == 0 and len(row) > 1 and number > 0
            cell.header = bool(cell.runs) and (number < head or beside)
            if cell.header:
                cell.runs = trimmed(replace(run, strong=False) for run in cell.runs)


def _is_bold(cell: Cell) -> bool:
    return cell.header or all(run.strong for run in cell.runs if run.text.strip())


def _without_gaps(blocks: list[Block]) -> list[Block]:
    """Headings from h2, each at most one level below the one before it: PDF/UA and screen readers want no gap."""
    headings = [block for block in blocks if isinstance(block, Para) and block.level]
    ranks = {level: TOP + rank for rank, level in enumerate(sorted({each.level for each in headings}))}
    last = TOP - 1
    for each in headings:
        last = each.level = min(ranks[each.level], last + 1, LOWEST)
    return blocks


def trimmed(runs: Iterable[Run]) -> list[Run]:
    """Runs joined where they look alike, one space where there were several, none at the edges or beside a new line."""
    found: list[Run] = []
    for run in runs:
        text = AROUND_LINE.sub("\n", SPACES.sub(" ", run.text))
        if text.startswith("\n"):
            _strip_end(found, " ")
        if not found or found[-1].text.endswith("\n"):
            text = text.lstrip(" \n")
        elif found[-1].text.endswith(" "):
            text = text.lstrip(" ")
        if text:
            found.append(replace(run, text=text))
    _strip_end(found, " \n")
    return _joined(found)


def _strip_end(runs: list[Run], chars: str) -> None:
    while runs:
        text = runs[-1].text.rstrip(chars)
        if text:
            runs[-1] = replace(runs[-1], text=text)
            return
        runs.pop()


def _joined(runs: list[Run]) -> list[Run]:
    """Neighbours that look alike as one. White space alone looks like nothing: it carries no bold and no link."""
    found: list[Run] = []
    for run in runs:
        run = Run(run.text) if not run.text.strip() else run
        if found and found[-1].alike(run):
            found[-1] = replace(run, text=found[-1].text + run.text)
        else:
            found.append(run)
    return found


# As HTML ----------------------------------------------------------------------------------------------------------


def as_html(blocks: Iterable[Block]) -> str:
    return "\n".join(_block(block) for block in blocks)


def _block(block: Block) -> str:
    if isinstance(block, Para):
        tag = f"h{block.level}" if block.level else "p"
        return f"<{tag}>{_inline(block.runs)}</{tag}>"
    return _html_list(block) if isinstance(block, List) else _html_table(block)


def _html_list(one: List) -> str:
    tag = "ol" if one.ordered else "ul"
    items = (f"<li>{_inline(item.runs)}{''.join(map(_html_list, item.lists))}</li>" for item in one.items)
    return f"<{tag}>{''.join(items)}</{tag}>"


def _html_table(table: Table) -> str:
    head = "".join(_html_row(row, "col") for row in table.rows[: table.head])
    body = "".join(_html_row(row, "row") for row in table.rows[table.head :])
    return f"<table>{head and f'<thead>{head}</thead>'}<tbody>{body}</tbody></table>"


def _html_row(row: list[Cell], scope: str) -> str:
    return f"<tr>{''.join(_html_cell(cell, scope) for cell in row)}</tr>"


def _html_cell(cell: Cell, scope: str) -> str:
    tag, said = ("th", f' scope="{scope}"') if cell.header else ("td", "")
    spans = "".join(f' {name}="{getattr(cell, name)}"' for name in ("colspan", "rowspan") if getattr(cell, name) > 1)
    return f"<{tag}{said}{spans}>{_inline(cell.runs)}</{tag}>"


def _inline(runs: list[Run]) -> str:
    """Links outermost, then bold, then italics, each as long as it goes."""
    return "".join(_nested(runs, ("href", "strong", "em")))


def _nested(runs: list[Run], marks: tuple[str, ...]) -> Iterator[str]:
    if not marks:
        yield from (escape(run.text, quote=False).replace("\n", "<br>") for run in runs)
        return
    for value, group in groupby(runs, key=lambda run: getattr(run, marks[0])):
        inner = "".join(_nested(list(group), marks[1:]))
        if not value:
            yield inner
        elif marks[0] == "href":
            yield f'<a href="{escape(value)}">{inner}</a>'
        else:
            yield f"<{marks[0]}>{inner}</{marks[0]}>"
