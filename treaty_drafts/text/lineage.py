"""Brackets followed through successive revisions: which continue, and which were resolved and how.

From one revision to the next, the units that are the same (`match`) are compared word by word without their brackets;
so it is known where the words of each bracket went. A bracket continues in the one that stands at its place or has
most of its words; what was not found in its unit is looked for in the whole text, as moved. Every bracket of every
revision is in exactly one thread.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .following import Change, alike
from .span import Span
from .unbracketed import DEEPEST, Revision

_Closed = tuple[Span, str]  # where a resolved bracket stood, and its last words


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
    before: Revision | None = None
    standing: dict[int, int] = {}  # thread of each bracket of the revision before
    closed: dict[int, _Closed] = {}  # threads that are resolved
    for number, text in enumerate(revisions):
        now = Revision(text)
        found: dict[int, int] = {}
        if before is not None:
            change = Change(before, now)
            for thread, step, bracket in _steps(change, number, standing):
                threads[thread].append(step)
                found |= {} if bracket is None else {bracket: thread}
            reopened = _reopened(change, closed, set(found))
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


def _steps(change: Change, number: int, standing: dict[int, int]) -> Iterator[tuple[int, Step, int | None]]:
    """For each thread that stands: its next step, and the bracket in which it goes on, if it does."""
    for a, thread in sorted(standing.items()):
        b = change.pairs.get(a)
        if b is None:
            yield thread, _resolved(change, number, a), None
        else:
            yield thread, Step(number, _event(change, a, b), change.new.spans[b]), b


def _event(change: Change, a: int, b: int) -> Event:
    unit = change.old.unit_of(change.old.inside[a].start)
    if change.to.get(unit) != change.new.unit_of(change.new.inside[b].start):
        return Event.MOVED
    before, after = (len(r.inside[n].of(r.plain).split()) for r, n in ((change.old, a), (change.new, b)))
    return Event.CONTINUED if before == after else Event.NARROWED if after < before else Event.WIDENED


def _resolved(change: Change, number: int, a: int) -> Step:
    """What stands where a bracket is gone: its own words, those of another wording of its group, or nothing."""
    inside = change.old.inside[a]
    group = change.old.group_of(a)
    around = Span(change.old.inside[group[0]].start, change.old.inside[group[-1]].end)
    kept = list(change.kept_in(inside))
    if kept and sum(k.end - k.start for k in kept) >= MOST * (inside.end - inside.start):
        place = Span(kept[0].start, kept[-1].end)
    else:
        place = change.mapped(around)
        if any(n in change.pairs for n in group) or not alike(around, place):
            place = Span(place.start, place.start)  # dropped while its place is open still, or rewritten with it
    start = change.new.within(place.start)
    words = None if _is_open(change, a, place) else " ".join(place.of(change.new.plain).split())
    return Step(number, Event.RESOLVED, Span(start, max(start, change.new.within(place.end))), words)


def _is_open(change: Change, a: int, place: Span) -> bool:
    """Whether the words at `place` stand in an unresolved bracket that was not around them before."""
    if place.start == place.end:
        return False
    was_around: set[int | None] = set()
    parent = change.old.brackets[a].parent
    while parent is not None and len(was_around) < DEEPEST:
        was_around.add(change.pairs.get(parent))
        parent = change.old.brackets[parent].parent
    return any(n not in was_around for n in change.new.open_around(place))


def _reopened(change: Change, closed: dict[int, _Closed], taken: set[int]) -> dict[int, int]:
    """The new bracket at the place of each thread that was resolved: around what won, or with the words of old."""
    found: dict[int, int] = {}
    used = set(taken)
    for thread, (span, words) in closed.items():
        place = change.mapped(Span(change.old.without(span.start), change.old.without(span.end)))
        for n in change.near(place):
            inside = change.new.inside[n]
            around = inside == place and place.start < place.end
            if n not in used and (around or _same(inside.of(change.new.plain), words)):
                found[thread] = n
                used.add(n)
                break
    return found


def _same(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()


MOST = 0.6  # of the words of a bracket left: they were taken
