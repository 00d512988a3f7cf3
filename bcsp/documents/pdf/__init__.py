"""Pages: HTML of ours becomes a tagged PDF (PDF/UA-1), and such PDFs are joined, stamped and marked.

`html_to_pdf` is the one gateway to WeasyPrint (`rendering`, then `tagging`); nothing outside is fetched. Of many PDFs
`joining` makes one (`structure_trees`, `stamping`, `metadata`); `watermarks` names whoever is given a copy.
"""

from datetime import datetime

STYLESHEET = "pdf/paper.css"  # our print style, among the static files


class UnfitPage(ValueError):
    """This HTML can't become a paper; the text says what is wrong and what to do."""


class RefusedAddress(UnfitPage):
    """The HTML names an address that papers may not use."""


def html_to_pdf(html: str, *, title: str, issued: datetime | None = None) -> bytes:
    """A whole HTML document as PDF/UA-1, in British English, in our print style, with the system's fonts.

    `issued` is the only date written into the file: the same input gives the same bytes, so a hash can be kept.
    Raises UnfitPage where the page names a foreign address, has a picture without words, or no title.
    """
    # WeasyPrint takes longer to import than all else together, so a process does it with its first paper.
    from bcsp.documents.pdf.rendering import render

    return render(html, title=title, issued=issued)
