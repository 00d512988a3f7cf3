"""What a person types into a plain box, as blocks, and blocks as such a text: readable without knowing any of it.

    # A heading            ## One below it
    - an item of a list    1. a numbered one (from 1, in lines that follow each other)
    | a row | of a table | **bold**, *italics*, [words](https://example.org)

An empty line ends a paragraph; a line that ends within one stays a line.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from bcsp.documents.written.blocks import DEEPEST, Block, Cell, Item, List, Para, Run, Table, tidied

HEADING = re.compile(r"^(#{1,3})\s+(\S.*)$")
BULLET = re.compile(r"^(\s*)[-*•·–]\s+(\S.*)$")
NUMBER = re.compile(r"^(\s*)(\d{1,3})[.)]\s+(\S.*)$")
ROW = re.compile(r"^\s*\|(.*)$")
RULE = re.compile(r"^[\s|:-]*-{3}[\s|:-]*$")
MARKED = re.compile(
    r"\[(?P<words>[^\[\]\n]+)\]\((?P<to>(?:https?://|mailto:)[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\)"
    r"|(?P<link>https?://[^\s<>\"|]*[^\s<>\"|.,;:!?)'\]*])"
    r"|\*{3}(?=[^\s*])(?P<both>[^*]+?)(?<=\S)\*{3}(?!\*)"
    r"|\*\*(?=[^\s*])(?P<strong>(?:[^*]|\*(?!\*))+?)(?<=\S)\*\*(?!\*)"
    r"|(?<![\w*])\*(?=[^\s*])(?P<em>[^*]+?)(?<=\S)\*(?![\w*])"
)
INDENT = "    "


def blocks_of(text: str) -> list[Block]:
    """The blocks of a typed text, tidied."""
    found: list[Block] = []
    for kind, group in groupby(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), key=_kind):
        lines = list(group)
        if kind == "heading":
            found += [_heading(line) for line in lines]
        elif kind == "row":
            found.append(_table(lines))
        elif kind == "item":
            found += _lists(lines)
        elif kind == "line":
            found.append(Para(_runs("\n".join(lines))))
    return tidied(found)


def _kind(line: str) -> str:
    if not line.strip():
        return "empty"
    if HEADING.match(line):
        return "heading"
    if ROW.match(line):
        return "row"
    return "item" if BULLET.match(line) or NUMBER.match(line) else "line"


def _heading(line: str) -> Para:
    signs, text = HEADING.match(line).groups()
    return Para(_runs(text), len(signs) + 1)


def _table(lines: list[str]) -> Table:
    head = len(lines) > 1 and bool(RULE.match(lines[1]))
    del lines[1 : 1 + head]
    return Table([[Cell(_runs(text), head and not row) for text in _cells(line)] for row, line in enumerate(lines)])


def _cells(line: str) -> list[str]:
    inner = ROW.match(line)[1].rstrip()
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [text.replace("\\|", "|") for text in re.split(r"(?<!\\)\|", inner)]


def _lists(lines: list[str]) -> list[Block]:
    """The lines as lists where their signs make one; numbers that don't count from 1 stay as they were typed."""
    top = [match for line in lines if (match := NUMBER.match(line)) and not match[1]]
    if (len(lines) == 1 and top) or [int(match[2]) for match in top] != list(range(1, len(top) + 1)):
        return [Para(_runs("\n".join(lines)))]
    found: list[Block] = []
    open_lists: list[List] = []
    for line in lines:
        number, bullet = NUMBER.match(line), BULLET.match(line)
        indent, text = (number or bullet)[1], (number[3] if number else bullet[2])
        depth = min((len(indent.expandtabs(4)) + 1) // 3, len(open_lists), DEEPEST - 1)
        del open_lists[depth + 1 :]
        if len(open_lists) <= depth or open_lists[depth].ordered != bool(number):
            del open_lists[depth:]
            made = List(bool(number))
            (open_lists[-1].items[-1].lists if open_lists else found).append(made)
            open_lists.append(made)
        open_lists[depth].items.append(Item(_runs(text)))
    return found


def _runs(text: str, strong: bool = False, em: bool = False) -> list[Run]:
    """The words with their marks; stars that mark nothing are stars."""
    found, at = [], 0
    for match in MARKED.finditer(text):
        found.append(Run(text[at : match.start()], strong, em))
        at = match.end()
        if match["to"]:
            found.append(Run(match["words"], strong, em, match["to"]))
        elif match["link"]:
            found.append(Run(match["link"], strong, em, match["link"]))
        else:
            inner = match["both"] or match["strong"] or match["em"]
            found += _runs(inner, strong or not match["em"], em or not match["strong"])
    return [*found, Run(text[at:], strong, em)]


# Back to a text ---------------------------------------------------------------------------------------------------


def as_text(blocks: Iterable[Block]) -> str:
    """The blocks as a person would type them."""
    return "\n\n".join("\n".join(_lines(block)) for block in blocks)


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, List):
        yield from _list_lines(block, "")
    elif isinstance(block, Table):
        yield from _table_lines(block)
    else:
        yield f"{'#' * (block.level - 1)} {_typed(block.runs)}" if block.level else _typed(block.runs)


def _list_lines(one: List, indent: str) -> Iterator[str]:
    for number, item in enumerate(one.items, 1):
        sign = f"{number}." if one.ordered else "-"
        yield f"{indent}{sign} {_typed(item.runs).replace(chr(10), ' ')}"
        for inner in item.lists:
            yield from _list_lines(inner, indent + INDENT)


def _table_lines(table: Table) -> Iterator[str]:
    """A line a row; a cell that reaches over several leaves the others empty."""
    below: dict[int, int] = {}
    for number, row in enumerate(table.rows):
        texts: list[str] = []
        cells = iter(row)
        while True:
            if below.get(len(texts)):
                below[len(texts)] -= 1
                texts.append("")
                continue
            cell = next(cells, None)
            if cell is None:
                break
            for column in range(len(texts), len(texts) + cell.colspan):
                below[column] = cell.rowspan - 1
            text = _typed(cell.runs).replace("\n", " ").replace("|", "\\|")
            texts += [text, *[""] * (cell.colspan - 1)]
        yield f"| {' | '.join(texts)} |"
        if number == 0 and table.head:
            yield f"|{' --- |' * len(texts)}"


def _typed(runs: list[Run]) -> str:
    return "".join(map(_marked, runs))


def _marked(run: Run) -> str:
    inner = run.text.strip(" \n")
    if not inner:
        return run.text
    before, after = run.text.split(inner, 1)
    if run.href and run.href != inner:
        inner = f"[{inner}]({run.href})"
    stars = "*" * (run.em + 2 * run.strong)
    return f"{before}{stars}{inner}{stars}{after}"
