"""What the changes look like to a reader, and that both engines find the same."""

import pytest
from hypothesis import given

from treaty_drafts.text import Change, Span, TextError, apply, diff, tokenize
from treaty_drafts.text.words import Codes, fast_edits, has_fast_twin, plain_edits

from .strategies import bracketed


def marked(before: str, after: str) -> str:
    """The later text in the earlier one, as {-gone-}{+come+}."""
    out, at = "", 0
    for change in diff(before, after):
        gone = change.before.of(before)
        out += (
            before[at : change.before.start]
            + (f"{{-{gone}-}}" if gone else "")
            + (f"{{+{change.text}+}}" if change.text else "")
        )
        at = change.before.end
    return out + before[at:]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Parties shall act.", "Parties should act.", "Parties {-shall-}{+should+} act."),
        ("Parties act.", "Parties promptly act.", "Parties {+promptly +}act."),
        ("serious harm", "harm", "{-serious -}harm"),
        ("所有国家应当合作", "所有国家可以合作", "所有国家{-应当-}{+可以+}合作"),
        ("تلتزم الدُّوَل بذلك", "تلتزم الأطراف بذلك", "تلتزم {-الدُّوَل-}{+الأطراف+} بذلك"),
        ("the State's data", "the States’ data", "the {-State's-}{+States’+} data"),
        ("", "new", "{+new+}"),
        ("old", "", "{-old-}"),
    ],
)
def test_changes_are_whole_words(before: str, after: str, expected: str) -> None:
    assert marked(before, after) == expected


def test_a_coincidental_word_in_a_rewritten_phrase_is_no_island() -> None:
    found = diff("shall promptly notify the State", "may at the request of a Party inform the public")
    assert [c.text for c in found if "the" in c.text.split()] != []
    assert len(found) <= 2


@pytest.mark.skipif(
    not has_fast_twin(), reason="no compiled diff-match-patch for this Python: only the pure one is used"
)
@given(bracketed, bracketed)
def test_the_compiled_twin_gives_the_same_changes(before: str, after: str) -> None:
    codes = Codes()
    coded = codes.of(tokenize(before)), codes.of(tokenize(after))
    assert plain_edits(*coded) == fast_edits(*coded)
    assert plain_edits(*coded, tidy=False) == fast_edits(*coded, tidy=False)


def test_a_long_text_is_compared_by_paragraph_first() -> None:
    paragraphs = [f"{n}. Each Party shall keep record {n} of its data.\n" for n in range(1000)]
    before, after = "".join(paragraphs), "".join([*paragraphs[:500], "A new one.\n", *paragraphs[501:]])
    assert [(c.before.of(before), c.text) for c in diff(before, after)] == [(paragraphs[500][:-2], "A new one")]


def test_a_change_that_does_not_fit_is_refused() -> None:
    with pytest.raises(TextError) as refused:
        apply("short", (Change(diff("a", "b")[0].kind, Span(3, 99), Span(3, 4), "x"),))
    assert refused.value.offset == 3
