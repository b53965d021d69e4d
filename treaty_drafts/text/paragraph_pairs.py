"""Which paragraph of one text is which of another, so that words are compared where they belong.

Paragraphs that both texts have once are paired, then those that are alike. The longest chain that stands in the same
order in both is what stayed; what is off the chain was moved.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

from .chains import in_order

PARAGRAPH = re.compile(r"[^\n]*\n+|[^\n]+")
SENTENCE = re.compile(r"[^.;。؟]*[.;。؟]+\s*|[^.;。؟]+")
# A numbering label is no part of what a paragraph says: a paragraph that is renumbered is the same one.
LABEL = re.compile(r"\s*(?:\(?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxlc]{1,5})[.)]+\s+)?")
ALIKE = (
    0.3  # of the pairs of neighbouring words that two paragraphs have, those that both have, for being one paragraph
)
PART = 0.5  # of a paragraph's pairs of words, those that another one has, for being a part that was split off it
SURE = 0.6  # of the words of the larger one, those that two paragraphs in the same place share, for looking no further
NEAR = 3  # paragraphs that are looked at there
USUAL = 12  # a pair of words that stands in more paragraphs than this says nothing
MOVED = 6  # words that a paragraph needs to be found elsewhere


class Block(NamedTuple):
    """`a` and `b` (offsets in both texts) are compared with each other. `alike` where they are one paragraph; of a
    moved paragraph one of them is empty, and `twin` is the place at which the other text has it."""

    a: tuple[int, int]
    b: tuple[int, int]
    alike: bool = True
    twin: tuple[int, int] | None = None


Grams = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Pieces:
    """A text in paragraphs (or sentences), with what is needed to find them in another text."""

    text: str
    cut: re.Pattern[str] = PARAGRAPH

    @cached_property
    def parts(self) -> list[str]:
        return self.cut.findall(self.text)

    @cached_property
    def starts(self) -> list[int]:
        return [0, *accumulate(map(len, self.parts))]

    @cached_property
    def once(self) -> dict[str, int]:
        """Where each part is that is there once, by its words without the label."""
        keys = list(map(key, self.parts))
        counts = Counter(keys)
        return {k: n for n, k in enumerate(keys) if counts[k] == 1 and k}

    @cached_property
    def words(self) -> list[set[str]]:
        return [set(key(p).split()) for p in self.parts]

    @cached_property
    def sizes(self) -> list[int]:
        return [len(grams(p)) for p in self.parts]

    @cached_property
    def _where(self) -> dict[tuple[str, str], list[int]]:
        found: dict[tuple[str, str], list[int]] = {}
        for n, part in enumerate(self.parts):
            for gram in grams(part):
                found.setdefault(gram, []).append(n)
        return {gram: places for gram, places in found.items() if len(places) <= USUAL}

    @cached_property
    def _known(self) -> dict[str, list[tuple[float, int]]]:
        return {}

    def like(self, part: str) -> list[tuple[float, int]]:
        """The parts that are alike a part of another text, the likest first."""
        if part not in self._known:
            mine = grams(part)
            shared = Counter(chain.from_iterable(map(self._where.get, mine, [()] * len(mine))))
            scores = ((2 * n / (len(mine) + self.sizes[k]), k) for k, n in shared.items())
            self._known[part] = sorted((s for s in scores if s[0] >= ALIKE), key=lambda s: (-s[0], s[1]))
        return self._known[part]


def key(part: str) -> str:
    """The words of a part without its label and the white space around it."""
    return part[LABEL.match(part).end() :].rstrip()  # type: ignore[union-attr]


def grams(part: str) -> Grams:
    """The pairs of neighbouring words, or of characters where there are hardly any spaces."""
    words: Sequence[str] = key(part).split()
    if len(part) > 12 * len(words):
        words = key(part)
    return frozenset(pairwise(words))


def pair(a: Pieces, b: Pieces, *, moves: bool = True) -> Iterator[Block]:
    """The blocks of both texts, in order: their `a` are the one text, their `b` the other.

    What was split off a paragraph, or joined to it, is in one block with it.
    """
    last: Block | None = None
    for block in _paired(a, b, moves=moves):
        if last and _is_part(a.text, b.text, last, block):
            last = Block((last.a[0], block.a[1]), (last.b[0], block.b[1]))
            continue
        if last:
            yield last
        last = block
    if last:
        yield last


def _is_part(a: str, b: str, one: Block, other: Block) -> bool:
    """Whether one of two neighbours stands in one text alone, and is part of the paragraph that the other one is."""
    if one.twin or other.twin or one.alike == other.alike:
        return False
    part, whole = (other, one) if one.alike else (one, other)
    if whole.b[1] - whole.b[0] == whole.a[1] - whole.a[0] and a[slice(*whole.a)] == b[slice(*whole.b)]:
        return False
    if part.a[0] == part.a[1]:
        mine, theirs = grams(b[slice(*part.b)]), grams(a[slice(*whole.a)])
    elif part.b[0] == part.b[1]:
        mine, theirs = grams(a[slice(*part.a)]), grams(b[slice(*whole.b)])
    else:
        return False
    return len(mine & theirs) >= max(1, PART * len(mine))


def _nearest(a: Pieces, b: Pieces, left: list[int], known: dict[int, int], within: range) -> dict[int, int]:
    """Of the parts that are `left`, those that are clearly the next ones behind what is known: most are, and so need
    not be looked for."""
    taken = set(known.values())
    found: dict[int, int] = {}
    for n in left:
        before = known.get(n - 1, found.get(n - 1, -1 if n else within.start - 1))
        if before < 0 and n > within.start:
            continue
        mine = set(key(b.parts[n]).split())
        for m in range(max(before + 1, within.start), min(before + 1 + NEAR, within.stop)):
            if m not in taken and len(mine & a.words[m]) >= SURE * max(len(mine), len(a.words[m]), MOVED):
                found[n] = m
                taken.add(m)
                break
    return found


def _paired(a: Pieces, b: Pieces, *, moves: bool) -> Iterator[Block]:
    pairs = dict(_pairs(a, b))  # from parts of b to parts of a
    stay = dict(in_order([(n, m, len(b.parts[n])) for n, m in sorted(pairs.items())]))
    gone = {m: n for n, m in pairs.items() if n not in stay and moves and _is_long(a.parts[m])}
    gone_b = {n: m for m, n in gone.items()}
    at_a = at_b = 0
    for n, m in [*stay.items(), (len(b.parts), len(a.parts))]:
        yield from _gap(a, b, (at_a, m), (at_b, n), gone, gone_b)
        if n < len(b.parts):
            yield Block(_span(a, m, m + 1), _span(b, n, n + 1))
        at_a, at_b = m + 1, n + 1


def _pairs(a: Pieces, b: Pieces) -> Iterator[tuple[int, int]]:
    """Which part of `b` is which of `a`: the same ones from both ends, those that both have once, those alike."""
    size_a, size_b = len(a.parts), len(b.parts)
    both = min(size_a, size_b)
    head = next((n for n in range(both) if a.parts[n] != b.parts[n]), both)
    tail = next((n for n in range(both - head) if a.parts[-1 - n] != b.parts[-1 - n]), both - head)
    yield from ((n, n) for n in range(head))
    yield from ((size_b - n, size_a - n) for n in range(1, tail + 1))
    within = range(head, size_a - tail)
    found: dict[int, int] = {}
    for n in range(head, size_b - tail):
        k = key(b.parts[n])
        if (m := a.once.get(k, -1)) in within and b.once.get(k) == n:
            found[n] = m
    left = [n for n in range(head, size_b - tail) if n not in found]
    found |= _nearest(a, b, left, found, within)
    yield from found.items()
    left, taken = [n for n in left if n not in found], set(found.values())
    scores = sorted((-score, abs(m - n), n, m) for n in left for score, m in a.like(b.parts[n]) if m in within)
    done: set[int] = set()
    for _, _, n, m in scores:
        if m not in taken and n not in done:
            taken.add(m)
            done.add(n)
            yield n, m


def _gap(
    a: Pieces, b: Pieces, in_a: tuple[int, int], in_b: tuple[int, int], gone: dict[int, int], come: dict[int, int]
) -> Iterator[Block]:
    """What stands between two paragraphs that stayed: runs of others, and paragraphs that went or came."""
    runs_a, runs_b = _runs(in_a, gone)[::-1], _runs(in_b, come)[::-1]
    at_a, at_b = a.starts[min(in_a[0], len(a.parts))], b.starts[min(in_b[0], len(b.parts))]
    while runs_a or runs_b:
        while runs_a and runs_a[-1][0] in gone:
            m, _ = runs_a.pop()
            yield Block(_span(a, m, m + 1), (at_b, at_b), twin=_span(b, gone[m], gone[m] + 1))
            at_a = a.starts[m + 1]
        while runs_b and runs_b[-1][0] in come:
            n, _ = runs_b.pop()
            yield Block((at_a, at_a), _span(b, n, n + 1), twin=_span(a, come[n], come[n] + 1))
            at_b = b.starts[n + 1]
        left = _span(a, *runs_a.pop()) if runs_a else (at_a, at_a)
        right = _span(b, *runs_b.pop()) if runs_b else (at_b, at_b)
        if left[0] < left[1] or right[0] < right[1]:
            yield Block(left, right, alike=False)
        at_a, at_b = left[1], right[1]


def _runs(within: tuple[int, int], moved: Collection[int]) -> list[tuple[int, int]]:
    """The parts `within`: each that was `moved` by itself, and the stretches between."""
    found, at = [], within[0]
    for n in range(*within) if moved else ():
        if n in moved:
            found += [(at, n), (n, n + 1)] if at < n else [(n, n + 1)]
            at = n + 1
    return [*found, (at, within[1])] if at < within[1] else found


def _span(pieces: Pieces, start: int, end: int) -> tuple[int, int]:
    return pieces.starts[start], pieces.starts[end]


def _is_long(part: str) -> bool:
    return len(key(part).split(maxsplit=MOVED)) >= MOVED or len(part) > 12 * MOVED
