"""The chart of who reports to whom, as boxes and lines: what the template draws as one vector picture.

A tree that grows downwards, each body indented below the one that it reports to: so it stays as narrow as a phone,
takes any number of groups, and long names go on in the next line of their box. Sizes are in units of the drawing, whose
text is 15 units high; the stylesheets say how large a unit is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap

from governance.document.bodies import Body, listed

WIDTH = 300
INDENT = 24
GAP = 14
LINE = 19
PADDING = 11
LETTER = 8.6  # about the width of a bold letter; a name in capitals takes more, and has the padding for it
TIER = {"board": "Board: first tier", "pdg": "Citywide: second tier", "ldg": "Local: third tier"}
SHADES = {  # fill, edge, ink: tell the tiers apart in grey too
    "board": ("#12494a", "#12494a", "#ffffff"),
    "pdg": ("#d5e3e3", "#12494a", "#0b0c0c"),
    "ldg": ("#ffffff", "#12494a", "#0b0c0c"),
}


@dataclass(frozen=True)
class Line:
    """A line of text, by its foot."""

    text: str
    x: int
    y: int


@dataclass(frozen=True)
class Box:
    """A body's box with its name in lines and its tier below."""

    x: int
    y: int
    width: int
    height: int
    fill: str
    edge: str
    ink: str
    lines: tuple[Line, ...]
    small: Line


@dataclass(frozen=True)
class Chart:
    """The drawing: boxes, and lines (as SVG paths) that rise from each to the body above it, with their arrow heads."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    paths: tuple[str, ...]
    arrows: tuple[str, ...]


def chart(bodies: tuple[Body, ...]) -> Chart:
    """The chart of these bodies; each stands below the one that it reports to."""
    boxes: dict[str, Box] = {}
    paths, heads, y = [], {}, 1
    for body, depth in _tree(bodies):
        box = boxes[body.slug] = _box(body, depth * INDENT + 1, y)
        y += box.height + GAP
        over = boxes.get(body.above)
        if over:
            trunk, middle, foot = over.x + INDENT // 2, box.y + box.height // 2, over.y + over.height
            paths.append(f"M{box.x} {middle}H{trunk}V{foot + 6}")
            heads[body.above] = f"M{trunk - 5} {foot + 8}L{trunk} {foot + 1}L{trunk + 5} {foot + 8}Z"
    return Chart(WIDTH, max(y - GAP + 1, 1), tuple(boxes.values()), tuple(paths), tuple(heads.values()))


def in_words(bodies: tuple[Body, ...]) -> str:
    """What the chart shows, for whoever can't see it."""
    below: dict[str, list[str]] = {}
    for body, _ in _tree(bodies):
        below.setdefault(body.reports_to if body.above else "", []).append(body.brief)
    tops = [f"{name} is at the top" for name in below.pop("", [])]
    rest = [f"{listed(names)} report{'s' if len(names) == 1 else ''} to {above}" for above, names in below.items()]
    return f"Chart of who reports to whom: {'; '.join([*tops, *rest])}."


def _tree(bodies: tuple[Body, ...]) -> Iterator[tuple[Body, int]]:
    """Every body with its depth, each directly after the one above it or its neighbours."""
    known = {body.slug for body in bodies}

    def under(slug: str, depth: int) -> Iterator[tuple[Body, int]]:
        for body in bodies:
            if (body.above if body.above in known else "") == slug:
                yield body, depth
                yield from under(body.slug, depth + 1)

    return under("", 0)


def _box(body: Body, x: int, y: int) -> Box:
    width = WIDTH - x - 1
    names = wrap(body.name, int((width - 2 * PADDING) / LETTER)) or [body.brief]
    lines = tuple(Line(text, x + PADDING, y + PADDING + LINE * n + 13) for n, text in enumerate(names))
    foot = y + PADDING + LINE * len(names) + 12
    return Box(x, y, width, foot + PADDING - y, *SHADES[body.tier], lines, Line(TIER[body.tier], x + PADDING, foot))
