"""Where a page's edges are: boxes put in order, what it inherits, and its size as the reader sees it."""

from pikepdf import Array, Object, Page

MM = 72 / 25.4
WHOLE = [0.0, 0.0, 595.0, 842.0]  # A4, where a page says nothing


def inherited(page: Page, key: str) -> Object | int | None:
    """The page's own value, or that of the nearest node above it that has one."""
    node, steps = page.obj, 0
    while node is not None and steps < 50:
        if key in node:
            return node[key]
        node, steps = node.get("/Parent"), steps + 1
    return None


def turn(page: Page) -> int:
    """Degrees clockwise by which the reader sees the page turned: 0, 90, 180 or 270."""
    try:
        return round(float(inherited(page, "/Rotate") or 0) / 90) % 4 * 90
    except (TypeError, ValueError):
        return 0


def media_box(page: Page) -> list[float]:
    """Left, bottom, right and top of the sheet, in points before turning."""
    return _box(inherited(page, "/MediaBox")) or WHOLE


def crop_box(page: Page) -> list[float]:
    """The part of the sheet that is shown; all of it where the page's crop box lies beside the sheet."""
    media, crop = media_box(page), _box(inherited(page, "/CropBox"))
    if crop is None:
        return media
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    return [left, bottom, right, top] if left < right and bottom < top else media


def sides(page: Page) -> tuple[int, int]:
    """Width and height in millimetres as the reader sees the page."""
    left, bottom, right, top = crop_box(page)
    unit = float(page.obj.get("/UserUnit", 1)) / MM
    width, height = round((right - left) * unit), round((top - bottom) * unit)
    return (height, width) if turn(page) in (90, 270) else (width, height)


def _box(found: object) -> list[float] | None:
    """Four numbers with the lower left corner first, or None."""
    if not isinstance(found, Array) or len(found) != 4:
        return None
    try:
        a, b, c, d = (float(number) for number in found)
    except (TypeError, ValueError):
        return None
    box = [min(a, c), min(b, d), max(a, c), max(b, d)]
    return box if box[0] < box[2] and box[1] < box[3] else None
