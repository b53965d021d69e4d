"""What is carried forward is not put into an alternative that others hold."""

import pytest

from treaty_drafts.text import held_by_others, rebase

OLD = "2. Each Party shall take effective measures to prevent harm."
TWO = "2. Each Party shall take effective [measures - BRV][steps at home - KETH] to prevent harm."


@pytest.mark.parametrize(
    ("old", "new", "own", "closed"),
    [
        (OLD, TWO, "ARD", ["measures", "steps at home"]),
        (OLD, TWO, "BRV", ["steps at home"]),
        (OLD, TWO.replace("BRV", "ARD, BRV"), "ARD", ["measures", "steps at home"]),
        (OLD, OLD.replace("effective measures", "[effective] [strong] measures"), "ARD", []),
        (TWO, TWO.replace("Party", "State"), "ARD", []),  # it stood so when the proposal was written
        (TWO, TWO.replace("at home", "in its territory"), "ARD", []),
        (OLD, "2. Each Party shall [BRV propose: take measures] to prevent harm.", "ARD", ["take measures"]),
    ],
)  # fmt: skip
def test_what_others_hold_is_closed(old: str, new: str, own: str, closed: list[str]) -> None:
    assert [span.of(new) for span in held_by_others(old, new, [own])] == closed


def test_a_change_that_would_land_there_waits() -> None:
    new = "2. Each Party shall [take effective measures to prevent harm - BRV][cooperate - KETH]."
    mine = OLD.replace("effective", "adequate").replace("Each Party", "A Party")
    closed = held_by_others(OLD, new, ["ARD"])
    carried = rebase(OLD, new, mine, closed=closed)
    assert carried.text == new.replace("Each Party", "A Party")
    assert [(c.new.of(new), c.mine.of(mine)) for c in carried.conflicts] == [("effective", "adequate")]
    assert rebase(OLD, new, mine).conflicts == ()
