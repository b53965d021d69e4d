"""Line ends: kept where nothing changed, and never a difference."""

from hypothesis import given
from hypothesis import strategies as st

from treaty_drafts.text import with_line_ends_of
from treaty_drafts.text.line_ends import LINE_END

LINES = st.lists(st.sampled_from(["one", "two", " ", "\n", "\r\n", "\r", "[", "three."]), max_size=16).map("".join)


@given(LINES, LINES)
def test_the_words_are_those_of_the_text(text: str, base: str) -> None:
    assert LINE_END.sub("\n", with_line_ends_of(text, base)) == LINE_END.sub("\n", text)


@given(LINES, st.sampled_from(["\n", "\r\n"]))
def test_a_text_that_only_changed_its_line_ends_is_the_base(base: str, end: str) -> None:
    assert with_line_ends_of(LINE_END.sub(end, base), base) == base
