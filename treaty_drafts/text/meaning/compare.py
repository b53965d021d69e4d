"""Two sentences that became one another, compared part by part of their frames."""

from collections.abc import Iterator

from .coverage import covered
from .frame import Frame
from .kinds import ShiftKind
from .lexicon import Mark
from .measure import measured
from .modals import Found, denials, forces, paired, turn
from .residue import Spot, spots
from .verbs import acts, doing, light

RECAST = 0.25  # share of a sentence in another order from which it was recast, and small words lost say little
COMPOSED = {"consist", "composed", "comprise"}  # how large a body is binds nobody
SLIGHT = 2
FEW = 3  # words beside a `not` with which it is not simply part of something new
ACTOR_HEAD = 4  # words of a subject among which its bearer stands


def differences(a: Frame, b: Frame) -> list[Found]:
    """All differences of meaning between two sentences, in the order of the frame."""
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
        found += _roles_swapped(a, b, places)
    if any(w.lemma in COMPOSED for f in (a, b) for m in f.modals for w in f.words[m.end : m.end + 3]):
        for f in found:
            f.sign = None if f.kind in (ShiftKind.QUANTITY, ShiftKind.SCOPE) else f.sign
    return _once(found)


def _binding(a: Frame, b: Frame) -> int:
    """1 where more of a rule binds more, -1 where it is a permission, by the stronger side."""
    turns = [turn(m)[0] for f in (a, b) for m in f.modals[:1]]
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
    left, right = _weighty(a, s.only_a, order), _weighty(b, s.only_b, order)
    if not left and not right:
        yield from _and_or(s, a, b, binding)
        return
    alone = [n for n in clauses[0] if s.a[0] <= n < s.a[1]] + [n for n in clauses[1] if s.b[0] <= n < s.b[1]]
    yield from _in_zones(a, b, left, right, binding)
    for kind in ("condition", "hedge", "safeguard", "quantity", "reference"):
        here, there = _part(a, left, kind), _part(b, right, kind)
        if here or there:
            yield from _qualified(kind, a, b, here, there, binding)
            left, right = _without(left, a, here, kind), _without(right, b, there, kind)
            if kind == "hedge":  # `as it deems necessary` became `necessary`
                left = {n for n in left if a.words[n].lemma not in {b.words[k].lemma for k in _expression(b, there)}}
                right = {n for n in right if b.words[n].lemma not in {a.words[k].lemma for k in _expression(a, here)}}
    if alone:  # what the other sentence says too is only said again
        theirs, ours = {w.key for w in b.words}, {w.key for w in a.words}
        left, right = (
            {n for n in left if a.words[n].key not in theirs},
            {n for n in right if b.words[n].key not in ours},
        )
    if alone and (left or right):
        if not _had(a, b, s, "safeguard") and not _had(a, b, s, "condition"):
            sign = 1 if right and not left else -1 if left and not right else 0
            yield Found(
                ShiftKind.SCOPE, "scope.clause", sign, sorted(left), sorted(right), "a further rule", "a further rule"
            )
        return
    if _had(a, b, s, "safeguard") and _only_dressing(a, b, left, right, s):
        return
    yield from _plain(s, a, b, left, right, binding, order)


def _expression(f: Frame, part: list[int]) -> list[int]:
    return [n for k in part if (m := f.mark[k]) for n in range(m.first, m.last)]


def _in_zones(a: Frame, b: Frame, left: set[int], right: set[int], binding: int) -> Iterator[Found]:
    """Terms and quantifiers inside a condition that stays: they change what is covered, not the condition."""
    for kind, shift in (("term", ShiftKind.TERM), ("scope", ShiftKind.SCOPE)):
        here, there = _zoned(a, left, kind), _zoned(b, right, kind)
        alone = not any(a.role[n] == "condition" for n in left - set(here)) and not any(
            b.role[n] == "condition" for n in right - set(there)
        )
        if (here and there) or (kind == "scope" and (here or there) and alone):
            sign = 0 if here and there else (1 if here else -1)
            yield Found(shift, f"{kind}.in-condition", sign * binding, here, there, "in a condition", "in a condition")
            for n in here:
                left.discard(n)
            for n in there:
                right.discard(n)
            if kind == "term":
                left -= {n for n in left if a.role[n] == "condition"}
                right -= {n for n in right if b.role[n] == "condition"}


def _zoned(f: Frame, only: set[int], kind: str) -> list[int]:
    """Words of `kind` in a zone whose head is not itself new."""
    return sorted(
        n
        for n in only
        if f.role[n] == "condition"
        and any(m.rule.kind == kind and m.first <= n < m.last for m in f.read.marks)
        and not any(first <= n < last and m.first in only for first, last, m in f.zones)
    )


