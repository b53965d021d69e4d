"""Where the words of a revision went in the next one, and which of its brackets became which.

The units that are the same (`match`) are compared word by word without their brackets. A bracket continues in the one
that stands at its place or has most of its words; what was not found in its unit is looked for in the whole text.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from .diff import diff
from .matching import match
from .span import Span
from .unbracketed import Revision


class Change:
    """How the words of one revision went into the next, and which bracket became which."""

    def __init__(self, old: Revision, new: Revision) -> None:
        self.old, self.new = old, new
        self._units = match(old.units, new.units)
        self.to = {a: b for b, a in self._units.items()}
        self._kept = sorted(self._kept_stretches())  # (start in old, end in old, start in new)
        self._starts = [k[0] for k in self._kept]
        self.pairs = self._paired()

    def _kept_stretches(self) -> Iterator[tuple[int, int, int]]:
        for n, (_, text) in enumerate(self.old.units):
            if n not in self.to:
                continue
            m = self.to[n]
            at, there = self.old.starts[n], self.new.starts[m]
            done = grown = 0
            for change in diff(text, self.new.units[m][1]):
                if change.before.start > done:
                    yield at + done, at + change.before.start, there + done + grown
                grown += len(change.text) - (change.before.end - change.before.start)
                done = change.before.end
            if len(text) > done:
                yield at + done, at + len(text), there + done + grown

    def place(self, span: Span) -> Span:
        """Where what stands at `span` of the old text is in the new text."""
        plain = self.mapped(Span(self.old.without(span.start), self.old.without(span.end)))
        return Span(self.new.within(plain.start), max(self.new.within(plain.start), self.new.within(plain.end)))

    def mapped(self, span: Span) -> Span:
        """A stretch of the old `plain` as one of the new: from behind the words before it to the words after it."""
        unit = self.old.unit_of(span.start)
        if unit not in self.to:
            end = self._new_position_of_lost(unit)
            return Span(end, end)
        low = self.new.starts[self.to[unit]]
        high = low + len(self.new.units[self.to[unit]][1])
        start, end = self._forward(span.start, low, last=False), self._forward(span.end, high, last=True)
        start = min(max(start, low), high)
        return Span(start, max(start, min(end, high)))

    def _forward(self, at: int, border: int, *, last: bool) -> int:
        """Where the word at `at` went; in a changed place, its beginning or, for what is `last`, its end."""
        n = bisect_right(self._starts, at) - 1
        if n >= 0 and (at < self._kept[n][1] or (at == self._kept[n][1] and last)):
            return self._kept[n][2] + at - self._kept[n][0]
        if last:
            following = self._kept[n + 1] if n + 1 < len(self._kept) else None
            fits = following and self.new.unit_of(following[2]) == self.new.unit_of(max(0, border - 1))
            return following[2] if following and fits else border
        before = self._kept[n] if n >= 0 else None
        end = before[2] + before[1] - before[0] if before else border
        return max(end, border)

    def _new_position_of_lost(self, unit: int) -> int:
        """Where a unit that is gone would stand: behind the nearest one before it that is left."""
        left = next((self.to[n] for n in range(unit, -1, -1) if n in self.to), None)
        return 0 if left is None else self.new.starts[left] + len(self.new.units[left][1])

    def kept_in(self, span: Span) -> Iterator[Span]:
        """The words of `span` that stand in the new text, as stretches of its `plain`."""
        n = max(0, bisect_right(self._starts, span.start) - 1)
        while n < len(self._kept) and self._kept[n][0] < span.end:
            start, end, there = self._kept[n]
            low, high = max(start, span.start), min(end, span.end)
            if low < high:
                yield Span(there + low - start, there + high - start)
            n += 1

    def _paired(self) -> dict[int, int]:
        """The new bracket in which each old one continues."""
        scored: list[tuple[float, int, int, int]] = []
        for a, inside in enumerate(self.old.inside):
            if self.old.unit_of(inside.start) in self.to:
                place = self.mapped(inside)
                kept = list(self.kept_in(inside))
                for b in self._candidates(place, kept):
                    score = self._score(inside, kept, place, b)
                    if score >= ENOUGH:
                        scored.append((-score, abs(self.old.brackets[a].depth - self.new.brackets[b].depth), a, b))
        pairs = _best(scored)
        return pairs | self._moved(pairs)

    def _candidates(self, place: Span, kept: list[Span]) -> set[int]:
        """New brackets that begin at the place, or stand around where it begins."""
        found: set[int] = set()
        by_start = self.new.by_start
        for at in {place.start, *(k.start for k in kept[:NEAR])}:
            n = bisect_left(by_start, (at, 0))
            found |= {b for start, b in by_start[n : n + NEAR] if start <= max(place.end, at)}
            around = by_start[n - 1][1] if n else None
            for _ in range(NEAR):
                if around is None:
                    break
                found.add(around)
                around = self.new.brackets[around].parent
        return found

    def _score(self, inside: Span, kept: list[Span], place: Span, b: int) -> float:
        """Twice the words both have over the words of both; the same place with other words counts as much as SAME_PLACE."""
        there = self.new.inside[b]
        common = sum(max(0, min(k.end, there.end) - max(k.start, there.start)) for k in kept)
        size = (inside.end - inside.start) + (there.end - there.start)
        score = 2 * common / size if size else float(place == there)
        return max(score, SAME_PLACE if place == there and alike(inside, there) else 0)

    def _moved(self, pairs: dict[int, int]) -> dict[int, int]:
        """Brackets with the same words elsewhere, known again by many words or by the words around few ones."""
        found: dict[int, int] = {}
        for before, after in ((0, 0), (CONTEXT, CONTEXT), (CONTEXT, 0), (0, CONTEXT)):
            old, new = (
                revision.by_words([n for n in range(len(revision.inside)) if n not in taken], before, after)
                for revision, taken in (
                    (self.old, {*pairs, *found}),
                    (self.new, {*pairs.values(), *found.values()}),
                )
            )
            found |= {a[0]: new[key][0] for key, a in old.items() if len(a) == 1 and len(new.get(key, ())) == 1}
        return found

    def near(self, place: Span) -> Iterator[int]:
        """New brackets that begin at a place or close to it."""
        at = bisect_left(self.new.by_start, (place.start - CLOSE, 0))
        for start, n in self.new.by_start[at : at + 2 * NEAR]:
            if start <= place.end + CLOSE:
                yield n


def _best(scored: list[tuple[float, int, int, int]]) -> dict[int, int]:
    """Pairs by score, the best first; each bracket once."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, a, b in sorted(scored):
        if a not in pairs and b not in taken:
            pairs[a] = b
            taken.add(b)
    return pairs


def alike(one: Span, other: Span) -> bool:
    """Whether two stretches are of a size that one may be the other in new words."""
    sizes = sorted((one.end - one.start, other.end - other.start))
    return sizes[1] <= 2 * sizes[0] + 10


ENOUGH = 0.34  # a third of the words in common: what became of a bracket, on the four Paris revisions
SAME_PLACE = 0.4
CLOSE = 20  # characters between where a bracket was resolved and where it is opened again
NEAR = 6  # brackets that are looked at around a place
CONTEXT = 3  # words around a short one
