"""Carry a wording forward when its base moves: each of its changes is applied, already there, or a conflict.

Both what the base became and what was proposed are measured in words against the old base. Changes with an unchanged
word between them do not collide; paragraphs that the base moved are followed.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise
from typing import NamedTuple

from .alignment import Aligner
from .sides import Edited, Side, are_apart, reach, slid
from .span import Span

NEAR = 4  # changes on either side in which a torn bracket's other half is looked for, itself counted


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


def rebase(old: str, new: str, mine: str, *, closed: Sequence[Span] = ()) -> Rebased:
    """The wording `mine`, written on the base `old`, carried over to the base `new`. Nothing of it is dropped silently:
    what cannot be carried over is among the conflicts, and the text says there what the new base says.

    `closed` are stretches of `new` that nothing is carried into: what would land there is a conflict."""
    lines = [t if t.endswith("\n") else t + "\n" for t in (old, new, mine)]  # the last paragraph is one like the others
    aligner = Aligner(lines[0], tidy=False)
    ours = Side(aligner, lines[2])
    if old == new or mine == new:
        done = tuple(Span(*s) for s in ours.spans)
        found = Rebased(mine, applied=done) if mine != new else Rebased(mine, already=done)
    elif old == mine:
        found = Rebased(new)
    else:
        found = _Carrying(lines[0], lines[1], lines[2], Side(aligner, lines[1]), ours, closed).result()
        text = found.text if new.endswith("\n") and new else found.text.removesuffix("\n")
        found = replace(found, text=text, conflicts=tuple(c.within(old, new, mine, text) for c in found.conflicts))
    return replace(found, applied=_inside(found.applied, mine), already=_inside(found.already, mine))


def _inside(spans: Sequence[Span], text: str) -> tuple[Span, ...]:
    """Spans without what is behind the end of the text."""
    return tuple(Span(min(s.start, len(text)), min(s.end, len(text))) for s in spans)


def _is_balanced(text: str) -> bool:
    depths = list(accumulate((c == "[") - (c == "]") for c in text))
    return not depths or (min(depths) >= 0 and depths[-1] == 0)


class _Edit(NamedTuple):
    """`start` to `end` of the new base reads `text`, which is `mine` for `old`; or it is in conflict."""

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
    theirs: Side
    ours: Side
    closed: Sequence[Span] = ()
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
        self._mend_brackets()
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

    def _clusters(self) -> Iterator[list[Edited]]:
        """The changes of both sides, those together that touch one of the other side."""
        mine = (self._aside(n)._replace(is_mine=True) for n in range(len(self.ours.changes)))
        both = sorted([*self.theirs.changes, *mine])
        cluster: list[Edited] = []
        for change in both:
            if cluster and not any(c.is_mine != change.is_mine and not are_apart(self.old, c, change) for c in cluster):
                yield cluster
                cluster = []
            cluster.append(change)
        if cluster:
            yield cluster

    def _aside(self, n: int) -> Edited:
        """Words taken out of, or put in, a row of the same words are anywhere in it: where they touch no other change."""
        own, starts = self.ours.changes, self.theirs.at
        change = own[n]
        near = self.theirs.changes[max(0, bisect_left(starts, change.a) - 2) : bisect_right(starts, change.a_end) + 1]
        if all(are_apart(self.old, c, change) for c in near):
            return change
        low = own[n - 1].a_end if n else 0
        high = own[n + 1].a if n + 1 < len(own) else len(self.old)
        aside = [
            slid(change, self.old, self.mine, change.a - low, -1),
            slid(change, self.old, self.mine, high - change.a_end, 1),
        ]
        return next((m for m in aside if all(are_apart(self.old, c, m) for c in near)), change)

    def _apply(self, change: Edited) -> None:
        line_start = change.a == 0 or self.old[change.a - 1] == "\n"
        at = self.theirs.place(change.a, change.a_end, left=not line_start or change.text.endswith("\n"))
        if at is None:  # the base put its parts in different places
            self._conflict((change.a, change.a_end), self._near(change.a), change)
            return
        end = at + change.a_end - change.a
        if any(c.start <= at and end <= c.end for c in self.closed):
            self._conflict((change.a, change.a_end), (at, end), change)
            return
        self.edits.append(_Edit(at, end, change.text, (change.a, change.a_end), (change.b, change.b_end)))
        self.applied.append(Span(change.b, change.b_end))

    def _near(self, a: int) -> tuple[int, int]:
        """The place in the new base that is nearest to a place in the old one."""
        n = max(0, bisect_right(self.theirs.starts, a) - 1)
        if not self.theirs.runs:
            return 0, len(self.new)
        run = self.theirs.runs[n]
        at = run.b + min(max(0, a - run.a), run.a_end - run.a)
        return at, at

    def _meet(self, theirs: Sequence[Edited], mine: Sequence[Edited]) -> None:
        low = min(theirs[0].a, mine[0].a)
        high = max(c.a_end for c in (*theirs, *mine))
        new, own = reach(theirs, low, high), reach(mine, low, high)
        if new is None or own is None:
            for change in mine:
                self._conflict((change.a, change.a_end), (theirs[0].b, theirs[0].b_end), change)
        elif self.new[slice(*new)] == self.mine[slice(*own)]:
            self.already += [Span(c.b, c.b_end) for c in mine]
        else:
            self.edits.append(_Edit(*new, self.new[slice(*new)], (low, high), own, conflict=True))

    def _conflict(self, old: tuple[int, int], new: tuple[int, int], change: Edited) -> None:
        self.edits.append(_Edit(*new, self.new[slice(*new)], old, (change.b, change.b_end), conflict=True))

    def _mend_brackets(self) -> None:
        """A conflict that tears brackets apart takes in the changes beside it that hold their other halves."""
        reaches = sorted(((i, j) for i in range(NEAR) for j in range(NEAR)), key=sum)
        for torn in [e for e in self.edits if e.conflict and not self._is_whole(e)]:
            if torn not in self.edits:  # another has taken it in
                continue
            n = self.edits.index(torn)
            for i, j in reaches:
                window = self.edits[max(0, n - i) : n + j + 1]
                one = self._as_one(window)
                if one and self._is_whole(one):
                    self.edits[max(0, n - i) : n + j + 1] = [one]
                    taken = {e.mine for e in window if not e.conflict}
                    self.applied = [s for s in self.applied if (s.start, s.end) not in taken]
                    break

    def _as_one(self, window: Sequence[_Edit]) -> _Edit | None:
        """Changes of one paragraph as one conflict; None where they do not stand there in the same order."""
        old, new, mine = ([e.old for e in window], [e[:2] for e in window], [e.mine for e in window])
        if any(a[1] > b[0] for spans in (old, new, mine) for a, b in pairwise(spans)):
            return None
        spans = [(s[0][0], s[-1][1]) for s in (old, new, mine)]
        if any("\n" in text[slice(*s)] for text, s in zip((self.old, self.new, self.mine), spans, strict=True)):
            return None
        return _Edit(*spans[1], self.new[slice(*spans[1])], spans[0], spans[2], conflict=True)

    def _is_whole(self, edit: _Edit) -> bool:
        """Whether both texts of a conflict have every bracket with its partner."""
        return all(_is_balanced(t) for t in (edit.text, self.mine[slice(*edit.mine)]))

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
