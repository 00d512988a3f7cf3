"""Comparing markup without its white space."""

from html.parser import HTMLParser


class Reader(HTMLParser):
    """Tags with sorted attributes, and words, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[object] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: " ".join((value or "").split()) for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.found += data.split()


def read(html: str) -> list[object]:
    reader = Reader()
    reader.feed(html)
    return reader.found


def same(drawn: str, expected: str) -> None:
    """Fail unless both are the same tags, attributes and words."""
    assert read(drawn) == read(expected)


def attributes(html: str, tag: str, **having: str) -> dict[str, str]:
    """The attributes of the one `tag` that has these; fails where there is none, or several."""
    tags = [item for item in read(html) if isinstance(item, tuple) and item[0] == tag]
    found = [attrs for _, attrs in tags if having.items() <= attrs.items()]
    assert len(found) == 1, found
    return found[0]
