"""What a hostile or unlucky text may cost, in seconds of processor time: some five times what it takes."""

import random
import time
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treaty_drafts import review
from treaty_drafts.text import DEFAULT, Change, apply, collate, consolidate, diff, rebase, units
from treaty_drafts.text.words import has_fast_twin


def seconds(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


ATTRIBUTED = "{n}. Each Party [shall - AA][should - BB] take measure {n} [promptly - CC].\n\n"
SPACED = "{n}. Words that stand between one point and the next, so that they are apart: [q{n} - AA]. "


def changed(pattern: str, times: int, was: str, becomes: str) -> tuple[str, str]:
    base = "".join(pattern.format(n=n) for n in range(times))
    return base, base.replace(was, becomes)


@pytest.mark.parametrize(
    ("base", "wording", "limit"),
    [
        (*changed("k{n} k k [q{n} - AA] ", 400, "[q", "[r"), 1.5),
        ("y " + "[a - AA] " * 800, "z " + "[a - AA] " * 800, 0.5),
        ("y " + "[a - AA]" * 20_000, "z " + "[a - AA]" * 20_000, 3),
        (*changed(ATTRIBUTED, 200, "Each", "Every"), 0.5),
        (*changed(ATTRIBUTED, 2000, "Each", "Every"), 3),
        (*changed(SPACED, 2000, "[q", "[r"), 10),
        ("y " + "[" * 100_000 + "]" * 100_000, "z " + "[" * 100_000 + "]" * 100_000, 3),
        ("y " + "[" * 50_000 + " - AA]" * 20_000, "z " + "[" * 50_000 + " - AA]" * 20_000, 3),
        ("y [x - " + "AA; " * 50_000 + "]", "z [x - " + "AA; " * 50_000 + "]", 1),
    ],
    ids=[
        "sites",
        "marks",
        "marks side by side",
        "attributed",
        "long",
        "long with sites",
        "deep",
        "deep names",
        "names",
    ],
)
def test_a_text_with_many_brackets_is_consolidated_in_bounded_time(base: str, wording: str, limit: float) -> None:
    collation = collate(base, {"AA": wording, "BB": base})
    assert seconds(lambda: consolidate(collation, sigla=("CC",))) < limit


@pytest.mark.corpus
def test_the_hardest_unit_of_the_corpus_is_consolidated_in_bounded_time(corpus: Path) -> None:
    text = (corpus / "paris_2015-10-23.md").read_bytes().decode()
    unit = max(units(text), key=lambda u: u.end - u.start)
    base = text[unit.start : unit.end]
    wordings = {"AA": base.replace("shall", "should"), "BB": base.replace("[", "").replace("]", "")}
    assert seconds(partial(consolidate, collate(base, wordings))) < 2


def unlike(words: int, seed: int = 0) -> list[str]:
    """Words of a vocabulary of 3,000, the same on every machine, without a full stop."""
    draw = random.Random(seed)
    return [f"w{draw.randrange(3000)}" for _ in range(words)]


def test_a_long_article_without_full_stops_is_judged_in_bounded_time() -> None:
    words = unlike(7500)
    collation = collate(" ".join(words), {"AA": " ".join("zz" if n % 3 == 0 else w for n, w in enumerate(words))})
    assert len(collation.sites) > 2000
    assert seconds(lambda: list(review.of_one(None, "new", collation, DEFAULT))) < 15


def test_the_context_of_a_point_is_its_sentence_and_of_a_long_one_what_is_near() -> None:
    words = unlike(1000)
    base = " ".join([*words[:500], "shall", *words[500:]]) + ". Parties shall not. It ends."
    collation = collate(base, {"AA": base.replace("shall", "may")})
    long, short = review.of_one(None, "new", collation, DEFAULT)
    assert (short.before, short.after) == ("Parties ", " not.")
    assert long.before + "shall" + long.after in base
    assert 600 <= len(long.before) <= 910
    assert 600 <= len(long.after) <= 910
    assert f" {long.before}" in base


def any_of(characters: str, seed: int) -> str:
    draw = random.Random(seed)
    return "".join(draw.choice(characters) for _ in range(200_000))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        *(
            (any_of(characters, 1), any_of(characters, 2))
            for characters in ("ab ", ".,;:-", "ab. \n", "国家应当可以合作。\n")
        ),
        (" ".join(unlike(35_000, 1)), " ".join(unlike(35_000, 2))),
        ("a " * 100_000, "a " * 50_000 + "b " + "a " * 50_000),
        ("".join(f"a{n}\n" for n in range(30_000)), "".join(f"a{n}\n" for n in reversed(range(30_000)))),
    ],
    ids=["words", "signs", "lines", "Han", "unlike", "alike", "backwards"],
)
@pytest.mark.skipif(not has_fast_twin(), reason="the pure diff-match-patch takes minutes")
def test_any_two_texts_are_compared_in_bounded_time(before: str, after: str) -> None:
    found: list[tuple[Change, ...]] = []
    assert seconds(lambda: found.append(diff(before, after))) < 10
    assert apply(before, found[0]) == after


def test_a_long_text_of_one_paragraph_is_still_compared_word_by_word() -> None:
    words = unlike(30_000)
    before, after = " ".join(words), " ".join("zz" if n % 30 == 0 else w for n, w in enumerate(words))
    assert [c.text for c in diff(before, after)] == ["zz"] * 1000


LINES = st.lists(st.sampled_from(["a", "b", "c", "e f.", "g.\n", "h\n"]), max_size=60).map(" ".join)


@given(LINES, LINES)
def test_texts_compared_by_pieces_lead_to_one_another(before: str, after: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("LIMIT", "SMALL"):
            patch.setattr(import_module("treaty_drafts.text.alignment"), name, 6)
        assert apply(before, diff(before, after)) == after
        assert diff(before, before) == ()


@pytest.mark.parametrize("pattern", ["[w{n}] x{n} ", "[w{n}] x{n} p q r s ", "[w{n} "], ids=["a chain", "far", "lost"])
def test_changes_in_every_bracket_are_carried_forward_in_bounded_time(pattern: str) -> None:
    old = "".join(pattern.format(n=n) for n in range(2000))
    new, mine = old.replace("[w", "[v"), old.replace(" ", "] ", 1000).replace("x", "y x")
    assert seconds(lambda: rebase(old, new, mine)) < 3
