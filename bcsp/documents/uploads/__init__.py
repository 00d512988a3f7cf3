"""PDFs that people upload: refused with all their faults at once, or made into a part of a pack that stays PDF/UA-1.

Whatever came from outside is read in a process of its own, whose memory and time are bounded (`apart`): a file built to
swell when it is unpacked ends that process, never the server. What `prepare` gives was written anew by us, so a pack
may be joined from it without such care.
"""

from dataclasses import dataclass

from django.conf import settings

from bcsp.documents.pdf.joining import CannotJoin, Part
from bcsp.documents.uploads import apart
from bcsp.documents.uploads.outside import outer_faults


class UnfitUpload(CannotJoin):
    """The upload can't be used. `faults` are all that is wrong with it: sentences that say what to do."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Checked:
    """What an upload is. Sides are millimetres as the reader sees the page."""

    name: str
    pages: int
    tagged: bool  # its own tags are sound and are kept; otherwise each page is a picture with words beside it
    landscape: bool  # any page is wider than high
    biggest: tuple[int, int]  # width and height of its biggest page
    form: bool  # it has fields; they are painted into the page
    links: int  # that stay alive in the pack
    text: str  # its words in the order in which they are painted, for search and screening; "" for a scan
    fonts_missing: tuple[str, ...]  # neither in the file nor to be had here: a pack with it can't claim PDF/UA
    fonts_unread: tuple[str, ...]  # here, but the file doesn't say which letters they show: the same holds
    notes: tuple[str, ...]  # what the person who uploads it should know: sentences


def check(content: bytes, name: str) -> Checked:
    """Look at an upload. Raises UnfitUpload with every fault that was found."""
    answer, _ = _apart(content, do="check")
    lists = {key: tuple(answer.pop(key)) for key in ("biggest", "fonts_missing", "fonts_unread", "notes")}
    return Checked(name=name, **lists, **answer)


def prepare(content: bytes, *, title: str, summary: str) -> bytes:
    """The upload as a tagged PDF of ours: fields painted in, only safe links alive, nothing hidden carried along.

    The same upload, title and summary give the same bytes. It claims PDF/UA-1 in its metadata unless a font is missing.
    Raises UnfitUpload.
    """
    return _apart(content, do="prepare", title=title, summary=summary)[1]


def as_part(
    content: bytes, *, key: str, title: str, summary: str, label: str = "", level: int = 2, marking: str = ""
) -> Part:
    """The upload as a part of a pack. Raises UnfitUpload, which is a CannotJoin: a `placeholder` can stand for it."""
    return Part(key, title, prepare(content, title=title, summary=summary), label, level, marking)


def _apart(content: bytes, **words: str) -> tuple[dict, bytes]:
    if faults := outer_faults(content, most=settings.LARGEST_UPLOAD):
        raise UnfitUpload(tuple(faults))
    answer, made = apart.run(content, words)
    if "faults" in answer:
        raise UnfitUpload(tuple(answer["faults"]))
    return answer, made