def _weighty(f: Frame, only: list[int], order: float) -> set[int]:
    """The words without those that a sentence in another order may lose from a condition that it keeps."""
    slight = [n for n in only if f.role[n] in ("condition", "hedge") and (m := f.mark[n]) and not m.first <= n < m.last]
    if order > RECAST:
        for first, last, m in f.zones:  # a relative clause that became a condition: all that it says was there
            inside = {n for n in only if first <= n < last and n >= m.last}
            if m.rule.kind == "condition" and m.first in only and len(inside) <= 1 and last - m.last > 2:
                only = [n for n in only if not first <= n < last]
    if order > RECAST and len(slight) <= SLIGHT and not any(m.first in only for _, _, m in f.zones):
        return set(only) - set(slight)
    return set(only)


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


def _qualified(kind: str, a: Frame, b: Frame, here: list[int], there: list[int], binding: int) -> Iterator[Found]:
    says = _mark_says(b, there), _mark_says(a, here)
    if kind in ("quantity", "reference"):
        yield from measured(kind, a, b, here, there)
        return
    if kind == "condition":
        x, y = _mark(a, here), _mark(b, there)
        if x and y and x.rule.force and y.rule.force and x.rule.force != y.rule.force:
            sign = binding if x.rule.force > y.rule.force else -binding
            yield Found(ShiftKind.CONDITION, y.rule.id, sign, _zone(a, here), _zone(b, there), *says)
            return
        heads = _heads(a, here), _heads(b, there)
        sign = 0 if bool(heads[0]) == bool(heads[1]) else (-binding if heads[1] else binding)
        yield Found(ShiftKind.CONDITION, _rule(a, b, here, there), sign, _zone(a, here), _zone(b, there), *says)
        return
    sign = 0 if here and there else (1 if there else -1)
    if kind == "hedge":
        x, y = _mark(a, here), _mark(b, there)
        sign = (x.rule.force > y.rule.force) - (x.rule.force < y.rule.force) if x and y else -sign
    elif sign and _inside_condition(b if there else a, there or here):  # protects against the rule: an exception
        sign = -binding if there else binding
    yield Found(ShiftKind(kind), _rule(a, b, here, there), sign, here, there, *says)


def _inside_condition(f: Frame, part: list[int]) -> bool:
    return any(first <= part[0] < last and m.rule.kind == "condition" and m.last < last for first, last, m in f.zones)


def _heads(f: Frame, part: list[int]) -> list[int]:
    return [n for n in part if (m := f.mark[n]) and m.rule.kind == "condition" and m.first == n]


def _zone(f: Frame, part: list[int]) -> list[int]:
    """A condition is shown whole where its head is new."""
    whole = set(part)
    for first, last, _ in f.zones:
        if first in whole:
            whole |= set(range(first, last))
    return sorted(whole)


def _mark(f: Frame, part: list[int]) -> Mark | None:
    return next((f.mark[n] for n in part if f.mark[n]), None)


def _mark_says(f: Frame, part: list[int]) -> str:
    found = _mark(f, part)
    return found.rule.says if found else ""


def _rule(a: Frame, b: Frame, here: list[int], there: list[int]) -> str:
    found = _mark(b, there) or _mark(a, here)
    return found.rule.id if found else ""


def _and_or(s: Spot, a: Frame, b: Frame, binding: int) -> Iterator[Found]:
    """`and` became `or`: one of what is named is enough."""
    left = [n for n in range(*s.a) if a.words[n].lemma in ("and", "or")]
    right = [n for n in range(*s.b) if b.words[n].lemma in ("and", "or")]
    if len(left) == len(right) == 1 and s.a[1] - s.a[0] <= 3 and s.b[1] - s.b[0] <= 3:
        x, y = (
            next((m for m in f.read.marks if m.rule.kind == "conjunction" and m.first == n), None)
            for f, n in ((a, left[0]), (b, right[0]))
        )
        if x and y and x.rule.value != y.rule.value:
            sign = 1 if y.rule.force > x.rule.force else -1
            if any(first <= left[0] < last and m.rule.kind == "condition" for first, last, m in a.zones):
                yield Found(
                    ShiftKind.CONDITION, "condition.and-or", -sign * binding, left, right, y.rule.says, x.rule.says
                )
                return
            yield Found(ShiftKind.SCOPE, "scope.and-or", sign * binding, left, right, y.rule.says, x.rule.says)


def _plain(s: Spot, a: Frame, b: Frame, left: set[int], right: set[int], binding: int, order: float) -> Iterator[Found]:
    """Bearers, acts, terms and what is covered."""
    here, there = _bearing(a, left), _bearing(b, right)
    if bool(here) != bool(there) and _said_there(a, b, here, there):
        left, right, here, there = left - set(here), right - set(there), [], []
    if here or there:
        yield _bearer(a, b, here, there, s)
        left, right = left - set(here), right - set(there)
    here, there = doing(a, left), doing(b, right)
    if bool(here) != bool(there) and light(a, here) and light(b, there):
        left, right, here, there = left - set(here), right - set(there), [], []
    if here or there:
        yield acts(a, b, here, there)
        if (here and there) or not left - set(here) or not right - set(there):
            left, right = _not_near(a, left, here), _not_near(b, right, there)
        left, right = left - set(here), right - set(there)
    yield from covered(s, a, b, left, right, binding, order)


