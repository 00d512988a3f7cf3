"""Numbers that come with a request: a row's key or version, or anything else that somebody typed."""

LONGEST = 18  # digits, so that it fits a column of the database


def as_key(text: str) -> int:
    """The number that a text says; 0, which is no row's key and no row's version, where it says none."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST else 0
