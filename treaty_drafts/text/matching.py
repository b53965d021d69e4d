"""Which unit of a revision is which unit of the one before: by content and heading first, by number last."""

from collections import Counter
from collections.abc import Sequence

from .outline import Provision
from .tokens import tokenize

ALIKE = 0.5  # share of words in common from which two units are one, on the four Paris revisions
ALIKE_AND_SAME_NUMBER = 0.25


def match(old: Sequence[tuple[Provision, str]], new: Sequence[tuple[Provision, str]]) -> dict[int, int]:
    """For each index in `new` that has one, the index in `old` of the same unit. Each old unit is used once.

    Identical text counts most, then heading and number together, then the heading, then likeness, then the number.
    """
    pairs: dict[int, int] = {}
    _by_key(old, new, pairs, lambda _p, text: text.strip())
    _by_key(old, new, pairs, lambda p, _text: (p.eid, p.heading.casefold()) if p.heading else None)
    _by_key(old, new, pairs, lambda p, _text: (p.kind, p.heading.casefold()) if p.heading else None)
    _by_likeness(old, new, pairs)
    return pairs


def _by_key(old, new, pairs, key) -> None:  # type: ignore[no-untyped-def]
    """Pair what has the same key, where the key is the only one of its kind on both sides."""
    used = set(pairs.values())
    before = [(key(p, t), n) for n, (p, t) in enumerate(old) if n not in used]
    after = [(key(p, t), n) for n, (p, t) in enumerate(new) if n not in pairs]
    counts = Counter(k for k, _ in before), Counter(k for k, _ in after)
    where = dict(before)
    for k, n in after:
        if k and counts[0][k] == 1 and counts[1][k] == 1:
            pairs[n] = where[k]


def _by_likeness(
    old: Sequence[tuple[Provision, str]], new: Sequence[tuple[Provision, str]], pairs: dict[int, int]
) -> None:
    used = set(pairs.values())
    bags_old = {n: _words(t) for n, (_, t) in enumerate(old) if n not in used}
    bags_new = {n: _words(t) for n, (_, t) in enumerate(new) if n not in pairs}
    scored = [
        (-_dice(bags_old[a], bags_new[b]), abs(a - b), a, b)
        for a in bags_old for b in bags_new if old[a][0].kind == new[b][0].kind
    ]  # fmt: skip
    for score, _, a, b in sorted(scored):
        same_number = old[a][0].eid == new[b][0].eid
        if a not in used and b not in pairs and -score >= (ALIKE_AND_SAME_NUMBER if same_number else ALIKE):
            pairs[b] = a
            used.add(a)


def _words(text: str) -> Counter[str]:
    return Counter(t.casefold() for t in tokenize(text) if t[0].isalnum())


def _dice(a: Counter[str], b: Counter[str]) -> float:
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 0.0
