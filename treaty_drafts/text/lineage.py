"""Brackets followed through successive revisions: which continue, and which were resolved and how.

From one revision to the next, the units that are the same (`match`) are compared word by word without their brackets;
so it is known where the words of each bracket went. A bracket continues in the one that stands at its place or has
most of its words; what was not found in its unit is looked for in the whole text, as moved. Every bracket of every
revision is in exactly one thread.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import regex

from .brackets import OPEN_KINDS, Bracket, parse
from .diff import diff
from .matching import match
from .outline import Provision, units
from .span import Span


class Event(StrEnum):
    BORN = "born"
    CONTINUED = "continued"
    NARROWED = "narrowed"
    WIDENED = "widened"
    MOVED = "moved"
    RESOLVED = "resolved"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class Step:
    """What became of a bracket in one revision (counted from 0); `span` is the bracket there.

    Where it is resolved, `span` is what stands at its place, and `won` those words without brackets: empty for a wording
    that was deleted, None where its words still stand in another bracket.
    """

    revision: int
    event: Event
    span: Span
    won: str | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """One bracket through the revisions, from its birth on."""

    steps: tuple[Step, ...]

    @property
    def open(self) -> bool:
        """Whether it still stands in the last revision that it was followed to."""
        return self.steps[-1].event is not Event.RESOLVED

    def at(self, revision: int) -> Step | None:
        """Its step in one revision, if it has one there."""
        return next((s for s in self.steps if s.revision == revision), None)


def lineage(revisions: Sequence[str]) -> tuple[Thread, ...]:
    """The threads of all brackets of `revisions`, in the order in which they were born."""
    threads: list[list[Step]] = []
    before: _Revision | None = None
    standing: dict[int, int] = {}  # thread of each bracket of the revision before
    closed: dict[int, _Closed] = {}  # threads that are resolved
    for number, text in enumerate(revisions):
        now = _Revision(text)
        found: dict[int, int] = {}
        if before is not None:
            change = _Change(before, now)
            for thread, step, bracket in change.steps(number, standing):
                threads[thread].append(step)
                found |= {} if bracket is None else {bracket: thread}
            reopened = change.reopened(closed, set(found))
            closed = {t: (change.place(span), words) for t, (span, words) in closed.items() if t not in reopened}
            for n, t in standing.items():
                if threads[t][-1].event is Event.RESOLVED:
                    closed[t] = threads[t][-1].span, before.inside[n].of(before.plain)
            for thread, n in reopened.items():
                threads[thread].append(Step(number, Event.REOPENED, now.spans[n]))
                found[n] = thread
        for n, span in enumerate(now.spans):
            if n not in found:
                found[n] = len(threads)
                threads.append([Step(number, Event.BORN, span)])
        before, standing = now, found
    return tuple(Thread(tuple(steps)) for steps in threads)


_Closed = tuple[Span, str]  # where a resolved bracket stood, and its last words


class _Revision:
    """A revision with its brackets taken out of its words. Offsets in `plain` do not count what is in `cuts`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.brackets: tuple[Bracket, ...] = parse(text).brackets
        self.spans = [Span(b.start, b.end) for b in self.brackets]
        parts, self.cuts, at = [], [], 0
        for run in BRACKETS.finditer(text):
            between = "][" in run[0] and text[run.start() - 1 : run.start()].isalnum()  # two wordings are two words
            parts += [text[at : run.start()], " " if between else ""]
            self.cuts += range(run.start() + between, run.end())
            at = run.end()
        self.plain = "".join([*parts, text[at:]])
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
        while start < end and self.plain[start].isspace():
            start += 1
        while start < end and self.plain[end - 1].isspace():
            end -= 1
        return Span(start, end)


