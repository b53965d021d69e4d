"""Carry a wording forward when its base moves: each of its changes is applied, already there, or a conflict.

Both what the base became and what was proposed are measured in words against the old base. Changes with an unchanged
word between them do not collide; paragraphs that the base moved are followed. What collides is taken with its whole
phrase and both halves of its brackets (`phrases`).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from .alignment import Aligner
from .carried import Conflict, Rebased, cut
from .halves import is_balanced
from .phrases import Cluster, Phrases
from .seen import split, units
from .sides import Edited, Side, are_apart, reach, slid
from .span import Span


def rebase(old: str, new: str, mine: str, *, closed: Sequence[Span] = ()) -> Rebased:
    """The wording `mine`, written on the base `old`, carried over to the base `new`. Nothing of it is dropped silently:
    what cannot be carried over is among the conflicts, and the text says there what the new base says.

    `closed` are stretches of `new` that nothing is carried into: what would land there is a conflict."""
    lines = [t if t.endswith("\n") else t + "\n" for t in (old, new, mine)]  # the last paragraph is one like the others
    aligner = Aligner(lines[0], tidy=False)
    ours = Side(aligner, lines[2])
    if old == new or mine == new:
        seen = zip(units(lines[0], lines[2], ours.changes), ours.changes, strict=True)
        done = (*_seen(seen), *(Span(*m) for m in ours.moved.values()))
        found = Rebased(mine, applied=done) if mine != new else Rebased(mine, already=done)
    elif old == mine:
        found = Rebased(new)
    else:
        found = _Carrying(lines[0], lines[1], lines[2], Side(aligner, lines[1]), ours, closed).result()
        text = found.text if new.endswith("\n") and new else found.text.removesuffix("\n")
        found = replace(found, text=text, conflicts=tuple(c.within(old, new, mine, text) for c in found.conflicts))
    applied, already = (tuple(cut(s, mine) for s in spans) for spans in (found.applied, found.already))
    return replace(found, applied=applied, already=already)


def _seen(changes: Iterable[tuple[int, Edited]]) -> tuple[Span, ...]:
    """Changes of a wording as its reader sees them, each given with the number of what it is part of."""
    found: dict[int, Span] = {}
    for unit, change in changes:
        first = found.setdefault(unit, Span(change.b, change.b_end))
        found[unit] = Span(min(first.start, change.b), max(first.end, change.b_end))
    return tuple(found.values())


class _Edit(NamedTuple):
    """`start` to `end` of the new base reads `text`, which is `mine` for `old`; or it is in conflict, with so many
    changes."""

    start: int
    end: int
    text: str
    old: tuple[int, int] = (0, 0)
    mine: tuple[int, int] = (0, 0)
    conflict: int = 0


@dataclass
class _Carrying:
    old: str
    new: str
    mine: str
    theirs: Side
    ours: Side
    closed: Sequence[Span] = ()
    edits: list[_Edit] = field(default_factory=list)
    applied: list[Edited] = field(default_factory=list)
    already: list[Edited] = field(default_factory=list)
    moved: tuple[list[Span], list[Span]] = field(default_factory=lambda: ([], []))  # paragraphs: applied, and already
    units: dict[Edited, int] = field(default_factory=dict)  # of mine, as its reader sees them

    def result(self) -> Rebased:
        clusters = [self._cluster(c) for c in self._clusters()]
        seen = units(self.old, self.mine, self.ours.changes)
        own = [c for one in clusters for c in one.mine]
        whole = dict(zip(own, seen, strict=True))
        met = {whole[c] for one in clusters if one.meets for c in one.mine}
        apart = split(self.old, own, seen)
        seen = [part if n in met else n for part, n in zip(apart, seen, strict=True)]
        self.units = dict(zip(own, seen, strict=True))
        if self._meet(clusters, seen):
            places = list(self._moves())
            self.edits.sort(key=lambda e: e[:2])
            chunks = self._rendered(0, len(self.new), places)
            found = self._found(chunks) if chunks is not None else None
            if found and self._is_whole(found):
                return found
        changes = len({*whole.values()}) + len(self.ours.moved)
        old, new, mine = (Span(0, len(t)) for t in (self.old, self.new, self.mine))
        return Rebased(self.new, (Conflict(old, new, mine, new, changes),))  # both texts are shown as a whole

    def _found(self, chunks: Sequence[tuple[str, _Edit | None]]) -> Rebased:
        conflicts, at = [], 0
        for text, edit in chunks:
            if edit:
                new, there = Span(edit.start, edit.end), Span(at, at + len(text))
                conflicts.append(Conflict(Span(*edit.old), new, Span(*edit.mine), there, edit.conflict))
            at += len(text)
        applied = {self.units[c] for c in self.applied}
        already = [(n, c) for c in self.already if (n := self.units[c]) not in applied]
        return Rebased(
            "".join(text for text, _ in chunks), tuple(conflicts),
            (*_seen((self.units[c], c) for c in self.applied), *self.moved[0]), (*_seen(already), *self.moved[1]),
        )  # fmt: skip

    def _is_whole(self, found: Rebased) -> bool:
        """Whether, however its conflicts are settled, every bracket has its partner, if both texts have them all."""
        if not (is_balanced(self.new) and is_balanced(self.mine)):
            return True
        return is_balanced(found.text) and all(
            is_balanced(t) for c in found.conflicts for t in (c.new.of(self.new), c.mine.of(self.mine))
        )

    def _cluster(self, changes: Sequence[Edited]) -> Cluster:
        mine, theirs = (tuple(c for c in changes if c.is_mine is whose) for whose in (True, False))
        spans = self._spans(theirs, mine) if theirs and mine else ((0, 0), (0, 0))
        meets = spans is None or self.new[slice(*spans[0])] != self.mine[slice(*spans[1])]
        return Cluster(theirs, mine, bool(theirs and mine) and meets)

    def _spans(
        self, theirs: Sequence[Edited], mine: Sequence[Edited]
    ) -> tuple[tuple[int, int], tuple[int, int]] | None:
        low, high = min(theirs[0].a, mine[0].a), max(c.a_end for c in (*theirs, *mine))
        new, own = reach(theirs, low, high), reach(mine, low, high)
        return (new, own) if new and own else None

    def _meet(self, clusters: Sequence[Cluster], seen: Sequence[int]) -> bool:
        """Every cluster applied, known as there already, or in conflict with its whole phrase; False where that lies
        across each other."""
        theirs: Sequence[int] = range(len(self.theirs.changes))
        if any(c.meets for c in clusters):
            theirs = split(self.old, self.theirs.changes, units(self.old, self.new, self.theirs.changes))
        phrases = Phrases(self.old, (self.new, self.mine), clusters, (theirs, seen))
        regions = phrases.regions()
        for region in regions or ():
            spans = phrases.spans(region)
            assert spans
            within = clusters[region.first : region.last + 1]
            changes = len({self.units[c] for one in within for c in one.mine})
            new, own = spans
            self.edits.append(_Edit(*new, self.new[slice(*new)], (region.low, region.high), own, changes))
        chosen = {n for region in regions or () for n in range(region.first, region.last + 1)}
        for n, one in enumerate(clusters):
            if n in chosen:
                continue
            if one.meets:  # not in one piece
                for change in one.mine:
                    self._conflict((change.a, change.a_end), (one.theirs[0].b, one.theirs[0].b_end), change)
            elif one.theirs:
                self.already += one.mine
            else:
                for change in one.mine:
                    self._apply(change)
        return regions is not None

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
        self.applied.append(change)

    def _near(self, a: int) -> tuple[int, int]:
        """The place in the new base that is nearest to a place in the old one."""
        n = max(0, bisect_right(self.theirs.starts, a) - 1)
        if not self.theirs.runs:
            return 0, len(self.new)
        run = self.theirs.runs[n]
        at = run.b + min(max(0, a - run.a), run.a_end - run.a)
        return at, at

    def _conflict(self, old: tuple[int, int], new: tuple[int, int], change: Edited) -> None:
        self.edits.append(_Edit(*new, self.new[slice(*new)], old, (change.b, change.b_end), 1))

    def _moves(self) -> Iterator[tuple[int, int, int]]:
        """Paragraphs of the new base to be put elsewhere: from, to, and where."""
        for span, twin in self.ours.moved.items():
            to = self.ours.come[span]
            low, high = self.theirs.begin(span[0]), self.theirs.end(span[1])
            at = self.theirs.end(to) if to else self.theirs.begin(0)
            if span in self.theirs.moved and self.theirs.come[span] == to:
                self.moved[1].append(Span(*twin))
            elif span in self.theirs.moved or None in (low, high, at) or low >= high or low <= at <= high:  # type: ignore[operator]
                new = self.theirs.moved.get(span) or self._near(span[0])
                self.edits.append(_Edit(*new, self.new[slice(*new)], span, twin, 1))
            else:
                self.moved[0].append(Span(*twin))
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
