"""Texts that somebody may send to hold everybody up: read in bounded time."""

import time
from collections.abc import Callable

import pytest

from treaty_drafts.pages.drawing import lines
from treaty_drafts.text import Span, collate, follow, match, parse, units
from treaty_drafts.text.headings import title

WORDS = "Each Party shall take measures to prevent serious harm "
MANY = units("".join(f"Article {n}\n\nword{n} other{n * 7}\n\n" for n in range(1, 4001)))
SAME = "[x] and " * 20_000


def followed() -> object:
    """Many stretches whose words stand in very many places, through many changes."""
    spans = [Span(n * 8, n * 8 + 3) for n in range(0, 20_000, 100)]
    return follow(SAME, SAME[8:].replace("and [x] and [x] and", "or [x] and [x]", 2000), spans)


CASES: dict[str, Callable[[], object]] = {
    "a heading of brackets": lambda: title("x" + "[" * 100_000 + "x"),
    "a first line of brackets": lambda: units("x" + "[" * 200_000 + "x"),
    "a first line of blanks": lambda: units("x" + " " * 200_000 + "x"),
    "a line of brackets and words": lambda: parse("[x " * 100_000),
    "every third word changed": lambda: collate(WORDS * 3000, {"AA": (WORDS * 3000).replace("take", "taking")}),
    "many unlike articles": lambda: match(*([(u, f"word{n}") for n, u in enumerate(MANY)] for _ in range(2))),
    "the same words in many places": followed,
    "deep nesting over many lines": lambda: lines("[" * 20_000 + "\na" * 20_000 + "]" * 20_000, names={}),
}


@pytest.mark.parametrize("case", CASES)
def test_it_takes_a_bounded_time(case: str) -> None:
    start = time.process_time()
    CASES[case]()
    assert time.process_time() - start < 8


def test_drawing_is_linear_in_the_text() -> None:
    text = "[" * 2000 + "\na" * 2000 + "]" * 2000
    assert sum(len(line.html) for line in lines(text, names={})) < 400 * len(text)
