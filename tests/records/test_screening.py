"""The screening step: what is refused, what is marked, and that a mark must be answered one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcsp.records.screening import graded, marks
from horizon.models.trends import few_words


@pytest.mark.parametrize(
    ("text", "looks_like"),
    [
        ("write to someone@example.org", "an e-mail address"),
        ("ring 0121 496 0123 now", "a telephone number"),
        ("ring +44 7700 900123", "a telephone number"),
        ("seen in B1 1AA", "a postcode"),
        ("number QQ 12 34 56 C", None),  # no such prefix is given out
        ("number AB 12 34 56 C", "a National Insurance number"),
        ("a car BX21 ABC", "a car number"),
        ("at 12 Copperwell Road", "an address"),
        ("said by Mr Smith", "a person's name"),
        ("posted by @somebody", "a handle; name the theme and the platform instead"),
        ("see https://example.org/profile", "a link; name the theme and the platform instead"),
        ("fires near the A38 and the M6", None),
        ("since 3 February 2026, in 40 houses", None),
        ("costs £6,000 from 2026", None),
    ],
)
def test_marks(text, looks_like):
    assert [mark.looks_like for mark in marks(text)] == ([looks_like] if looks_like else [])


@pytest.mark.parametrize(("text", "grades"), [("as 1BP says", ["1BP"]), ("[2AC]", ["2AC"]), ("type 1BPX or A1BP", [])])
def test_graded_intelligence_is_found(text, grades):
    assert graded(text) == grades


@given(st.lists(st.text("abcdef", min_size=1), min_size=1, max_size=30))
def test_a_title_has_at_most_twelve_words(words):
    """Whatever white space stands between them."""
    from django.core.exceptions import ValidationError

    title = "  ".join(words)
    if len(words) <= 12:
        few_words(title)
    else:
        with pytest.raises(ValidationError, match=f"it has {len(words)}"):
            few_words(title)
