"""Texts for property tests: arbitrary Unicode, treaty words, words that look like notation, and bracket soup."""

from hypothesis import strategies as st

SIGLA = ("AA", "BB", "CC", "DD")
WORDS = st.sampled_from(
    ["shall", "should", "may", " ", " ", " ", "\n\n", ", ", ".", "AA", "BB", "AA propose: ", " - AA", "base: ", " - ", "; ",
     ": ", "※", "الدُّوَل", "国家", "harm", "e\u0301", " - BB delete", "\r\n", "communication", "1. ", "(a) ",
     "Option 1: ", "Option 2: ", "no text", " - AA retain"]
)  # fmt: skip
BRACKETS = st.sampled_from(
    ["[", "]", "[x]", "[shall][should - AA]", "][", "[[", "[AA oppose: harm]", "[...]", "Article 2\n"]
)

plain = st.one_of(
    st.lists(WORDS, max_size=14).map("".join), st.text(max_size=20).filter(lambda t: not set(t) & set("[]"))
)
bracketed = st.one_of(st.lists(st.one_of(WORDS, BRACKETS), max_size=14).map("".join), st.text(max_size=20))


def witnesses(texts: st.SearchStrategy[str], most: int = 4) -> st.SearchStrategy[dict[str, str]]:
    """Up to `most` delegations with a text each."""
    names = [*SIGLA, *(f"D{n}" for n in range(most - len(SIGLA)))]
    return st.dictionaries(st.sampled_from(names), texts, min_size=1, max_size=most)
