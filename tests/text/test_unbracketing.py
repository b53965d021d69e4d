"""Brackets are not words: what stands in them is read as if it stood, and of alternatives nobody is told which binds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treaty_drafts import substance
from treaty_drafts.text.unbracketing import unbracketed

BASE = "1. Each Party [shall] [should] report. [2. Reports are public[, as appropriate].]"


@pytest.mark.parametrize(
    ("text", "other", "read"),
    [
        ("It [shall] [should] act.", "It should act.", "It          should  act."),
        ("It [shall] [should] act.", "It may act.", "It  shall           act."),
        ("It [shall][should - ARD] act.", "It SHOULD act.", "It         should        act."),
        ("It [shall/should] act.", "It should act.", "It        should  act."),
        ("It acts [promptly - ARD] on [XX] days.", "It acts.", "It acts  promptly        on  XX  days."),
        ("No bracket", "", "No bracket"),
        ("[Never closed", "Never closed", "[Never closed"),
    ],
)
def test_brackets_are_blanked_and_offsets_stay(text: str, other: str, read: str) -> None:
    assert unbracketed(text, other).text == read


@given(st.text(alphabet="[]ab/ -.\n"), st.text(alphabet="[]ab/ -.\n"))
def test_only_brackets_and_alternatives_become_blanks(text: str, other: str) -> None:
    found = unbracketed(text, other)
    assert len(found.text) == len(text)
    assert all(a in (b, " ") for a, b in zip(found.text, text, strict=True))
    for here, there in found.settled:
        assert here.of(text)
        assert 0 <= there.start <= there.end <= len(other)


def test_taking_brackets_away_changes_nothing_in_substance() -> None:
    found = substance.changed(BASE, BASE.replace("[2.", "2.").replace("[, as appropriate].]", ", as appropriate."))
    assert (found.effect, found.told) == ("neutral", ())


def test_to_keep_one_of_several_alternatives_binds_nobody_knows_how() -> None:
    for kept in ("shall", "should"):
        found = substance.changed(BASE, BASE.replace("[shall] [should]", kept))
        assert found.effect == "unknown"
        assert [(t.shift.rule, t.before, t.after) for t in found.told] == [
            ("brackets.alternatives", "[shall] [should]", kept)
        ]
    back = substance.changed("Each Party shall report.", "Each Party [shall] [should] report.")
    assert [t.shift.because for t in back.told] == [
        "“shall” became “[shall] [should]”: alternatives stand in brackets; which of them will bind is open, so no rule "
        "can tell."
    ]


def test_a_wording_that_was_no_alternative_is_held_against_the_first() -> None:
    found = substance.changed(BASE, BASE.replace("[shall] [should]", "may"))
    assert [(t.before, t.after, t.effect) for t in found.told] == [("shall", "may", "weaker")]


def test_what_is_taken_out_of_brackets_counts() -> None:
    found = substance.changed(BASE, BASE.replace("[, as appropriate]", ""))
    assert [(t.kind, t.effect) for t in found.told] == [("qualifier", "stronger")]
