"""Error messages as sentences, made from a field's label: what is wrong, where, and what to do."""

from collections.abc import Sequence

QUESTION_WORDS = (
    "what",
    "where",
    "when",
    "who",
    "whom",
    "why",
    "how",
    "which",
    "since",
    "is",
    "are",
    "was",
    "do",
    "does",
)
SPELT_WITH_VOWEL = "AEFHILMNORSX"  # letters whose names begin with a vowel: an LDG, an HMO
PLURAL_ENDS = ("ss", "us", "is")  # endings in s that are no plural


def is_question(label: str) -> bool:
    """Whether a label asks rather than names: `What is happening`, `Since when?`."""
    return label.endswith("?") or label.split(" ", 1)[0].lower() in QUESTION_WORDS


def lowered(label: str) -> str:
    """A label within a sentence: its first letter small, unless the first word is an abbreviation."""
    first = label.split(" ", 1)[0]
    return label if len(first) > 1 and first[1:2].isupper() else label[:1].lower() + label[1:]


def with_article(label: str) -> str:
    """A label with `a` or `an` before it; a plural, or one that brings its own article, stays alone."""
    name = lowered(label)
    first, last = name.split(" ", 1)[0], name.split(" ")[-1]
    if first in ("a", "an", "the", "your", "any", "this") or (last.endswith("s") and not last.endswith(PLURAL_ENDS)):
        return name
    vowel = name[0] in SPELT_WITH_VOWEL if first.isupper() else name[0].lower() in "aeiou"
    return f"{'an' if vowel else 'a'} {name}"


def enter(label: str) -> str:
    """What to do about an empty box."""
    return f"Fill in “{label}”" if is_question(label) else f"Enter {with_article(label)}"


def choose(label: str) -> str:
    """What to do where nothing was chosen."""
    return f"Choose an answer to “{label}”" if is_question(label) else f"Select {with_article(label)}"


def listed(parts: Sequence[str]) -> str:
    """`["a day", "a month", "a year"]` → `a day, a month and a year`."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
