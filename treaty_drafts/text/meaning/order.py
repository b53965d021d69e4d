"""Whether the same words in another order are the same rule: a list, a fronted phrase, a passive, a compound.

Whatever else stands in another order may be another rule: national law prevails over this Treaty, this Treaty over
national law. Nobody may be told that such a change is editorial.
"""

from collections import Counter

from .parts import Frame
from .rewritings import Token, compound, listed, shifted
from .units import Unit, units
from .voice import WAYS, Way, as_active, passive_verbs

LONGEST = 60  # words in another order for which a rewriting is looked for
ALL, MOST = 1.0, 0.6  # of its words that a condition must share with its counterpart


def unexplained(a: Frame, b: Frame) -> tuple[list[int], list[int]] | None:
    """The words of either sentence that stand in another order for which no known rewriting accounts."""
    free_a, free_b = _counterparts(units(a), units(b))
    for one, other in zip(free_a, free_b, strict=True):
        if found := _differ(a, b, list(one.words), list(other.words)):
            return found
    inside = _inside(a, free_a, free_b), _inside(b, free_b, free_a)
    found, both = None, passive_verbs(a) & passive_verbs(b)
    for how in WAYS:
        found = _differ(a, b, *(_rest(f, free, how, both) for f, free in ((a, inside[0]), (b, inside[1]))))
        if not found:
            return None
    return found


def _inside(f: Frame, own: list[Unit], others: list[Unit]) -> set[int]:
    """The words of units that their counterparts have, too; what else they have may have come from elsewhere."""
    return {n for u, other in zip(own, others, strict=True) for n in u.words if f.words[n].key in other.keys}


def _counterparts(mine: list[Unit], theirs: list[Unit]) -> tuple[list[Unit], list[Unit]]:
    """The units that both sentences have, each beside its counterpart."""
    left, right, spare = [], [], list(theirs)
    for least in (ALL, MOST):  # a sentence that was recast may lose a small word of a condition
        for unit in [u for u in mine if u not in left]:
            other = next((u for u in spare if u.place == unit.place and unit.alike(u) >= least), None)
            if other:
                spare.remove(other)
                left.append(unit)
                right.append(other)
    return left, right


def _rest(f: Frame, inside: set[int], how: Way, both: set[str]) -> list[int]:
    return [n for n in as_active(f, inside, how, both) if n not in inside]


def _differ(a: Frame, b: Frame, left: list[int], right: list[int]) -> tuple[list[int], list[int]] | None:
    x, y = _tokens(a, left), _tokens(b, right)
    common = Counter(t.key for t in x) & Counter(t.key for t in y)
    x, y = _among(x, common.copy()), _among(y, common)
    while pieces := [p for p in _pieces(x, y) if not listed(a, b, x, y, *p) and not compound(a, b, x, y, *p)]:
        first, last = pieces[0]
        away = shifted(a, b, x[first:last], y[first:last]) if last - first <= LONGEST else None
        if not away:
            return sorted(t.at for t in x[first:last]), sorted(t.at for t in y[first:last])
        x, y = [t for t in x if t not in away[0]], [t for t in y if t not in away[1]]
    return None


def _tokens(f: Frame, part: list[int]) -> list[Token]:
    found: list[Token] = []
    before = -1
    for n in part:
        word = f.words[n]
        if word.key and f.role[n] != "modal":
            between = range(before + 1, n + 1) if before < n else (n,)
            parted = any(f.words[k].stop or f.role[k] == "conjunction" for k in between)
            found.append(Token(word.key, n, parted))
            before = n
    return found


def _among(tokens: list[Token], common: Counter[str]) -> list[Token]:
    kept = []
    for token in tokens:
        if common[token.key] > 0:
            common[token.key] -= 1
            kept.append(token)
    return kept


def _pieces(x: list[Token], y: list[Token]) -> list[tuple[int, int]]:
    """The shortest stretches that have the same words on both sides, in another order."""
    found, first, owed, open_ = [], 0, Counter[str](), 0
    for n, (one, other) in enumerate(zip(x, y, strict=True)):
        for key, step in ((one.key, 1), (other.key, -1)):
            open_ += (owed[key] + step != 0) - (owed[key] != 0)
            owed[key] += step
        if not open_:
            if n > first:
                found.append((first, n + 1))
            first = n + 1
    return found