class _Change:
    """How the words of one revision went into the next, and which bracket became which."""

    def __init__(self, old: _Revision, new: _Revision) -> None:
        self._old, self._new = old, new
        self._units = match(old.units, new.units)
        self._to = {a: b for b, a in self._units.items()}
        self._kept = sorted(self._kept_stretches())  # (start in old, end in old, start in new)
        self._starts = [k[0] for k in self._kept]
        self._pairs = self._paired()

    def _kept_stretches(self) -> Iterator[tuple[int, int, int]]:
        for n, (_, text) in enumerate(self._old.units):
            if n not in self._to:
                continue
            m = self._to[n]
            at, there = self._old.starts[n], self._new.starts[m]
            done = grown = 0
            for change in diff(text, self._new.units[m][1]):
                if change.before.start > done:
                    yield at + done, at + change.before.start, there + done + grown
                grown += len(change.text) - (change.before.end - change.before.start)
                done = change.before.end
            if len(text) > done:
                yield at + done, at + len(text), there + done + grown

    def place(self, span: Span) -> Span:
        """Where what stands at `span` of the old text is in the new text."""
        plain = self._mapped(Span(self._old.without(span.start), self._old.without(span.end)))
        return Span(self._new.within(plain.start), max(self._new.within(plain.start), self._new.within(plain.end)))

    def _mapped(self, span: Span) -> Span:
        """A stretch of the old `plain` as one of the new: from behind the words before it to the words after it."""
        unit = self._old.unit_of(span.start)
        if unit not in self._to:
            end = self._new_position_of_lost(unit)
            return Span(end, end)
        low = self._new.starts[self._to[unit]]
        high = low + len(self._new.units[self._to[unit]][1])
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
            fits = following and self._new.unit_of(following[2]) == self._new.unit_of(max(0, border - 1))
            return following[2] if following and fits else border
        before = self._kept[n] if n >= 0 else None
        end = before[2] + before[1] - before[0] if before else border
        return max(end, border)

    def _new_position_of_lost(self, unit: int) -> int:
        """Where a unit that is gone would stand: behind the nearest one before it that is left."""
        left = next((self._to[n] for n in range(unit, -1, -1) if n in self._to), None)
        return 0 if left is None else self._new.starts[left] + len(self._new.units[left][1])

    def _kept_in(self, span: Span) -> Iterator[Span]:
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
        for a, inside in enumerate(self._old.inside):
            if self._old.unit_of(inside.start) in self._to:
                place = self._mapped(inside)
                kept = list(self._kept_in(inside))
                for b in self._candidates(place, kept):
                    score = self._score(inside, kept, place, b)
                    if score >= ENOUGH:
                        scored.append((-score, abs(self._old.brackets[a].depth - self._new.brackets[b].depth), a, b))
        pairs = _best(scored)
        return pairs | self._moved(pairs)

    def _candidates(self, place: Span, kept: list[Span]) -> set[int]:
        """New brackets that begin at the place, or stand around where it begins."""
        found: set[int] = set()
        by_start = self._new.by_start
        for at in {place.start, *(k.start for k in kept[:NEAR])}:
            n = bisect_left(by_start, (at, 0))
            found |= {b for start, b in by_start[n : n + NEAR] if start <= max(place.end, at)}
            around = by_start[n - 1][1] if n else None
            for _ in range(NEAR):
                if around is None:
                    break
                found.add(around)
                around = self._new.brackets[around].parent
        return found

    def _score(self, inside: Span, kept: list[Span], place: Span, b: int) -> float:
        """Twice the words both have over the words of both; the same place with other words counts as much as SAME_PLACE."""
        there = self._new.inside[b]
        common = sum(max(0, min(k.end, there.end) - max(k.start, there.start)) for k in kept)
        size = (inside.end - inside.start) + (there.end - there.start)
        score = 2 * common / size if size else float(place == there)
        return max(score, SAME_PLACE if place == there and _alike(inside, there) else 0)

    def _moved(self, pairs: dict[int, int]) -> dict[int, int]:
        """Brackets with the same words elsewhere, known again by many words or by the words around few ones."""
        found: dict[int, int] = {}
        for before, after in ((0, 0), (CONTEXT, CONTEXT), (CONTEXT, 0), (0, CONTEXT)):
            old, new = (
                revision.by_words([n for n in range(len(revision.inside)) if n not in taken], before, after)
                for revision, taken in (
                    (self._old, {*pairs, *found}),
                    (self._new, {*pairs.values(), *found.values()}),
                )
            )
            found |= {a[0]: new[key][0] for key, a in old.items() if len(a) == 1 and len(new.get(key, ())) == 1}
        return found

    def steps(self, number: int, standing: dict[int, int]) -> Iterator[tuple[int, Step, int | None]]:
        """For each thread that stands: its next step, and the bracket in which it goes on, if it does."""
        for a, thread in sorted(standing.items()):
            b = self._pairs.get(a)
            if b is None:
                yield thread, self._resolved(number, a), None
            else:
                yield thread, Step(number, self._event(a, b), self._new.spans[b]), b

    def _event(self, a: int, b: int) -> Event:
        unit = self._old.unit_of(self._old.inside[a].start)
        if self._to.get(unit) != self._new.unit_of(self._new.inside[b].start):
            return Event.MOVED
        before, after = (len(r.inside[n].of(r.plain).split()) for r, n in ((self._old, a), (self._new, b)))
        return Event.CONTINUED if before == after else Event.NARROWED if after < before else Event.WIDENED

    def _resolved(self, number: int, a: int) -> Step:
        """What stands where a bracket is gone: its own words, those of another wording of its group, or nothing."""
        inside = self._old.inside[a]
        group = self._old.group_of(a)
        around = Span(self._old.inside[group[0]].start, self._old.inside[group[-1]].end)
        kept = list(self._kept_in(inside))
        if kept and sum(k.end - k.start for k in kept) >= MOST * (inside.end - inside.start):
            place = Span(kept[0].start, kept[-1].end)
        else:
            place = self._mapped(around)
            if any(n in self._pairs for n in group) or not _alike(around, place):
                place = Span(place.start, place.start)  # dropped while its place is open still, or rewritten with it
        start = self._new.within(place.start)
        words = None if self._is_open(a, place) else " ".join(place.of(self._new.plain).split())
        return Step(number, Event.RESOLVED, Span(start, max(start, self._new.within(place.end))), words)

    def _is_open(self, a: int, place: Span) -> bool:
        """Whether the words at `place` stand in an unresolved bracket that was not around them before."""
        if place.start == place.end:
            return False
        was_around = set()
        parent = self._old.brackets[a].parent
        while parent is not None and len(was_around) < DEEPEST:
            was_around.add(self._pairs.get(parent))
            parent = self._old.brackets[parent].parent
        return any(n not in was_around for n in self._new.open_around(place))

    def reopened(self, closed: dict[int, _Closed], taken: set[int]) -> dict[int, int]:
        """The new bracket at the place of each thread that was resolved: around what won, or with the words of old."""
        found: dict[int, int] = {}
        used = set(taken)
        for thread, (span, words) in closed.items():
            place = self._mapped(Span(self._old.without(span.start), self._old.without(span.end)))
            for n in self._near(place):
                inside = self._new.inside[n]
                around = inside == place and place.start < place.end
                if n not in used and (around or _same(inside.of(self._new.plain), words)):
                    found[thread] = n
                    used.add(n)
                    break
        return found

    def _near(self, place: Span) -> Iterator[int]:
        """New brackets that begin at a place or close to it."""
        at = bisect_left(self._new.by_start, (place.start - CLOSE, 0))
        for start, n in self._new.by_start[at : at + 2 * NEAR]:
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


def _same(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()


def _alike(one: Span, other: Span) -> bool:
    """Whether two stretches are of a size that one may be the other in new words."""
    sizes = sorted((one.end - one.start, other.end - other.start))
    return sizes[1] <= 2 * sizes[0] + 10


BRACKETS = regex.compile(r"[\[\]]+")
ENOUGH = 0.34  # a third of the words in common: what became of a bracket, on the four Paris revisions
SAME_PLACE = 0.4
CLOSE = 20  # characters between where a bracket was resolved and where it is opened again
NEAR = 6  # brackets that are looked at around a place
DEEPEST = 20
WORDS_TO_KNOW_AGAIN = 4
LONGEST = 2_000  # characters of a bracket by which it is known elsewhere
CONTEXT = 3  # words around a short one
MOST = 0.6  # of the words of a bracket left: they were taken
