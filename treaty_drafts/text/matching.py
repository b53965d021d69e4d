"""Which unit of a revision is which unit of the one before: by content and heading first, by number last."""

from collections import Counter
from collections.abc import Iterator, Sequence

import regex

from .outline import Provision
from .tokens import tokenize

ALIKE = 0.5  # share of words in common from which two units are one, on the four Paris revisions
ALIKE_AND_SAME_NUMBER = 0.25
ALL_PAIRS = 90_000  # up to 300 units on either side every pair is compared
OPENING_WORDS = 5
WORD = regex.compile(r"\w+")
RARE = 20  # a word in more units than this says nothing of which is which


def match(old: Sequence[tuple[Provision, str]], new: Sequence[tuple[Provision, str]]) -> dict[int, int]:
    """For each index in `new` that has one, the index in `old` of the same unit. Each old unit is used once.

    Identical text counts most, then heading and number together, then the heading, then likeness, then the number.
    """
    pairs: dict[int, int] = {}
    _by_key(old, new, pairs, lambda _p, text: text.strip())
    _by_key(old, new, pairs, lambda p, _text: (p.eid, p.heading.casefold()) if p.heading else None)
    _by_key(old, new, pairs, lambda p, _text: (p.kind, p.heading.casefold()) if p.heading else None)
    _by_key(old, new, pairs, _opening)
    _by_likeness(old, new, pairs)
    return pairs


def _opening(provision: Provision, _text: str) -> tuple[str, ...] | None:
    """The first words of a preambular paragraph, by which delegates call it."""
    words = WORD.findall(provision.heading.casefold())
    return tuple(words[:OPENING_WORDS]) if provision.kind == "preambular" and len(words) >= OPENING_WORDS else None


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
        for a, b in _candidates(bags_old, bags_new)
        if old[a][0].kind == new[b][0].kind
    ]
    for score, _, a, b in sorted(scored):
        same_number = old[a][0].eid == new[b][0].eid
        if a not in used and b not in pairs and -score >= (ALIKE_AND_SAME_NUMBER if same_number else ALIKE):
            pairs[b] = a
            used.add(a)


def _candidates(old: dict[int, Counter[str]], new: dict[int, Counter[str]]) -> Iterator[tuple[int, int]]:
    """Which units are worth comparing: all of them, or in a very large text those that share rare words."""
    if len(old) * len(new) <= ALL_PAIRS:
        yield from ((a, b) for a in old for b in new)
        return
    where: dict[str, list[int]] = {}
    for a, bag in old.items():
        for word in bag:
            where.setdefault(word, []).append(a)
    for b, bag in new.items():
        shared = Counter(a for word in bag if len(where.get(word, ())) <= RARE for a in where.get(word, ()))
        yield from ((a, b) for a, _ in shared.most_common(RARE))


def _words(text: str) -> Counter[str]:
    return Counter(t.casefold() for t in tokenize(text) if t[0].isalnum())


def _dice(a: Counter[str], b: Counter[str]) -> float:
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 0.0
