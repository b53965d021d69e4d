"""What the words of force say on either side: duty, recommendation, permission, prohibition."""

from collections.abc import Iterator
from dataclasses import dataclass

from .grammar import GRAMMAR
from .kinds import ShiftKind
from .parts import Frame, Modal
from .words import key_of

NEGATIONS, FAILING = GRAMMAR["negations"], GRAMMAR["failing"]

DECLARING = frozenset(map(key_of, GRAMMAR["declaring"]))
HALF = 0.5  # of the words of a rule that a statement must share to be its successor


@dataclass(slots=True)
class Found:
    """A difference between two sentences, `a` and `b`; `sign` says whether `b` binds more (1), less (-1), both (0)."""

    kind: ShiftKind
    rule: str
    sign: int | None  # None where it makes no difference to how much States are bound
    a: list[int]
    b: list[int]
    says: str = ""
    said: str = ""  # the same of `a`
    place: tuple[int, int] | None = None  # the words before which it would stand, where one side has nothing


def paired(a: Frame, b: Frame) -> list[tuple[Modal, Modal]]:
    """The words of force that stand for one another: those of one verb first, then in their order."""
    if [turn(m) for m in a.modals] == [turn(m) for m in b.modals]:
        return list(zip(a.modals, b.modals, strict=True))
    rest_a, rest_b = list(a.modals), list(b.modals)
    pairs = []
    for x in list(rest_a):
        key = a.words[x.verb].key if x.verb >= 0 else ""
        y = next((y for y in rest_b if y.verb >= 0 and b.words[y.verb].key == key), None)
        if key and y:
            pairs.append((x, y))
            rest_a.remove(x)
            rest_b.remove(y)
    if len(rest_a) == len(rest_b):
        pairs += zip(rest_a, rest_b, strict=True)
    elif not pairs and rest_a and rest_b:
        pairs.append((rest_a[0], rest_b[0]))
    return pairs


def forces(a: Frame, b: Frame) -> Iterator[Found]:
    """The differences of force; each once, however many clauses it governs."""
    seen = set()
    for x, y in paired(a, b):
        no = _no(a, x) != _no(b, y)
        found = _difference(x, y, (_force_of(x, no=no), _force_of(y, no=no)))
        if found and (found.kind, x.rule.id, y.rule.id) not in seen:
            seen.add((found.kind, x.rule.id, y.rule.id))
            yield found
    if (a.modals and not b.modals) or (b.modals and not a.modals):
        yield from _stated(a, b)


def turn(m: Modal) -> tuple[str, float]:
    """`do`, `not` or `free`, and with which force, when what denies it is counted in."""
    kind, force = m.rule.turn, m.rule.force
    if m.doubly:
        return "do", force
    if not m.denied:
        return kind, force
    if m.rule.group == "lexical":
        return "free", 1
    return {"do": ("not", force), "free": ("not", 6.0), "not": ("free", 2.0)}[kind] if force != 1 else ("do", 6.0)


def _no(f: Frame, m: Modal) -> bool:
    return m.denied and any(f.role[n] == "modal" for n in range(*m.subject))


def _force_of(m: Modal, *, no: bool) -> list[int]:
    """The words of force; with the bearer, where `no` stands before it in one of the two."""
    return list(range(m.subject[0] if no else m.at, m.end))


def _difference(x: Modal, y: Modal, words: tuple[list[int], list[int]]) -> Found | None:
    (was, m), (now, n) = turn(x), turn(y)
    says = _says(x), _says(y)
    if was == now:
        if m == n:
            return None
        sign = (n > m) - (n < m) if was != "free" else None
        kind = ShiftKind.MODALITY if was != "free" else ShiftKind.NEGATION
        return Found(kind, y.rule.id if n < m else x.rule.id, sign, *words, says[1], says[0])
    if {was, now} == {"do", "free"}:
        refusal = min(m, n) == 1
        sign = 1 if now == "do" else -1
        return Found(
            ShiftKind.NEGATION if refusal else ShiftKind.MODALITY,
            "modality.no-duty" if refusal else "modality.permission",
            sign,
            *words,
            says[1],
            says[0],
        )
    sign = {("free", "not"): 1, ("not", "free"): -1}.get((was, now), 0)
    return Found(ShiftKind.NEGATION, "negation.force", sign, *words, says[1], says[0])


