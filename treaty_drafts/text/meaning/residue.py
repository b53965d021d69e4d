"""What is left when two sentences are laid on one another: the words that only one of them has, and where."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .parts import Frame
from .words import Word

RECAST = 0.25  # share of the words in another place from which a sentence was recast


@dataclass(slots=True)
class Spot:
    """A place where the sentences differ: words `a` of the one and `b` of the other, and those that are really new."""

    a: tuple[int, int]
    b: tuple[int, int]
    only_a: list[int]
    only_b: list[int]


def spots(a: Frame, b: Frame) -> tuple[list[Spot], float]:
    """Where the sentences differ in more than order, and how much of them stands in another order (0 to 1)."""
    keys_a, keys_b = _aligned_keys(a.words), _aligned_keys(b.words)
    runs = _runs(keys_a, keys_b)
    left, right = Counter(_keys(a)), Counter(_keys(b))
    if any(w.stop == "." for f in (a, b) for w in f.words[1:]) and sum((left & right).values()) > 0.7 * min(
        left.total(), right.total()
    ):
        left, right = Counter(set(left)), Counter(set(right))  # a sentence that was split or merged repeats its words
    surplus_a, surplus_b = left - right, right - left
    found = []
    moved = 0
    for a1, a2, b1, b2 in runs:
        only_a, only_b = _surplus(a, a1, a2, surplus_a), _surplus(b, b1, b2, surplus_b)
        moved += sum(bool(w.key) for w in a.words[a1:a2]) - len(only_a)
        found.append(Spot((a1, a2), (b1, b2), only_a, only_b))
    if moved > RECAST * max(1, len(_keys(a))):  # what a sentence in another order says once more, it says
        ours, theirs = set(_keys(a)), set(_keys(b))
        for spot in found:
            spot.only_a = [n for n in spot.only_a if a.words[n].key not in theirs]
            spot.only_b = [n for n in spot.only_b if b.words[n].key not in ours]
    content = max(1, sum(bool(w.key) for w in a.words))
    return _merged(found, a.words), moved / content


def _aligned_keys(words: Sequence[Word]) -> list[str]:
    return [w.key or "·" + w.lemma for w in words]


def _keys(f: Frame) -> list[str]:
    return [w.key for n, w in enumerate(f.words) if w.key and f.role[n] != "modal"]


def _surplus(f: Frame, first: int, last: int, surplus: Counter[str]) -> list[int]:
    only = []
    for n in range(first, last):
        key = f.words[n].key
        if key and f.role[n] != "modal" and surplus[key] > 0:
            surplus[key] -= 1
            only.append(n)
    return only


def _merged(found: list[Spot], a: list[Word]) -> list[Spot]:
    """Spots between which only empty words stand are one."""
    merged: list[Spot] = []
    for spot in found:
        last = merged[-1] if merged else None
        if (
            last
            and spot.a[0] - last.a[1] <= 2
            and not any(w.key or w.stop for w in a[last.a[1] : spot.a[0]])
            and (last.only_a or last.only_b)
            and (spot.only_a or spot.only_b)
        ):
            merged[-1] = Spot(
                (last.a[0], spot.a[1]), (last.b[0], spot.b[1]), last.only_a + spot.only_a, last.only_b + spot.only_b
            )
        else:
            merged.append(spot)
    return merged


def _runs(a: list[str], b: list[str]) -> list[tuple[int, int, int, int]]:
    """The stretches in which the two differ when as much as possible of what bears a meaning is kept."""
    head = 0
    while head < min(len(a), len(b)) and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < min(len(a), len(b)) - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    pairs = _common(a[head : len(a) - tail], b[head : len(b) - tail])
    kept = [(i + head, j + head) for i, j in pairs] + [(len(a) - tail, len(b) - tail)]
    runs, i, j = [], head, head
    for m, n in kept:
        if m > i or n > j:
            runs.append((i, m, j, n))
        i, j = m + 1, n + 1
    return runs


def _common(a: list[str], b: list[str]) -> list[tuple[int, int]]:
    """The pairs of a heaviest common subsequence; words that bear a meaning weigh more."""
    if not a or not b:
        return []
    weight = [1 if key[0] == "·" else 4 for key in a]
    rows = [[0] * (len(b) + 1)]
    for i, key in enumerate(a):
        above, row, best = rows[-1], [0], 0
        w = weight[i]
        for j, other in enumerate(b):
            up = above[j + 1]
            best = up if up > best else best
            if key == other and above[j] + w > best:
                best = above[j] + w
            row.append(best)
        rows.append(row)
    pairs, i, j = [], len(a), len(b)
    while i and j:
        if rows[i][j] == rows[i - 1][j]:
            i -= 1
        elif rows[i][j] == rows[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return pairs[::-1]
