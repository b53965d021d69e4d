"""Law 5: a wording that is carried to a new base loses no change: applied, already there, or a conflict."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.texts import colliding, rebasing
from treaty_drafts.text import Rebased, Span, rebase
from treaty_drafts.text.alignment import Aligner
from treaty_drafts.text.halves import is_balanced
from treaty_drafts.text.sides import Side

from .strategies import bracketed

PARAGRAPHS = (
    "1. Each Party shall take all measures needed now.\n",
    "2. The Conference shall review them every five years.\n",
    "3. Nothing in this Article applies to military networks.\n",
)
OLD = "".join(PARAGRAPHS)


@pytest.mark.parametrize(
    ("new", "mine", "expected"),
    [
        (OLD.replace("Party", "State"), OLD.replace("needed", "possible"),
         OLD.replace("Party", "State").replace("needed", "possible")),
        (OLD.replace("Party", "State"), OLD.replace("Party", "State"), OLD.replace("Party", "State")),
        (PARAGRAPHS[2] + PARAGRAPHS[0] + PARAGRAPHS[1], OLD.replace("military", "civilian"),
         PARAGRAPHS[2].replace("military", "civilian") + PARAGRAPHS[0] + PARAGRAPHS[1]),
        (OLD.replace("five", "two"), PARAGRAPHS[1] + PARAGRAPHS[0] + PARAGRAPHS[2],
         PARAGRAPHS[1].replace("five", "two") + PARAGRAPHS[0] + PARAGRAPHS[2]),
        (PARAGRAPHS[0] + PARAGRAPHS[2], OLD.replace("now", "today"), (PARAGRAPHS[0] + PARAGRAPHS[2]).replace("now", "today")),
    ],
    ids=["another word", "the same word", "the base moved it", "I moved it", "the base deleted another"],
)  # fmt: skip
def test_a_wording_is_carried_forward(new: str, mine: str, expected: str) -> None:
    found = rebase(OLD, new, mine)
    assert (found.text, found.conflicts) == (expected, ())


def test_a_conflict_has_both_texts_and_its_place() -> None:
    new, mine = OLD.replace("Party", "State"), OLD.replace("Party", "Member")
    (found,) = rebase(OLD, new, mine).conflicts
    assert (found.old.of(OLD), found.new.of(new), found.mine.of(mine)) == ("Party", "State", "Member")
    assert found.at.of(rebase(OLD, new, mine).text) == "State"


@pytest.mark.parametrize(
    ("old", "new", "mine", "places"),
    [
        ("Each [shall] [should] act.", "Each [shall] [must] act.", "Each shall act.", [("[shall] [must]", "shall")]),
        (
            "Each [shall act][, now].",
            "Each [shall act][, soon].",
            "Each shall act, now.",
            [("[shall act][, soon]", "shall act, now")],
        ),
        ("All [may [swiftly]] act.", "All [may [soon]] act.", "All may act.", [("[may [soon]] ", "may ")]),
        ("Each serious case.", "Each [grave case.", "Each [bad case.", [("[grave", "[bad")]),  # lost already
    ],
)
def test_a_conflict_does_not_tear_brackets_apart(old: str, new: str, mine: str, places: list[tuple[str, str]]) -> None:
    found = rebase(old, new, mine)
    assert [(c.new.of(new), c.mine.of(mine)) for c in found.conflicts] == places
    for conflict in reversed(found.conflicts):
        text = found.text[: conflict.at.start] + conflict.mine.of(mine) + found.text[conflict.at.end :]
        assert (text.count("["), text.count("]")) == (mine.count("["), mine.count("]"))


def chosen(found: Rebased, new: str, mine: str, choices: str) -> str:
    """The text with each conflict settled for the new base (n) or the wording (m)."""
    parts, at = [], 0
    for conflict, choice in zip(found.conflicts, choices, strict=True):
        parts += [found.text[at : conflict.at.start], conflict.new.of(new) if choice == "n" else conflict.mine.of(mine)]
        at = conflict.at.end
    return "".join([*parts, found.text[at:]])


def test_a_phrase_is_settled_as_one() -> None:
    """A word here and a comma there are the drafter's one change; what the base changed further on is not part of it."""
    old = "Each Party shall take measures to prevent serious harm to the networks of other States."
    new = "Each Party shall, where feasible, take measures to prevent significant harm to the systems of other States."
    mine = "Each State shall promptly take all measures to prevent serious harm to the networks of all others."
    found = rebase(old, new, mine)
    assert [(c.changes, c.old.of(old), c.new.of(new), c.mine.of(mine)) for c in found.conflicts] == [
        (3, "Party shall take ", "Party shall, where feasible, take ", "State shall promptly take all ")
    ]
    assert [s.of(mine) for s in found.applied] == ["all others"]
    assert chosen(found, new, mine, "m") == (
        "Each State shall promptly take all measures to prevent significant harm to the systems of all others."
    )


