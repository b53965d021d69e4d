"""What the changes look like to a reader, and that both engines find the same."""

import pytest
from hypothesis import given

from treaty_drafts.text import Change, ChangeKind, Span, TextError, apply, diff, tokenize
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


FIRST, SECOND = (
    "1. Each Party shall take all measures needed.\n\n",
    "2. The Conference shall review them every two years.\n\n",
)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("One. Each Party shall take all appropriate measures to prevent serious harm to others. Two.",
         "One. Each State is encouraged to share what it knows of threats with others. Two.",
         "One. {-Each Party shall take all appropriate measures to prevent serious harm to others.-}"
         "{+Each State is encouraged to share what it knows of threats with others.+} Two."),
        ("The Party shall act. The Party shall report.", "The Party shall act. The Party shall inform. The Party shall report.",
         "The Party shall act. {+The Party shall inform. +}The Party shall report."),
        (FIRST + SECOND, FIRST + "2. Nothing applies.\n\n" + SECOND.replace("2.", "3."),
         FIRST + "{+2. Nothing applies.\n\n+}{-2-}{+3+}. The Conference shall review them every two years.\n\n"),
        ("1. One part of it, long enough to be seen. Another part of it, which is also long.\n\nEnd.",
         "1. One part of it, long enough to be seen.\n\n2. Another part of it, which is also long.\n\nEnd.",
         "1. One part of it, long enough to be seen.{+\n\n2.+} Another part of it, which is also long.\n\nEnd."),
        ("Parties [shall][should] plan [and act] now", "Parties may plan and act now",
         "Parties {-[shall][should]-}{+may+} plan {-[-}and act{-]-} now"),
    ],
    ids=["a rewritten sentence", "a new sentence", "renumbered", "split", "brackets"],
)  # fmt: skip
def test_changes_are_what_a_reader_would_say(before: str, after: str, expected: str) -> None:
    assert marked(before, after) == expected


def test_a_moved_paragraph_is_two_changes_that_know_each_other() -> None:
    before, after = FIRST + SECOND, SECOND.replace("two", "five") + FIRST
    away, come = (c for c in diff(before, after) if c.kind is ChangeKind.MOVE)
    assert (away.before.of(before), away.text, come.text) == (FIRST, "", FIRST)
    assert (away.twin, come.twin) == (come.after, away.before)


def test_a_long_text_is_compared_by_paragraph_first() -> None:
    paragraphs = [f"{n}. Each Party shall keep record {n} of its data.\n" for n in range(1000)]
    before, after = "".join(paragraphs), "".join([*paragraphs[:500], "A new one.\n", *paragraphs[501:]])
    assert [(c.before.of(before), c.text) for c in diff(before, after)] == [(paragraphs[500][:-2], "A new one")]


def test_a_change_that_does_not_fit_is_refused() -> None:
    with pytest.raises(TextError) as refused:
        apply("short", (Change(diff("a", "b")[0].kind, Span(3, 99), Span(3, 4), "x"),))
    assert refused.value.offset == 3
