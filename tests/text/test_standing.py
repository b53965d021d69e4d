"""A rolling text with brackets is a collation; new wordings join the alternatives that stand."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treaty_drafts.text import (
    StanceKind,
    collate,
    collation_of,
    consolidate,
    parse,
    read,
    trace,
)

from .strategies import witnesses

STANDING = "Each Party [shall][should] prepare [and communicate] plans."


def sites(text: str, *sigla: str) -> list[list[tuple[str, tuple[str, ...]]]]:
    return [[(r.text, r.sigla) for r in s.readings] for s in collation_of(parse(text), sigla=sigla).sites]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A [shall][should] act.", [[("shall", ()), ("should", ())]]),
        ("A [shall][should - AA] act.", [[("shall", ()), ("should", ("AA",))]]),
        ("act [promptly] now", [[("promptly ", ()), ("", ())]]),
        ("act [promptly - AA] now", [[("", ()), ("promptly ", ("AA",))]]),
        ("act [serious - BB delete] now", [[("serious ", ()), ("", ("BB",))]]),
        ("act [AA, BB propose; CC oppose: fast] now", [[("", ("CC",)), ("fast ", ("AA", "BB"))]]),
        ("[one [two] three][four]", [[("one [two] three", ()), ("four", ())]]),
        ("see [Article 3] and [...]", []),
    ],
)
def test_brackets_are_sites(text: str, expected: list[list[tuple[str, tuple[str, ...]]]]) -> None:
    assert sites(text) == expected


def test_names_that_are_not_on_the_list_are_words() -> None:
    assert sites("A [shall][should - AA] act.", "BB") == [[("shall", ()), ("should - AA", ())]]


WORDS = st.lists(st.sampled_from(["shall", "should", "act", "now", ",", "the", "harm"]), min_size=1, max_size=9).map(
    " ".join
)


@given(WORDS, witnesses(WORDS), st.sampled_from(["un", "trade"]))
def test_a_consolidated_text_is_the_collation_again(base: str, wordings: dict[str, str], style: str) -> None:
    text = consolidate(collate(base, wordings), style=style, sigla=("AA", "BB", "CC", "DD"))
    if "※" not in text:
        found = collation_of(parse(text), sigla=("AA", "BB", "CC", "DD"))
        assert (found.base, {s: found.reading(s) for s in wordings}) == (base, wordings)


@pytest.mark.parametrize(
    ("wordings", "expected"),
    [
        ({"AA": "Each Party may prepare and communicate plans.", "BB": "Each Party shall prepare plans."},
         "Each Party [shall - BB retain][should][may - AA] prepare [and communicate - AA retain][no text - BB] plans."),
        ({"AA": STANDING.replace("[shall][should]", "must")},
         "Each Party [shall][should][must - AA] prepare [and communicate] plans."),
        ({"AA": STANDING.replace("communicate", "publish")},
         "Each Party [shall][should] prepare [and [communicate][publish - AA]] plans."),
    ],
)  # fmt: skip
def test_new_wordings_join_the_alternatives_that_stand(wordings: dict[str, str], expected: str) -> None:
    text = consolidate(collate(STANDING, wordings), sigla=("CC",))
    assert text == expected
    known = (*wordings, "CC")
    assert {s: read(text, s, sigla=known) for s in known} == wordings | {"CC": STANDING}


def test_what_nobody_holds_stays_in_brackets() -> None:
    assert consolidate(collation_of(parse(STANDING))) == STANDING


def test_stances_on_a_proposal_are_printed_in_trade_style() -> None:
    collation = collate("Parties shall act.", {"AA": "Parties should act."})
    text = consolidate(
        collation, style="trade", positions=[("CC", StanceKind.OPPOSES, "AA"), ("BB", StanceKind.SUPPORTS, "AA")]
    )
    assert text == "Parties [shall][AA propose; BB support; CC oppose: should] act."
    assert [read(text, s, sigla=("AA", "BB", "CC")) for s in ("AA", "CC")] == [
        "Parties should act.",
        "Parties shall act.",
    ]


def test_every_word_has_a_source() -> None:
    text = "Each Party [shall][should - AA] act[, now - BB]."
    assert [(t.span.of(text), t.sigla, t.is_base) for t in trace(text, sigla=("AA", "BB"))] == [
        ("Each Party ", (), True), ("shall", (), True), ("should", ("AA",), False), (" act", (), True),
        (", now", ("BB",), False), (".", (), True),
    ]  # fmt: skip


@pytest.mark.corpus
@pytest.mark.parametrize("file", ["paris_2015-10-23.md", "paris_2015-12-04.md", "unfccc_geneva_2015-02-12.txt"])
def test_no_word_of_a_rolling_text_is_lost(corpus: Path, file: str) -> None:
    text = (corpus / file).read_bytes().decode()
    written = consolidate(collation_of(parse(text)))
    letters = [[c for c in t if not c.isspace()] for t in (text, written)]
    assert letters[0] == letters[1]
