"""Which changes are one for choosing, where a wording is carried forward: those of a phrase, and of a whole bracket.

A phrase is what a reader sees as one change, but not across many words that stay; of the wording, changes with hardly
any words between, too: what the new base has beside them is not the drafter's, and stays where it can. Only what meets a
change of the other side is made one with its phrase, and what would lose the other half of a bracket.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from .halves import HALF, Halves, is_balanced
from .seen import phrases
from .sides import Edited, reach

SHORT = 200  # characters of a bracket, at most, whose words are chosen as a whole


class Cluster(NamedTuple):
    """Changes of both sides that touch one another; `meets` where both changed something, and not alike."""

    theirs: tuple[Edited, ...]
    mine: tuple[Edited, ...]
    meets: bool

    @property
    def low(self) -> int:
        return min(c.a for c in (*self.theirs, *self.mine))

    @property
    def high(self) -> int:
        return max(c.a_end for c in (*self.theirs, *self.mine))


class Region(NamedTuple):
    """The clusters `first` to `last` as one change, which is `low` to `high` of the old base."""

    first: int
    last: int
    low: int
    high: int


Spans = tuple[tuple[int, int], tuple[int, int]]  # in the new base, and in the wording
Place = tuple[int, int, int | None]  # of the old base, and the cluster that it was changed in


class Phrases:
    """Clusters of changes against an old base that do not touch one another, in order; `units` of both sides."""

    def __init__(
        self, old: str, texts: tuple[str, str], clusters: Sequence[Cluster], units: tuple[Sequence[int], Sequence[int]]
    ) -> None:
        self._old, self._clusters = old, clusters
        theirs = [(n, c) for n, one in enumerate(clusters) for c in one.theirs]
        mine = [(n, c) for n, one in enumerate(clusters) for c in one.mine]
        self._theirs = _Side(texts[0], theirs, phrases(theirs, units[0]))
        self._mine = _Side(texts[1], mine, phrases(mine, units[1], near_in=old))

    def regions(self) -> list[Region] | None:
        """What is to be chosen as one, in order; None where it cannot be told apart."""
        met = (Region(n, n, c.low, c.high) for n, c in enumerate(self._clusters) if c.meets)
        found = self._apart((one for one in met if self.spans(one)), self._begun)
        while found is not None and (crossing := list(self._crossing(found))):
            found = self._apart(sorted([*found, *crossing]), self._closed)
        return found

    def spans(self, region: Region) -> Spans | None:
        """What the new base and the wording have there; None where one of them does not have it in one piece."""
        within = self._clusters[region.first : region.last + 1]
        theirs = self._span(self._theirs.text, [c for one in within for c in one.theirs], region)
        mine = self._span(self._mine.text, [c for one in within for c in one.mine], region)
        return (theirs, mine) if theirs and mine else None

    def _span(self, text: str, changes: Sequence[Edited], region: Region) -> tuple[int, int] | None:
        found = reach(changes, region.low, region.high) if changes else None
        parts, at = [], region.low
        for change in changes:
            parts += [self._old[at : change.a], change.text]
            at = change.a_end
        whole = "".join([*parts, self._old[at : region.high]])
        return found if found and text[slice(*found)] == whole else None

    def _begun(self, region: Region) -> Region:
        """The whole phrase, and the whole short bracket that it stands in on either side."""
        region = self._closed(region)
        for n, side in enumerate((self._theirs, self._mine)):
            spans = self.spans(region)
            bracket = side.halves.around(*spans[n], SHORT) if spans else None
            if bracket:
                wider = self._wider(region, (side.origin(at) for at in (bracket[0], bracket[1] - 1)))
                region = wider if self.spans(wider) else region
        return self._closed(region)

    def _closed(self, region: Region) -> Region:
        """The region with all of its phrases, both halves of its brackets, and the alternatives beside them."""
        steps: tuple[Callable[[Region], Region], ...] = (self._whole_phrases, self._whole_brackets)
        while True:
            wider = (step(region) for step in steps)
            found = next((w for w in wider if w != region and self.spans(w)), None)
            if found is None:
                return region
            region = found

    def _whole_phrases(self, region: Region) -> Region:
        reaches = [
            side.reaches[n]
            for side in (self._theirs, self._mine)
            for n in range(region.first, region.last + 1)
            if n in side.reaches
        ]
        ends = (n for pair in reaches for n in pair)
        return self._wider(region, ((self._clusters[n].low, self._clusters[n].high, n) for n in ends))

    def _whole_brackets(self, region: Region) -> Region:
        sides = zip((self._theirs, self._mine), self.spans(region) or (), strict=False)
        halves = [(side, [*side.halves.torn(*span), *side.halves.beside(*span, SHORT)]) for side, span in sides]
        return self._wider(region, (side.origin(at) for side, places in halves for at in places))

    def _wider(self, region: Region, places: Iterable[Place]) -> Region:
        """The region with places of the old base, each with its cluster if it was changed, and all that is between."""
        first, last, low, high = region
        for start, end, cluster in places:
            low, high = min(low, start), max(high, end)
            if cluster is not None:
                first, last = min(first, cluster), max(last, cluster)
        while first > 0 and self._clusters[first - 1].high > low:
            first -= 1
        while last + 1 < len(self._clusters) and self._clusters[last + 1].low < high:
            last += 1
        return Region(first, last, min(low, self._clusters[first].low), max(high, self._clusters[last].high))

    def _apart(self, regions: Iterable[Region], grown: Callable[[Region], Region]) -> list[Region] | None:
        """Each as it is `grown`, those that share something made one; None where they cannot be."""
        found: list[Region] = []
        for one in regions:
            if found and one.last <= found[-1].last and found[-1].low <= one.low and one.high <= found[-1].high:
                continue
            region = grown(one)
            while found and (region.first <= found[-1].last or region.low < found[-1].high):
                before = found.pop()
                both = Region(
                    min(before.first, region.first), max(before.last, region.last),
                    min(before.low, region.low), max(before.high, region.high),
                )  # fmt: skip
                if not self.spans(both):
                    return None
                region = self._closed(both)
            found.append(region)
        return found

    def _crossing(self, regions: Sequence[Region]) -> Iterator[Region]:
        """What, outside of the regions, would cross a bracket of the other side or find only one half of its own."""
        chosen = {n for region in regions for n in range(region.first, region.last + 1)}
        torn = (n not in chosen and any(_tears(self._old, t) for t in c.theirs) for n, c in enumerate(self._clusters))
        before = [0, *accumulate(torn)]
        for n, partner in self._halves():
            if n not in chosen:
                wide = self._wider(Region(n, n, self._clusters[n].low, self._clusters[n].high), (partner,))
                twin = self._clusters[partner[2]] if partner[2] is not None else None
                if (twin and twin.theirs) or before[wide.last + 1] > before[wide.first]:
                    yield wide

    def _halves(self) -> Iterator[tuple[int, Place]]:
        """The halves of brackets that the wording alone has changed: the cluster, and where the partner stands."""
        lows = [c.low for c in self._clusters]
        for n, one in enumerate(self._clusters):
            for change in () if one.theirs else one.mine:
                for half in HALF.finditer(self._mine.text, change.b, change.b_end):
                    if half.start() in self._mine.halves.partner:
                        yield n, self._mine.origin(self._mine.halves.partner[half.start()])
                for half in HALF.finditer(self._old, change.a, change.a_end):
                    at = self._before.partner.get(half.start())
                    if at is not None:
                        k = bisect_right(lows, at) - 1
                        inside = k >= 0 and at < self._clusters[k].high
                        yield n, (at, at + 1, k if inside else None)

    @cached_property
    def _before(self) -> Halves:
        return Halves(self._old)


class _Side:
    """The new base or the wording: its changes, each with its cluster, its phrases and its brackets."""

    def __init__(self, text: str, changes: list[tuple[int, Edited]], phrases: Iterable[list[int]]) -> None:
        self.text, self.changes = text, changes
        self.halves = Halves(text)
        self.reaches: dict[int, tuple[int, int]] = {}  # by cluster, the clusters that its phrases are in
        self._starts = [c.b for _, c in changes]
        for phrase in phrases:
            for at in phrase:
                low, high = self.reaches.get(at, (at, at))
                self.reaches[at] = min(low, phrase[0]), max(high, phrase[-1])

    def origin(self, at: int) -> Place:
        """Where in the old base a character comes from."""
        n = bisect_right(self._starts, at) - 1
        if n < 0:
            return at, at + 1, None
        cluster, change = self.changes[n]
        back = change.a_end + at - change.b_end
        return (change.a, change.a_end, cluster) if at < change.b_end else (back, back + 1, None)


def _tears(old: str, change: Edited) -> bool:
    return not is_balanced(old[change.a : change.a_end]) or not is_balanced(change.text)