def _says(m: Modal) -> str:
    kind, force = turn(m)
    if kind == m.rule.turn:
        return m.rule.says
    return {"do": "a duty", "not": "a prohibition" if force >= 6 else "advice against it", "free": "a permission"}[kind]


def _stated(a: Frame, b: Frame) -> Iterator[Found]:
    """Force on one side alone: a rule became a statement or the other way round, if its verb is still there."""
    bound, plain, sign = (a, b, -1) if a.modals else (b, a, 1)
    m = bound.modals[0]
    keys = {w.key for w in plain.words}
    ours = [w.key for w in bound.words if w.key]
    same = m.verb >= 0 and bound.words[m.verb].key in keys
    if not m.passive and bound.words[m.end : m.end + 1] and bound.words[m.end].lemma == "be":
        return  # shall be open for signature: is open
    if same and bound.words[m.verb].key in DECLARING and turn(m) in (("do", 6), ("not", 6)):
        return  # this chapter shall apply to: applies to
    if m.verb >= 0 and bound.words[m.verb].key in DECLARING and any(w.lemma == "prejudice" for w in plain.words):
        return  # shall not affect: is without prejudice to
    if (m.verb < 0 and not same) or (not same and sum(key in keys for key in ours) < HALF * len(ours)):
        return
    at = next((n for n, w in enumerate(plain.words) if same and w.key == bound.words[m.verb].key), len(plain.words) - 1)
    if turn(m)[0] == "free":
        sign = -sign
    pair = (list(range(m.at, m.end)), [at])
    says = ("a statement", _says(m)) if bound is a else (_says(m), "a statement")
    rule = "modality.none" if same else "modality.statement"
    yield Found(ShiftKind.MODALITY, rule, sign, *(pair if bound is a else pair[::-1]), *says)


def denials(a: Frame, b: Frame) -> Iterator[Found]:
    """Words that deny, outside those of force: an odd one turns the rule round."""
    left, right = _denials(a, b), _denials(b, a)
    if bool(a.modals) != bool(b.modals):  # does not apply: shall not apply
        left += [m.at for m in a.modals if turn(m)[0] == "not"]
        right += [m.at for m in b.modals if turn(m)[0] == "not"]
    if (len(left) - len(right)) % 2:
        more = left[len(right) :] or left[-1:] if len(left) > len(right) else []
        other = right[len(left) :] or right[-1:] if len(right) > len(left) else []
        more, other = more or _plain(a, b, other), other or _plain(b, a, more)
        yield Found(
            ShiftKind.NEGATION,
            "negation.word",
            0,
            more,
            other,
            "the rule was turned round",
            "the rule was turned round",
        )


def _denials(f: Frame, other: Frame) -> list[int]:
    """The words that deny what the other text says, too; `unlawful` where it says something else is only a word."""
    keys, plain = {w.key for w in other.words}, {w.key for w in other.words if not w.denied}
    closed = [n for n, w in enumerate(f.words) if w.denied and f.role[n] in CLOSED and w.key in plain]
    said = [n for n in denying(f) if not f.words[n].denied or f.words[n].key in keys]
    return said + [n for n in closed if _single(f, n)]


def _plain(f: Frame, other: Frame, part: list[int]) -> list[int]:
    """The `lawful` that stands where the other text has `unlawful`."""
    keys = {other.words[n].key for n in part if other.words[n].denied}
    return [n for n, w in enumerate(f.words) if w.key in keys][:1]


def _single(f: Frame, n: int) -> bool:
    m = f.mark[n]
    return m is None or m.last - m.first == 1


def _inside(f: Frame, n: int) -> bool:
    """Whether a word is part of a longer expression, like `without prejudice to`."""
    m = f.mark[n]
    return m is not None and m.first <= n < m.last and (m.last - m.first > 1 or m.rule.kind == "condition")


CLOSED = ("modal", "hedge", "safeguard", "quantity", "scope", "including", "reference")


def denying(f: Frame) -> list[int]:
    """The words that deny, outside those of force."""
    return [
        n
        for n, w in enumerate(f.words)
        if (
            w.denied
            or (w.lemma in FAILING and n + 1 < len(f.words) and f.words[n + 1].lemma == "to")
            or (w.lemma in NEGATIONS and not w.fixed and not _inside(f, n))
        )
        and f.role[n] not in CLOSED
    ] + [m.at for m in f.modals if m.doubted]
