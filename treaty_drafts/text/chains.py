"""The longest chain of pairs that stand in the same order on both sides."""

from bisect import bisect_left
from itertools import pairwise


def in_order(pairs: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """The heaviest of `pairs` (left, right, weight), which rise on the left, that rise on the right too."""
    rights = [right for _, right, _ in pairs]
    if all(x < y for x, y in pairwise(rights)):
        return [(n, m) for n, m, _ in pairs]
    order = sorted(rights)
    best: list[tuple[int, int]] = [(0, -1)] * (len(pairs) + 1)  # a Fenwick tree: the weight of a chain, its last pair
    before: list[int] = []
    for n, (_, right, weight) in enumerate(pairs):
        place = bisect_left(order, right)
        top, k = (0, -1), place
        while k > 0:
            top = max(top, best[k])
            k &= k - 1
        before.append(top[1])
        made, k = (top[0] + weight, n), place + 1
        while k <= len(pairs):
            best[k] = max(best[k], made)
            k += k & -k
    top, k = (0, -1), len(pairs)
    while k > 0:
        top = max(top, best[k])
        k &= k - 1
    found, n = [], top[1]
    while n >= 0:
        found.append(pairs[n][:2])
        n = before[n]
    return found[::-1]
