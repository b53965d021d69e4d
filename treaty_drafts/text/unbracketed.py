"""A revision without its brackets, and where they stood: what two revisions are compared by."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

import regex

from .brackets import Bracket, parse
from .kinds import OPEN_KINDS
from .outline import units
from .span import Span


class Revision:
    """A revision with its brackets taken out of its words. Offsets in `plain` do not count what is in `cuts`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.brackets: tuple[Bracket, ...] = parse(text).brackets
        self.spans = [Span(b.start, b.end) for b in self.brackets]
        parts: list[str] = []
        self.cuts: list[int] = []
        at = 0
        for run in BRACKETS.finditer(text):
            between = "][" in run[0] and text[run.start() - 1 : run.start()].isalnum()  # two wordings are two words
            parts += [text[at : run.start()], " " if between else ""]
            self.cuts += range(run.start() + between, run.end())
            at = run.end()
        self.plain = "".join([*parts, text[at:]])
        words = [m.span() for m in WORD.finditer(self.plain)]
        self._word_starts, self._word_ends = [w[0] for w in words], [w[1] for w in words]
        self.units = [(u, self.plain[self.without(u.start) : self.without(u.end)]) for u in units(text)]
        self.starts = [self.without(u.start) for u, _ in self.units]
        self.inside = [self._trimmed(b) for b in self.brackets]
        self.groups: dict[int, list[int]] = {}
        for n, b in enumerate(self.brackets):
            if b.group is not None:
                self.groups.setdefault(b.group, []).append(n)
        self.by_start = sorted((s.start, n) for n, s in enumerate(self.inside))

    def group_of(self, n: int) -> list[int]:
        """The bracket and those that are alternatives of it."""
        group = self.brackets[n].group
        return [n] if group is None else self.groups[group]

    def open_around(self, place: Span) -> Iterator[int]:
        """The unresolved brackets in which `place` of `plain` stands."""
        last = bisect_right(self.by_start, (place.start, len(self.brackets))) - 1
        around = self.by_start[last][1] if last >= 0 else None
        for _ in range(DEEPEST):
            if around is None:
                return
            if self.inside[around].end >= place.end and self.brackets[around].kind in OPEN_KINDS:
                yield around
            around = self.brackets[around].parent

    def without(self, at: int) -> int:
        """An offset of the text as one of `plain`."""
        return at - bisect_left(self.cuts, at)

    def within(self, at: int) -> int:
        """An offset of `plain` as one of the text: behind the brackets that stand there."""
        low, high = at, len(self.text)
        while low < high:
            mid = (low + high) // 2
            if self.without(mid) < at:
                low = mid + 1
            else:
                high = mid
        return low

    def unit_of(self, at: int) -> int:
        return max(0, bisect_right(self.starts, at) - 1)

    def by_words(self, which: list[int], before: int, after: int) -> dict[tuple[str, ...], list[int]]:
        """The brackets `which` by their words, with as many words before and after; short ones need words around them."""
        found: dict[tuple[str, ...], list[int]] = {}
        for n in which:
            start, end = self.inside[n].start, self.inside[n].end
            words = self.plain[start : min(end, start + LONGEST)].casefold().split()
            if words and (before + after or len(words) >= WORDS_TO_KNOW_AGAIN):
                ahead = self.plain[max(0, start - 100) : start].casefold().split()[-before:] if before else []
                behind = self.plain[end : end + 100].casefold().split()[:after]
                found.setdefault((*ahead, "|", *words, "|", *behind), []).append(n)
        return found

    def _trimmed(self, bracket: Bracket) -> Span:
        """The words of a bracket in `plain`, without white space around them."""
        start, end = self.without(bracket.start), self.without(bracket.end)
        first, last = bisect_right(self._word_ends, start), bisect_left(self._word_starts, end) - 1
        if first > last:
            return Span(start, start)
        return Span(max(start, self._word_starts[first]), min(end, self._word_ends[last]))


WORD = regex.compile(r"\S+")
BRACKETS = regex.compile(r"[\[\]]+")
DEEPEST = 20
LONGEST = 2_000  # characters of a bracket by which it is known elsewhere
WORDS_TO_KNOW_AGAIN = 4
