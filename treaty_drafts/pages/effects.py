"""What changes do to the law, as pages show it: each shift beside its place in the redline."""

from bisect import bisect_left

from ..substance import Substance, Told
from ..text import Change, Span


def placed(found: Substance, changes: tuple[Change, ...]) -> list[tuple[Told, int]]:
    """Each shift with the number of the change that it stands at, 0 where it is at none."""
    after, before = [c.after for c in changes], [c.before for c in changes]
    return [(told, _touched(told.shift.after, after) or _touched(told.shift.before, before)) for told in found.told]


def _touched(words: Span, places: list[Span]) -> int:
    """The number of the first place that touches `words`."""
    n = bisect_left(places, words.start, key=lambda place: place.end)
    return n + 1 if n < len(places) and places[n].start <= words.end else 0