def _not_near(f: Frame, only: set[int], verbs: list[int]) -> set[int]:
    """A verb that changed takes what depends on it along, but for how much of it is covered."""
    return {n for n in only if f.role[n] == "scope"} if verbs else only


def _bearing(f: Frame, only: set[int]) -> list[int]:
    """Those of the words that say who bears a rule."""
    found: set[int] = set()
    for m in f.modals:
        inside = {n for n in only if m.subject[0] <= n < m.subject[1] and not _term(f, n)}
        if inside and _has_bearer(f, m.subject, m.passive):
            found |= inside
        if m.passive:
            found |= {n for n in only if _agent(f, n, m.end)}
    return sorted(found)


def _term(f: Frame, n: int) -> bool:
    """A term of art that is no bearer."""
    found = f.mark[n]
    return bool(found and found.rule.kind == "term") and all(
        not (m.rule.kind == "actor" and m.first <= n < m.last) for m in f.read.marks
    )


def _has_bearer(f: Frame, subject: tuple[int, int], passive: bool) -> bool:
    if subject[0] == subject[1]:
        return False
    head = range(subject[0], min(subject[1], subject[0] + ACTOR_HEAD))
    return any(m.rule.kind == "actor" and m.first in head and not (passive and not m.rule.state) for m in f.read.marks)


def _agent(f: Frame, n: int, verb: int) -> bool:
    """Whether word `n` is in the `by the Secretariat` of a passive."""
    k = n
    while k > verb and n - k < 7 and not f.words[k].stop:
        k -= 1
        if f.words[k].lemma == "by":
            return any(m.rule.kind == "actor" and k < m.first <= k + 4 for m in f.read.marks)
    return False


def _bound(f: Frame, part: list[int]) -> bool | None:
    """Whether it is States that bear the rule."""
    marks = [m for m in f.read.marks if m.rule.kind == "actor" and any(m.first <= n < m.last for n in part)]
    return marks[0].rule.state if marks else None


def _said_there(a: Frame, b: Frame, here: list[int], there: list[int]) -> bool:
    """Whether a bearer is only named once more."""
    f, other, part = (b, a, there) if there else (a, b, here)
    return {f.words[n].key for n in part} <= {w.key for w in other.words}


def _bearer(a: Frame, b: Frame, here: list[int], there: list[int], s: Spot) -> Found:
    """Another bearer leaves the rule as it is; fewer States bound bind less."""
    sign: int | None = None
    if here and there:
        was, now = _bound(a, here), _bound(b, there)
        if was is not None and now is not None and was != now:
            sign = 1 if now else -1
            return Found(ShiftKind.ACTOR, "actor.bound", sign, here, there, "States bear it", "States bear it")
    replaced = any(a.words[n].key for n in range(*s.a)) and any(b.words[n].key for n in range(*s.b))
    if bool(here) != bool(there) and not replaced:
        part, f, gained = (there, b, 1) if there else (here, a, -1)
        if any(w.lemma == "by" for w in f.words[max(0, part[0] - 2) : part[0]]):
            return Found(
                ShiftKind.ACTOR, "actor.agent", gained, here, there, "somebody has to do it", "somebody has to do it"
            )
        joined = any(f.role[k] == "conjunction" for k in range(max(0, min(part) - 2), min(max(part) + 2, len(f.words))))
        sign = gained if joined else -gained
    return Found(ShiftKind.ACTOR, "actor.bearer", sign, here, there, "another bears it", "another bears it")


def _roles_swapped(a: Frame, b: Frame, places: list[Spot]) -> Iterator[Found]:
    """The same words, but who acts and who is acted upon changed places."""
    if len(a.modals) != 1 or len(b.modals) != 1:
        return
    x, y = a.modals[0], b.modals[0]
    if x.passive == y.passive and not x.passive:
        here = [n for n in range(*x.subject) if a.words[n].key and a.role[n] == "subject" and not _term(a, n)]
        there = [n for n in range(*y.subject) if b.words[n].key and b.role[n] == "subject" and not _term(b, n)]
        ours, theirs = {a.words[n].key for n in here}, {b.words[n].key for n in there}
        if ours - theirs and theirs - ours and _has_bearer(a, x.subject, False) and _has_bearer(b, y.subject, False):
            yield Found(ShiftKind.ACTOR, "actor.swapped", None, here, there, "the other bears it", "the other bears it")


def _once(found: list[Found]) -> list[Found]:
    """One shift for what one rule found at several places in the same direction."""
    kept: dict[tuple[object, ...], Found] = {}
    for f in found:
        key = (f.kind, f.rule, f.sign, tuple(f.a[:1]), tuple(f.b[:1]))
        kept.setdefault(key, f)
    return list(kept.values())
