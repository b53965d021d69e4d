"""Whether the same words in another order are the same rule: a list, a fronted condition, a passive, a compound.

Whatever else stands in another order may be another rule: national law prevails over this Treaty, this Treaty over
national law. Nobody may be told that such a change is editorial.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .grammar import GRAMMAR
from .parts import Frame
from .units import Unit, units
from .voice import as_active

LINKING = GRAMMAR["linking"]
LONGEST = 4  # words by which a list may begin before, or end after, those that changed places
COMPOUND = 6  # words of a name that may be said with `of` or without


@dataclass(frozen=True, slots=True)
class Token:
    """A word that bears a meaning; `parted` where a comma or a conjunction stands before it."""

    key: str
    at: int
    parted: bool


def unexplained(a: Frame, b: Frame) -> tuple[list[int], list[int]] | None:
    """The words of either sentence that stand in another order for which no known rewriting accounts."""
    mine, theirs = units(a), units(b)
    free_a, free_b = _counterparts(mine, theirs)
    for one, other in zip(free_a, free_b, strict=True):
        if found := _differ(a, b, list(one.words), list(other.words)):
            return found
    inside = {n for u in free_a for n in u.words}, {n for u in free_b for n in u.words}
    return _differ(a, b, _rest(a, inside[0]), _rest(b, inside[1]))


def _counterparts(mine: list[Unit], theirs: list[Unit]) -> tuple[list[Unit], list[Unit]]:
    """The units that both sentences have, each beside its counterpart."""
    left, right, spare = [], [], list(theirs)
    for unit in mine:
        other = next((u for u in spare if u.said == unit.said), None)
        if other:
            spare.remove(other)
            left.append(unit)
            right.append(other)
    return left, right


def _rest(f: Frame, inside: set[int]) -> list[int]:
    return [n for n in as_active(f, inside) if n not in inside]


def _differ(a: Frame, b: Frame, left: list[int], right: list[int]) -> tuple[list[int], list[int]] | None:
    x, y = _tokens(a, left), _tokens(b, right)
    common = Counter(t.key for t in x) & Counter(t.key for t in y)
    x, y = _among(x, common.copy()), _among(y, common)
    for first, last in _pieces(x, y):
        if not _listed(x, y, first, last) and not _compound(a, b, x[first:last], y[first:last]):
            return sorted(t.at for t in x[first:last]), sorted(t.at for t in y[first:last])
    return None


def _tokens(f: Frame, part: Sequence[int]) -> list[Token]:
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


def _listed(x: list[Token], y: list[Token], first: int, last: int) -> bool:
    """Whether the entries of a list changed places, each of them as it was."""
    for before in range(min(LONGEST, first) + 1):
        for after in range(min(LONGEST, len(x) - last) + 1):
            here, there = x[first - before : last + after], y[first - before : last + after]
            mine, theirs = _entries(here), _entries(there)
            if len(mine) > 1 and Counter(mine) == Counter(theirs):
                return True
    return False


def _entries(tokens: list[Token]) -> list[tuple[str, ...]]:
    found: list[list[str]] = [[]]
    for n, token in enumerate(tokens):
        if token.parted and n:
            found.append([])
        found[-1].append(token.key)
    return [tuple(entry) for entry in found]


def _compound(a: Frame, b: Frame, here: list[Token], there: list[Token]) -> bool:
    """`the consent of the State` is `the State's consent`, `the measures necessary` are `the necessary measures`."""
    if len(here) > COMPOUND or any(t.key == "only" or t.key[:1] in "#@" for t in here):
        return False
    keys, others = [t.key for t in here], [t.key for t in there]
    for cut in range(1, len(here)):
        if keys[cut:] + keys[:cut] == others:
            linked = _linked(a, here, cut), _linked(b, there, len(here) - cut)
            if None not in linked and linked != (True, True):
                return True
    return False


def _linked(f: Frame, tokens: list[Token], cut: int) -> bool | None:
    """Whether `of` stands between two parts of a name; None where something does that no name has."""
    between = [f.words[n] for n in range(tokens[cut - 1].at + 1, tokens[cut].at)]
    if tokens[cut].parted or any(t.parted for t in tokens[1:]):
        return None
    said = {w.lemma for w in between}
    if said & GRAMMAR["parting"] - LINKING:
        return None
    return bool(said & LINKING)
