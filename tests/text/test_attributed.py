"""A consolidated text that comes back means what it was printed from."""

from hypothesis import given
from hypothesis import strategies as st

from treaty_drafts.text import AmbiguousText, attributed, collate, consolidate, differing

from .strategies import SIGLA, bracketed, plain, witnesses

STYLES = st.sampled_from(["un", "trade"])
BASE = "Each Party shall take measures."
WORDINGS = {"AA": "Each Party should take measures.", "BB": "Each Party shall promptly take measures."}
PRINTED = "Each Party [shall][should - AA] [promptly - BB] take measures."


@given(plain, witnesses(plain, most=12), STYLES)
def test_the_base_and_every_wording_come_back(base: str, wordings: dict[str, str], style: str) -> None:
    if any(" - base" in t or "base: " in t for t in (base, *wordings.values())):
        return
    text = consolidate(collate(base, wordings), style=style, sigla=(*SIGLA, *wordings))
    found = attributed(text, holders=wordings, sigla=SIGLA)
    named = {s: words for s, words in wordings.items() if words != base}
    assert (found.base, found.wordings, found.torn) == (base, named, {})
    assert list(differing(found, base, {s: [w] for s, w in wordings.items()})) == []


@given(bracketed, witnesses(bracketed, most=12), STYLES)
def test_texts_with_brackets_of_their_own_come_back_or_are_refused(
    base: str, wordings: dict[str, str], style: str
) -> None:
    text = consolidate(collate(base, wordings), style=style, sigla=(*SIGLA, *wordings))
    try:
        found = attributed(text, holders=wordings, sigla=SIGLA)
    except AmbiguousText:
        assert "※" in text
        return
    assert (found.base, found.wordings) == (base, {s: w for s, w in wordings.items() if w != base})


@given(bracketed, st.sets(st.sampled_from(SIGLA)))
def test_every_place_of_a_wording_is_a_place_of_the_text(text: str, holders: set[str]) -> None:
    try:
        found = attributed(text, holders=holders, sigla=SIGLA)
    except AmbiguousText:
        return
    for siglum, wording in found.wordings.items():
        places = [(text[found.place(siglum, n)], char) for n, char in enumerate(wording)]
        assert {there for there, char in places if there != char} <= {"["}


def test_names_that_do_not_count_are_words() -> None:
    found = attributed(PRINTED, holders=["BB"], sigla=SIGLA)
    assert (found.base, found.said) == ("Each Party [shall][should - AA] take measures.", {"BB": ("promptly",)})


def test_other_words_than_were_proposed_are_named() -> None:
    proposed = {s: [w] for s, w in WORDINGS.items()}
    printed = attributed(PRINTED, holders=WORDINGS)

    def found(text: str) -> list[tuple[str, str, str, bool]]:
        other = differing(attributed(text, holders=WORDINGS, sigla=SIGLA), BASE, proposed, [printed])
        return [(d.siglum, d.proposed, d.now, d.torn) for d in other]

    assert found(PRINTED) == []
    assert found(PRINTED.replace("Each Party", "Each State").replace("[shall]", "[will]")) == []
    assert found(PRINTED.replace("should", "may")) == [("AA", "should", "may", False)]
    assert found(PRINTED.replace("should - AA", "should - AA, CC")) == [("AA", "", "", True)]
    assert found(PRINTED.replace("[should - AA]", "[should - AA, BB]")) == [("BB", "shall", "should", False)]
