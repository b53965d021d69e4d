"""What or whom a rule covers, and the terms of art that say it."""

from collections.abc import Iterator

from .because import HOW
from .grammar import GRAMMAR
from .kinds import ShiftKind
from .lexicon import Mark
from .lexicon_data import read
from .manner import manner_of
from .modals import Found
from .parts import Frame
from .residue import Spot
from .words import key_of

# of a group: how much a term covers, 0 the least; those of one step cannot be compared
STEPS: dict[str, dict[str, int]] = {
    t["group"]: {term: n for n, step in enumerate(t["narrow"]) for term in step.split(", ")}
    for t in read("terms")["term"]
    if "narrow" in t
}
DEMANDED = {t["group"] for t in read("terms")["term"] if t.get("demanded")}
MANY = 7  # words of content that differ on both sides, from which no rule of ours can tell
FILLED = 0.15  # share of a sentence in another order from which it was recast, and fillers come and go
SHORT = 2
HEADING = ("of", "to", "from", "with", "by", "for", "cover", "against")
EVERYTHING = ("all", "any", "every", "whatever", "whatsoever")
OUT, IN = GRAMMAR["out"], GRAMMAR["inside"]
FILLERS = frozenset(map(key_of, GRAMMAR["fillers"]))


def covered(s: Spot, a: Frame, b: Frame, left: set[int], right: set[int], binding: int) -> Iterator[Found]:
    """Terms, quantifiers, and what is named beside or instead of something else."""
    if not left and not right:
        return
    here, there = sorted(left), sorted(right)
    examples = [n for n in here if a.role[n] == "example"] + [n for n in there if b.role[n] == "example"]
    if examples and (not here or not there):
        yield Found(ShiftKind.SCOPE, "scope.example", None, here, there, "named already", "named already")
        return
    x, y = _terms(a, here), _terms(b, there)
    if x and y:
        kind = ShiftKind.SCOPE if _excludes(a, b, x, y) else ShiftKind.TERM
        yield Found(
            kind,
            _term_rule(a, b, x, y),
            _term_sign(a, b, x + here, y + there, binding),
            here,
            there,
            "another term",
            "another term",
        )
        here, there = _counting(a, here), _counting(b, there)
        if not here and not there:
            return
    if bool(here) != bool(there) and (elsewhere := _elsewhere(s, a, b, here, there)):
        yield elsewhere
        return
    if bool(here) != bool(there) and (manner := manner_of(a, here) or manner_of(b, there)):
        sides = (manner, []) if here else ([], manner)
        yield Found(ShiftKind.SCOPE, "scope.manner", 1 if there else -1, *sides, HOW, HOW)
        return
    if len(here) >= MANY and len(there) >= MANY:
        yield Found(ShiftKind.UNCLASSIFIED, "unclassified.rewritten", 0, here, there, "rewritten", "rewritten")
        return
    yield Found(
        ShiftKind.SCOPE,
        _rule(a, b, here, there),
        _sign(s, a, b, here, there, binding),
        here,
        there,
        "covered",
        "covered",
    )


def _elsewhere(s: Spot, a: Frame, b: Frame, here: list[int], there: list[int]) -> Found | None:
    """`outside the territory` for `in the territory`: nothing less is covered, but the contrary."""
    f, part, other, run = (b, there, a, s.a) if there else (a, here, b, s.b)
    if f.words[part[0]].lemma not in OUT or not any(other.words[n].lemma in IN for n in range(*run)):
        return None
    return Found(ShiftKind.SCOPE, "scope.elsewhere", 0, *_places(s, here, there), "elsewhere", "elsewhere")


def _places(s: Spot, here: list[int], there: list[int]) -> tuple[list[int], list[int]]:
    return here or list(range(*s.a)), there or list(range(*s.b))


def _terms(f: Frame, part: list[int]) -> list[int]:
    return [n for n in part if (m := f.mark[n]) and m.rule.kind == "term"]


def _counting(f: Frame, part: list[int]) -> list[int]:
    """The words that say how much of a term is covered; an adjective like `malicious` may belong to it."""
    return [n for n in part if (m := f.mark[n]) and m.rule.id in ("scope.some", "scope.only", "scope.all")]


def _excludes(a: Frame, b: Frame, x: list[int], y: list[int]) -> bool:
    """`non-personal data` against `data`: no other term, but a part of what it covers."""
    was, now = (set(m.rule.value.split()) if (m := f.mark[part[0]]) else set() for f, part in ((a, x), (b, y)))
    return "non" in was ^ now and (was < now or now < was)


