"""The halves of brackets in a plain text: which belong together, and which a stretch would tear apart."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate

HALF = re.compile(r"[\[\]]")


def is_balanced(text: str) -> bool:
    """Whether every bracket has its partner."""
    depths = list(accumulate(1 if half[0] == "[" else -1 for half in HALF.finditer(text)))
    return not depths or (min(depths) >= 0 and depths[-1] == 0)


class Halves:
    """Where the partner of each half stands; those without one are not in it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.partner = dict(_partners(text))
        self.places = sorted(self.partner)

    def around(self, start: int, end: int, most: int) -> tuple[int, int] | None:
        """The innermost bracket of one line, of at most so many characters, that a stretch is inside of."""
        for n in range(bisect_left(self.places, start) - 1, -1, -1):
            at = self.places[n]
            if end - at > most:
                return None
            close = self.partner[at] + 1
            if end < close <= at + most:
                return None if "\n" in self._text[at:close] else (at, close)
        return None

    def torn(self, start: int, end: int) -> Iterator[int]:
        """Where the other halves of those brackets stand that a stretch has one half of."""
        for at in self.places[bisect_left(self.places, start) : bisect_left(self.places, end)]:
            if not start <= self.partner[at] < end:
                yield self.partner[at]

    def beside(self, start: int, end: int, most: int) -> Iterator[int]:
        """The far ends of the brackets, of at most so many characters, that stand next to one that a stretch ends with."""
        first, last = start, end
        while first < end and self._text[first] == " ":
            first += 1
        while last > start and self._text[last - 1] == " ":
            last -= 1
        before = self._text[max(0, first - 2) : first].rstrip(" ")
        if self._text[first : first + 1] == "[" and before.endswith("]"):
            close = max(0, first - 2) + len(before) - 1
            if close - self.partner.get(close, close) in range(1, most):
                yield self.partner[close]
        after = self._text[last : last + 2]
        if self._text[last - 1 : last] == "]" and after.lstrip(" ").startswith("["):
            opening = last + after.index("[")
            if self.partner.get(opening, opening) - opening in range(1, most):
                yield self.partner[opening]


def _partners(text: str) -> Iterator[tuple[int, int]]:
    opened: list[int] = []
    for half in HALF.finditer(text):
        if half[0] == "[":
            opened.append(half.start())
        elif opened:
            start = opened.pop()
            yield from ((start, half.start()), (half.start(), start))
