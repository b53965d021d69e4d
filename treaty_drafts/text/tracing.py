"""Follow a stretch of a text into another state of it: where the same words stand, or what stands in their place."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import accumulate
from os.path import commonprefix

from .diff import Change, diff
from .span import Span
from .tokens import tokenize

SPEAKS_FOR_ITSELF = 6  # words: so many are found again wherever they stand, fewer only among neighbours they had
LOOKED_AT = 8  # words on either side that are compared; half of them must be the same, and NEIGHBOURS of them at least
NEIGHBOURS = 3
MANY = 200  # places: where so many have the same words, nothing tells which is which
WINDOW = 300  # characters on either side of a place between words in which these are looked for


class Fate(StrEnum):
    STANDS = "stands"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Followed:
    """Where a stretch is in the later text; of `changed` words, what stands in their place, which may be nothing."""

    span: Span
    fate: Fate


def follow(before: str, after: str, spans: Sequence[Span]) -> tuple[Followed, ...]:
    """What became of each of `spans` of `before` in `after`, in the order of `spans`.

    Words that stand or moved are the same, character by character. Of several places with the same words, the one that
    the changes between the texts lead to counts, or else the only one with the same neighbours; where neither tells,
    the words count as changed. An empty stretch stands where the words on both sides of it still meet.
    """
    if before == after:
        return tuple(Followed(span, Fate.STANDS) for span in spans)
    way = _Way(before, after)
    return tuple(way.of(span) for span in spans)


class _Text:
    """A text, and where its words are; signs and white space are no words."""

    def __init__(self, text: str) -> None:
        tokens = tokenize(text)
        starts = list(accumulate(map(len, tokens), initial=0))
        self.text, self.cuts = text, frozenset(starts)
        self.words = [Span(at, at + len(t)) for at, t in zip(starts, tokens, strict=False) if t[0].isalnum()]
        self.starts = [word.start for word in self.words]

    def around(self, span: Span) -> tuple[list[Span], list[Span]]:
        """The words before and behind a stretch that are looked at, the nearest first."""
        low, high = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
        return self.words[max(0, low - LOOKED_AT) : low][::-1], self.words[high : high + LOOKED_AT]

    def near(self, start: int, length: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The same as strings."""
        left, right = self.around(Span(start, start + length))
        return tuple(w.of(self.text) for w in left), tuple(w.of(self.text) for w in right)


