"""A text measured against an old base, for carrying wordings forward: what changed, what stands where."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .alignment import Aligner

SLIDE = 200  # characters at most


class Edited(NamedTuple):
    """`a` to `a_end` of the old base reads `b` to `b_end` on one side."""

    a: int
    a_end: int
    b: int
    b_end: int
    text: str
    is_mine: bool = False

    @property
    def grown(self) -> int:
        return self.b_end - self.b - (self.a_end - self.a)


class Stretch(NamedTuple):
    """A stretch of the old base that stands unchanged on one side, from `b` on."""

    a: int
    a_end: int
    b: int


class Side:
    """One text measured against the old base: what changed, what stands where, which paragraphs were moved."""

    def __init__(self, aligner: Aligner, text: str) -> None:
        self.text = text
        self.changes: list[Edited] = []
        self.runs: list[Stretch] = []
        self.moved: dict[tuple[int, int], tuple[int, int]] = {}  # from the old base to this text
        self.come: dict[tuple[int, int], int] = {}  # where in the old base they come to
        at = (0, 0)
        for a, b, twin in aligner.differences(text):
            self._run(at, a[0])
            if twin and a[0] < a[1]:
                self.moved[a] = twin
                inner = (a[0], twin[0])
                for x, y, _ in aligner.moved(text, a, twin):
                    self._run(inner, x[0])
                    self.changes.append(Edited(*x, *y, text[slice(*y)]))
                    inner = (x[1], y[1])
                self._run(inner, a[1])
            elif twin:
                self.come[twin] = a[0]
            else:
                self.changes.append(Edited(*a, *b, text[slice(*b)]))
            at = (a[1], b[1])
        self._run(at, len(aligner.pieces.text))
        self.at = [c.a for c in self.changes]
        self.starts = [r.a for r in self.runs]
        self.ends = [r.a_end for r in self.runs]

    def _run(self, at: tuple[int, int], end: int) -> None:
        if at[0] < end:
            self.runs.append(Stretch(at[0], end, at[1]))

    @property
    def spans(self) -> Iterator[tuple[int, int]]:
        yield from ((c.b, c.b_end) for c in self.changes)
        yield from self.moved.values()

    def place(self, a: int, a_end: int, *, left: bool) -> int | None:
        """Where an unchanged stretch of the old base stands; of a mere place, behind what stands to the left of it or
        before what stands to the right. None where it does not stand there in one piece."""
        n = bisect_left(self.ends, a) if left else bisect_right(self.starts, a) - 1
        for k in (n, n - 1 if not left else n + 1):
            if 0 <= k < len(self.runs) and self.runs[k].a <= a and a_end <= self.runs[k].a_end:
                return self.runs[k].b + a - self.runs[k].a
        return None

    def begin(self, a: int) -> int | None:
        """Where the paragraph stands that begins at `a` in the old base."""
        for c in self.changes[bisect_left(self.at, a) : bisect_right(self.at, a)]:
            if c.a_end > a or not c.text.endswith("\n"):
                return c.b
        n = bisect_left(self.starts, a)
        return self.runs[n].b if n < len(self.runs) and self.runs[n].a == a else self.place(a, a, left=False)

    def end(self, a: int) -> int | None:
        """Where the paragraph ends that ends at `a` in the old base."""
        before = self.changes[max(0, bisect_left(self.at, a) - 1)] if self.changes else None
        if before and before.a < a == before.a_end:
            return before.b_end
        return self.place(a, a, left=True)


def slid(change: Edited, old: str, mine: str, most: int, step: int) -> Edited:
    """An insertion or deletion as far to the left (-1) or to the right (1) as it can stand, at most `most` characters."""
    if change.a < change.a_end and change.b < change.b_end:
        return change
    side, start, end = (old, change.a, change.a_end) if change.a < change.a_end else (mine, change.b, change.b_end)
    by = at = 0
    while start + at - (step < 0) >= 0 and end + at + (step > 0) <= len(side) and abs(at) < min(most, SLIDE):
        one, other = (start + at - 1, end + at - 1) if step < 0 else (start + at, end + at)
        if side[one] != side[other]:
            break
        at += step
        if side[start + at - 1 : start + at].isspace() != side[start + at : start + at + 1].isspace():
            by = at  # between two words
    a, a_end, b, b_end = (n + by for n in change[:4])
    return change._replace(a=a, a_end=a_end, b=b, b_end=b_end, text=mine[b:b_end])


def reach(changes: Sequence[Edited], low: int, high: int) -> tuple[int, int] | None:
    """What one side has where the old base has `low` to `high`; None where that is not one stretch."""
    first, last = changes[0], changes[-1]
    start, end = first.b - (first.a - low), last.b_end + (high - last.a_end)
    return (start, end) if end - start == high - low + sum(c.grown for c in changes) and start >= 0 else None


def are_apart(old: str, one: Edited, other: Edited) -> bool:
    """Whether a word, a sign or the border of a paragraph that neither changes stands between two changes."""
    first, second = sorted((one, other))
    if first.a_end > second.a:
        return False
    between = old[first.a_end : second.a]
    if between:
        return not between.isspace() or "\n" in between
    if first.a == first.a_end and second.a == second.a_end:
        return False
    at = second.a
    return ((at == 0 or old[at - 1] == "\n") and (not first.text or first.text.endswith("\n"))) or (
        (at == len(old) or old[at] == "\n") and second.text.startswith("\n")
    )