@pytest.mark.parametrize("notice", ["after three days' notice", "after giving the State concerned three days' notice"])
def test_what_stands_many_words_from_a_conflict_is_carried(notice: str) -> None:
    """However long the drafter's phrase is that collides: the redline may show both as one change then."""
    old = (
        "A State Party that has suffered a harmful cyber operation may attribute that operation publicly to another State "
        "where it has concluded so."
    )
    new = old.replace("may", "may, after informing the State concerned,")
    mine = old.replace("may", f"may, {notice},").replace(
        "State where", "State, alone or together with other States, where"
    )
    found = rebase(old, new, mine)
    assert [(c.changes, c.new.of(new), c.mine.of(mine)) for c in found.conflicts] == [
        (1, ", after informing the State concerned,", f", {notice},")
    ]
    assert [s.of(mine) for s in found.applied] == [", alone or together with other States,"]
    assert chosen(found, new, mine, "m") == mine


@st.composite
def in_brackets(draw: st.DrawFn, words: list[str]) -> str:
    """The words with some replaced and brackets around some, all of them with their partners."""
    found = [draw(st.sampled_from((w, w, w, f"{w}x", ""))) for w in words]
    for start in draw(st.lists(st.integers(0, len(found) - 1), max_size=3)):
        end = draw(st.integers(start, len(found) - 1))
        if is_balanced(" ".join(found[start : end + 1])):
            found[start] = f"[{found[start]}"
            found[end] += "]"
    return " ".join(found)


@given(st.data())
def test_every_choice_leaves_every_bracket_its_partner(data: st.DataObject) -> None:
    words = [f"w{n}" for n in range(12)]
    old, new, mine = (data.draw(in_brackets(words)) for _ in range(3))
    found = rebase(old, new, mine)
    choices = data.draw(st.text("nm", min_size=len(found.conflicts), max_size=len(found.conflicts)))
    assert is_balanced(chosen(found, new, mine, choices))


def test_what_the_base_has_already_is_said() -> None:
    new = OLD.replace("Party", "State")
    assert rebase(OLD, new, new) == Rebased(new, already=(Span(8, 13),))


def test_no_false_conflict_and_no_wrong_text_where_edits_are_a_word_apart() -> None:
    for seed in range(60):
        old, new, mine, expected = rebasing(seed)
        found = rebase(old, new, mine)
        assert (seed, found.text == expected, found.conflicts) == (seed, True, ())


def test_no_conflict_is_silent() -> None:
    for seed in range(60):
        old, new, mine, words = colliding(seed)
        found = rebase(old, new, mine)
        assert [c.mine.of(mine) for c in found.conflicts if words in c.mine.of(mine)] != []


@given(bracketed, bracketed, bracketed)
def test_where_one_side_changed_nothing_the_other_is_the_result(old: str, new: str, mine: str) -> None:
    assert (rebase(old, old, mine).text, rebase(old, old, mine).conflicts) == (mine, ())
    assert (rebase(old, new, old).text, rebase(old, new, old).conflicts) == (new, ())
    assert (rebase(old, new, new).text, rebase(old, new, new).conflicts) == (new, ())
    found = rebase(old, new, mine)
    for conflict in found.conflicts:
        assert conflict.at.of(found.text) == conflict.new.of(new)


@st.composite
def rewritten(draw: st.DrawFn, letter: str) -> list[list[str]]:
    """Lines of words that are all different, with some replaced, taken out, put in, and lines put elsewhere; few
    enough for a line to be the same line."""
    lines = [[f"w{line}x{n}" for n in range(20)] for line in range(4)]
    for n, (kind, line, at, size) in enumerate(
        draw(
            st.lists(
                st.tuples(st.sampled_from("rdim"), st.integers(0, 3), st.integers(0, 19), st.integers(1, 2)), max_size=4
            )
        )
    ):
        if kind == "m":
            lines.insert(at % 4, lines.pop(line))
        else:
            lines[line][at : at + (0 if kind == "i" else size)] = [] if kind == "d" else [f"{letter}{n}"]
    return lines


def written(old: str, text: str) -> set[str]:
    """The words that a text writes anew; where it has one of the old text's in another place, that can be among them."""
    found = Side(Aligner(f"{old}\n", tidy=False), f"{text}\n")
    return {w for change in found.changes for w in change.text.split()}


@given(rewritten("n"), rewritten("m"), st.lists(st.tuples(st.integers(0, 300), st.integers(1, 60)), max_size=2))
def test_law_5_no_word_is_dropped_silently(
    new: list[list[str]], mine: list[list[str]], shut: list[tuple[int, int]]
) -> None:
    original = {f"w{line}x{n}" for line in range(4) for n in range(20)}
    old = "\n".join(" ".join(f"w{line}x{n}" for n in range(20)) for line in range(4))
    new_text, my_text = ("\n".join(map(" ".join, lines)) for lines in (new, mine))
    closed = [Span(start, start + length) for start, length in shut]
    found = rebase(old, new_text, my_text, closed=closed)
    words, theirs, own = (set(t.split()) for t in (found.text, new_text, my_text))
    shown = {w for c in found.conflicts for w in c.mine.of(my_text).split()}
    disputed = {w for c in found.conflicts for w in c.old.of(old).split()}
    assert own - original <= words | shown
    assert (original - own) & words <= disputed | written(old, new_text)
    assert theirs - original <= words
    assert (original - theirs) & words <= written(old, my_text)