def _term_rule(a: Frame, b: Frame, x: list[int], y: list[int]) -> str:
    here, there = a.mark[x[0]], b.mark[y[0]]
    assert here
    assert there
    return here.rule.id if here.rule.id == there.rule.id else "term.other"


def _term_sign(a: Frame, b: Frame, x: list[int], y: list[int], binding: int) -> int:
    """A term that is the other with a word less covers more: data, personal data."""
    m, n = a.mark[x[0]], b.mark[y[0]]
    assert m
    assert n
    steps = STEPS.get(m.rule.group, {})
    if m.rule.value in steps and n.rule.value in steps:
        if steps[m.rule.value] != steps[n.rule.value] and binding < 0 and a.role[m.first] == "subject":
            return 0  # whom a permission is given to
        return standard(m, n) or binding * _compare(steps[n.rule.value], steps[m.rule.value])
    was, now = set(m.rule.value.split()), set(n.rule.value.split())
    if _told_more(a, m, x) or _told_more(b, n, y):
        return 0  # commercial data, and data of another sort that has no name of its own
    return binding if now < was else -binding if was < now else 0


def standard(m: Mark, n: Mark) -> int:
    """1 where a term asks for more than another of its group that rules ask for, -1 where for less."""
    steps = STEPS.get(m.rule.group, {}) if m.rule.group in DEMANDED else {}
    return (
        _compare(steps.get(m.rule.value, 0), steps.get(n.rule.value, 0))
        if {m.rule.value, n.rule.value} <= set(steps)
        else 0
    )


def _told_more(f: Frame, m: Mark, only: list[int]) -> bool:
    before = m.first - 1
    return (
        before >= 0
        and not f.words[m.first].stop
        and f.role[before] == ""
        and bool(f.words[before].key)
        and before in only
    )


def _rule(a: Frame, b: Frame, here: list[int], there: list[int]) -> str:
    found = next(
        (m.rule.id for f, part in ((b, there), (a, here)) for k in part if (m := f.mark[k]) and m.rule.kind == "scope"),
        None,
    )
    return found or ("scope.replaced" if here and there else "scope.named")


def _sign(s: Spot, a: Frame, b: Frame, here: list[int], there: list[int], binding: int) -> int:
    """More is covered by a wider quantifier, by one more thing named, and by one qualifier less."""
    was, now = _width(a, here), _width(b, there)
    if was is not None or now is not None:
        return binding * _compare(now if now is not None else 2, was if was is not None else 2)
    wide = _all(a, s.a), _all(b, s.b)
    if here and there and wide[0] != wide[1]:
        return binding * _compare(wide[1], wide[0])
    if here and there:
        return binding * _compare(_listed(b, s.b), _listed(a, s.a))
    if s.only_a and s.only_b:
        return 0  # what took its place is told by itself
    f, part, run = (b, there, s.b) if there else (a, here, s.a)
    gained = 1 if there else -1
    return binding * (gained if _joined(f, part, run) else -gained)


def _compare(now: float, was: float) -> int:
    return (now > was) - (now < was)


def _width(f: Frame, part: list[int]) -> float | None:
    forces = [m.rule.force for n in part if (m := f.mark[n]) and m.rule.kind in ("scope", "including")]
    return min(forces) if forces else None


def _all(f: Frame, run: tuple[int, int]) -> bool:
    return any((m := f.mark[n]) and m.rule.id == "scope.all" and f.words[n].lemma in EVERYTHING for n in range(*run))


def _listed(f: Frame, run: tuple[int, int]) -> int:
    return sum(f.role[n] in ("conjunction",) or f.words[n].stop == "," for n in range(*run))


def _joined(f: Frame, part: list[int], run: tuple[int, int]) -> bool:
    """Whether what was added stands beside something else, not before it."""
    first, last = min(run[0], part[0]), max(run[1], part[-1] + 1)
    if any(f.role[n] in ("conjunction", "including") for n in range(max(0, first - 1), last)):
        return True
    after = f.words[last] if last < len(f.words) else None
    before = f.words[part[0] - 1].lemma if part[0] else ""
    if after and after.stop == "," and len(part) <= SHORT and (f.role[part[0] - 1] == "verb" or before in HEADING):
        return True  # the first of a list
    return bool(f.words[part[0]].stop == "," and after and (after.stop == "," or f.role[last] == "conjunction"))
