"""What makes an edition hard to read, above all with a screen reader (WCAG 2.2: 1.1.1, 1.3.1, 2.4.4)."""

from collections.abc import Iterator
from html.parser import HTMLParser

from governance.document.checks.finding import Finding, of_block
from governance.document.contents import Document

TOP = 2  # the level of a section's own heading
SAY_HEADINGS = "Say in its first row what each column holds, and put a line “| --- | --- |” under that row."
LONG = 150  # words of a paragraph
SAY_NOTHING = {"here", "click here", "this", "this link", "link", "more", "read more", "see more", "details", "website"}


def hard(found: Document) -> Iterator[Finding]:
    for chapter in found.chapters:
        yield from _of(chapter.key, f"Section “{chapter.title}”", str(chapter.html), is_written=True)
        for block in chapter.blocks:
            yield from _of(chapter.key, of_block(chapter, block.title), str(block.html), is_written=False)


def _of(key: str, where: str, html: str, *, is_written: bool) -> Iterator[Finding]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    for says in reader.barriers:
        yield Finding(key, f"{where} {says}", is_fault=is_written)
    for says in reader.hints if is_written else ():
        yield Finding(key, f"{where} {says}", is_fault=False)


class _Reader(HTMLParser):
    """Reads a fragment. `barriers` shut somebody out; `hints` are for a writer to weigh."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.barriers: list[str] = []
        self.hints: list[str] = []
        self.level = TOP
        self.texts: dict[str, str] = {}  # of the elements that are open, by tag
        self.has_head = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("a", "p", "table"):
            self.texts[tag] = ""
        if tag == "table":
            self.has_head = False
        elif tag == "th":
            self.has_head = True
        elif tag == "img" and not dict(attrs).get("alt"):
            self.barriers.append("has a picture without words for those who can’t see it. Describe it.")
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self._heading(int(tag[1]))

    def handle_data(self, data: str) -> None:
        for tag in self.texts:
            self.texts[tag] += data

    def handle_endtag(self, tag: str) -> None:
        text = " ".join(self.texts.pop(tag, "").split())
        if tag == "a" and text.casefold().rstrip(".") in SAY_NOTHING:
            self.hints.append(f"has a link “{text}”. Say in its words where it leads.")
        elif tag == "p" and len(text.split()) > LONG:
            self.hints.append(f"has a paragraph of more than {LONG} words, “{text[:40]}…”. See whether it can be two.")
        elif tag == "table" and not self.has_head:
            self.barriers.append(
                f"has a table without headings, “{text[:40]}…”. Say in its first row what each column is."
            )
            self.has_head = True

    def _heading(self, level: int) -> None:
        if level > self.level + 1:
            self.barriers.append(f"leaves out a level of headings: {level} follows {self.level}.")
        self.level = level
