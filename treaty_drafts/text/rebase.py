"""Carry a wording forward when its base moves: each of its changes is applied, already there, or a conflict.

Both what the base became and what was proposed are measured in words against the old base. Changes with an unchanged
word between them do not collide; paragraphs that the base moved are followed.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from .alignment import Aligner
from .span import Span


@dataclass(frozen=True, slots=True)
class Conflict:
    """The words `old` of the old base became `new` in the new base and `mine` in the wording that is carried forward.

    `at` is where the rebased text has them as the new base says; to settle it for the other, put `mine` there.
    """

    old: Span
    new: Span
    mine: Span
    at: Span

    def within(self, old: str, new: str, mine: str, text: str) -> "Conflict":
        """The conflict with none of its spans behind the end of its text."""
        spans = zip((self.old, self.new, self.mine, self.at), (old, new, mine, text), strict=True)
        return Conflict(*(_inside((s,), t)[0] for s, t in spans))


@dataclass(frozen=True, slots=True)
class Rebased:
    """The wording on its new base. `applied` and `already` are the changes (spans of mine) that were carried over and
    that the new base has already; a deletion is an empty span."""

    text: str
    conflicts: tuple[Conflict, ...] = ()
    applied: tuple[Span, ...] = ()
    already: tuple[Span, ...] = ()


def rebase(old: str, new: str, mine: str) -> Rebased:
    """The wording `mine`, written on the base `old`, carried over to the base `new`. Nothing of it is dropped silently:
    what cannot be carried over is among the conflicts, and the text says there what the new base says."""
    lines = [t if t.endswith("\n") else t + "\n" for t in (old, new, mine)]  # the last paragraph is one like the others
    aligner = Aligner(lines[0], tidy=False)
    ours = _Side(aligner, lines[2])
    if old == new or mine == new:
        done = tuple(Span(*s) for s in ours.spans)
        found = Rebased(mine, applied=done) if mine != new else Rebased(mine, already=done)
    elif old == mine:
        found = Rebased(new)
    else:
        found = _Carrying(*lines, _Side(aligner, lines[1]), ours).result()
        text = found.text if new.endswith("\n") and new else found.text.removesuffix("\n")
        found = replace(found, text=text, conflicts=tuple(c.within(old, new, mine, text) for c in found.conflicts))
    return replace(found, applied=_inside(found.applied, mine), already=_inside(found.already, mine))


def _inside(spans: Sequence[Span], text: str) -> tuple[Span, ...]:
    """Spans without what is behind the end of the text."""
    return tuple(Span(min(s.start, len(text)), min(s.end, len(text))) for s in spans)


SLIDE = 200  # characters at most


class _Change(NamedTuple):
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


class _Run(NamedTuple):
    """A stretch of the old base that stands unchanged on one side, from `b` on."""

    a: int
    a_end: int
    b: int


class _Side:
    """One text measured against the old base: what changed, what stands where, which paragraphs were moved."""

    def __init__(self, aligner: Aligner, text: str) -> None:
        self.text = text
        self.changes: list[_Change] = []
        self.runs: list[_Run] = []
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
                    self.changes.append(_Change(*x, *y, text[slice(*y)]))
                    inner = (x[1], y[1])
                self._run(inner, a[1])
            elif twin:
                self.come[twin] = a[0]
            else:
                self.changes.append(_Change(*a, *b, text[slice(*b)]))
            at = (a[1], b[1])
        self._run(at, len(aligner.pieces.text))
        self.at = [c.a for c in self.changes]
        self.starts = [r.a for r in self.runs]
        self.ends = [r.a_end for r in self.runs]

    def _run(self, at: tuple[int, int], end: int) -> None:
        if at[0] < end:
            self.runs.append(_Run(at[0], end, at[1]))

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


class _Edit(NamedTuple):
    """`start` to `end` of the new base reads `text`; or it is in conflict."""

    start: int
    end: int
    text: str
    old: tuple[int, int] = (0, 0)
    mine: tuple[int, int] = (0, 0)
    conflict: bool = False


@dataclass
class _Carrying:
    old: str
    new: str
    mine: str
    theirs: _Side
    ours: _Side
    edits: list[_Edit] = field(default_factory=list)
    applied: list[Span] = field(default_factory=list)
    already: list[Span] = field(default_factory=list)

    def result(self) -> Rebased:
        for cluster in self._clusters():
            mine = [c for c in cluster if c.is_mine]
            if len(mine) == len(cluster):
                for change in mine:
                    self._apply(change)
            elif mine:
                self._meet([c for c in cluster if not c.is_mine], mine)
        places = list(self._moves())
        self.edits.sort(key=lambda e: e[:2])
        chunks = self._rendered(0, len(self.new), places)
        if chunks is None:  # changes that lie across each other: both texts as a whole are shown
            whole = Conflict(*(Span(0, len(t)) for t in (self.old, self.new, self.mine, self.new)))
            return Rebased(self.new, (whole,))
        parts: list[str] = []
        conflicts, at = [], 0
        for text, edit in chunks:
            if edit:
                spans = (edit.old, (edit.start, edit.end), edit.mine, (at, at + len(text)))
                conflicts.append(Conflict(*(Span(*s) for s in spans)))
            parts.append(text)
            at += len(text)
        return Rebased("".join(parts), tuple(conflicts), tuple(self.applied), tuple(self.already))

    def _clusters(self) -> Iterator[list[_Change]]:
        """The changes of both sides, those together that touch one of the other side."""
        mine = (self._aside(n)._replace(is_mine=True) for n in range(len(self.ours.changes)))
        both = sorted([*self.theirs.changes, *mine])
        cluster: list[_Change] = []
        for change in both:
            if cluster and not any(
                c.is_mine != change.is_mine and not _are_apart(self.old, c, change) for c in cluster
            ):
                yield cluster
                cluster = []
            cluster.append(change)
        if cluster:
            yield cluster

    def _aside(self, n: int) -> _Change:
        """Words taken out of, or put in, a row of the same words are anywhere in it: where they touch no other change."""
        own, starts = self.ours.changes, self.theirs.at
        change = own[n]
        near = self.theirs.changes[max(0, bisect_left(starts, change.a) - 2) : bisect_right(starts, change.a_end) + 1]
        if all(_are_apart(self.old, c, change) for c in near):
            return change
        low = own[n - 1].a_end if n else 0
        high = own[n + 1].a if n + 1 < len(own) else len(self.old)
        aside = [_slid(change, self.old, self.mine, change.a - low, -1), _slid(change, self.old, self.mine, high - change.a_end, 1)]
        return next((m for m in aside if all(_are_apart(self.old, c, m) for c in near)), change)

    def _apply(self, change: _Change) -> None:
        line_start = change.a == 0 or self.old[change.a - 1] == "\n"
        at = self.theirs.place(change.a, change.a_end, left=not line_start or change.text.endswith("\n"))
        if at is None:  # the base put its parts in different places
            self._conflict((change.a, change.a_end), self._near(change.a), change)
            return
        self.edits.append(_Edit(at, at + change.a_end - change.a, change.text))
        self.applied.append(Span(change.b, change.b_end))

    def _near(self, a: int) -> tuple[int, int]:
        """The place in the new base that is nearest to a place in the old one."""
        n = max(0, bisect_right(self.theirs.starts, a) - 1)
        if not self.theirs.runs:
            return 0, len(self.new)
        run = self.theirs.runs[n]
        at = run.b + min(max(0, a - run.a), run.a_end - run.a)
        return at, at

    def _meet(self, theirs: Sequence[_Change], mine: Sequence[_Change]) -> None:
        low = min(theirs[0].a, mine[0].a)
        high = max(c.a_end for c in (*theirs, *mine))
        new, own = _reach(theirs, low, high), _reach(mine, low, high)
        if new is None or own is None:
            for change in mine:
                self._conflict((change.a, change.a_end), (theirs[0].b, theirs[0].b_end), change)
        elif self.new[slice(*new)] == self.mine[slice(*own)]:
            self.already += [Span(c.b, c.b_end) for c in mine]
        else:
            self.edits.append(_Edit(*new, self.new[slice(*new)], (low, high), own, conflict=True))

    def _conflict(self, old: tuple[int, int], new: tuple[int, int], change: _Change) -> None:
        self.edits.append(_Edit(*new, self.new[slice(*new)], old, (change.b, change.b_end), conflict=True))

    def _moves(self) -> Iterator[tuple[int, int, int]]:
        """Paragraphs of the new base to be put elsewhere: from, to, and where."""
        for span, twin in self.ours.moved.items():
            to = self.ours.come[span]
            low, high = self.theirs.begin(span[0]), self.theirs.end(span[1])
            at = self.theirs.end(to) if to else self.theirs.begin(0)
            if span in self.theirs.moved and self.theirs.come[span] == to:
                self.already.append(Span(*twin))
            elif span in self.theirs.moved or None in (low, high, at) or low >= high or low <= at <= high:  # type: ignore[operator]
                new = self.theirs.moved.get(span) or self._near(span[0])
                self.edits.append(_Edit(*new, self.new[slice(*new)], span, twin, conflict=True))
            else:
                self.applied.append(Span(*twin))
                yield low, high, at  # type: ignore[misc]

    def _rendered(
        self, low: int, high: int, moves: Sequence[tuple[int, int, int]]
    ) -> list[tuple[str, _Edit | None]] | None:
        """The new base from `low` to `high` with the edits in it; None where they lie across each other."""
        first = bisect_left(self.edits, low, key=lambda e: e.start)
        last = bisect_right(self.edits, high, key=lambda e: e.start)
        inside = [e for e in self.edits[first:last] if e.end <= high]
        steps: list[tuple[int, int, list[tuple[str, _Edit | None]]]] = []
        for start, end, at in moves:
            moved = self._rendered(start, end, ())
            if moved is None:
                return None
            inside = [e for e in inside if not (start <= e.start and e.end <= end)]
            steps += [(start, end, []), (at, at, moved)]
        steps += [(e.start, e.end, [(e.text, e if e.conflict else None)]) for e in inside]
        found: list[tuple[str, _Edit | None]] = []
        for start, end, chunks in sorted(steps, key=lambda s: s[:2]):
            if start < low:
                return None
            found += [(self.new[low:start], None), *chunks]
            low = end
        return [*found, (self.new[low:high], None)]


def _slid(change: _Change, old: str, mine: str, most: int, step: int) -> _Change:
    """An insertion or deletion as far to the left (-1) or to the right (1) as it can stand, at most `most` characters."""
    if change.a < change.a_end and change.b < change.b_end:
        return change
    side, start, end = (old, change.a, change.a_end) if change.a < change.a_end else (mine, change.b, change.b_end)
    by = at = 0
    while 0 <= start + at - (step < 0) and end + at + (step > 0) <= len(side) and abs(at) < min(most, SLIDE):
        one, other = (start + at - 1, end + at - 1) if step < 0 else (start + at, end + at)
        if side[one] != side[other]:
            break
        at += step
        if side[start + at - 1 : start + at].isspace() != side[start + at : start + at + 1].isspace():
            by = at  # between two words
    a, a_end, b, b_end = (n + by for n in change[:4])
    return change._replace(a=a, a_end=a_end, b=b, b_end=b_end, text=mine[b:b_end])


def _reach(changes: Sequence[_Change], low: int, high: int) -> tuple[int, int] | None:
    """What one side has where the old base has `low` to `high`; None where that is not one stretch."""
    first, last = changes[0], changes[-1]
    start, end = first.b - (first.a - low), last.b_end + (high - last.a_end)
    return (start, end) if end - start == high - low + sum(c.grown for c in changes) and start >= 0 else None


def _are_apart(old: str, one: _Change, other: _Change) -> bool:
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
    return (
        (at == 0 or old[at - 1] == "\n") and (not first.text or first.text.endswith("\n"))
    ) or (at == len(old) or old[at] == "\n") and second.text.startswith("\n")
