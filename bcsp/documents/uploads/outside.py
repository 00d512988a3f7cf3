"""Faults of an upload that its bytes show before anything in it is read."""

MEGABYTE = 2**20
START = b"%PDF-"
AFTER_END = 1024  # bytes behind the end of the file that a careless program may leave
ZIP_END, ZIP_END_REACH = b"PK\x05\x06", 22 + 2**16  # where a ZIP's directory ends: so near to the end of the file


def outer_faults(content: bytes, *, most: int) -> list[str]:
    """What is wrong with the file as a whole, as sentences; `most` bytes may come."""
    if not content.strip():
        return ["The file is empty. Check that it opens on your computer, then choose it again."]
    faults = []
    if len(content) > most:
        faults.append(f"It is larger than {most // MEGABYTE} MB. Save it with smaller pictures, or in several parts.")
    if content.removeprefix(b"\xef\xbb\xbf").lstrip()[: len(START)] != START:
        faults.append("It is not a PDF, whatever its name says. Save it as PDF in the program that made it.")
    elif _holds_more(content):
        faults.append("Another file is hidden behind its end. Print it to a new PDF and upload that one.")
    return faults


def _holds_more(content: bytes) -> bool:
    """Whether the file is a PDF and something else at once, such as an archive that readers open from its end."""
    if ZIP_END in content[-ZIP_END_REACH:]:
        return True
    end = content.rfind(b"%%EOF")
    return end >= 0 and len(content[end + 5 :].strip(b"\x00\r\n\t ")) > AFTER_END
