"""Qualifiers of a rule that came, went or gave way: conditions, hedges, safeguards, measures and pointers."""

from collections.abc import Iterator

from .coverage import standard
from .depending import ONLY, depending, mark_of
from .kinds import ShiftKind
from .measure import measured
from .modals import Found
from .parts import Frame
from .residue import Spot


def qualified(kind: str, a: Frame, b: Frame, here: list[int], there: list[int], binding: int) -> Iterator[Found]:
    says = _mark_says(b, there), _mark_says(a, here)
    if kind in ("quantity", "reference"):
        yield from measured(kind, a, b, here, there)
        return
    if kind == "condition":
        sign = depending(a, b, here, there, binding)
        yield Found(ShiftKind.CONDITION, _rule(a, b, here, there), sign, _zone(a, here), _zone(b, there), *says)
        return
    if kind == "hedge" and _only_moved(a, b, here, there):
        return
    sign = 0 if here and there else (1 if there else -1)
    if kind == "hedge":
        x, y = mark_of(a, here), mark_of(b, there)
        sign = (x.rule.force > y.rule.force) - (x.rule.force < y.rule.force) if x and y else -sign
    elif sign and _in_exception(b if there else a, there or here):
        sign = -binding if there else binding
    yield Found(ShiftKind(kind), _rule(a, b, here, there), sign, here, there, *says)


def _only_moved(a: Frame, b: Frame, here: list[int], there: list[int]) -> bool:
    """`such measures as may be necessary` are `the measures necessary`, where nobody is left to deem them so."""
    f, other, part = (b, a, there) if there else (a, b, here)
    said = [f.words[n].lemma for n in expression(f, part)]
    return (
        bool(here) != bool(there)
        and said[-1:] == ["necessary"]
        and "deem" not in said
        and "necessary" in {w.lemma for w in other.words}
    )


def _in_exception(f: Frame, part: list[int]) -> bool:
    """Whether a safeguard stands in a condition and so protects against the rule; not where it holds only then."""
    return any(
        first <= part[0] < last and m.rule.kind == "condition" and m.last < last and f.words[m.first].lemma not in ONLY
        for first, last, m in f.zones
    )


def _zone(f: Frame, part: list[int]) -> list[int]:
    """A condition is shown whole where its head is new."""
    whole = set(part)
    for first, last, _ in f.zones:
        if first in whole:
            whole |= set(range(first, last))
    return sorted(whole)


def _mark_says(f: Frame, part: list[int]) -> str:
    found = mark_of(f, part)
    return found.rule.says if found else ""


def _rule(a: Frame, b: Frame, here: list[int], there: list[int]) -> str:
    found = mark_of(b, there) or mark_of(a, here)
    return found.rule.id if found else ""


def expression(f: Frame, part: list[int]) -> list[int]:
    return [n for k in part if (m := f.mark[k]) for n in range(m.first, m.last)]


def in_zones(a: Frame, b: Frame, left: set[int], right: set[int], binding: int) -> Iterator[Found]:
    """Terms and quantifiers inside a condition that stays: they change what is covered, not the condition."""
    for kind, shift in (("term", ShiftKind.TERM), ("scope", ShiftKind.SCOPE)):
        here, there = _zoned(a, left, kind), _zoned(b, right, kind)
        alone = not any(a.role[n] == "condition" for n in left - set(here)) and not any(
            b.role[n] == "condition" for n in right - set(there)
        )
        if (here and there) or (kind == "scope" and (here or there) and alone):
            sign = 0 if here and there else (1 if here else -1)
            if kind == "term" and here and there:
                sign = binding * _only_on(a, b, here, there)
            yield Found(shift, f"{kind}.in-condition", sign * binding, here, there, "in a condition", "in a condition")
            for n in here:
                left.discard(n)
            for n in there:
                right.discard(n)
            if kind == "term":
                left -= {n for n in left if a.role[n] == "condition"}
                right -= {n for n in right if b.role[n] == "condition"}


def _only_on(a: Frame, b: Frame, here: list[int], there: list[int]) -> int:
    """-1 where less is asked for in `only on the basis of clear evidence`, 1 where more is."""
    heads = [
        next((m.first for first, last, m in f.zones if first <= p[0] < last), 0) for f, p in ((a, here), (b, there))
    ]
    if any(f.words[n].lemma not in ONLY for f, n in zip((a, b), heads, strict=True)):
        return 0
    terms = [
        next((m for m in f.read.marks if m.rule.kind == "term" and m.first <= p[0] < m.last), None)
        for f, p in ((a, here), (b, there))
    ]
    return standard(terms[0], terms[1]) if terms[0] and terms[1] else 0


def _zoned(f: Frame, only: set[int], kind: str) -> list[int]:
    """Words of `kind` in a zone whose head is not itself new."""
    return sorted(
        n
        for n in only
        if f.role[n] == "condition"
        and any(m.rule.kind == kind and m.first <= n < m.last for m in f.read.marks)
        and not any(first <= n < last and m.first in only for first, last, m in f.zones)
    )


def and_or(s: Spot, a: Frame, b: Frame, binding: int) -> Iterator[Found]:
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