class _Way:
    """From one text to the other; the comparison, which is dear, is made when a stretch first needs it."""

    def __init__(self, before: str, after: str) -> None:
        self.before, self.after = before, after
        self.head = len(commonprefix((before, after)))
        self.tail = len(commonprefix((before[::-1], after[::-1])))
        self.old, self.new = _Text(before), _Text(after)
        self._sure: dict[str, dict[int, int]] = {}

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        return diff(self.before, self.after)

    @cached_property
    def ends(self) -> list[int]:
        return [change.before.end for change in self.changes]

    @cached_property
    def shifts(self) -> list[int]:
        """By how much the first changes move what is behind them."""
        return list(accumulate((len(c.text) - (c.before.end - c.before.start) for c in self.changes), initial=0))

    def touched(self, span: Span) -> bool:
        n = bisect_right(self.ends, span.start)
        return n < len(self.changes) and self.changes[n].before.start < span.end

    def of(self, span: Span) -> Followed:
        if span.start == span.end:
            return self.point(span.start)
        place = self.place(span)
        words = span.of(self.before)
        if words not in self._sure:
            self._sure[words] = self.sure(words)
        found = self._sure[words].get(span.start)
        if found is not None:
            return Followed(_from(found, span), Fate.STANDS)
        found = self.elsewhere(span)
        if found is None:
            return Followed(place, Fate.CHANGED)
        inside = place.start <= found and found + len(words) <= place.end
        return Followed(_from(found, span), Fate.STANDS if inside else Fate.MOVED)

    def point(self, at: int) -> Followed:
        """A place between words, by the words on both sides."""
        left = self.before[:at].rstrip()
        right = self.before[at:].lstrip()
        first = len(left) - len((tokenize(left[-WINDOW:]) or ("",))[-1])
        last = len(self.before) - len(right) + len((tokenize(right[:WINDOW]) or ("",))[0])
        around = Span(first, last)
        followed = self.of(around) if first < last else Followed(Span(0, 0), Fate.CHANGED)
        if followed.fate != Fate.CHANGED:
            there = followed.span.start + at - first
            return Followed(Span(there, there), followed.fate)
        return Followed(self.place(Span(at, at)), Fate.CHANGED)

    def sure(self, words: str) -> dict[int, int]:
        """Each place of `words` with the one in the later text that it is sure to be: no two are the same.

        Sure is what stands where nothing changes before or behind it, and what the comparison keeps among its neighbours.
        """
        found: dict[int, int] = {}
        taken: set[int] = set()
        places = list(_places(self.before, words))
        more = len(self.after) - len(self.before)
        ways: tuple[Callable[[int], int | None], ...] = (
            lambda at: at if at + len(words) <= self.head else None,
            lambda at: at + more if at >= len(self.before) - self.tail else None,
            lambda at: self.kept(Span(at, at + len(words))),
        )
        for way in ways:
            for old in places:
                new = None if old in found else way(old)
                if new is not None and new not in taken and self.whole(Span(old, old + len(words)), new):
                    found[old] = new
                    taken.add(new)
        return found

    def whole(self, span: Span, at: int) -> bool:
        """Whether a stretch that begins and ends with words does so in the later text, beginning at `at`."""
        ends = (span.start, at), (span.end, at + span.end - span.start)
        return all(was not in self.old.cuts or now in self.new.cuts for was, now in ends)

    def kept(self, span: Span) -> int | None:
        """Where the stretch is if the comparison keeps all of it, and most of the words around it."""
        if self.touched(span):
            return None
        near = [word for side in self.old.around(span) for word in side]
        stay = sum(not self.touched(word) for word in near)
        if near and stay < len(near) / 2 and _weight(span.of(self.before)) < SPEAKS_FOR_ITSELF:
            return None
        return span.start + self.shift(span.start)

    def shift(self, at: int) -> int:
        """By how much the character at `at` moves."""
        return self.shifts[bisect_right(self.ends, at)]

    def place(self, span: Span) -> Span:
        """What stands in the place of a stretch."""
        if span.start == span.end:
            touching = [c for c in self.changes if c.before.start <= span.start <= c.before.end]
        else:
            touching = [c for c in self.changes if _touches(c, span)]
        if not touching:
            at = span.start + self.shift(span.start)
            return Span(at, at)
        first, last = touching[0], touching[-1]
        start = first.after.start - max(0, first.before.start - span.start)
        return Span(start, last.after.end + max(0, span.end - last.before.end))

    def elsewhere(self, span: Span) -> int | None:
        """Where the words of no sure place stand, if it can only be one place: each of the two is the other's best."""
        words = span.of(self.before)
        sure = self._sure[words]
        taken = set(sure.values())
        free = [at for at in _places(self.after, words) if at not in taken and self.whole(span, at)]
        lost = [old for old in _places(self.before, words) if old not in sure]
        if max(len(free), len(lost)) > MANY:
            return None
        best = _best({at: self.alike(span.start, at, len(words)) for at in free})
        if best is None or _best({old: self.alike(old, best, len(words)) for old in lost}) != span.start:
            return None
        same, near = self.alike(span.start, best, len(words))[0], sum(map(len, self.old.around(span)))
        enough = _weight(words) >= SPEAKS_FOR_ITSELF or same >= max(near / 2, min(near, NEIGHBOURS), 1)
        return best if enough else None

    def alike(self, old: int, new: int, length: int) -> tuple[int, int]:
        """How many words around both places are the same, and how many of them without a gap."""
        one, other = self.old.near(old, length), self.new.near(new, length)
        same = sum((Counter(a) & Counter(b)).total() for a, b in zip(one, other, strict=True))
        return same, sum(len(commonprefix(sides)) for sides in zip(one, other, strict=True))


def _touches(change: Change, span: Span) -> bool:
    return change.before.start < span.end and change.before.end > span.start


def _from(start: int, span: Span) -> Span:
    return Span(start, start + span.end - span.start)


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _weight(words: str) -> int:
    return sum(t[0].isalnum() for t in tokenize(words))


def _best(scores: dict[int, tuple[int, int]]) -> int | None:
    """The place with the highest score, if no other has it too."""
    ranked = sorted(scores, key=lambda at: scores[at], reverse=True)
    if not ranked or (len(ranked) > 1 and scores[ranked[0]] == scores[ranked[1]]):
        return None
    return ranked[0]
