"""Two sentences that became one another, compared part by part of their frames."""

from collections.abc import Iterator
from itertools import pairwise

from .bearers import bearer, bearing, gives_right, in_subject, named, roles_swapped, said_there, tell_apart
from .coverage import FILLED, FILLERS, covered
from .grammar import GRAMMAR
from .kinds import ShiftKind
from .measure import composed, since, turning
from .met import met
from .modals import Found, denials, forces, paired, turn
from .parts import Frame
from .qualified import and_or, expression, in_zones, qualified
from .residue import Spot, spots
from .restated import restated
from .verbs import acts, doing, light
from .words import key_of

RECAST = 0.25  # share of a sentence in another order from which it was recast, and small words lost say little
ONLY = GRAMMAR["only"]
STEPS = frozenset(map(key_of, GRAMMAR["steps"]))  # shall take steps to prevent: shall prevent
RELATIVE = GRAMMAR["relative"]
JOINING, LEADING = GRAMMAR["joining"], GRAMMAR["leading"]
SLIGHT = 2
FEW = 2  # words beside a `not` with which it is not simply part of something new


def differences(a: Frame, b: Frame) -> list[Found]:
    """All differences of meaning between two sentences, in the order of the frame."""
    tell_apart(a, b)
    restated(a, b)
    found = list(forces(a, b))
    binding = _binding(a, b)
    places, order = spots(a, b)
    if not any(f.kind is ShiftKind.NEGATION for f in found) and all(
        len(s.only_a) + len(s.only_b) <= FEW for s in places
    ):
        found += denials(a, b)
    clauses = _clauses(a, b)
    stated = any(f.rule == "modality.statement" for f in found)
    for spot in () if stated else places:
        for f in _of_spot(spot, a, b, binding, order, clauses):
            f.place = spot.a[1], spot.b[1]
            found.append(f)
    if not any(f.kind is ShiftKind.ACTOR for f in found):
        found += roles_swapped(a, b)
    found = met(found, a, b, binding)
    if composed(a) or composed(b):
        for f in found:
            f.sign = None if f.kind in (ShiftKind.QUANTITY, ShiftKind.SCOPE) else f.sign
    return _once(found)


def _binding(a: Frame, b: Frame) -> int:
    """1 where more of a rule binds more, -1 where it is a permission, by the stronger side."""
    turns = ["do" if gives_right(f, m) else turn(m)[0] for f in (a, b) for m in f.modals[:1]]
    if not turns and any(w.lemma in ("freedom", "right") for w in a.words):
        return -1
    return -1 if turns and all(t == "free" for t in turns) else 1


def _clauses(a: Frame, b: Frame) -> tuple[set[int], set[int]]:
    """The words of force that have no counterpart: their clause is new, or gone."""
    pairs = paired(a, b)
    return (
        {m.at for m in a.modals if all(m is not x for x, _ in pairs)},
        {m.at for m in b.modals if all(m is not y for _, y in pairs)},
    )


def _of_spot(
    s: Spot, a: Frame, b: Frame, binding: int, order: float, clauses: tuple[set[int], set[int]]
) -> Iterator[Found]:
    left = _weighty(a, b, s.only_a, order, replaced=bool(s.only_b))
    right = _weighty(b, a, s.only_b, order, replaced=bool(s.only_a))
    if not left and not right:
        yield from and_or(s, a, b, binding)
        return
    alone = [n for n in clauses[0] if s.a[0] <= n < s.a[1]] + [n for n in clauses[1] if s.b[0] <= n < s.b[1]]
    if alone:  # a further clause keeps what it depends on to itself
        left, right = _governing(a, left, clauses[0]), _governing(b, right, clauses[1])
    depends = any(a.role[n] == "condition" for n in left) or any(b.role[n] == "condition" for n in right)
    yield from in_zones(a, b, left, right, binding)
    for kind in ("condition", "hedge", "safeguard", "quantity", "reference"):
        here, there = _part(a, left, kind), _part(b, right, kind)
        if here or there:
            yield from qualified(kind, a, b, here, there, binding)
            left, right = _without(left, a, here, kind), _without(right, b, there, kind)
            if kind == "condition":  # where it has concluded became before it has
                left = {n for n in left if a.words[n].lemma not in JOINING}
                right = {n for n in right if b.words[n].lemma not in JOINING}
            if kind == "reference":  # the rules set out in annex C
                left = {n for n in left if a.words[n].lemma not in LEADING}
                right = {n for n in right if b.words[n].lemma not in LEADING}
            if kind == "quantity":  # within 72 hours of becoming aware of it
                left, right = since(a, left, here), since(b, right, there)
                left, right = turning(a, left, here), turning(b, right, there)
            if kind == "hedge":  # `as it deems necessary` became `necessary`
                left = {n for n in left if a.words[n].lemma not in {b.words[k].lemma for k in expression(b, there)}}
                right = {n for n in right if b.words[n].lemma not in {a.words[k].lemma for k in expression(a, here)}}
    if alone:  # what the other sentence says too is only said again
        theirs, ours = {w.key for w in b.words}, {w.key for w in a.words}
        left, right = (
            {n for n in left if a.words[n].key not in theirs},
            {n for n in right if b.words[n].key not in ours},
        )
    if alone and (left or right):
        if not _had(a, b, s, "safeguard") and not depends:
            sign = 1 if right and not left else -1 if left and not right else 0
            yield Found(
                ShiftKind.SCOPE, "scope.clause", sign, sorted(left), sorted(right), "a further rule", "a further rule"
            )
        return
    if _had(a, b, s, "safeguard") and _only_dressing(a, b, left, right, s):
        here, there = named(a, s.only_a), named(b, s.only_b)
        if here and there:  # a prerogative of the State became one of an independent body
            yield Found(ShiftKind.ACTOR, "actor.bearer", None, here, there, "another bears it", "another bears it")
        return
    yield from _plain(s, a, b, left, right, binding, order)


