"""A text that was laid out anew is laid out as before, and no word of it changes."""

from hypothesis import given
from hypothesis import strategies as st

from treaty_drafts.text import laid_out_as

from .strategies import bracketed

STOOD = "Article 1\nPurpose\n\n1. All Parties\n   (a) act."


@given(bracketed, bracketed)
def test_only_white_space_changes(text: str, other: str) -> None:
    assert laid_out_as(text, text) == text
    found = laid_out_as(text, other)
    assert (found.split(), found.count("\n") > 0) == (text.split(), text.count("\n") > 0)


@given(st.lists(st.lists(st.sampled_from(["shall", "may", "(a)", "[x]", "act."]), min_size=1), min_size=1))
def test_the_same_lines_are_the_same_text(lines: list[list[str]]) -> None:
    stood = "\n".join(("   " if n % 2 else "") + " ".join(words) for n, words in enumerate(lines))
    assert laid_out_as("\n\n".join("\t".join(words) for words in lines), stood) == stood


def test_words_that_changed_are_laid_out_too() -> None:
    assert laid_out_as("Article 1\n\nPurpose\n\n1.\tAll Parties\n\n(a) act.", STOOD) == STOOD
    assert laid_out_as("Article 1\n\nAims\n\n1.\tEach Party\n\n(a) acts.", STOOD) == (
        "Article 1\nAims\n\n1. Each Party\n   (a) acts."
    )
