"""The sentences of two texts, and which became which: kept, rewritten, split, merged, moved, added, taken out."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from ..span import Span
from .stems import lemma
from .words import EMPTY

# A sentence ends at a stop before a capital, a bracket or a list mark, at a blank line, or at the end of a line that
# closes a list entry; not after a number or a usual abbreviation.
END = regex.compile(
    r"(?<=[\p{L}\p{N})\]”\"’][.?!][\])”\"’*]{0,9})(?<!\b(?:Arts?|Nos?|paras?|cf|vol|ibid|e\.g|i\.e|St|U\.N|\p{N})\.)\s++(?=[\[(“\"*]*+[\p{Lu}\p{N}])"
    r"|\n[ \t]*+\n\s*"
    r"|(?<=[;:](?: and| or)?\]{0,9})[ \t]*+\n\s*"
    r"|\n(?=[ \t]*+[\[*]*+(?:\(\p{L}{1,4}\)|\d{1,3}[.)]|[-–•])[ \t])"
)
PLAIN = regex.compile(r"[\p{L}\p{N}]+")
HEAD = regex.compile(r"\s*+(?:\d{1,3}(?:\.\d{1,2})*\.?\s*(?:bis|ter|quater)?\s++|\([\p{L}\d]{1,4}\)\s++|[-–•]\s++)*+")
ALIKE = 0.34  # share of words in common from which two sentences are one, rewritten
WITHIN = 0.5  # share of a sentence that must be found in another for it to be a part of that
FEW = 300  # sentences on either side up to which all are compared with all
NEAR = 100  # in longer texts a sentence is looked for this far from its place


@dataclass(slots=True)
class Sentence:
    """One sentence; `span` is without its own number."""

    span: Span
    text: str
    bag: Counter[str]


@dataclass(slots=True)
class Group:
    """Sentences of either text that belong together; one side may be empty."""

    before: list[Span]
    after: list[Span]
    moved: bool = False


def groups(before: str, after: str) -> list[Group]:
    """What became what, without the sentences that stayed as and where they were."""
    old, new = list(_sentences(before)), list(_sentences(after))
    kept, moved = _kept(old, new)
    free_old = [n for n in range(len(old)) if n not in kept and n not in moved]
    taken = set(kept.values()) | set(moved.values())
    free_new = [n for n in range(len(new)) if n not in taken]
    found = [Group([old[m].span], [new[n].span], moved=True) for m, n in moved.items()]
    members = _rewritten(old, new, free_old, free_new)
    found += [Group([old[m].span for m in sorted(ms)], [new[n].span for n in sorted(ns)]) for ms, ns in members]
    return sorted(found, key=lambda g: (g.after or g.before)[0])


def _sentences(text: str) -> Iterator[Sentence]:
    at = 0
    for end, after in [*((m.start(), m.end()) for m in END.finditer(text)), (len(text), len(text))]:
        head = HEAD.match(text, at, end)
        start = head.end() if head else at
        words = PLAIN.findall(text, start, end)
        if words:
            shown = text[start:end]
            first, last = start + len(shown) - len(shown.lstrip()), start + len(shown.rstrip())
            yield Sentence(
                Span(first, last),
                " ".join(shown.split()),
                Counter(b for b in (lemma(w.casefold()) for w in words) if b not in EMPTY),
            )
        at = after


def _kept(old: list[Sentence], new: list[Sentence]) -> tuple[dict[int, int], dict[int, int]]:
    """The sentences that are in both texts word for word: in the same order, and elsewhere."""
    places: dict[str, list[int]] = {}
    for n, sentence in reversed(list(enumerate(new))):
        places.setdefault(sentence.text, []).append(n)
    pairs = [(m, places[s.text].pop()) for m, s in enumerate(old) if places.get(s.text)]
    kept: dict[int, int] = {}
    moved: dict[int, int] = {}
    rising = _rising([n for _, n in pairs])
    for k, (m, n) in enumerate(pairs):
        (kept if k in rising else moved)[m] = n
    return kept, moved


def _rising(values: list[int]) -> set[int]:
    """The places of a longest rising run of `values`."""
    ends: list[int] = []  # the place at which the smallest run of each length ends
    came: list[int] = []
    for n, value in enumerate(values):
        length = bisect_left(ends, value, key=values.__getitem__)
        came.append(ends[length - 1] if length else -1)
        ends[length : length + 1] = [n]
    run, at = set(), ends[-1] if ends else -1
    while at >= 0:
        run.add(at)
        at = came[at]
    return run


def _rewritten(
    old: list[Sentence], new: list[Sentence], free_old: list[int], free_new: list[int]
) -> list[tuple[set[int], set[int]]]:
    """The sentences that are left, each with what it became; parts of a sentence join it."""
    reach = NEAR if len(free_old) * len(free_new) > FEW * FEW else len(old) + len(new)
    alike = sorted(
        (-_dice(old[m].bag, new[n].bag), abs(m - n), m, n)
        for m in free_old
        for n in free_new[bisect_left(free_new, m - reach) : bisect_left(free_new, m + reach + 1)]
    )
    became: dict[int, int] = {}
    taken: set[int] = set()
    for score, _, m, n in alike:
        if m not in became and n not in taken and -score >= ALIKE:
            became[m] = n
            taken.add(n)
    members = {m: ({m}, {n}) for m, n in became.items()}
    spare_old = {m: old[m].bag - new[n].bag for m, n in became.items()}
    spare_new = {m: new[n].bag - old[m].bag for m, n in became.items()}
    for n in free_new:
        if n not in taken:
            host = _host(new[n].bag, spare_old, n, reach)
            members.setdefault(-1 - n if host is None else host, (set(), set()))[1].add(n)
    for m in free_old:
        if m not in became:
            host = _host(old[m].bag, spare_new, m, reach)
            members.setdefault(len(old) + m if host is None else host, (set(), set()))[0].add(m)
    return list(members.values())


def _host(bag: Counter[str], spare: dict[int, Counter[str]], at: int, reach: int) -> int | None:
    """The sentence near `at` that has most of `bag` to spare, if it has enough."""
    near = [m for m in spare if abs(m - at) <= reach] if len(spare) <= FEW else range(at - reach, at + reach + 1)
    shares = [(sum(min(n, spare[m][w]) for w, n in bag.items() if w in spare[m]), -m) for m in near if m in spare]
    share, m = max(shares, default=(0, 0))
    return -m if share >= WITHIN * max(1, bag.total()) else None


def _dice(a: Counter[str], b: Counter[str]) -> float:
    """The share of their words that two sentences have in common."""
    if len(b) < len(a):
        a, b = b, a
    return 2 * sum(min(n, b[w]) for w, n in a.items() if w in b) / max(1, a.total() + b.total())
