"""Who bears a rule, and whether another does now."""

from collections.abc import Iterator
from itertools import pairwise

from .grammar import GRAMMAR
from .kinds import ShiftKind
from .modals import Found
from .parts import Frame, Modal
from .residue import Spot
from .words import Word

RIGHTS = {"right", "entitled"}
OF = ("of", "in", "for", "on")
ACTOR_HEAD = 4  # words of a subject among which its bearer stands


def bearing(f: Frame, only: set[int]) -> list[int]:
    """Those of the words that say who bears a rule."""
    found: set[int] = set()
    for m in f.modals:
        inside = {
            n
            for n in only
            if not _tells_more(f, m, n, only)
            and m.subject[0] <= n < m.subject[1]
            and not _term(f, n)
            and f.role[n] != "verb"
        }
        if inside and _has_bearer(f, m.subject, m.passive):
            found |= inside
        if m.passive:
            found |= {n for n in only if _agent(f, n, m.end)}
    return sorted(found)


def _tells_more(f: Frame, m: Modal, n: int, only: set[int]) -> bool:
    """Whether a word of a subject only says which of them: operators of energy networks."""
    k = n
    while k > m.subject[0] and f.words[k].lemma not in OF:
        k -= 1
    inside = f.words[k].lemma in OF and k > m.subject[0] and only.isdisjoint(range(m.subject[0], k))
    return inside and not any(r.rule.kind == "actor" and r.first <= n < r.last for r in f.read.marks)


def named(f: Frame, only: list[int]) -> list[int]:
    """Those of the words that name somebody: a State, a body."""
    names = [m for m in f.read.marks if m.rule.kind == "actor"]
    return [n for n in only if f.words[n].lemma in GRAMMAR["bodies"] or any(m.first <= n < m.last for m in names)]


def in_subject(f: Frame, only: set[int]) -> list[int]:
    """Those of the words that stand in a subject, whoever that is."""
    return sorted(n for n in only if f.role[n] != "verb" and any(m.subject[0] <= n < m.subject[1] for m in f.modals))


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


def gives_right(f: Frame, m: Modal) -> bool:
    """Whether a permission is the right of a person, which binds States."""
    said = {w.lemma for w in f.words[m.at : m.end]}
    return bool(said & RIGHTS) and _bound(f, list(range(*m.subject))) is False


def said_there(a: Frame, b: Frame, here: list[int], there: list[int]) -> bool:
    """Whether a bearer is only named once more."""
    f, other, part = (b, a, there) if there else (a, b, here)
    return {f.words[n].key for n in part} <= {w.key for w in other.words}


def bearer(a: Frame, b: Frame, here: list[int], there: list[int], s: Spot) -> Found:
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


def tell_apart(a: Frame, b: Frame) -> None:
    """The inspecting State is not the one inspected: two keys where one text has the one and one the other."""
    for f, other in ((a, b), (b, a)):
        passive = {w.key for w in _beside_bearers(other) if w.text.endswith("ed")}
        for word in _beside_bearers(f):
            if word.text.endswith("ing") and word.key in passive:
                word.key += "_ing"


def _beside_bearers(f: Frame) -> list[Word]:
    return [w for w, after in pairwise(f.words) if w.key and after.lemma in GRAMMAR["bearers"] and not after.stop]


def roles_swapped(a: Frame, b: Frame) -> Iterator[Found]:
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