def _governing(f: Frame, only: set[int], new: set[int]) -> set[int]:
    """The words without the conditions and hedges that stand behind a new word of force."""
    return {n for n in only if f.role[n] not in ("condition", "hedge") or not any(m < n for m in new)}


def _weighty(f: Frame, other: Frame, only: list[int], order: float, *, replaced: bool) -> set[int]:
    """The words without those that a sentence in another order may lose from a condition that it keeps."""
    slight = [n for n in only if f.role[n] in ("condition", "hedge") and (m := f.mark[n]) and not m.first <= n < m.last]
    recast = order > RECAST or _tells_more(other) > _tells_more(f)
    if recast or not replaced:
        for first, last, m in f.zones:  # a relative clause that became a condition: all that it says was there
            inside = {n for n in only if first <= n < last and n >= m.last}
            said = sum(bool(f.words[n].key) for n in range(m.last, last))
            if (
                m.rule.id == "condition.if"
                and m.first in only
                and f.words[m.first].lemma not in ONLY
                and said
                and len(inside) <= (said // 3 if recast else 0)
                and not _heads(other, f)
            ):
                only = [n for n in only if not first <= n < last]
    zone = {
        n
        for first, last, _ in f.zones
        if slight and first <= slight[0] < last
        for n in range(first, last)
        if f.words[n].key
    }
    if recast and len(slight) <= min(SLIGHT, len(zone) // 3) and not any(m.first in only for _, _, m in f.zones):
        return set(only) - set(slight)
    return set(only)


def _tells_more(f: Frame) -> int:
    """How often a sentence tells more of what it names or does: a State which declines, in taking measures."""
    return sum(
        word.lemma in RELATIVE
        or (word.text.endswith("ing") and before.lemma in ("in", "on", "when", "while", "state", "party", "person"))
        for before, word in pairwise(f.words)
    )


def _heads(f: Frame, other: Frame) -> bool:
    """Whether `f` has a kind of condition that the other sentence has not."""
    kinds = {m.rule.id for _, _, m in other.zones}
    return any(m.rule.kind == "condition" and m.rule.id not in kinds for _, _, m in f.zones)


def _had(a: Frame, b: Frame, s: Spot, kind: str) -> bool:
    return any(a.role[n] == kind for n in s.only_a) or any(b.role[n] == kind for n in s.only_b)


def _only_dressing(a: Frame, b: Frame, left: set[int], right: set[int], s: Spot) -> bool:
    """What stands around a safeguard that was added or taken out as a whole belongs to it."""
    marks = [n for n in s.only_a if a.role[n] == "safeguard"], [n for n in s.only_b if b.role[n] == "safeguard"]
    return bool(marks[0]) != bool(marks[1]) or not (left and right)


def _part(f: Frame, only: set[int], kind: str) -> list[int]:
    return sorted(n for n in only if f.role[n] == kind)


def _without(only: set[int], f: Frame, part: list[int], kind: str) -> set[int]:
    """What is left when a part is explained, with all of a condition that it is in."""
    gone = set(part)
    for first, last, m in f.zones:
        if m.rule.kind == kind and gone & set(range(first, last)):
            gone |= {n for n in range(first, last) if f.role[n] not in ("safeguard",) or kind != "condition"}
    return only - gone


def _plain(s: Spot, a: Frame, b: Frame, left: set[int], right: set[int], binding: int, order: float) -> Iterator[Found]:
    """Bearers, acts, terms and what is covered."""
    if order > FILLED:
        left = {n for n in left if a.words[n].key not in FILLERS}
        right = {n for n in right if b.words[n].key not in FILLERS}
    here, there = bearing(a, left), bearing(b, right)
    if bool(here) != bool(there) and said_there(a, b, here, there):
        left, right, here, there = left - set(here), right - set(there), [], []
    if bool(here) != bool(there):  # who took its place need not be known
        here, there = here or in_subject(a, left), there or in_subject(b, right)
    if here or there:
        yield bearer(a, b, here, there, s)
        left, right = left - set(here), right - set(there)
    here, there = doing(a, left), doing(b, right)
    if bool(here) != bool(there) and light(a, here) and light(b, there):
        if STEPS & {f.words[n].key for f, only in ((a, left), (b, right)) for n in only}:
            yield Found(
                ShiftKind.ACTION,
                "action.steps",
                -1 if there else 1,
                here,
                there,
                "steps towards it",
                "steps towards it",
            )
            return
        left, right, here, there = left - set(here), right - set(there), [], []
    if here or there:
        yield acts(a, b, here, there)
        if (here and there) or not left - set(here) or not right - set(there):
            left, right = _not_near(a, left, here), _not_near(b, right, there)
        left, right = left - set(here), right - set(there)
    yield from covered(s, a, b, left, right, binding)


def _not_near(f: Frame, only: set[int], verbs: list[int]) -> set[int]:
    """A verb that changed takes what depends on it along, but for how much of it is covered."""
    return {n for n in only if f.role[n] == "scope"} if verbs else only


def _once(found: list[Found]) -> list[Found]:
    """One shift for what one rule found at several places in the same direction."""
    kept: dict[tuple[object, ...], Found] = {}
    for f in found:
        key = (f.kind, f.rule, f.sign, tuple(f.a[:1]), tuple(f.b[:1]))
        kept.setdefault(key, f)
    return list(kept.values())
